"""Mirrorless cameras."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
sensor_size RFK | Матрица | Sensor | choice | full полный кадр / full frame; apsc APS-C
megapixels RFCK+
mount RFK | Байонет | Mount | choice | e Sony E; rf Canon RF; z Nikon Z; x Fujifilm X
kit_lens_set | Комплект | Kit | choice
kit_lens RF | Объектив | Lens | choice | body без объектива / body only; kit с объективом / with lens
stabilizer RF | Стабилизация матрицы | In-body stabilisation | bool
# work
fps RFC+ | Серийная съёмка | Burst | number | кадр/с | fps
video_max RFK
iso_max C+ | Чувствительность до | ISO up to | number
shots RC+ | Кадров от заряда | Shots per charge | number
# screen
screen_inch C+
flip F | Поворотный экран | Vari-angle screen | bool
# body
protected F | Защита от непогоды | Weather sealing | bool
weight_g RC-
colour F
"""

GOODS = """
= sony | Alpha A7 IV | 2021-12 | 70 | th | body=black
main full 33 e yes; work 10 uhd60 51200 580; screen 3 yes; body yes 658
sell black : body=199990 kit=229990
ru Универсальный полный кадр: свадьба, интервью и дети на закате.
en The all-round full frame: weddings, interviews and children at sunset.
= sony | Alpha A6700 | 2023-07 | 64 | th | body=black
main apsc 26 e yes; work 11 uhd120 32000 570; screen 3 yes; body yes 493
sell black : body=139990 kit=154990
ru Автофокус узнаёт птиц, кошек и поезда.
en The autofocus recognises birds, cats and trains.
= canon | EOS R6 Mark II | 2022-11 | 55 | jp | body=black
main full 24.2 rf yes; work 40 uhd60 102400 760; screen 3 yes; body yes 670
sell black : body=219990
ru Сорок кадров в секунду: прыжок выберете потом.
en Forty frames a second: pick the jump later.
= canon | EOS R50 | 2023-03 | 82 | jp | body=two-tone
main apsc 24.2 rf no; work 15 uhd30 32000 370; screen 3 yes; body no 375
sell black white : body=74990 kit=89990
ru Первая камера, которая подсказывает и не ругает.
en A first camera that suggests and does not scold.
= canon | EOS R10 | 2022-07 | 63 | jp | body=black
main apsc 24.2 rf no; work 23 uhd60 32000 430; screen 3 yes; body no 429
sell black : body=94990 kit=114990
ru Две ручки под пальцами и скорость репортажной камеры.
en Two dials under the fingers and the speed of a press camera.
= nikon | Z6 III | 2024-06 | 48 | th | body=black
main full 24.5 z yes; work 20 v6k 64000 360; screen 3.2 yes; body yes 760
sell black : body=239990
ru Самый яркий видоискатель в магазине: солнце ему не помеха.
en The brightest viewfinder in the shop, undaunted by the sun.
= nikon | Z50 II | 2024-12 | 57 | th | body=black
main apsc 20.9 z no; work 11 uhd60 51200 250; screen 3.2 yes; body no 550
sell black : body=99990 kit=112990
ru Кнопка цвета: снимок готов без обработки.
en A colour button: the picture is ready without editing.
= fujifilm | X-T50 | 2024-06 | 52 | cn | body=retro
main apsc 40.2 x yes; work 13 v6k 51200 390; screen 3 no; body no 438
sell black silver : body=149990 kit=169990
ru Колесо плёночных режимов вместо часов в редакторе.
en A film dial instead of hours in an editor.
= fujifilm | X-M5 | 2024-11 | 59 | cn | body=retro
main apsc 26.1 x no; work 8 v6k 51200 440; screen 3 yes; body no 355
sell black silver : body=94990 kit=109990
ru Триста пятьдесят граммов для видео и прогулок.
en Three hundred and fifty grams for video and walks.
"""

PHRASES = """
# sensor
Матрица {megapixels} Мп пишет видео до {video_max}. | The {megapixels} MP sensor records video up to
> {video_max}.
Стабилизация матрицы{stabilizer=yes} вытягивает вечерние кадры с рук. | In-body stabilisation saves
> evening shots by hand.
# speed
Серия до {fps} кадров в секунду, заряда хватает на {shots} снимков. | It shoots up to {fps} frames a
> second and {shots} pictures on a charge.
# body
Весит {weight_g} г, байонет {mount}. | It weighs {weight_g} g; the mount is {mount}.
Экран поворачивается к вам{flip=yes}: удобно снимать себя. | The screen turns to face you, handy for
> self-shooting.
"""

LINE = Line(
    code="camera",
    name="Беззеркальные камеры",
    name_en="Mirrorless cameras",
    noun="Беззеркальная камера",
    noun_en="mirrorless camera",
    gender="f",
    category="cameras",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="camera",
    views=("front", "back"),
    warranty=12,
    service=60,
    box=(600, 220, 190, 150),
    sizes=Sizes("kit_lens_set", "{0}", "{0}", ("kit_lens",), 1),
)
