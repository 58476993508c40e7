"""Game consoles."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
console_kind RFK | Вид | Kind | choice | home домашняя / home; portable портативная / handheld; hybrid
> гибридная / hybrid
os RF
console_set | Память | Storage | choice
storage_gb RFCK+
disc RFK | Дисковод | Disc drive | bool
# screen
screen_inch FC+
refresh_hz C+
max_output RF | Изображение до | Output up to | choice | fhd Full HD; qhd 1440p; uhd 4K; uhd8k 8K
# power
hours C+
# links
wifi RF
hdmi_count C
# body
weight_kg RC-
colour R
"""

GOODS = """
= sony | PlayStation 5 Slim | 2023-11 | 97 | cn | view=tower accent=#5a8bff
main home playstation yes; screen ~ ~ uhd8k; power ~; links wifi6 1; body 3.2
sell white : 1000=54990
ru Дисковод снимается, игры с полки и из сети уживаются вместе.
en The disc drive detaches, so boxed and downloaded games live together.
= sony | PlayStation 5 Slim Digital | 2023-11 | 88 | cn | view=tower accent=#5a8bff
main home playstation no; screen ~ ~ uhd8k; power ~; links wifi6 1; body 2.6
sell white : 825=47990
ru Тоньше и дешевле на один дисковод, который можно докупить.
en Slimmer and cheaper by a disc drive you can add later.
= sony | PlayStation 5 Pro | 2024-11 | 70 | cn | view=tower accent=#5a8bff core=#15171c
main home playstation no; screen ~ ~ uhd8k; power ~; links wifi7 1; body 3.1
sell white : 2000=84990
ru Шестьдесят кадров там, где раньше просили выбрать между ними и красотой.
en Sixty frames where you once had to choose between them and beauty.
= microsoft | Xbox Series X Digital | 2024-10 | 49 | cn | view=tower accent=#37e0b0
main home xbox no; screen ~ ~ uhd8k; power ~; links wifi5 1; body 4.2
sell white : 1000=49990
ru Самая тихая из мощных: один большой вентилятор сверху.
en The quietest of the powerful: one large fan on top.
= microsoft | Xbox Series S | 2023-09 | 66 | cn | view=box accent=#37e0b0
main home xbox no; screen ~ ~ qhd; power ~; links wifi5 1; body 1.9
sell white black : 512=32990 1000=37990
ru Маленькая коробка для большой подписки.
en A small box for a large subscription.
= nintendo | Switch 2 | 2025-06 | 95 | cn | view=handheld accent=#ff5fa8
main hybrid own no; screen 7.9 120 uhd; power 4; links wifi6 1; body 0.53
sell black : 256=49990
ru В дороге приставка, дома телевизор, контроллеры держатся на магнитах.
en A handheld on the road, a TV console at home, with magnetic controllers.
= nintendo | Switch OLED | 2021-10 | 81 | cn | view=handheld accent=#ff5f5f
main hybrid own no; screen 7 60 fhd; power 7; links wifi5 1; body 0.42
sell white red : 64=29990
ru Яркий экран и сотни игр, в которые играют втроём на одном диване.
en A bright screen and hundreds of games for three on one sofa.
= valve | Steam Deck OLED | 2023-11 | 74 | cn | view=handheld accent=#7a5cff
main portable steamos no; screen 7.4 90 fhd; power 9; links wifi6e ~; body 0.64
sell black : 512=64990 1000=77990
ru Ваша библиотека Steam на диване и в поезде.
en Your Steam library on the sofa and on the train.
= asus | ROG Xbox Ally X | 2025-10 | 58 | cn | view=handheld accent=#37e0b0
main portable windows no; screen 7 120 fhd; power 6; links wifi6e ~; body 0.72
sell black : 1000=99990
ru Карманный компьютер с рукоятками от геймпада и терабайтом под игры.
en A pocket computer with gamepad grips and a terabyte for games.
"""

PHRASES = """
# kind
Изображение до {max_output}, память {storage_gb} ГБ. | Output up to {max_output}, {storage_gb} GB of
> storage.
# screen
Экран {screen_inch}″ обновляется {refresh_hz} раз в секунду. | The {screen_inch}″ screen refreshes
> {refresh_hz} times a second.
Подключается к телевизору одним кабелем HDMI{disc=no}, игры приходят из магазина. | It joins the TV with
> one HDMI cable; games come from the store.
Диски и фильмы Blu-ray читает{disc=yes}. | It plays discs and Blu-ray films.
# battery
Без розетки играет до {hours#часа,часов,часов}. | It plays up to {hours#hour,hours} off the grid.
Весит {weight_kg} кг, работает по {wifi} и по проводу{console_kind=home}. | It weighs {weight_kg} kg and
> works over {wifi} or a wire.
"""

LINE = Line(
    code="console",
    name="Игровые приставки",
    name_en="Consoles",
    noun="Игровая приставка",
    noun_en="console",
    gender="f",
    category="consoles",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="console",
    views=("tower", "detail"),
    warranty=12,
    service=60,
    box=(1300, 430, 400, 150),
    sizes=Sizes("console_set", "{0} ГБ", "{0} GB", ("storage_gb",), 1),
)
