"""Solid-state drives."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
ssd_form RFK | Вид | Form | choice | m2 M.2 2280; sata 2,5″ / 2.5″; external внешний / external
capacity_set | Объём | Capacity | choice
capacity_gb RFCK+ | Объём накопителя | Drive capacity | number | ГБ | GB
ssd_link RFK | Интерфейс | Interface | choice | pcie3 PCIe 3.0 x4; pcie4 PCIe 4.0 x4; pcie5 PCIe 5.0 x4;
> sata3 SATA III; usb10 USB 10 Гбит/с / USB 10 Gbit/s; usb20 USB 20 Гбит/с / USB 20 Gbit/s
# work
read_mbs RFCK+ | Чтение | Read speed | number | МБ/с | MB/s
write_mbs RFC+ | Запись | Write speed | number | МБ/с | MB/s
tbw C+ | Ресурс записи | Endurance | number | ТБ | TB
flash RF | Тип памяти | Flash | choice | tlc TLC; qlc QLC
dram F | Буфер DRAM | DRAM cache | bool
# body
heatsink RF
protection F
colour F
"""

GOODS = """
= samsung | 990 Pro | 2022-10 | 90 | kr | view=m2 color=graphite label=graphite chips=3
main m2 pcie4; work 7450 6900 tlc yes; body no ~
sell black : 1000/600=12990 2000/1200=21990 4000/2400=39990
ru Эталон для PCIe 4.0: быстрый сразу и через три года.
en The benchmark for PCIe 4.0: fast at once and in three years.
= samsung | 9100 Pro | 2025-03 | 58 | kr | view=m2 color=graphite label=navy chips=3
main m2 pcie5; work 14700 13300 tlc yes; body no ~
sell black : 1000/600=19990 2000/1200=31990 4000/2400=56990
ru Вдвое быстрее прошлого поколения: проект открывается, пока тянешься к кружке.
en Twice as fast as the last generation: a project opens while you reach for the cup.
= samsung | 870 EVO | 2021-01 | 76 | kr | view=sata color=graphite label=silver
main sata sata3; work 560 530 tlc yes; body no ~
sell black : 500/300=6990 1000/600=10990 2000/1200=19990
ru Оживляет старый ноутбук лучше, чем новая система.
en It revives an old laptop better than a new system would.
= samsung | T7 Shield | 2022-04 | 71 | kr | view=external accent=slate
main external usb10; work 1050 1000 tlc ~; body no ip65
sell black blue : 1000/~=13990 2000/~=22990
ru Резиновый корпус переживает падение с трёх метров.
en The rubber body survives a fall from three metres.
= wd | Black SN850X | 2022-08 | 83 | my | view=m2 color=midnight label=graphite chips=2
main m2 pcie4; work 7300 6600 tlc yes; body no ~
sell black : 1000/600=11990 2000/1200=19990 4000/2400=36990
ru Подходит и компьютеру, и PlayStation 5.
en It suits both a computer and a PlayStation 5.
= wd | Blue SN5000 | 2024-06 | 73 | my | view=m2 color=slate label=navy chips=2
main m2 pcie4; work 5150 4900 tlc no; body no ~
sell black : 500/300=5490 1000/600=8490 2000/900=14990
ru Рабочая лошадка для системы, программ и фотографий.
en A workhorse for the system, programs and photographs.
= kingston | NV3 | 2024-08 | 94 | tw | view=m2 color=graphite label=white chips=2
main m2 pcie4; work 6000 5000 qlc no; body no ~
sell black : 500/160=4490 1000/320=6990 2000/640=12490 4000/1280=24990
ru Скорость PCIe 4.0 по цене прошлогодних дисков.
en PCIe 4.0 speed for the price of last year's drives.
= kingston | KC3000 | 2021-11 | 79 | tw | view=m2 color=graphite label=graphite chips=4
main m2 pcie4; work 7000 6000 tlc yes; body yes ~
sell black : 512/400=7490 1024/800=11490 2048/1600=19490
ru Большой ресурс записи для тех, кто монтирует каждый день.
en Great endurance for those who edit every day.
= adata | XPG Gammix S70 Blade | 2021-04 | 62 | tw | view=m2 color=midnight label=silver heatsink=yes
main m2 pcie4; work 7400 6400 tlc yes; body yes ~
sell black : 1000/740=9990 2000/1480=17490
ru Тонкий радиатор в комплекте помещается в приставку.
en The thin heatsink in the box fits a console.
= crucial | T500 | 2023-10 | 67 | mx | view=m2 color=slate label=navy chips=3
main m2 pcie4; work 7300 6800 tlc yes; body no ~
sell black : 1000/600=10490 2000/1200=17990
ru Мало греется, поэтому его любят ноутбуки.
en It runs cool, which is why laptops like it.
= crucial | X9 Pro | 2023-07 | 56 | mx | view=external accent=coral
main external usb10; work 1050 1050 tlc ~; body no ip55
sell graphite : 1000/~=12490 2000/~=20990 4000/~=38990
ru Меньше спичечного коробка, а записывает видео прямо с камеры.
en Smaller than a matchbox, yet records video straight from a camera.
"""

PHRASES = """
# speed
Читает до {read_mbs} МБ/с, пишет до {write_mbs} МБ/с. | It reads at up to {read_mbs} MB/s and writes at up
> to {write_mbs} MB/s.
Скорость чтения {read_mbs>5000}{read_mbs} МБ/с: игры грузятся, не успев показать заставку. | At {read_mbs}
> MB/s, games load before the splash screen ends.
# link
Подключение {ssd_link}, память {flash}. | The link is {ssd_link}, the flash is {flash}.
# buffer
Буфер DRAM{dram=yes} сохраняет темп на больших копированиях. | A DRAM cache keeps the pace in large copies.
Буфера DRAM нет{dram=no}, для системы и игр он и не нужен. | There is no DRAM cache, and for a system and
> games none is needed.
Защита {protection}: пыль и брызги ему не страшны. | {protection} protection: dust and splashes do not
> scare it.
# endurance
Ресурс начальной версии {tbw} ТБ записи. | The base version endures {tbw} TB of writes.
"""

LINE = Line(
    code="ssd",
    name="Твердотельные накопители",
    name_en="Solid-state drives",
    noun="SSD-накопитель",
    noun_en="SSD",
    gender="m",
    category="ssds",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="ssd",
    views=("m2", "detail"),
    warranty=36,
    service=60,
    box=(110, 140, 100, 25),
    sizes=Sizes("capacity_set", "{0} ГБ", "{0} GB", ("capacity_gb", "tbw"), 1),
    declared=True,
)
