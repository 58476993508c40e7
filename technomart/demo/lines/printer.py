"""Printers and multifunction devices."""

from technomart.demo.tables import Line

SHEET = """
# main
print_kind RFK | Печать | Printing | choice | laser лазерная / laser; ink струйная / inkjet
print_colour RFK | Цветная печать | Colour printing | bool
scanner RFK | Сканер и копир | Scanner and copier | bool
duplex RF | Двусторонняя печать | Duplex | bool
# work
ppm RFC+ | Скорость | Speed | number | стр./мин | ppm
page_cost C- | Ресурс стартового картриджа | Starter yield | number | стр. | pages
# links
connection RF
# body
weight_kg RC-
colour R
"""

GOODS = """
= pantum | M6550NW | 2022-06 | 88 | cn | kind=laser
main laser no yes no; work 22 700; links usb,wifi,ethernet; body 9.1
sell white : 19990
ru Печатает, сканирует и копирует, а картридж заправляют дома.
en It prints, scans and copies, and the cartridge is refilled at home.
= pantum | P2200 | 2019-03 | 79 | cn | kind=laser
main laser no no no; work 20 700; links usb; body 4.75
sell graphite : 10990
ru Маленький лазерный принтер для рефератов и накладных.
en A small laser printer for essays and waybills.
= pantum | BM5100FDW | 2022-10 | 52 | cn | kind=laser trays=2
main laser no yes yes; work 40 1500; links usb,wifi,ethernet; body 16.9
sell white : 34990
ru Сорок страниц в минуту и автоподатчик: для отдела, а не для одного.
en Forty pages a minute with a feeder: for a department, not one person.
= hp | Smart Tank 585 | 2022-04 | 66 | cn | kind=mfp
main ink yes yes no; work 12 6000; links usb,wifi,bt; body 5.0
sell white : 19990
ru Чернила наливают из бутылок: хватает на тысячи страниц.
en Ink is poured from bottles and lasts thousands of pages.
= canon | SELPHY CP1500 | 2022-09 | 49 | jp | kind=photo
main ink yes no no; work 1 18; links usb,wifi; body 0.85
sell white graphite : 14990
ru Снимок с телефона становится карточкой за сорок секунд.
en A phone picture becomes a print in forty seconds.
= brother | DCP-L2600D | 2023-10 | 58 | cn | kind=laser
main laser no yes yes; work 34 700; links usb; body 10.1
sell graphite : 23990
ru Двусторонняя печать и неприхотливость, за которую Brother любят бухгалтеры.
en Duplex printing and the modesty accountants love Brother for.
"""

PHRASES = """
# speed
Печать {print_kind}, до {ppm>10}{ppm} страниц в минуту. | {print_kind} printing at up to {ppm} pages a
> minute.
# duplex
Двусторонняя печать{duplex=yes} сама переворачивает лист. | Duplex printing turns the sheet by itself.
Сканер и копир{scanner=yes} в том же корпусе. | A scanner and a copier are in the same body.
# link
Подключение: {connection}. | Connection: {connection}.
Стартового комплекта хватит примерно на {page_cost} страниц. | The starter set lasts about {page_cost}
> pages.
"""

LINE = Line(
    code="printer",
    name="Принтеры и МФУ",
    name_en="Printers",
    noun="Принтер",
    noun_en="printer",
    gender="m",
    category="printers",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="printer",
    views=("angle", "front"),
    warranty=12,
    service=60,
    box=(1500, 450, 400, 330),
)
