"""Laptops, light and gaming."""

from technomart.demo.lines.laptop_goods import GAMING, LIGHT
from technomart.demo.tables import Line, Sizes

SHEET = """
# screen
screen_inch RFCK+
resolution RC
panel RFC
refresh_hz RFC+
# performance
laptop_cpu RFCK | Процессор | Processor | choice | m4 Apple M4; m5 Apple M5; m4pro Apple M4 Pro; u5_225h
> Core Ultra 5 225H; u7_255h Core Ultra 7 255H; u7_258v Core Ultra 7 258V; u9_275hx Core Ultra 9 275HX;
> i5_13420h Core i5-13420H; i5_1334u Core i5-1334U; i3_1315u Core i3-1315U; i7_13620h Core i7-13620H;
> i7_14650hx Core i7-14650HX; r5_7535hs Ryzen 5 7535HS; r7_7735hs Ryzen 7 7735HS; r7_8845hs Ryzen 7
> 8845HS; r5_7520u Ryzen 5 7520U; r7_260 Ryzen 7 260; r9_9955hx Ryzen 9 9955HX; ai7_350 Ryzen AI 7 350;
> ai9_365 Ryzen AI 9 365; x_plus Snapdragon X Plus
cores RC+
laptop_gpu RFCK | Видеокарта | Graphics | choice | built встроенная / integrated; rtx4050 GeForce RTX
> 4050; rtx5050 GeForce RTX 5050; rtx5060 GeForce RTX 5060; rtx5070 GeForce RTX 5070; rtx5070ti GeForce
> RTX 5070 Ti; rtx5080 GeForce RTX 5080
memory_set
ram_gb RFCK+
ram_type RFC
storage_gb RFCK+
os RF
# power
battery_wh RC+
hours RC+
charge_w RC
# links
usb_c RC+
usb_a RC+
hdmi_count C+
wifi RF
# body
metal RF
fingerprint F | Датчик отпечатка | Fingerprint reader | bool
weight_kg RFCK-
colour RF
"""

PHRASES = """
# screen
Экран {panel} на {screen_inch}″ с разрешением {resolution} не утомляет за долгой работой. | The
> {screen_inch}″ {panel} screen at {resolution} does not tire the eyes in long work.
Частота {refresh_hz>89}{refresh_hz} Гц заметна и в играх, и просто при прокрутке страниц. | The
> {refresh_hz} Hz rate shows in games and in plain scrolling.
Матрица {panel=oled} OLED показывает честный чёрный: фильмы вечером смотреть приятнее. | The OLED panel
> shows an honest black, which makes evening films better.
# chip
Внутри {laptop_cpu} ({cores#ядро,ядра,ядер}) и от {ram_gb} ГБ памяти {ram_type}. | Inside are {laptop_cpu}
> ({cores#core,cores}) and {ram_gb} GB of {ram_type} memory or more.
Процессор {laptop_cpu} в паре с {laptop_gpu} тянет новые игры{charge_w>120} на высоких настройках. | The
> {laptop_cpu} and the {laptop_gpu} run new games on high settings.
С процессором {laptop_cpu} таблицы, сотня вкладок и видеосвязь живут вместе. | With the {laptop_cpu},
> spreadsheets, a hundred tabs and video calls live together.
# battery
От батареи {hours>9} работает до {hours} часов, блок питания на {charge_w} Вт возвращает половину заряда
> за обед. | It runs up to {hours} hours on battery, and the {charge_w} W adapter brings back half over
> lunch.
Батарея на {battery_wh} Вт·ч заряжается блоком на {charge_w} Вт. | The {battery_wh} Wh battery charges
> from a {charge_w} W adapter.
# body
Металлический корпус{metal=yes} весит {weight_kg} кг и не скрипит в руках. | The metal body weighs
> {weight_kg} kg and does not creak.
С весом {weight_kg<1.5} {weight_kg} кг его носят каждый день и не замечают. | At {weight_kg} kg you carry
> it every day without noticing.
Разъёмов хватает без переходников: USB-C {usb_c}, USB-A {usb_a>1}{usb_a}, есть HDMI{hdmi_count>0}. | There
> are enough ports without dongles: {usb_c} USB-C, {usb_a} USB-A and HDMI.
"""

LINE = Line(
    code="laptop",
    name="Ноутбуки",
    name_en="Laptops",
    noun="Ноутбук",
    noun_en="laptop",
    gender="m",
    category="laptops",
    sheet=SHEET,
    goods=LIGHT + GAMING,
    phrases=PHRASES,
    kind="laptop",
    views=("open", "angle", "angle2", "closed", "back"),
    warranty=12,
    service=60,
    box=(900, 420, 300, 80),
    sizes=Sizes("memory_set", "{0}/{1} ГБ", "{0}/{1} GB", ("ram_gb", "storage_gb"), 2),
    software="Яндекс Браузер, МойОфис, MAX",
    nouns={"gaming-laptops": ("Игровой ноутбук", "gaming laptop", "m")},
)
