"""Graphics cards."""

from technomart.demo.tables import Line

SHEET = """
# main
gpu_chip RFCK | Графический процессор | GPU | choice | rtx5090 GeForce RTX 5090; rtx5080 GeForce RTX 5080;
> rtx5070ti GeForce RTX 5070 Ti; rtx5070 GeForce RTX 5070; rtx5060ti GeForce RTX 5060 Ti; rtx5060 GeForce
> RTX 5060; rtx5050 GeForce RTX 5050; rx9070xt Radeon RX 9070 XT; rx9070 Radeon RX 9070; rx9060xt Radeon
> RX 9060 XT; b580 Arc B580
vram_gb RFCK+ | Видеопамять | Video memory | number | ГБ | GB
vram_type RF | Тип видеопамяти | Video memory type | choice | gddr6 GDDR6; gddr7 GDDR7
bus_bit RC+ | Шина памяти | Memory bus | number | бит | bit
boost_mhz RC+ | Частота в разгоне | Boost clock | number | МГц | MHz
pcie RF
# power
tdp_w RFCK-
psu_w RC- | Нужен блок питания от | Power supply from | number | Вт | W
# links
hdmi_count R
dp_count R
# body
fans RFC | Вентиляторов | Fans | number
length_mm RFC- | Длина | Length | number | мм | mm
slots C- | Занимает слотов | Slots | number 1
backlight F
colour F
"""

GOODS = """
= palit | GeForce RTX 5070 Infinity 3 | 2025-03 | 95 | cn | fans=3 accent=#5ad1ff glow=no
main rtx5070 12 gddr7 192 2512 pcie5; power 250 650; links 1 3; body 3 291 2.2 none
sell graphite : 62990
ru Три вентилятора молчат на рабочем столе и еле слышны в игре.
en Three fans are silent on the desktop and barely heard in a game.
= palit | GeForce RTX 5060 Ti Dual 16GB | 2025-04 | 88 | cn | fans=2 glow=no
main rtx5060ti 16 gddr7 128 2572 pcie5; power 180 600; links 1 3; body 2 262 2 none
sell graphite : 47990
ru Шестнадцать гигабайт, с которыми не страшны текстуры ближайших лет.
en Sixteen gigabytes to face the textures of the coming years.
= palit | GeForce RTX 5080 GamingPro | 2025-01 | 58 | cn | fans=3 accent=#7a5cff
main rtx5080 16 gddr7 256 2617 pcie5; power 360 850; links 1 3; body 3 332 3 rgb
sell graphite : 119990
ru Для 4K с трассировкой, в длинный корпус с хорошим продувом.
en For ray-traced 4K, in a long case with good airflow.
= gigabyte | GeForce RTX 5070 Ti Windforce OC | 2025-02 | 76 | cn | fans=3 glow=no
main rtx5070ti 16 gddr7 256 2497 pcie5; power 300 750; links 1 3; body 3 304 2.5 none
sell black : 87990
ru Золотая середина для мониторов 1440p на 165 Гц.
en The sweet spot for 1440p monitors at 165 Hz.
= gigabyte | GeForce RTX 5060 Eagle OC | 2025-05 | 84 | cn | fans=2 glow=no
main rtx5060 8 gddr7 128 2550 pcie5; power 150 550; links 2 2; body 2 208 2 none
sell black : 34990
ru Короткая карта для компактных корпусов и игр в Full HD.
en A short card for compact cases and Full HD games.
= gigabyte | Radeon RX 9070 XT Gaming OC | 2025-03 | 73 | cn | fans=3 accent=#ff9a4d
main rx9070xt 16 gddr6 256 3060 pcie5; power 304 850; links 2 2; body 3 288 2.8 rgb
sell black : 74990
ru Больше кадров за рубль: так рассуждают те, кому не нужен логотип.
en More frames per rouble, for those who do not need the logo.
= msi | GeForce RTX 5090 Suprim Liquid | 2025-01 | 33 | cn | fans=2 accent=#5a8bff
main rtx5090 32 gddr7 512 2565 pcie5; power 575 1000; links 1 3; body 2 280 2.1 rgb
sell silver : 319990
ru Водяное охлаждение для самой быстрой карты: тихо там, где другие ревут.
en Water cooling for the fastest card: quiet where others roar.
= msi | GeForce RTX 5070 Gaming Trio | 2025-03 | 67 | cn | fans=3 accent=#ff5fa8
main rtx5070 12 gddr7 192 2610 pcie5; power 250 650; links 1 3; body 3 338 2.5 rgb
sell black white : 69990
ru Крупный радиатор с запасом: температура не выше шестидесяти пяти.
en A large heatsink with headroom: never above sixty-five degrees.
= msi | GeForce RTX 5050 Ventus 2X | 2025-07 | 70 | cn | fans=2 glow=no
main rtx5050 8 gddr6 128 2572 pcie5; power 130 550; links 1 3; body 2 227 2 none
sell silver : 26990
ru Недорогой билет в новые игры с масштабированием кадра.
en An inexpensive ticket to new games with upscaling.
= asus | Prime Radeon RX 9070 OC | 2025-03 | 60 | cn | fans=3 glow=no
main rx9070 16 gddr6 256 2590 pcie5; power 220 650; links 1 3; body 3 312 2.5 none
sell black : 64990
ru Экономная старшая карта: хватает блока на 650 Вт.
en A thrifty senior card that runs on a 650 W supply.
= asus | TUF GeForce RTX 5080 OC | 2025-01 | 49 | cn | fans=3 accent=#37e0b0
main rtx5080 16 gddr7 256 2730 pcie5; power 360 850; links 2 3; body 3 348 3.6 rgb
sell graphite : 134990
ru Металлический кожух и конденсаторы военного класса, чтобы не думать о ней лет пять.
en A metal shroud and military-grade capacitors, to forget about it for five years.
= sapphire | Pulse Radeon RX 9060 XT 16GB | 2025-06 | 81 | cn | fans=2 glow=no
main rx9060xt 16 gddr6 128 3290 pcie5; power 170 500; links 1 2; body 2 240 2 none
sell black : 39990
ru Шестнадцать гигабайт и тишина за разумные деньги.
en Sixteen gigabytes and silence for sensible money.
= sapphire | Nitro+ Radeon RX 9070 XT | 2025-03 | 55 | cn | fans=3 accent=#ff5fa8
main rx9070xt 16 gddr6 256 3060 pcie5; power 330 850; links 2 2; body 3 330 3 rgb
sell graphite : 82990
ru Разъём питания спрятан под крышкой: сборка выглядит чисто.
en The power connector hides under a cover, so the build looks clean.
= asrock | Arc B580 Steel Legend | 2025-01 | 52 | cn | fans=3 accent=#5ad1ff
main b580 12 gddr6 192 2800 pcie4; power 190 600; links 1 3; body 3 298 2.6 rgb
sell white : 29990
ru Двенадцать гигабайт и аппаратное AV1 для тех, кто ведёт трансляции.
en Twelve gigabytes and hardware AV1 for those who stream.
"""

PHRASES = """
# chip
На {gpu_chip} с {vram_gb} ГБ {vram_type} новые игры идут на высоких настройках. | With {gpu_chip} and
> {vram_gb} GB of {vram_type}, new games run on high settings.
{gpu_chip} разгоняется до {boost_mhz} МГц, шина памяти {bus_bit} бит. | {gpu_chip} boosts to {boost_mhz}
> MHz over a {bus_bit}-bit memory bus.
# power
Потребляет до {tdp_w} Вт, блок питания нужен от {psu_w} Вт. | It draws up to {tdp_w} W and wants a supply
> of {psu_w} W or more.
# body
Длина {length_mm} мм: проверьте, поместится ли в корпус. | It is {length_mm} mm long: check that your case
> takes it.
Длины {length_mm<250}{length_mm} мм хватает даже для компактного корпуса. | At {length_mm} mm it fits even
> a compact case.
Выходов хватает на несколько экранов: HDMI {hdmi_count}, DisplayPort {dp_count}. | There are outputs for
> several screens: {hdmi_count} HDMI, {dp_count} DisplayPort.
"""

LINE = Line(
    code="gpu",
    name="Видеокарты",
    name_en="Graphics cards",
    noun="Видеокарта",
    noun_en="graphics card",
    gender="f",
    category="graphics-cards",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="gpu",
    views=("angle", "front", "detail"),
    warranty=36,
    service=60,
    box=(1700, 420, 240, 110),
    tail="{vram_gb} ГБ",
    declared=True,
)
