"""Smart lamps and lights."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
lamp_kind RFK | Вид | Kind | choice | bulb лампа / bulb; desk настольная / desk lamp; night ночник / night
> light
lamp_base F | Цоколь | Base | choice | e27 E27; e14 E14; gu10 GU10
lumen RFCK+ | Световой поток | Luminous flux | number | лм | lm
kelvin RC | Цветовая температура, K | Colour temperature, K | text
rgb RFK | Цветной свет | Coloured light | bool
lamp_set | Комплект | Pack | choice
pieces C+ | Штук в комплекте | Pieces in the pack | number | шт. | pcs
# links
connection RF
assistant F
# power
power_w RC-
energy_class F
life_h C+ | Срок службы лампы | Lamp life | number | ч | h
# body
colour R
"""

GOODS = """
= yandex | YNDX-00558 E27 | 2024-02 | 92 | cn | view=bulb accent=#ffd48a
main bulb e27 806 1700–6500 yes; links wifi alice; power 9 f 25000
sell white : 1=1190 3=2990
ru Алиса приглушит её к фильму и разбудит рассветом.
en Alice dims it for a film and wakes you with a sunrise.
= yandex | YNDX-00559 E14 | 2024-02 | 83 | cn | view=bulb accent=#ffb7c8
main bulb e14 470 1700–6500 yes; links wifi alice; power 5 f 25000
sell white : 1=1090 3=2790
ru Маленький цоколь для люстры и бра.
en A small base for chandeliers and sconces.
= sber | SBDV-00115 | 2023-05 | 71 | cn | view=bulb accent=#c9b5ff
main bulb e27 1000 2700–6500 yes; links wifi salute; power 11 f 30000
sell white : 1=990 2=1790
ru Яркая лампа, которую Салют красит под настроение.
en A bright bulb that Salute paints to your mood.
= yeelight | Bulb W4 Lite | 2024-04 | 58 | cn | view=bulb accent=#a8d4ff
main bulb e27 1055 2700–6500 yes; links wifi alice,google,alexa; power 12.5 f 25000
sell white : 1=1490
ru Слушается любого помощника и помнит свет после отключения.
en It obeys any assistant and remembers the light after a power cut.
= yeelight | LED Desk Lamp D2 | 2023-03 | 49 | cn | view=desk accent=#ffd48a
main desk ~ 500 2700–6500 no; links wifi alice,google; power 12 ~ 25000
sell white : 5990
ru Свет без мерцания ложится на тетрадь, а не в глаза.
en Flicker-free light falls on the notebook and not in the eyes.
= xiaomi | Mi Bedside Lamp 2 | 2020-06 | 77 | cn | view=orb accent=#ffb7c8
main night ~ 400 1700–6500 yes; links wifi,bt alice,google; power 9 ~ 25000
sell white : 3490
ru Ночник, который гладят, чтобы сменить цвет.
en A night light you stroke to change its colour.
"""

PHRASES = """
# light
Световой поток {lumen} лм, температура {kelvin} K. | {lumen} lumens at {kelvin} K.
Цветной свет{rgb=yes} настраивают в приложении. | Coloured light is set in the app.
# voice
Понимает голос: {assistant}. | It obeys a voice: {assistant}.
# power
Потребляет {power_w} Вт, служит до {life_h} часов. | It draws {power_w} W and lasts up to {life_h} hours.
Цоколь {lamp_base}, подключение {connection}. | Base {lamp_base}, link {connection}.
"""

LINE = Line(
    code="lamp",
    name="Умный свет",
    name_en="Smart lights",
    noun="Умная лампа",
    noun_en="smart light",
    gender="f",
    category="smart-lights",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="lamp",
    views=("bulb", "off"),
    second="off",
    warranty=12,
    service=36,
    box=(180, 140, 80, 80),
    sizes=Sizes("lamp_set", "{0} шт.", "pack of {0}", ("pieces",), 1, ("1",)),
)
