"""Washing machines."""

from technomart.demo.tables import Line

SHEET = """
# main
load_kg RFCK+ | Загрузка | Load | number 1 | кг | kg
spin_rpm RFCK+ | Отжим | Spin speed | number | об/мин | rpm
dryer RF | Сушка | Dryer | bool
drive RFK | Привод | Drive | choice | direct прямой / direct; belt ременный / belt
inverter RF
# work
steam F | Пар | Steam | bool
programs RC+ | Программ | Programmes | number
noise_db RC-
energy_class RF
app F
# body
height_cm RC
width_cm RC
depth_cm RFCK-
weight_kg C-
colour RF
"""

GOODS = """
= haier | HW90-BP14979 | 2022-09 | 86 | ru | door=dark
main 9 1400 no direct yes; work yes 14 72 appp yes; body 85 60 46 70
sell white graphite : 56990
ru Прямой привод, девять килограммов белья и глубина сорок шесть сантиметров.
en Direct drive, nine kilos of laundry and a depth of forty-six centimetres.
= haier | HW60-BP12929 | 2021-04 | 74 | ru | door=dark
main 6 1200 no belt yes; work yes 12 75 appp no; body 85 60 40 62
sell white : 39990
ru Узкая машина с паром для небольшой ванной.
en A narrow machine with steam for a small bathroom.
= lg | F2V5GS0W | 2022-03 | 82 | ru | door=chrome
main 8.5 1200 no direct yes; work yes 14 73 appp yes; body 85 60 47.5 60
sell white : 54990
ru Взвешивает бельё и сама решает, как вращать барабан.
en It weighs the laundry and decides how to turn the drum.
= lg | F4DV5VS2W | 2023-05 | 48 | ru | door=dark
main 10.5 1400 yes direct yes; work yes 16 74 a yes; body 85 60 56.5 73
sell white slate : 89990
ru Стирает и сушит за один заход: достал и надел.
en It washes and dries in one go: take it out and put it on.
= samsung | WW80AG6L28AE | 2023-03 | 67 | ru | door=dark
main 8 1200 no direct yes; work yes 20 72 appp yes; body 85 60 49 65
sell white : 52990
ru Пузырьковая стирка отстирывает и в холодной воде.
en Bubble washing works in cold water too.
= bosch | WLP20261OE | 2020-08 | 60 | ru | door=chrome
main 6.5 1000 no belt yes; work no 14 74 a no; body 85 60 40 63
sell white : 44990
ru Немецкая неторопливость: выдержит десять лет семейной стирки.
en German patience: it will stand ten years of family laundry.
= indesit | IWSB 51051 | 2018-02 | 71 | ru | door=chrome
main 5 1000 no belt no; work no 16 76 a no; body 85 60 41.4 62
sell white : 25990
ru Простая машина, которую чинит любой мастер.
en A simple machine that any technician can mend.
= atlant | СМА 60У108 / SMA 60U108 | 2019-10 | 57 | by | door=chrome
main 6 1000 no belt no; work no 16 73 a no; body 84.6 59.6 41 60
sell white : 27990
ru Белорусская сборка и пять лет работы без капризов.
en Made in Belarus, years of work without whims.
"""

PHRASES = """
# load
За раз стирает до {load_kg} кг и отжимает на {spin_rpm} оборотах. | It washes up to {load_kg} kg at once
> and spins at {spin_rpm} rpm.
Загрузка {load_kg>8} {load_kg} кг: помещается и двуспальное одеяло. | The {load_kg} kg load takes a double
> blanket.
# motor
Прямой привод{drive=direct} не гремит и реже ломается. | Direct drive does not rattle and breaks less.
Ременный привод{drive=belt} прост в ремонте. | Belt drive is simple to repair.
# body
Глубина {depth_cm} см, на отжиме шумит до {noise_db} дБ. | It is {depth_cm} cm deep and makes up to
> {noise_db} dB when spinning.
Обработка паром{steam=yes} освежает рубашку без стирки. | Steam freshens a shirt without washing.
Программ {programs}, есть короткая на каждый день. | It has {programs} programmes, a short one for every
> day among them.
"""

LINE = Line(
    code="washer",
    name="Стиральные машины",
    name_en="Washing machines",
    noun="Стиральная машина",
    noun_en="washing machine",
    gender="f",
    category="washers",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="washer",
    views=("angle", "front"),
    warranty=24,
    service=120,
    box=(3000, 660, 660, 900),
    tail="{load_kg} кг",
)
