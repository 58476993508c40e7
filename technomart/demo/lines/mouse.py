"""Computer mice."""

from technomart.demo.tables import Line

SHEET = """
# main
mouse_kind RFK | Назначение | Made for | choice | office работа / work; gaming игры / gaming; travel
> поездки / travel
wireless RF
connection RFK
# work
dpi RFCK+ | Разрешение сенсора | Sensor resolution | number | точек | dpi
polling_hz RFC+ | Частота опроса | Polling rate | number | Гц | Hz
mouse_buttons RFC+ | Кнопок | Buttons | number
silent_click F | Тихие кнопки | Silent clicks | bool
hours C+
# body
weight_g RFCK-
backlight F
colour RF
"""

GOODS = """
= logitech | MX Master 4 | 2025-09 | 83 | cn | style=office
main office yes bt,radio; work 8000 125 8 yes 1680; body 150 none
sell graphite white : 12990
ru Большой палец чувствует отклик: вибрация подсказывает, что вы навели.
en The thumb feels an answer: haptics tell what you are pointing at.
= logitech | MX Anywhere 3S | 2023-05 | 70 | cn | style=travel
main travel yes bt,radio; work 8000 125 6 yes 1680; body 99 none
sell graphite white rose : 8490
ru Работает и на стекле, и на столике в поезде.
en It works on glass and on a train table.
= logitech | G Pro X Superlight 2 | 2023-09 | 68 | cn | style=gaming
main gaming yes radio,usb; work 44000 8000 5 no 95; body 60 none
sell black white pink : 14990
ru Шестьдесят граммов: рука догоняет глаз.
en Sixty grams: the hand catches up with the eye.
= logitech | G102 Lightsync | 2020-05 | 93 | cn | style=gaming wire=yes
main gaming no usb; work 8000 1000 6 no ~; body 85 rgb
sell black white blue : 1990
ru Форма, которую знает каждый компьютерный клуб.
en The shape every computer club knows.
= logitech | Pebble 2 M350s | 2023-08 | 89 | cn | style=travel
main travel yes bt,radio; work 4000 125 3 yes 17520; body 76 none
sell graphite white rose : 2490
ru Плоский камушек для сумки, батарейка на два года.
en A flat pebble for the bag with a battery for two years.
= razer | DeathAdder V4 Pro | 2025-07 | 53 | cn | style=gaming
main gaming yes radio,usb; work 45000 8000 6 no 150; body 56 none
sell black white : 15990
ru Классическая форма похудела вдвое и осталась удобной.
en The classic shape lost half its weight and stayed comfortable.
= razer | Basilisk V3 | 2021-07 | 64 | cn | style=gaming wire=yes
main gaming no usb; work 26000 1000 11 no ~; body 101 rgb
sell black : 5990
ru Колесо само решает, крутиться по щелчкам или свободно.
en The wheel decides by itself whether to click or spin free.
= asus | ROG Harpe Ace Mini | 2024-06 | 42 | cn | style=gaming
main gaming yes bt,radio,usb; work 42000 8000 5 no 139; body 49 rgb
sell black white : 11990
ru Для небольшой ладони: сорок девять граммов вместе с аккумулятором.
en For a small palm: forty-nine grams with the battery.
= xiaomi | Wireless Mouse Lite 2 | 2023-05 | 87 | cn | style=office
main office yes radio; work 1000 125 3 no 8760; body 60 none
sell black white : 790
ru Простая мышь для дома и школы.
en A plain mouse for home and school.
"""

PHRASES = """
# sensor
Сенсор до {dpi>20000}{dpi} точек, опрос {polling_hz} раз в секунду. | The sensor reaches {dpi} dpi and
> reports {polling_hz} times a second.
Разрешения {dpi<10000}{dpi} точек хватает и для двух мониторов. | {dpi} dpi are enough even for two
> monitors.
# link
Подключение: {connection}. | Connection: {connection}.
Работает без подзарядки до {hours#часа,часов,часов}. | It runs up to {hours#hour,hours} without charging.
# body
Весит {weight_g} г, кнопок {mouse_buttons}. | It weighs {weight_g} g and has {mouse_buttons} buttons.
Щелчки почти беззвучны{silent_click=yes}. | The clicks are almost silent.
"""

LINE = Line(
    code="mouse",
    name="Мыши",
    name_en="Mice",
    noun="Мышь",
    noun_en="mouse",
    gender="f",
    category="mice",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="mouse",
    views=("angle", "top"),
    warranty=12,
    service=24,
    box=(90, 150, 100, 60),
    declared=True,
)
