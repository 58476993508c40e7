"""Motherboards."""

from technomart.demo.tables import Line

SHEET = """
# main
socket RFK
chipset RFCK | Чипсет | Chipset | choice | a520 AMD A520; b550 AMD B550; a620 AMD A620; b650 AMD B650;
> b850 AMD B850; x870 AMD X870; x870e AMD X870E; h610 Intel H610; b760 Intel B760; z790 Intel Z790; b860
> Intel B860; z890 Intel Z890
form RFK | Формат | Form factor | choice | atx ATX; matx mATX; mitx mini-ITX
ram_type RFK
ram_slots RC+ | Гнёзд памяти | Memory slots | number
ram_max_gb RC+ | Наибольший объём памяти | Maximum memory | number | ГБ | GB
ram_mhz RC+ | Частота памяти до | Memory speed up to | number | МТ/с | MT/s
# links
m2 RFC+ | Гнёзд M.2 | M.2 slots | number
sata RC+ | SATA | SATA ports | number | шт. | pcs
pcie RF
lan_gbit RFC+ | Сеть | Ethernet | number 1 | Гбит/с | Gbit/s
wifi RF
usb_c RC+
# body
backlight F
colour F
"""

GOODS = """
= asus | TUF Gaming B850-Plus WiFi | 2025-01 | 86 | cn | slots=4 accent=orange
main am5 b850 atx ddr5 4 192 8000; links 3 4 pcie5 2.5 wifi7 2; body rgb
sell graphite : 23990
ru Крепкое питание и Wi-Fi 7 для сборки на годы.
en Strong power stages and Wi-Fi 7 for a build that lasts.
= asus | Prime B650M-A II | 2023-08 | 83 | cn | slots=4 accent=silver
main am5 b650 matx ddr5 4 192 6400; links 2 4 pcie4 2.5 none 1; body none
sell black : 12990
ru Спокойная плата без лишнего: четыре гнезда памяти и тихий сетевой порт.
en A calm board without extras: four memory slots and a quiet network port.
= asus | ROG Strix X870E-E Gaming WiFi | 2024-09 | 47 | cn | slots=4 accent=purple
main am5 x870e atx ddr5 4 256 8400; links 5 4 pcie5 5 wifi7 3; body rgb
sell black : 54990
ru Пять накопителей M.2 и два порта USB4: расширять будет нечем, всё уже здесь.
en Five M.2 drives and two USB4 ports: there is nothing left to add.
= gigabyte | B850 Aorus Elite WiFi7 | 2025-01 | 74 | cn | slots=4 accent=orange
main am5 b850 atx ddr5 4 256 8200; links 3 4 pcie5 2.5 wifi7 2; body rgb
sell black white : 24990
ru Видеокарта отщёлкивается кнопкой, накопители встают без винтов.
en The graphics card pops out with a button and drives go in without screws.
= gigabyte | B550M K | 2023-01 | 79 | cn | slots=4 accent=silver
main am4 b550 matx ddr4 4 128 4733; links 2 4 pcie4 1 none 0; body none
sell graphite : 7490
ru Недорогая плата под Ryzen 5000 с двумя гнёздами M.2.
en An inexpensive board for Ryzen 5000 with two M.2 slots.
= msi | MAG B860 Tomahawk WiFi | 2025-01 | 62 | cn | slots=4 accent=yellow
main lga1851 b860 atx ddr5 4 256 9200; links 4 4 pcie5 5 wifi7 2; body none
sell black : 26990
ru Массивные радиаторы и сеть на 5 Гбит/с без игровой мишуры.
en Massive heatsinks and 5-gigabit networking without tinsel.
= msi | Pro Z890-P WiFi | 2024-10 | 50 | cn | slots=4 accent=silver
main lga1851 z890 atx ddr5 4 256 9200; links 4 4 pcie5 5 wifi7 2; body none
sell silver : 27990
ru Разгон для Core Ultra K без переплаты за игровую серию.
en Overclocking for Core Ultra K without paying for the gaming series.
= asrock | B760M Pro RS | 2023-01 | 66 | cn | slots=4 accent=teal
main lga1700 b760 matx ddr5 4 192 7200; links 2 4 pcie4 2.5 none 1; body rgb
sell silver : 11990
ru Компактная плата под Core 12–14 поколений с запасом по памяти.
en A compact board for 12th to 14th generation Core with memory to spare.
= asrock | A620I Lightning WiFi | 2023-06 | 39 | cn | slots=2 accent=blue
main am5 a620 mitx ddr5 2 96 7200; links 2 2 pcie4 2.5 wifi6e 1; body none
sell black : 14990
ru Маленькая плата для компьютера размером с коробку обуви.
en A small board for a computer the size of a shoebox.
= gigabyte | H610M K DDR4 | 2022-06 | 77 | cn | slots=2 accent=silver
main lga1700 h610 matx ddr4 2 64 3200; links 1 4 pcie4 1 none 0; body none
sell graphite : 6490
ru Для конторского компьютера, где важны цена и порядок.
en For the office computer where price and order matter.
"""

PHRASES = """
# socket
Сокет {socket}, чипсет {chipset}, формат {form}. | Socket {socket}, {chipset} chipset, {form} format.
Плата формата {form} на чипсете {chipset} принимает процессоры {socket}. | An {form} board on {chipset}
> that takes {socket} processors.
# memory
Память {ram_type}: гнёзд {ram_slots}, объём до {ram_max_gb} ГБ, скорость до {ram_mhz} МТ/с. | {ram_type}
> memory: {ram_slots} slots, up to {ram_max_gb} GB at {ram_mhz} MT/s.
# drives
Гнёзд M.2: {m2}, сеть {lan_gbit} Гбит/с. | It takes {m2#M.2 drive,M.2 drives} and has {lan_gbit} Gbit/s of
> network.
Беспроводная связь {wifi=wifi7} Wi-Fi 7 уже на плате. | Wi-Fi 7 is already on the board.
"""

LINE = Line(
    code="motherboard",
    name="Материнские платы",
    name_en="Motherboards",
    noun="Материнская плата",
    noun_en="motherboard",
    gender="f",
    category="motherboards",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="motherboard",
    views=("angle", "top", "detail"),
    warranty=36,
    service=60,
    box=(1400, 340, 280, 80),
    tail="{socket}, {form}",
    declared=True,
)
