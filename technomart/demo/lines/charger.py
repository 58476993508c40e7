"""Chargers."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# power
charger_set | Мощность | Power | choice
charge_w RFCK+
charger_kind RFK | Вид | Kind | choice | wall сетевое / wall; pad беспроводное / wireless
gan RF | Нитрид галлия | Gallium nitride | bool
protocols RFK | Протоколы | Protocols | multi | pd USB PD; pps PPS; qc Quick Charge; qi2 Qi2; qi Qi
# links
usb_c RFC+
usb_a RC+
cable RF
# body
weight_g C-
colour RF
"""

GOODS = """
= anker | Nano A2686 | 2024-03 | 90 | cn | ports=2
power wall yes pd,pps; links 2 0 no; body 110
sell white black : 45=2990 65=3990
ru Размером с орех, а ноутбук заряжает.
en The size of a walnut, yet it charges a laptop.
= anker | Prime A2683 | 2024-06 | 52 | cn | ports=3
power wall yes pd,pps,qc; links 3 0 no; body 260
sell black : 100=6990 160=9990
ru Показывает, кому сколько ватт досталось.
en It shows who gets how many watts.
= ugreen | Nexode X765 | 2023-09 | 77 | cn | ports=3
power wall yes pd,pps,qc; links 2 1 no; body 150
sell graphite : 65=3490 100=5490
ru Три прибора с одной розетки, вилка складывается.
en Three devices from one socket, with a folding plug.
= apple | USB-C 20W | 2020-10 | 88 | cn | ports=1
power wall no pd; links 1 0 no; body 60
sell white : 20=1990
ru Тот самый блок, которого нет в коробке.
en The very adapter that is missing from the box.
= xiaomi | Charger 67W Combo | 2023-05 | 84 | cn | ports=1
power wall yes pd,qc; links 0 1 yes; body 130
sell white : 67=2490
ru Блок и кабель для быстрых смартфонов Xiaomi.
en An adapter and a cable for fast Xiaomi phones.
= baseus | PicoGo Qi2 | 2024-11 | 59 | cn | pad=yes
power pad no qi2,qi; links 1 0 yes; body 70
sell white graphite : 15=1990
ru Магниты ставят телефон точно в центр.
en Magnets put the phone exactly in the centre.
"""

PHRASES = """
# power
Мощность от {charge_w} Вт, понимает {protocols}. | From {charge_w} W, speaking {protocols}.
Нитрид галлия{gan=yes} греется меньше и занимает вдвое меньше места. | Gallium nitride runs cooler and
> takes half the room.
# cable
Кабель в комплекте{cable=yes}. | A cable is included.
Кабель покупают отдельно{cable=no}: подойдёт любой USB-C на нужную мощность. | The cable is sold apart:
> any USB-C one of the right power will do.
# body
Разъёмов USB-C {usb_c}, вес {weight_g} г. | It has {usb_c} USB-C and weighs {weight_g} g.
"""

LINE = Line(
    code="charger",
    name="Зарядные устройства",
    name_en="Chargers",
    noun="Зарядное устройство",
    noun_en="charger",
    gender="n",
    category="chargers",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="charger",
    views=("angle", "detail"),
    warranty=12,
    service=24,
    box=(60, 120, 80, 60),
    sizes=Sizes("charger_set", "{0} Вт", "{0} W", ("charge_w",), 1),
    declared=True,
)
