"""Electric kettles."""

from technomart.demo.tables import Line

SHEET = """
# main
volume_l RFCK+
power_w RFCK+
kettle_body RFK | Материал | Material | choice | steel сталь / steel; glass стекло / glass; plastic
> пластик / plastic
keep_warm RF | Поддержание тепла | Keep warm | bool
degrees F | Выбор температуры | Temperature choice | bool
app F
assistant F
# work
noise_db C-
double_wall F | Двойные стенки | Double wall | bool
# body
weight_kg C-
colour RF
"""

GOODS = """
= xiaomi | Mi Smart Kettle Pro | 2020-08 | 87 | cn | accent=silver
main 1.5 1800 steel yes yes yes ~; work 65 yes; body 1.2
sell white : 3990
ru Держит воду под чай нужной температуры двенадцать часов.
en It keeps water at the right heat for tea for twelve hours.
= polaris | PWK 1755CAD WiFi IQ Home | 2021-05 | 72 | cn | accent=silver gauge=yes
main 1.7 2200 glass yes yes yes alice; work 70 no; body 1.3
sell black white : 4990
ru Попросите Алису согреть воду до восьмидесяти, и зелёный чай не будет горчить.
en Ask Alice for eighty degrees, and green tea will not turn bitter.
= redmond | RK-M216S SkyKettle | 2020-02 | 58 | cn | accent=silver gauge=no
main 1.7 2400 steel yes yes yes alice; work 68 no; body 1.1
sell silver : 4490
ru Включается с дороги: дома уже кипяток.
en Switch it on from the road and come home to hot water.
= delonghi | Icona Vintage KBOV2001 | 2014-06 | 49 | cn | accent=copper
main 1.7 2000 steel no no no ~; work 72 no; body 1.4
sell cream black blue green : 12990
ru Чайник, который ставят на виду.
en A kettle to keep in plain sight.
= bosch | TWK7203 | 2020-04 | 63 | cn | accent=silver
main 1.7 2200 steel yes yes no ~; work 66 no; body 1.2
sell black : 6990
ru Четыре температуры на одной кнопке.
en Four temperatures on one button.
= philips | HD9350/90 | 2017-09 | 80 | cn | accent=silver gauge=yes
main 1.7 2200 steel no no no ~; work 74 no; body 1.1
sell silver : 3490
ru Плоское дно, быстрый кипяток, ничего не скрипит.
en A flat base, fast boiling and no creaks.
"""

PHRASES = """
# boil
Мощность {power_w} Вт доводит {volume_l} л до кипения за несколько минут. | At {power_w} W it boils
> {volume_l} l in minutes.
# warm
Температуру выбирают под чай{degrees=yes}, а не только «вскипятить». | You choose the heat for the tea,
> not only a full boil.
Подогрев{keep_warm=yes} держит воду горячей. | Keep-warm holds the water hot.
# body
Корпус: {kettle_body}. Объёма {volume_l} л хватает на семью. | The body is {kettle_body}; {volume_l} l are
> enough for a family.
Двойные стенки{double_wall=yes} не обжигают руку. | Double walls do not burn the hand.
"""

LINE = Line(
    code="kettle",
    name="Электрочайники",
    name_en="Kettles",
    noun="Электрочайник",
    noun_en="kettle",
    gender="m",
    category="kettles",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="kettle",
    views=("side", "detail"),
    warranty=12,
    service=24,
    box=(350, 230, 220, 250),
    tail="{volume_l} л",
    declared=True,
)
