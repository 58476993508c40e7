"""Soundbars."""

from technomart.demo.tables import Line

SHEET = """
# sound
power_w RFCK+
channels RFCK | Каналы | Channels | choice | c20 2.0; c21 2.1; c31 3.1; c312 3.1.2; c512 5.1.2; c514
> 5.1.4; c714 7.1.4
atmos RFK
subwoofer RF | Сабвуфер в комплекте | Subwoofer included | bool
rear F | Тыловые колонки в комплекте | Rear speakers included | bool
# links
connection RF
bluetooth RC
assistant F
# body
width_cm RC
weight_kg C-
colour RF
"""

GOODS = """
= samsung | HW-Q990F | 2025-04 | 50 | vn
sound 756 c714 yes yes yes; links hdmi,optical,wifi,bt 5.3 ~; body 123.2 7.3
sell black : 109990
ru Четыре предмета, которые превращают гостиную в зал: звук ходит и над головой.
en Four pieces that turn the living room into a cinema, with sound overhead.
= samsung | HW-B650F | 2025-03 | 72 | vn
sound 370 c31 no yes no; links hdmi,optical,bt 5.3 ~; body 86 2.4
sell black : 21990
ru Отдельный канал для голоса: диалоги слышно и без субтитров.
en A channel of its own for the voice: dialogue is heard without subtitles.
= jbl | Bar 500MK2 | 2025-06 | 64 | cn
sound 750 c512 yes yes no; links hdmi,optical,wifi,bt 5.3 ~; body 94 3.2
sell black : 49990
ru Бас чувствуется подошвами, а соседний диван не остаётся без объёма.
en The bass is felt in the soles, and the next sofa still gets the space.
= sony | Bravia Theatre Bar 6 | 2025-05 | 46 | my
sound 350 c312 yes yes no; links hdmi,bt 5.3 ~; body 95 3.1
sell black : 54990
ru Настраивается с экрана телевизора BRAVIA и поднимает голос одной кнопкой.
en It is set up from the BRAVIA screen and lifts voices with one button.
= lg | S70TR | 2025-02 | 53 | vn
sound 500 c512 yes yes yes; links hdmi,optical,wifi,bt 5.2 ~; body 95 3.0
sell graphite : 44990
ru Тыловые колонки уже в коробке, провод к ним тянуть не нужно.
en Rear speakers come in the box, with no wire to run to them.
= yandex | ТВ Станция Саунд / TV Station Sound | 2025-09 | 61 | cn
sound 100 c21 no no no; links hdmi,bt,wifi 5.2 alice; body 80 2.1
sell black graphite : 24990
ru Саундбар, который отвечает на вопросы: Алиса внутри, сабвуфер встроен в корпус.
en A soundbar that answers questions: Alice inside, with the woofer in the body.
"""

PHRASES = """
# power
Мощность {power_w} Вт в схеме {channels} заполняет комнату без прибавки громкости. | {power_w} W in a
> {channels} layout fill the room without turning it up.
{channels} каналов и {power_w} Вт: стрельба гремит, шёпот остаётся разборчивым. | {channels} channels and
> {power_w} W: gunfire thunders and whispers stay clear.
# sub
Сабвуфер в комплекте{subwoofer=yes} подключается без провода. | The included subwoofer connects without a
> wire.
Dolby Atmos{atmos=yes} поднимает дождь и вертолёты к потолку. | Dolby Atmos lifts rain and helicopters to
> the ceiling.
# links
Подключения: {connection}. | Connections: {connection}.
Ширина {width_cm} см: встанет под телевизор, не закрывая экран. | At {width_cm} cm wide it stands under
> the TV without hiding the screen.
"""

LINE = Line(
    code="soundbar",
    name="Саундбары",
    name_en="Soundbars",
    noun="Саундбар",
    noun_en="soundbar",
    gender="m",
    category="soundbars",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="speaker",
    views=("soundbar", "detail"),
    warranty=12,
    service=60,
    box=(2800, 1050, 420, 260),
    drawing="view=soundbar",
    tail="{channels}, {power_w} Вт",
)
