"""Portable and smart speakers."""

from technomart.demo.tables import Line

SHEET = """
# sound
power_w RFCK+
stereo RF | Стереозвук | Stereo | bool
bass_hz C- | Нижняя граница частот | Lowest frequency | number | Гц | Hz
# main
assistant FK
zigbee F | Управление умным домом | Smart home hub | bool
# links
connection RF
bluetooth RC
# power
battery RF
hours FCK+
# body
protection RFK
weight_kg RFC-
colour RF
"""

GOODS = """
= jbl | Charge 6 | 2025-04 | 92 | cn | view=portable accent=red
sound 45 no 54; main ~ ~; links usb,bt 5.4; power yes 24; body ip68 0.99
sell black blue red pink : 15990
ru Плавает, падает, играет сутки и заряжает телефон.
en It floats, falls, plays a day and charges your phone.
= jbl | Flip 7 | 2025-04 | 89 | cn | view=portable accent=orange
sound 35 no 60; main ~ ~; links usb,bt 5.4; power yes 14; body ip68 0.56
sell black blue red purple : 11990
ru Размером с бутылку воды, а двор слышит целиком.
en The size of a water bottle, heard by the whole yard.
= jbl | Go 4 | 2024-04 | 86 | cn | view=portable accent=coral
sound 4 no 90; main ~ ~; links usb,bt 5.3; power yes 7; body ip67 0.19
sell black blue red pink : 3990
ru Цепляется карабином к рюкзаку и не боится реки.
en It clips to a backpack and does not fear the river.
= jbl | Boombox 4 | 2025-09 | 56 | cn | view=portable accent=orange
sound 180 yes 37; main ~ ~; links usb,bt 5.4; power yes 28; body ip68 5.89
sell black blue : 44990
ru Колонка с ручкой для тех, кому нужен праздник на весь берег.
en A speaker with a handle for those who need a party for the whole shore.
= marshall | Emberton III | 2024-09 | 68 | cn | view=portable accent=gold
sound 20 yes 65; main ~ ~; links usb,bt 5.3; power yes 32; body ip67 0.67
sell black cream : 14990
ru Звучит во все стороны и выглядит как маленький гитарный усилитель.
en It sounds in every direction and looks like a small guitar amp.
= marshall | Stanmore III | 2022-06 | 45 | cn | category=shelf-speakers view=bookshelf accent=gold
sound 80 yes 45; main ~ ~; links bt,aux 5.2; power no ~; body none 4.25
sell black cream brown : 34990
ru Три латунные ручки, которые приятно крутить, и сцена шире корпуса.
en Three brass knobs that are a joy to turn and a stage wider than the case.
= sony | ULT Field 3 | 2025-04 | 58 | cn | view=portable accent=slate
sound 40 yes 50; main ~ ~; links usb,bt 5.3; power yes 24; body ip67 1.2
sell black white sage : 16990
ru Кнопка ULT добавляет бас, когда компания собралась.
en The ULT button adds bass when company gathers.
= soundcore | Motion 300 | 2023-08 | 63 | cn | view=portable accent=teal
sound 30 yes 60; main ~ ~; links usb,bt 5.3; power yes 13; body ipx7 0.78
sell black blue green : 7490
ru Понимает LDAC и сама подстраивает звук под положение.
en It speaks LDAC and adapts the sound to how it stands.
= xiaomi | Sound Outdoor | 2024-06 | 77 | cn | view=portable accent=yellow
sound 30 no 60; main ~ ~; links usb,bt 5.4; power yes 12; body ip67 0.6
sell black blue red : 4490
ru Сто колонок можно связать в одну: проверять не обязательно.
en A hundred of them can be linked into one: you need not check.
= edifier | R1700BTs | 2021-03 | 54 | cn | category=shelf-speakers view=bookshelf accent=silver
sound 66 yes 48; main ~ ~; links bt,aux 5.0; power no ~; body none 6.6
sell brown black : 13990
ru Полочная пара с деревянными боками: к столу, проигрывателю или телевизору.
en A bookshelf pair with wooden sides: for a desk, a turntable or a TV.
= yandex | Станция 3 / Station 3 | 2025-10 | 88 | cn | category=smart-speakers view=tower accent=slate
sound 50 yes 45; main alice yes; links wifi,bt,hdmi 5.3; power no ~; body none 2.9
sell graphite sage sand : 39990
ru Алиса отвечает быстрее и помнит, о чём говорили утром; хаб для датчиков внутри.
en Alice answers faster and remembers the morning's talk; the sensor hub is inside.
= yandex | Станция Миди / Station Midi | 2024-03 | 93 | cn | category=smart-speakers view=smart
sound 24 no 55; main alice yes; links wifi,bt 5.1; power no ~; body none 0.9
sell graphite sage orange purple : 17990
ru Середина семейства: громче Мини, скромнее Станции, с подсветкой под музыку.
en The middle of the family: louder than Mini, humbler than Station, lit to the music.
= yandex | Станция Мини 3 / Station Mini 3 | 2025-05 | 96 | cn | category=smart-speakers view=smart
sound 10 no 80; main alice yes; links wifi,bt 5.3; power no ~; body none 0.45
sell graphite white coral sky : 8990
ru Показывает время на корпусе и будит так, как вы попросили.
en It shows the time on its body and wakes you the way you asked.
= yandex | Станция Лайт 2 / Station Light 2 | 2024-06 | 90 | cn | category=smart-speakers view=smart
sound 6 no 100; main alice no; links wifi,bt 5.0; power no ~; body none 0.28
sell purple yellow teal pink : 5490
ru Для детской и кухни: сказки, таймер и ответы на сто вопросов в день.
en For the nursery and the kitchen: tales, timers and a hundred answers a day.
= sber | SberBoom 2 | 2025-03 | 65 | ru | category=smart-speakers view=smart
sound 30 no 50; main salute yes; links wifi,bt 5.2; power no ~; body none 1.1
sell graphite blue : 13990
ru Салют помогает с уроками, а бас слышно из соседней комнаты.
en Salute helps with homework, and the bass carries to the next room.
= apple | HomePod mini | 2020-11 | 59 | vn | category=smart-speakers view=smart
sound 10 no 70; main siri yes; links wifi,bt 5.0; power no ~; body none 0.35
sell midnight white yellow orange blue : 12990
ru Шар размером с апельсин, который передаёт песню с телефона одним касанием.
en A ball the size of an orange that takes over the song from your phone with a touch.
"""

PHRASES = """
# sound
Мощность {power_w>29}{power_w} Вт, низ от {bass_hz} Гц: бас слышен, а не угадывается. | {power_w} W, from
> {bass_hz} Hz up: the bass is heard rather than guessed.
Мощности {power_w} Вт хватает для комнаты обычного размера{battery=no}. | Its {power_w} W are enough for a
> room of ordinary size.
Настоящее стерео{stereo=yes} из одного корпуса. | True stereo from one body.
# battery
Играет {hours#час,часа,часов} без розетки. | It plays {hours#hour,hours} off the grid.
Работает от сети{battery=no}, место ей на полке. | It runs from the mains and belongs on a shelf.
# water
Защита {protection}{hours>1}: дождь, песок и душ ей не страшны. | With {protection}, rain, sand and
> showers do not scare it.
{assistant} слушает из любого угла, подключения: {connection}. | {assistant} hears you from any corner;
> connections: {connection}.
# home
Управляет лампами и датчиками умного дома{zigbee=yes} без отдельного хаба. | It runs lamps and sensors of
> the smart home with no hub of their own.
Bluetooth {bluetooth} держит связь через стену. | Bluetooth {bluetooth} keeps the link through a wall.
"""

LINE = Line(
    code="speaker",
    name="Колонки",
    name_en="Speakers",
    noun="Портативная колонка",
    noun_en="portable speaker",
    gender="f",
    category="portable-speakers",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="speaker",
    views=("portable", "detail"),
    warranty=12,
    service=36,
    box=(250, 260, 140, 140),
    nouns={
        "smart-speakers": ("Умная колонка", "smart speaker", "f"),
        "shelf-speakers": ("Полочная акустика", "bookshelf speaker", "f"),
    },
)
