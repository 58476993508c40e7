"""Electronic books."""

from technomart.demo.tables import Line

SHEET = """
# screen
screen_inch RFCK+
resolution RC
panel RFK
ppi RFC+ | Чёткость | Sharpness | number | ppi | ppi
front_light RF | Подсветка с теплотой | Warm front light | bool
# main
storage_gb RFCK+
memory_card RF
os RF
audio F | Аудиокниги по Bluetooth | Audiobooks over Bluetooth | bool
buttons F | Кнопки листания | Page buttons | bool
# power
battery_mah RC+
weeks RC+ | Работа без подзарядки | Battery life | number | нед. | weeks
# body
protection RF
weight_g RFC-
colour RF
"""

GOODS = """
= pocketbook | Verse Pro | 2024-03 | 71 | cn | seed=1 button=yes
screen 6 1448x1072 eink 300 yes; main 16 no own yes yes; power 1500 5; body ipx8 182
sell blue red : 17990
ru Читает два десятка форматов без пересборки и не боится ванны.
en It reads twenty formats as they are and does not fear the bath.
= pocketbook | InkPad Color 3 | 2023-06 | 48 | cn | seed=2 button=yes page=cover
screen 7.8 1872x1404 eink_colour 300 yes; main 32 no own yes yes; power 2900 5; body ipx8 270
sell black : 34990
ru Обложки, схемы и комиксы в цвете, а буквы такие же чёткие, как на бумаге.
en Covers, diagrams and comics in colour, with letters as crisp as on paper.
= onyx | Livingstone 2 | 2025-02 | 55 | cn | seed=3 button=no
screen 6 1448x1072 eink 300 yes; main 32 yes android yes no; power 2000 4; body none 180
sell black : 15990
ru Android внутри: ставьте любую читалку, к которой привыкли.
en Android inside: install whichever reading app you are used to.
= onyx | Go 7 | 2025-06 | 60 | cn | seed=4 button=yes
screen 7 1680x1264 eink 300 yes; main 64 yes android yes yes; power 2300 4; body none 195
sell black white : 26990
ru Асимметричный корпус для чтения одной рукой, кнопки под большим пальцем.
en An asymmetric body for one-handed reading, with buttons under the thumb.
= onyx | Note Air 4 C | 2024-12 | 41 | cn | seed=5 page=text
screen 10.3 2480x1860 eink_colour 300 yes; main 64 yes android yes no; power 3700 3; body none 420
sell black : 54990
ru Большой лист для статей и нот: перо пишет поверх страниц.
en A large sheet for papers and scores: the pen writes over the pages.
"""

PHRASES = """
# screen
Экран {panel} с чёткостью {ppi} ppi не мерцает и на солнце виден лучше, чем в комнате. | The {panel}
> screen at {ppi} ppi does not flicker and reads better in the sun than indoors.
Подсветку{front_light=yes} можно сделать теплее к ночи. | The front light can be made warmer towards the
> night.
# battery
Заряда хватает на {weeks#неделю,недели,недель} чтения по часу в день. | A charge lasts {weeks#week,weeks}
> of reading an hour a day.
# memory
В памяти на {storage_gb} ГБ поместится домашняя библиотека целиком. | A whole home library fits into
> {storage_gb} GB.
Аудиокниги{audio=yes} слушают через беспроводные наушники. | Audiobooks play through wireless headphones.
# body
Весит {weight_g<200}{weight_g} г, рука не устаёт и лёжа. | At {weight_g} g the hand does not tire even in
> bed.
Защита {protection=ipx8} IPX8 позволяет читать у бассейна. | IPX8 protection lets you read by the pool.
"""

LINE = Line(
    code="ereader",
    name="Электронные книги",
    name_en="E-readers",
    noun="Электронная книга",
    noun_en="e-reader",
    gender="f",
    category="e-readers",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="ereader",
    views=("front", "angle", "detail"),
    warranty=12,
    service=36,
    box=(140, 220, 160, 35),
    tail="{screen_inch}″",
    declared=True,
)
