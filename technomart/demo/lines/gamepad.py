"""Gamepads."""

from technomart.demo.tables import Line

SHEET = """
# main
works_on RFK | Для чего | Works with | multi | pc ПК / PC; ps PlayStation; xboxc Xbox; sw Nintendo Switch;
> phone смартфон / phone
wireless RF
connection RFK
# work
sticks RFCK | Стики | Sticks | choice | alps обычные / standard; hall на эффекте Холла / Hall effect; tmr
> магниторезистивные / TMR
vibration RF | Вибрация | Vibration | bool
gyro F | Гироскоп | Gyro | bool
back_buttons C+ | Задних кнопок | Back buttons | number
hours C+
# body
weight_g C-
colour RF
"""

GOODS = """
= sony | DualSense | 2020-11 | 96 | cn | layout=twin touch=yes
main ps,pc yes bt,usb; work alps yes yes 0 12; body 280
sell white black red sky purple : 6990
ru Курок упирается, когда натягивают тетиву: после этого остальные кажутся немыми.
en The trigger resists as a bow is drawn: after that others feel mute.
= sony | DualSense Edge | 2023-01 | 43 | cn | layout=twin touch=yes
main ps,pc yes bt,usb; work alps yes yes 2 6; body 335
sell white black : 19990
ru Стики меняются модулями, а настройки живут в самом геймпаде.
en Sticks are swapped as modules, and the settings live in the gamepad itself.
= microsoft | Xbox Wireless | 2020-11 | 90 | cn | layout=offset
main xboxc,pc,phone yes bt,radio,usb; work alps yes no 0 40; body 287
sell black white blue red green : 5990
ru Ложится в любую руку и включается в любой компьютер.
en It fits any hand and joins any computer.
= 8bitdo | Ultimate 2 | 2025-03 | 85 | cn | layout=offset
main pc,phone yes bt,radio,usb; work tmr yes yes 2 20; body 246
sell black white purple : 5490
ru Стики не начнут «плыть», а подставка заряжает между партиями.
en The sticks will not drift, and the dock charges between games.
= 8bitdo | Pro 3 | 2025-08 | 60 | cn | layout=twin
main sw,pc,phone yes bt,radio,usb; work tmr yes yes 2 20; body 240
sell slate purple : 6490
ru Симметричный и ностальгический, внутри всё новое.
en Symmetric and nostalgic outside, all new inside.
= nintendo | Switch 2 Pro | 2025-06 | 71 | cn | layout=offset
main sw yes bt,usb; work alps yes yes 2 40; body 235
sell black : 8490
ru Сорок часов от заряда и разъём для гарнитуры снизу.
en Forty hours on a charge and a headset jack below.
= razer | Wolverine V3 Pro | 2024-09 | 37 | cn | layout=offset
main xboxc,pc yes radio,usb; work hall yes no 4 20; body 304
sell black white : 19990
ru Шесть дополнительных кнопок с коротким ходом мыши.
en Six extra buttons with the short travel of a mouse.
"""

PHRASES = """
# sticks
Стики {sticks=tmr} магниторезистивные: точные и не изнашиваются. | The TMR sticks are exact and do not wear.
Стики {sticks}, вибрация на месте{vibration=yes}. | {sticks} sticks, with vibration.
# links
Работает с: {works_on}. | Works with: {works_on}.
Подключение: {connection}. | Connection: {connection}.
# battery
Заряда хватает на {hours#час,часа,часов} игры. | A charge lasts {hours#hour,hours} of play.
Гироскоп{gyro=yes} помогает целиться наклоном. | The gyro helps you aim by tilting.
"""

LINE = Line(
    code="gamepad",
    name="Геймпады",
    name_en="Gamepads",
    noun="Геймпад",
    noun_en="gamepad",
    gender="m",
    category="gamepads",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="gamepad",
    views=("front", "detail"),
    warranty=12,
    service=24,
    box=(160, 180, 170, 80),
    declared=True,
)
