"""Hair dryers."""

from technomart.demo.tables import Line

SHEET = """
# main
power_w RFCK+
motor_rpm FCK+ | Мотор | Motor | number | об/мин | rpm
ion RF | Ионизация | Ionisation | bool
heat_modes RFC+ | Режимов нагрева | Heat settings | number
nozzles RC+ | Насадок | Nozzles | number
# work
noise_db C-
cool_shot RF | Холодный воздух | Cool shot | bool
# body
weight_g RCK-
cord_m C+ | Шнур | Cord | number 1 | м | m
colour RF
"""

GOODS = """
= dyson | Supersonic Nural | 2024-05 | 60 | my | accent=copper
main 1600 110000 yes 4 5; work 79 yes; body 680 2.7
sell purple midnight : 44990
ru Убавляет жар у кожи сам: датчик меряет расстояние до головы.
en It lowers the heat near the skin: a sensor measures the distance to your head.
= dreame | Pocket | 2024-09 | 74 | cn | accent=gold
main 1200 110000 yes 3 2; work 75 yes; body 300 1.8
sell white purple : 9990
ru Складывается пополам и едет в отпуск в ручной клади.
en It folds in half and flies in hand luggage.
= xiaomi | Compact Hair Dryer H101 | 2022-10 | 86 | cn | accent=silver
main 1600 ~ no 3 1; work 80 yes; body 410 1.7
sell white rose : 1990
ru Недорогой складной фен для спортзала.
en An inexpensive folding dryer for the gym.
= philips | 5000 BHD538/20 | 2021-01 | 65 | cn | accent=rose
main 2300 ~ yes 6 2; work 82 yes; body 600 1.8
sell black : 5990
ru Сушит быстро и не пересушивает: температура ниже при том же потоке.
en It dries fast without overdrying: lower heat in the same stream.
= redmond | HD1700 | 2023-06 | 44 | cn | accent=copper
main 2200 ~ yes 3 2; work 83 yes; body 560 1.8
sell graphite red : 3490
ru Домашний фен с ионизацией и двумя насадками.
en A home dryer with ions and two nozzles.
"""

PHRASES = """
# air
Мощность {power_w} Вт, мотор на {motor_rpm} оборотов. | {power_w} W with a motor of {motor_rpm} rpm.
Мощности {power_w>2000}{power_w} Вт хватает и для густых волос. | {power_w} W suffice even for thick hair.
# care
Режимов нагрева {heat_modes<4}{heat_modes}, лишних кнопок нет: разберётся и ребёнок. | With {heat_modes}
> heat settings and no spare buttons, a child can use it.
Ионизация{ion=yes} снимает статику, а холодный воздух закрепляет укладку{cool_shot=yes}. | Ions remove
> static, and the cool shot sets the style.
# body
Весит {weight_g} г, в комплекте {nozzles#насадка,насадки,насадок}. | It weighs {weight_g} g and comes with
> {nozzles#nozzle,nozzles}.
Режимов нагрева {heat_modes}. | It has {heat_modes} heat settings.
"""

LINE = Line(
    code="hairdryer",
    name="Фены",
    name_en="Hair dryers",
    noun="Фен",
    noun_en="hair dryer",
    gender="m",
    category="hair-dryers",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="hairdryer",
    views=("side", "detail"),
    warranty=12,
    service=24,
    box=(300, 290, 240, 110),
    declared=True,
)
