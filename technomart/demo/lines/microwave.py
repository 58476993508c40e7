"""Microwave ovens."""

from technomart.demo.tables import Line

SHEET = """
# main
volume_l RFCK+
power_w RFCK+
grill RFK | Гриль | Grill | bool
convection F | Конвекция | Convection | bool
inverter RF
mw_control RF | Управление | Controls | choice | knob ручки / knobs; touch сенсорное / touch; buttons
> кнопки / buttons
# body
width_cm RC-
height_cm C
depth_cm C
weight_kg C-
colour RF
"""

GOODS = """
= samsung | ME81MRTS | 2019-03 | 74 | my | knob=yes
main 23 800 no no no knob; body 48.9 27.5 35.6 11.5
sell white silver : 9990
ru Две ручки и керамика внутри, которая не царапается.
en Two knobs and a ceramic inside that does not scratch.
= lg | MS2595CIS | 2018-06 | 66 | cn | knob=no
main 25 1000 no no yes touch; body 47.6 27.2 39.5 9
sell black : 14990
ru Инвертор греет ровно: середина горячая, края не сухие.
en The inverter heats evenly: a hot middle and no dry edges.
= bosch | FEL053MS2 | 2020-10 | 48 | cn | knob=no
main 25 900 yes no no buttons; body 51.3 30.7 43.2 15
sell silver : 19990
ru Гриль подрумянит бутерброды, пока закипает чайник.
en The grill browns toast while the kettle boils.
= xiaomi | Microwave Oven BHR7990RU | 2024-05 | 81 | cn | knob=yes
main 20 700 no no no knob; body 44 25.8 33 10
sell white : 6490
ru Для студии и дачи: маленькая, тихая, понятная.
en For a studio and a dacha: small, quiet and clear.
= redmond | RM-2302D | 2019-08 | 45 | cn | knob=no
main 23 800 no no no buttons; body 48.5 29.3 37 12
sell white black : 8490
ru Программы для каши, пиццы и размораживания рыбы.
en Programmes for porridge, pizza and thawing fish.
"""

PHRASES = """
# power
Объём {volume_l} л, мощность {power_w} Вт. | {volume_l} l and {power_w} W.
Мощности {power_w} Вт хватает, чтобы разогреть обед за две минуты. | {power_w} W warm a lunch in two
> minutes.
# grill
Гриль{grill=yes} добавляет корочку. | The grill adds a crust.
Без гриля{grill=no}: для разогрева и разморозки большего и не нужно. | There is no grill, and for warming
> and thawing none is needed.
# body
Ширина {width_cm} см, управление: {mw_control}. | It is {width_cm} cm wide; controls: {mw_control}.
"""

LINE = Line(
    code="microwave",
    name="Микроволновые печи",
    name_en="Microwaves",
    noun="Микроволновая печь",
    noun_en="microwave",
    gender="f",
    category="microwaves",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="microwave",
    views=("angle", "detail"),
    warranty=12,
    service=60,
    box=(1200, 560, 440, 360),
    tail="{volume_l} л",
)
