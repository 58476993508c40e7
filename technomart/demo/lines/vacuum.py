"""Cordless vacuum cleaners."""

from technomart.demo.tables import Line

SHEET = """
# main
suction_aw RFCK+ | Сила всасывания | Suction | number | аВт | AW
wash F | Моет пол | Washes floors | bool
filter_class RF
bin_l RC+ | Контейнер | Bin | number 2 | л | l
# power
minutes RFCK+
swap_battery F | Съёмный аккумулятор | Swappable battery | bool
# work
noise_db C-
laser F | Подсветка пыли | Dust light | bool
display F
# body
weight_kg RFCK-
colour RF
"""

GOODS = """
= dyson | V15 Detect Absolute | 2021-05 | 72 | my
main 240 no hepa13 0.76; power 60 yes; work 75 yes yes; body 3.1
sell yellow : 69990
ru Зелёный луч показывает пыль, которой вы не видели годами.
en A green beam shows the dust you have not seen for years.
= dyson | V12 Origin | 2023-04 | 50 | my
main 150 no hepa13 0.35; power 60 yes; work 74 no yes; body 2.4
sell purple : 49990
ru Лёгкий Dyson, который держат одной рукой под потолком.
en A light Dyson to hold up to the ceiling with one hand.
= dreame | R20 | 2024-03 | 81 | cn
main 190 no hepa13 0.6; power 90 no; work 72 yes yes; body 2.7
sell slate : 29990
ru Полтора часа уборки и свет под щёткой за половину известной цены.
en An hour and a half of cleaning with light under the brush for half the famous price.
= dreame | H15 Pro Heat | 2025-04 | 55 | cn
main 220 yes hepa13 0.7; power 72 no; work 78 no yes; body 5.8
sell black : 59990
ru Моет горячей водой и сушит валик за пять минут.
en It washes with hot water and dries its roller in five minutes.
= xiaomi | Vacuum Cleaner G20 Lite | 2023-11 | 85 | cn
main 100 no hepa11 0.6; power 45 no; work 76 no no; body 1.5
sell white : 7990
ru Полтора килограмма: крошки со стола и пыль со шкафа.
en A kilo and a half for crumbs on the table and dust on the wardrobe.
= bosch | Unlimited 7 BCS711PET | 2021-09 | 43 | de
main 125 no hepa13 0.3; power 40 yes; work 82 no no; body 2.9
sell red : 34990
ru Щётка для шерсти и аккумулятор, который подходит к шуруповёрту.
en A pet brush and a battery shared with your drill.
"""

PHRASES = """
# suction
Сила всасывания {suction_aw} аВт, фильтр {filter_class}. | {suction_aw} AW of suction and a {filter_class}
> filter.
# battery
От батареи работает до {minutes#минуты,минут,минут}. | It runs up to {minutes#minute,minutes} on battery.
Аккумулятор съёмный{swap_battery=yes}: второй удваивает уборку. | The battery comes out: a second one
> doubles the cleaning.
# body
Весит {weight_kg} кг, контейнер {bin_l} л. | It weighs {weight_kg} kg with a {bin_l} l bin.
Подсветка{laser=yes} у щётки показывает, где ещё не убрано. | The light at the brush shows what is left to
> clean.
"""

LINE = Line(
    code="vacuum",
    name="Вертикальные пылесосы",
    name_en="Cordless vacuums",
    noun="Вертикальный пылесос",
    noun_en="cordless vacuum",
    gender="m",
    category="cordless-vacuums",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="vacuum",
    views=("stick", "detail"),
    warranty=24,
    service=36,
    box=(1600, 760, 300, 180),
)
