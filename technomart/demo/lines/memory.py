"""Memory modules."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
ram_type RFK
dimm RF | Форм-фактор | Form factor | choice | dimm DIMM; sodimm SO-DIMM
kit_set | Набор | Kit | choice
modules RFC | Модулей в наборе | Modules | number | шт. | pcs
total_gb RFCK+ | Объём набора | Kit capacity | number | ГБ | GB
module_gb RFC+ | Объём модуля | Module size | number | ГБ | GB
speed_mts RFCK+ | Скорость | Speed | number | МТ/с | MT/s
cl RFC- | Задержка CL | CAS latency | number
voltage RC- | Напряжение | Voltage | number 2 | В | V
# body
heatsink RF
backlight F
colour F
"""

GOODS = """
= kingston | Fury Beast DDR5-6000 | 2023-02 | 91 | tw | sticks=2 rgb=no kind=dimm
main ddr5 dimm 6000 30 1.4; body yes none
sell black white : 1/16/16=8990 2/16/32=17490 2/32/64=33990
ru Профили EXPO и XMP: включил в BIOS, и память работает на своей скорости.
en EXPO and XMP profiles: switch them on and the memory runs at its speed.
= kingston | Fury Renegade DDR5-7200 RGB | 2023-09 | 54 | tw | sticks=2 rgb=yes kind=dimm accent=#5ad1ff
main ddr5 dimm 7200 38 1.45; body yes rgb
sell silver : 2/16/32=24990 2/24/48=34990
ru Для плат с хорошей разводкой и хозяев, которые любят подсветку.
en For boards with good traces and owners who like lights.
= kingston | Fury Beast DDR4-3200 | 2021-07 | 84 | tw | sticks=2 rgb=no kind=dimm
main ddr4 dimm 3200 16 1.35; body yes none
sell black : 1/8/8=3490 1/16/16=6490 2/16/32=12490
ru Проверенная память для старших сборок на DDR4.
en Proven memory for older DDR4 builds.
= gskill | Trident Z5 Neo RGB DDR5-6000 | 2023-01 | 72 | tw | sticks=2 rgb=yes kind=dimm accent=#ff5fa8
main ddr5 dimm 6000 28 1.4; body yes rgb
sell black white : 2/16/32=22990 2/32/64=42990
ru Низкие задержки, ради которых её выбирают к Ryzen.
en The low latency people choose it for with Ryzen.
= gskill | Ripjaws S5 DDR5-5600 | 2022-06 | 63 | tw | sticks=2 rgb=no kind=dimm
main ddr5 dimm 5600 36 1.25; body yes none
sell black : 2/16/32=16490 2/32/64=31990
ru Низкий радиатор не мешает большой башне кулера.
en A low heatsink keeps out of the way of a large cooler.
= adata | XPG Lancer Blade DDR5-6000 | 2023-06 | 77 | tw | sticks=2 rgb=no kind=dimm
main ddr5 dimm 6000 30 1.35; body yes none
sell black white : 1/16/16=8490 2/16/32=16490
ru Тонкий радиатор и честные 6000 без ручной настройки.
en A thin heatsink and an honest 6000 with no manual tuning.
= adata | Premier DDR4-3200 SO-DIMM | 2020-03 | 69 | tw | sticks=1 rgb=no kind=sodimm color=green
main ddr4 sodimm 3200 22 1.2; body no none
sell green : 1/8/8=2990 1/16/16=5490 1/32/32=10990
ru Чтобы ноутбук перестал думать перед каждой вкладкой.
en So the laptop stops thinking before every tab.
= crucial | Pro DDR5-5600 | 2023-04 | 66 | mx | sticks=2 rgb=no kind=dimm
main ddr5 dimm 5600 46 1.1; body yes none
sell black : 2/16/32=15490 2/24/48=22990 2/32/64=29990
ru Стандартное напряжение и никаких сюрпризов: для рабочих станций.
en Standard voltage and no surprises, for workstations.
= crucial | DDR5-5600 SO-DIMM | 2023-02 | 61 | mx | sticks=1 rgb=no kind=sodimm color=green
main ddr5 sodimm 5600 46 1.1; body no none
sell green : 1/16/16=7990 1/32/32=15490
ru Для ноутбуков и мини-компьютеров последних лет.
en For laptops and mini computers of recent years.
"""

PHRASES = """
# speed
Скорость {speed_mts} МТ/с при задержке CL{cl} и напряжении {voltage} В. | {speed_mts} MT/s at CL{cl} and
> {voltage} V.
Тип {ram_type}, задержка CL{cl}: проверьте, что плата поддерживает {speed_mts} МТ/с. | {ram_type} at
> CL{cl}: check that your board supports {speed_mts} MT/s.
# body
Радиатор{heatsink=yes} держит температуру под нагрузкой. | The heatsink holds the temperature under load.
Планка без радиатора{heatsink=no} встаёт в любой ноутбук с гнездом {dimm}. | A bare module fits any laptop
> with a {dimm} slot.
# kit
Пара одинаковых планок в наборе включает двухканальный режим{modules=2}. | A matched pair turns on
> dual-channel mode.
Продаётся поштучно и наборами, объём от {total_gb} ГБ. | Sold singly and in kits from {total_gb} GB.
"""

LINE = Line(
    code="memory",
    name="Оперативная память",
    name_en="Memory",
    noun="Оперативная память",
    noun_en="memory",
    gender="f",
    category="memory",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="memory",
    views=("angle", "detail"),
    warranty=60,
    service=60,
    box=(120, 170, 100, 25),
    sizes=Sizes("kit_set", "{0}×{1} ГБ", "{0}×{1} GB", ("modules", "module_gb", "total_gb"), 2),
    declared=True,
)
