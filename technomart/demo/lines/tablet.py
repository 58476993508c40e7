"""Tablets."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# screen
screen_inch RFCK+
resolution RC
panel RFK
refresh_hz RFC+
# performance
tablet_soc RFCK | Процессор | Chipset | choice | m5 Apple M5; m3 Apple M3; a16 Apple A16; a17pro Apple A17
> Pro; sd8g3 Snapdragon 8 Gen 3; sd8sg4 Snapdragon 8s Gen 4; sd8elite Snapdragon 8 Elite; sd7sg4
> Snapdragon 7s Gen 4; sd7g3 Snapdragon 7 Gen 3; sd685 Snapdragon 685; d9400p Dimensity 9400+; d7300
> Dimensity 7300; g100 Helio G100; e1580 Exynos 1580; kirin9000 Kirin 9000WE
memory_set
ram_gb RFC+
storage_gb RFC+
memory_card RF
os RF
# power
battery_mah RFCK+
charge_w RFC+
# links
cellular RF | Сотовая связь | Cellular | bool
wifi RF
pen F | Перо в комплекте | Pen included | bool
# body
weight_g RC-
colour RF
"""

GOODS = """
= apple | iPad 11 A16 | 2025-03 | 93 | cn | aspect=1.43 cameras=1 seed=3
screen 10.86 2360x1640 ips 60; performance a16 no ipados; power 7606 30; links no wifi6 no; body 477
sell silver blue pink yellow : 6/128=34990 6/256=44990
ru Планшет, который берут ребёнку, а потом оставляют себе.
en The tablet you buy for a child and then keep.
= apple | iPad Air 11 M3 | 2025-03 | 84 | cn | aspect=1.43 cameras=1 seed=7
screen 11 2360x1640 ips 60; performance m3 no ipados; power 7606 30; links no wifi6e no; body 460
sell graphite blue lavender cream : 8/128=54990 8/256=64990
ru Настольный процессор M3 в корпусе легче полукилограмма.
en A desktop-class M3 in a body under half a kilo.
= apple | iPad Pro 11 M5 | 2025-10 | 70 | cn | aspect=1.43 cameras=1 seed=9 stylus=yes
screen 11 2420x1668 oled 120; performance m5 no ipados; power 8160 60; links no wifi7 no; body 444
sell black silver : 12/256=99990 12/512=119990
ru Двухслойный OLED и толщина 5,3 мм: самый тонкий компьютер в магазине.
en A tandem OLED at 5.3 mm: the thinnest computer in the shop.
= apple | iPad mini 7 | 2024-10 | 62 | cn | aspect=1.5 cameras=1 seed=12
screen 8.3 2266x1488 ips 60; performance a17pro no ipados; power 5078 20; links no wifi6e no; body 293
sell graphite sky lavender : 8/128=47990 8/256=57990
ru Помещается в карман пальто и в одну руку.
en It fits a coat pocket and one hand.
= samsung | Galaxy Tab S11 | 2025-09 | 66 | vn | aspect=1.6 cameras=1 seed=15 stylus=yes
screen 11 2560x1600 amoled 120; performance d9400p yes android; power 8400 45; links no wifi6e yes; body 469
sell graphite silver : 12/128=64990 12/256=71990
ru Перо в комплекте, корпус не боится воды, а с клавиатурой это почти ноутбук.
en The pen is included, the body resists water, and with a keyboard it is nearly a laptop.
= samsung | Galaxy Tab S10 FE | 2025-04 | 74 | vn | aspect=1.6 cameras=1 seed=18 stylus=yes
screen 10.9 2304x1440 ips 90; performance e1580 yes android; power 8000 45; links no wifi6 yes; body 497
sell graphite silver sky : 8/128=39990 12/256=47990
ru Для конспектов: перо магнитится к спинке и не требует зарядки.
en For lecture notes: the pen clings to the back and needs no charging.
= samsung | Galaxy Tab A11 | 2025-09 | 81 | vn | aspect=1.6 cameras=1 seed=21
screen 8.7 1340x800 ips 90; performance g100 yes android; power 5100 15; links yes wifi5 no; body 337
sell graphite silver : 4/64=13990 8/128=17990
ru Небольшой планшет с SIM-картой: навигатор, книга и мультики в одном.
en A small tablet with a SIM card: a navigator, a book and cartoons in one.
= xiaomi | Pad 7 Pro | 2025-03 | 82 | cn | aspect=1.5 cameras=2 seed=24
screen 11.2 3200x2136 ips 144; performance sd8sg4 no android; power 8850 67; links no wifi7 no; body 500
sell graphite green blue : 8/256=42990 12/512=49990
ru Экран три к двум вмещает на треть больше текста, чем вытянутые.
en The three-by-two screen fits a third more text than stretched ones.
= xiaomi | Pad 7 | 2025-03 | 91 | cn | aspect=1.5 cameras=1 seed=27
screen 11.2 3200x2136 ips 144; performance sd7g3 no android; power 8850 45; links no wifi6e no; body 500
sell silver green blue : 8/128=34990 8/256=39990
ru Тот же чёткий экран, что у старшей модели, и четыре динамика.
en The same sharp screen as the senior model and four speakers.
= xiaomi | Redmi Pad 2 | 2025-06 | 86 | cn | aspect=1.6 cameras=1 seed=30
screen 11 2560x1600 ips 90; performance g100 yes android; power 9000 18; links no wifi5 no; body 510
sell graphite mint lavender : 4/128=16990 8/256=21990
ru Чёткая матрица и место для карты памяти за небольшие деньги.
en A sharp panel and a memory card slot for little money.
= honor | Pad 10 | 2025-05 | 64 | cn | aspect=1.6 cameras=1 seed=33
screen 12.1 2560x1600 ips 120; performance sd7g3 no android; power 10100 35; links no wifi6 no; body 525
sell slate green : 8/256=29990 12/256=32990
ru Двенадцать дюймов для фильмов в поезде и таблиц на диване.
en Twelve inches for films on the train and spreadsheets on the sofa.
= huawei | MatePad 11.5 S | 2025-06 | 57 | cn | aspect=1.5 cameras=1 seed=36 stylus=yes
screen 11.5 2800x1840 ips 144; performance kirin9000 no harmony; power 8800 40; links no wifi6 no; body 510
sell slate lavender green : 8/256=36990
ru Матовый экран PaperMatte не бликует и шуршит под пером, как бумага.
en The matte PaperMatte screen does not glare and rustles under the pen like paper.
= lenovo | Idea Tab Pro | 2025-03 | 59 | cn | aspect=1.6 cameras=1 seed=39 stylus=yes
screen 12.7 2944x1840 ips 144; performance d7300 yes android; power 10200 45; links no wifi6e yes; body 615
sell slate blue : 8/128=32990 8/256=36990
ru Перо в коробке и четыре динамика JBL: рисовать, смотреть, учиться.
en A pen in the box and four JBL speakers: draw, watch, study.
= poco | Pad M1 | 2025-11 | 55 | cn | aspect=1.6 cameras=1 seed=42
screen 12.1 2560x1600 ips 120; performance sd7sg4 yes android; power 12000 33; links no wifi6 no; body 610
sell graphite blue : 8/256=29990
ru Аккумулятора хватает на перелёт через весь континент и обратно.
en The battery lasts a flight across the continent and back.
"""

PHRASES = """
# screen
На экране {screen_inch}″ с разрешением {resolution} мелкий шрифт не рассыпается на точки. | On the
> {screen_inch}″ screen at {resolution}, small type does not fall apart into dots.
Матрица {panel} обновляется {refresh_hz>89}{refresh_hz} раз в секунду, прокрутка и рисование идут без
> рывков. | The {panel} panel refreshes {refresh_hz} times a second, so scrolling and drawing are smooth.
# chip
Процессор {tablet_soc} и {ram_gb} ГБ памяти рассчитаны на несколько лет вперёд. | The {tablet_soc} chip
> and {ram_gb} GB of memory are made for years ahead.
{tablet_soc} тянет учёбу, видео и игры, а начальной памяти {storage_gb} ГБ. | {tablet_soc} handles study,
> video and games; base storage is {storage_gb} GB.
# battery
Аккумулятор на {battery_mah} мА·ч выдерживает день лекций или вечер сериалов. | The {battery_mah} mAh
> battery stands a day of lectures or an evening of series.
Заряжается мощностью до {charge_w>40}{charge_w} Вт, короткой остановки хватает на вечер. | It charges at
> up to {charge_w} W: a short stop is enough for an evening.
# extra
Перо лежит в коробке{pen=yes}, покупать его отдельно не нужно. | The pen is in the box, there is no need
> to buy one.
Карта памяти{memory_card=yes} расширит место под фильмы и учебники. | A memory card adds room for films
> and textbooks.
"""

LINE = Line(
    code="tablet",
    name="Планшеты",
    name_en="Tablets",
    noun="Планшет",
    noun_en="tablet",
    gender="m",
    category="tablets",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="tablet",
    views=("pair", "front", "landscape", "angle", "back"),
    warranty=12,
    service=36,
    box=(320, 290, 210, 45),
    sizes=Sizes("memory_set", "{0}/{1} ГБ", "{0}/{1} GB", ("ram_gb", "storage_gb"), 2),
    software="Единый магазин приложений RuStore, Яндекс с Алисой, MAX, Госуслуги",
)
