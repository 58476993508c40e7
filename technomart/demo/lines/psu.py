"""Power supplies."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
watt_set | Мощность | Wattage | choice
psu_watt RFCK+ | Мощность блока | Wattage | number | Вт | W
eighty RFK | Сертификат 80 PLUS | 80 PLUS | choice | white Standard; bronze Bronze; gold Gold; platinum
> Platinum; titanium Titanium
modular RFK | Съёмные кабели | Modular cables | choice | no нет / no; semi частично / partly; full все / all
atx3 RF | Стандарт ATX 3.1 | ATX 3.1 | bool
gpu_16pin RF | Разъём 12V-2x6 | 12V-2x6 connector | bool
# work
fan_mm RC+ | Вентилятор | Fan | number | мм | mm
noise_db C-
silent F | Останавливает вентилятор | Zero-fan mode | bool
# body
depth_mm RC- | Длина корпуса | Depth | number | мм | mm
colour F
"""

GOODS = """
= deepcool | PF650 | 2022-05 | 85 | cn | accent=teal cables=yes
main white no no no; work 120 32 no; body 140
sell black : 500=3990 650=4990
ru Честные ватты для недорогой сборки.
en Honest watts for an inexpensive build.
= deepcool | PN850M | 2024-03 | 73 | cn | accent=teal
main gold full yes yes; work 120 28 yes; body 140
sell black white : 750=8990 850=9990 1000=12990
ru Короткий корпус и родной разъём для новых видеокарт.
en A short body and a native connector for new graphics cards.
= bequiet | Pure Power 12 M | 2023-01 | 66 | cn | accent=silver
main gold semi yes yes; work 120 25 no; body 160
sell black : 650=10990 750=11990 850=13490
ru Немецкая тишина: вентилятор слышно, только если приложить ухо.
en German silence: you hear the fan only with an ear to it.
= bequiet | Straight Power 12 | 2023-05 | 49 | cn | accent=silver
main platinum full yes yes; work 135 22 no; body 160
sell black : 750=15990 850=17490 1000=20990
ru Платиновый КПД и оплётка, которую не нужно прятать.
en Platinum efficiency and sleeving that need not be hidden.
= msi | MAG A750GL | 2023-05 | 78 | cn | accent=yellow
main gold full yes yes; work 120 30 yes; body 140
sell black : 650=7990 750=8990 850=9990
ru Жёлтый кончик разъёма подскажет, что кабель вставлен до конца.
en The yellow tip of the connector tells when the cable is fully in.
= asus | ROG Thor 1200P III | 2024-10 | 31 | cn | accent=red
main platinum full yes yes; work 135 24 yes; body 190
sell black : 1000=36990 1200=41990
ru Экран на боку показывает, сколько ватт тянет компьютер.
en A display on the side shows how many watts the computer draws.
"""

PHRASES = """
# efficiency
Сертификат 80 PLUS {eighty}: меньше тепла и тише вентилятор. | 80 PLUS {eighty}: less heat and a quieter
> fan.
# cables
Кабели отстёгиваются все{modular=full}, лишнее остаётся в коробке. | All cables detach, so the spare ones
> stay in the box.
Кабели несъёмные{modular=no}, но их длины хватает для прокладки сзади. | The cables are fixed, but long
> enough to run behind the tray.
# standard
Стандарт ATX 3.1{atx3=yes} выдерживает скачки новых видеокарт, разъём 12V-2x6 на месте. | ATX 3.1 takes
> the spikes of new graphics cards, and the 12V-2x6 connector is there.
# fan
Вентилятор {fan_mm} мм останавливается на малой нагрузке{silent=yes}. | The {fan_mm} mm fan stops under
> light load.
Вентилятор {fan_mm} мм, длина корпуса {depth_mm} мм. | A {fan_mm} mm fan in a body {depth_mm} mm long.
"""

LINE = Line(
    code="psu",
    name="Блоки питания",
    name_en="Power supplies",
    noun="Блок питания",
    noun_en="power supply",
    gender="m",
    category="power-supplies",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="psu",
    views=("angle", "detail"),
    warranty=60,
    service=84,
    box=(2300, 260, 190, 110),
    sizes=Sizes("watt_set", "{0} Вт", "{0} W", ("psu_watt",), 1),
)
