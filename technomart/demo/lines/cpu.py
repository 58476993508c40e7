"""Processors for desktop computers."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
socket RFK
series RF | Серия | Series | choice | r3 Ryzen 3; r5 Ryzen 5; r7 Ryzen 7; r9 Ryzen 9; i3 Core i3; i5 Core
> i5; i7 Core i7; u5 Core Ultra 5; u7 Core Ultra 7; u9 Core Ultra 9
cores RFCK+
threads RC+ | Потоков | Threads | number
base_ghz RC+ | Базовая частота | Base clock | number 2 | ГГц | GHz
boost_ghz RFCK+ | Наибольшая частота | Boost clock | number 2 | ГГц | GHz
cache_mb RC+ | Кэш L3 | L3 cache | number | МБ | MB
# performance
ram_type RF
graphics RF | Встроенная графика | Integrated graphics | bool
unlocked RF | Свободный множитель | Unlocked | bool
# power
tdp_w RFC-
# body
pack_set | Поставка | Package | choice
pack RF | Комплект | Pack | choice | box BOX; oem OEM
"""

GOODS = """
= amd | Ryzen 7 9800X3D | 2024-11 | 97 | my | color=green
main am5 r7 8 16 4.7 5.2 96; performance ddr5 yes yes; power 120
sell green : oem=42990 box=44990
ru Дополнительный слой кэша поставил его во главе игровых тестов.
en An extra layer of cache put it at the head of gaming tests.
= amd | Ryzen 5 9600X | 2024-08 | 85 | my | color=green
main am5 r5 6 12 3.9 5.4 32; performance ddr5 yes yes; power 65
sell green : oem=18490 box=19990
ru Шесть холодных ядер для сборки, которую не нужно перестраивать.
en Six cool cores for a build that needs no redoing.
= amd | Ryzen 9 9950X3D | 2025-03 | 51 | my | color=green
main am5 r9 16 32 4.3 5.7 128; performance ddr5 yes yes; power 170
sell green : oem=62990 box=65990
ru Монтаж днём и игры вечером без компромиссов между ними.
en Editing by day and games by night with no compromise between them.
= amd | Ryzen 7 7800X3D | 2023-04 | 83 | my | color=green
main am5 r7 8 16 4.2 5 96; performance ddr5 yes yes; power 120
sell green : oem=33990 box=35990
ru Прошлый чемпион игр, подешевевший до разумного.
en The former gaming champion at a sensible price.
= amd | Ryzen 5 7500F | 2023-07 | 90 | my | color=green
main am5 r5 6 12 3.7 5 32; performance ddr5 no yes; power 65
sell green : oem=12490 box=13990
ru Самый дешёвый вход на AM5, если видеокарта уже есть.
en The cheapest way onto AM5 if you already have a graphics card.
= amd | Ryzen 5 5600 | 2022-04 | 87 | my | color=green
main am4 r5 6 12 3.5 4.4 32; performance ddr4 no yes; power 65
sell green : oem=7990 box=8990
ru Даёт старой плате AM4 ещё несколько лет жизни.
en It gives an old AM4 board several more years.
= amd | Ryzen 7 5700X3D | 2024-01 | 72 | my | color=green
main am4 r7 8 16 3 4.1 96; performance ddr4 no no; power 105
sell green : oem=21990
ru Последний большой шаг для AM4: игровой кэш без смены памяти.
en The last big step for AM4: gaming cache without new memory.
= intel | Core Ultra 7 265K | 2024-10 | 68 | my | color=navy
main lga1851 u7 20 20 3.9 5.5 30; performance ddr5 yes yes; power 125
sell navy : oem=29990 box=31990
ru Двадцать ядер для сборки кода и видео, встроенная графика для второго экрана.
en Twenty cores for code and video, with graphics for a second screen.
= intel | Core Ultra 5 245K | 2024-10 | 61 | my | color=navy
main lga1851 u5 14 14 4.2 5.2 24; performance ddr5 yes yes; power 125
sell navy : oem=20990 box=22490
ru Новый сокет и нейронный блок по цене прошлых i5.
en A new socket and a neural unit for the price of former i5s.
= intel | Core Ultra 9 285K | 2024-10 | 38 | my | color=navy
main lga1851 u9 24 24 3.7 5.7 36; performance ddr5 yes yes; power 125
sell navy : box=57990
ru Для рендера, который считают минутами рабочего дня.
en For renders counted in minutes of the working day.
= intel | Core i5-12400F | 2022-01 | 89 | my | color=navy
main lga1700 i5 6 12 2.5 4.4 18; performance ddr4 no no; power 65
sell navy : oem=9490 box=10990
ru Народный процессор: работает и с DDR4, и с платами попроще.
en The people's processor: it runs with DDR4 and simpler boards.
= intel | Core i3-14100 | 2024-01 | 57 | vn | color=navy
main lga1700 i3 4 8 3.5 4.7 12; performance ddr5 yes no; power 60
sell navy : oem=10990 box=12490
ru Для конторы и домашнего сервера: видеокарта не нужна.
en For the office and a home server: no graphics card needed.
= intel | Core i7-14700KF | 2023-10 | 64 | my | color=navy
main lga1700 i7 20 28 3.4 5.6 33; performance ddr5 no yes; power 125
sell navy : oem=31990 box=34490
ru Двадцать восемь потоков для тех, кто играет и вещает одновременно.
en Twenty-eight threads for those who play and broadcast at once.
"""

PHRASES = """
# cores
Внутри {cores#ядро,ядра,ядер} и {threads#поток,потока,потоков}, частота доходит до {boost_ghz} ГГц. |
> Inside are {cores#core,cores} and {threads#thread,threads}, boosting to {boost_ghz} GHz.
Кэш {cache_mb} МБ держит данные рядом с ядрами, а их {cores}. | {cache_mb} MB of cache keep data near the
> {cores#core,cores}.
# socket
Ставится в сокет {socket}, работает с памятью {ram_type}. | It fits socket {socket} and works with
> {ram_type}.
# graphics
Встроенной графики{graphics=yes} хватит для рабочего стола и видео. | Integrated graphics suffice for the
> desktop and video.
Встроенной графики нет{graphics=no}: понадобится видеокарта. | There are no integrated graphics: a
> graphics card is a must.
# power
Тепловой пакет {tdp_w<66}{tdp_w} Вт: достаточно простой башни. | The {tdp_w} W envelope needs only a
> simple tower.
Охлаждение стоит взять с запасом{tdp_w>119}: пакет {tdp_w} Вт. | Take a cooler with headroom for its
> {tdp_w} W.
"""

LINE = Line(
    code="cpu",
    name="Процессоры",
    name_en="Processors",
    noun="Процессор",
    noun_en="processor",
    gender="m",
    category="processors",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="cpu",
    views=("angle", "top", "bottom"),
    warranty=12,
    service=60,
    box=(350, 140, 130, 90),
    sizes=Sizes("pack_set", "{0}", "{0}", ("pack",), 1),
    declared=True,
)
