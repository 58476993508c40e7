"""Refrigerators."""

from technomart.demo.tables import Line

SHEET = """
# main
fridge_kind RFK | Вид | Kind | choice | combi двухкамерный / two-door; side side-by-side; french
> многодверный / multi-door; mini однокамерный / single-door
volume_l RFCK+
freezer_l C+ | Объём морозильника | Freezer volume | number | л | l
nofrost RFK | Разморозка | Defrosting | choice | full No Frost; part No Frost в морозильнике / No Frost in
> the freezer; drip капельная / manual
# work
inverter RF
noise_db RC-
kwh_year RC- | Расход за год | Yearly consumption | number | кВт·ч | kWh
energy_class RF
app F
display F
# body
height_cm RFC
width_cm RFC
depth_cm RC
weight_kg C-
colour RF
"""

GOODS = """
= haier | C2F637CXRG | 2020-05 | 83 | ru | view=combi
main combi 376 108 full; work yes 38 300 aplus no yes; body 199.8 59.5 67.2 78
sell silver white graphite : 64990
ru Высокий, тихий, собран в Набережных Челнах, мотору дают двенадцать лет.
en Tall, quiet and assembled in Russia, with a long-lived motor.
= haier | HB18FGSAAARU | 2021-03 | 46 | cn | view=double
main french 544 178 full; work yes 38 380 aplus yes yes; body 190 90.8 75 112
sell graphite : 139990
ru Четыре двери и зона, которая бывает и морозилкой, и холодильником.
en Four doors and a zone that can be freezer or fridge.
= samsung | RB38C672ESA | 2023-04 | 64 | pl | view=combi
main combi 390 114 full; work yes 35 290 aplus yes yes; body 203 59.5 65.8 75
sell silver black : 89990
ru Глубина под кухонную линию и лёд без инея.
en Depth to match the kitchen line and ice without frost.
= lg | GC-B257SBZV | 2022-06 | 52 | cn | view=double
main side 647 240 full; work yes 39 410 a no yes; body 179 91.3 73.5 108
sell cream graphite : 119990
ru Две двери нараспашку: видно всё, что есть к ужину.
en Both doors wide open show everything there is for dinner.
= lg | GW-B509SEUM | 2022-02 | 59 | ru | view=combi
main combi 384 107 full; work yes 36 285 app yes yes; body 203 59.5 68.2 81
sell sand : 79990
ru Обдувает полки у самой двери: молоко холодное и там.
en It blows air by the door too, so milk is cold there as well.
= atlant | ХМ 4625-101 / XM 4625-101 | 2019-07 | 78 | by | view=combi
main combi 381 177 drip; work no 40 358 a no no; body 206.8 59.5 62.9 72
sell white : 39990
ru Минский, простой и ремонтопригодный: большая морозилка для заготовок.
en From Minsk, simple and repairable, with a large freezer for the harvest.
= atlant | М 7402-100 / M 7402-100 | 2020-02 | 41 | by | view=mini handles=recess
main mini 84 ~ drip; work no 38 130 a no no; body 85 55 58 28
sell white : 18990
ru Для дачи, конторы и общежития.
en For a dacha, an office or a dormitory.
= bosch | KGN39VI25R | 2021-05 | 55 | ru | view=combi
main combi 366 87 full; work yes 39 273 app no yes; body 203 60 66 70
sell silver : 74990
ru Ящик с влажностью для зелени: салат хрустит и через неделю.
en A humid drawer for greens: the lettuce is crisp a week later.
"""

PHRASES = """
# volume
Общий объём {volume_l} л, из них морозильник {freezer_l} л. | The total volume is {volume_l} l, of which
> {freezer_l} l freeze.
Вмещает {volume_l} л при ширине {width_cm} см. | It holds {volume_l} l in a width of {width_cm} cm.
# frost
Размораживать не нужно{nofrost=full}: полный No Frost. | No defrosting: full No Frost.
Капельная система{nofrost=drip} не сушит продукты. | The static system does not dry the food.
# energy
Расходует {kwh_year} кВт·ч в год и шумит не громче {noise_db} дБ. | It uses {kwh_year} kWh a year and
> makes no more than {noise_db} dB.
Инверторный компрессор{inverter=yes} не хлопает при пуске. | The inverter compressor does not thump at
> start.
"""

LINE = Line(
    code="fridge",
    name="Холодильники",
    name_en="Refrigerators",
    noun="Холодильник",
    noun_en="refrigerator",
    gender="m",
    category="fridges",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="fridge",
    views=("combi", "detail"),
    warranty=36,
    service=120,
    box=(6000, 700, 700, 1900),
    tail="{volume_l} л",
)
