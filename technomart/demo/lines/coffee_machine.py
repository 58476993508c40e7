"""Coffee machines."""

from technomart.demo.tables import Line

SHEET = """
# main
coffee_kind RFK | Вид | Kind | choice | auto автоматическая / automatic; manual рожковая / manual
> espresso; drip капельная / drip
milk RFK | Молоко | Milk | choice | none нет / none; panarello ручной капучинатор / manual frother; auto
> автоматическое / automatic
grinder RF | Кофемолка | Grinder | bool
bar RC+ | Давление | Pressure | number | бар | bar
drinks C+ | Напитков | Drinks | number
# work
water_l RC+ | Бак для воды | Water tank | number 1 | л | l
beans_g C+ | Контейнер для зёрен | Bean container | number | г | g
app F
power_w RC
# body
width_cm RC-
height_cm C
depth_cm C
weight_kg C-
colour RF
"""

GOODS = """
= delonghi | Magnifica S ECAM22.110 | 2012-09 | 91 | ro | view=espresso accent=silver
main auto panarello yes 15 4; work 1.8 250 no 1450; body 23.8 35.1 43 9
sell black silver : 39990
ru Машина, с которой начинали кофейни на районе: просто, горячо и надолго.
en The machine many corner cafés began with: simple, hot and lasting.
= delonghi | Rivelia EXAM440.35 | 2023-10 | 64 | it | view=espresso accent=silver
main auto auto yes 19 16; work 1.4 250 yes 1450; body 24.5 38.5 43 9.9
sell black cream sage : 79990
ru Два сменных бункера: утром бразильские зёрна, вечером без кофеина.
en Two swappable hoppers: Brazilian beans by day, decaf by night.
= delonghi | Dedica EC685 | 2017-03 | 79 | cn | view=espresso accent=silver
main manual panarello no 15 ~; work 1.1 ~ no 1300; body 14.9 30.5 33 4.2
sell silver black red cream : 17990
ru Пятнадцать сантиметров ширины для настоящего эспрессо руками.
en Fifteen centimetres of width for real espresso made by hand.
= philips | LatteGo EP2231/40 | 2019-09 | 85 | ro | view=espresso accent=silver
main auto auto yes 15 3; work 1.8 275 no 1500; body 24.6 37.1 43.3 8
sell black : 44990
ru Молочный узел из двух деталей моется под краном за минуту.
en The two-part milk unit rinses under the tap in a minute.
= philips | LatteGo EP5547/90 | 2024-02 | 57 | ro | view=espresso accent=silver
main auto auto yes 15 12; work 1.8 275 no 1500; body 24.6 37.1 43.3 8
sell silver : 62990
ru Холодный кофе одной кнопкой и кофемолка тише прежней.
en Iced coffee at a button and a quieter grinder.
= bosch | TIS30129RW | 2019-04 | 50 | ro | view=espresso accent=silver
main auto panarello yes 15 4; work 1.4 250 no 1300; body 24.7 37.9 42 7.9
sell black : 38990
ru Компактная автоматическая с керамической кофемолкой.
en A compact automatic with a ceramic grinder.
= polaris | PACM 2070AC | 2022-11 | 55 | cn | view=espresso accent=silver
main auto auto yes 19 8; work 1.7 200 yes 1550; body 23.5 34.5 46 9.5
sell graphite : 36990
ru Управляется с телефона: кофе готов, когда вы вышли из душа.
en Run from your phone: coffee is ready as you leave the shower.
= redmond | CM702 | 2023-01 | 43 | cn | view=drip accent=silver
main drip none no 1 1; work 1.2 ~ no 900; body 24 31 20 2
sell black : 5990
ru Кувшин фильтр-кофе на всю семью и ничего лишнего.
en A jug of filter coffee for the family and nothing more.
= xiaomi | Scishare Espresso S1106 | 2023-06 | 61 | cn | view=espresso accent=silver
main manual panarello no 20 ~; work 1 ~ no 1100; body 20 26 26 3.3
sell white cream : 11990
ru Недорогой способ узнать, нравится ли вам варить самому.
en An inexpensive way to learn whether you like brewing it yourself.
"""

PHRASES = """
# drinks
Готовит {drinks>3}{drinks#напиток,напитка,напитков}, давление {bar} бар. | It makes {drinks#drink,drinks}
> at {bar} bar.
Помпа даёт {bar>14}{bar} бар: пенка держится до последнего глотка. | The pump gives {bar} bar, so the
> crema lasts to the final sip.
# milk
Молоко взбивает сама{milk=auto}, чашку двигать не нужно. | It froths milk by itself, with no need to move
> the cup.
Молоко взбивают вручную{milk=panarello}: через неделю получается рисунок. | You froth milk by hand, and
> within a week you can draw on it.
# water
Бак на {water_l} л, ширина корпуса {width_cm} см. | The tank holds {water_l} l, the body is {width_cm} cm
> wide.
Встроенная кофемолка{grinder=yes} мелет под каждую чашку. | The built-in grinder grinds for every cup.
"""

LINE = Line(
    code="coffee_machine",
    name="Кофемашины",
    name_en="Coffee machines",
    noun="Кофемашина",
    noun_en="coffee machine",
    gender="f",
    category="coffee-machines",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="coffee",
    views=("espresso", "detail"),
    warranty=24,
    service=60,
    box=(1500, 300, 500, 430),
)
