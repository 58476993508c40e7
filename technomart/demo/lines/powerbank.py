"""Power banks."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# power
bank_set | Ёмкость | Capacity | choice
battery_mah RFCK+
battery_wh RC+
charge_w RFCK+
wireless_w FC+
# links
usb_c RFC+
usb_a RC+
cable F
display F
# body
weight_g RFC-
colour RF
"""

GOODS = """
= anker | Prime A1340 | 2024-05 | 58 | cn | ports=3 charge=99
power 250 ~; links 2 1 no yes; body 665
sell black : 27650/99.5=14990
ru Заряжает два ноутбука сразу и остаётся разрешённым в самолёте.
en It charges two laptops at once and is still allowed on a plane.
= anker | Zolo A1681 | 2024-08 | 79 | cn | ports=2 charge=72
power 30 ~; links 1 1 yes yes; body 360
sell black white sky pink : 20000/72=4490
ru Кабель вплетён в ремешок: дома его не забыть.
en The cable is woven into the strap, so you cannot forget it.
= xiaomi | Power Bank 22.5W Lite | 2023-11 | 93 | cn | ports=3 charge=87
power 22 ~; links 1 2 no no; body 342
sell white black : 10000/37=1690 20000/74=2490
ru Простой, плоский и проверенный миллионами поездок.
en Plain, flat and proven over millions of trips.
= xiaomi | Magnetic Power Bank 6000 | 2025-07 | 66 | cn | ports=2 wireless=yes
power 22 15; links 1 0 no no; body 98
sell silver orange : 6000/23=3990
ru Шесть миллиметров толщины: держится на спинке, как визитница.
en Six millimetres thick, it clings to the back like a card holder.
= baseus | Blade 2 | 2023-08 | 54 | cn | ports=3 charge=58
power 65 ~; links 2 2 no yes; body 470
sell black : 12000/44.4=5490
ru Толщиной с тетрадь, а тянет ноутбук.
en As thin as a notebook, yet it feeds a laptop.
= ugreen | Nexode PB722 | 2024-02 | 61 | cn | ports=3 charge=87
power 130 ~; links 2 1 no yes; body 510
sell graphite : 20000/72=6990 25000/90=8490
ru Показывает ватты на экранчике и не торопится перегреваться.
en It shows watts on a small screen and is in no hurry to overheat.
"""

PHRASES = """
# power
Отдаёт до {charge_w} Вт, ёмкость от {battery_mah} мА·ч. | It gives up to {charge_w} W, from {battery_mah}
> mAh.
Мощности {charge_w>60}{charge_w} Вт хватает и ноутбуку. | {charge_w} W are enough for a laptop too.
Без провода заряжает на {wireless_w} Вт. | Without a cable it gives {wireless_w} W.
# flight
Энергии {battery_wh<100}{battery_wh} Вт·ч: можно взять в салон самолёта. | At {battery_wh} Wh it may fly
> in the cabin.
# body
Весит {weight_g} г, разъёмов USB-C {usb_c}. | It weighs {weight_g} g and has {usb_c} USB-C.
Встроенный кабель{cable=yes} всегда под рукой. | The built-in cable is always at hand.
"""

LINE = Line(
    code="powerbank",
    name="Внешние аккумуляторы",
    name_en="Power banks",
    noun="Внешний аккумулятор",
    noun_en="power bank",
    gender="m",
    category="power-banks",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="powerbank",
    views=("angle", "front"),
    warranty=12,
    service=24,
    box=(110, 190, 100, 40),
    sizes=Sizes("bank_set", "{0} мА·ч", "{0} mAh", ("battery_mah", "battery_wh"), 1),
    declared=True,
)
