"""Headphones: over the ear and in it."""

from technomart.demo.tables import Line

SHEET = """
# main
fit RFK | Посадка | Fit | choice | over охватывающие / over-ear; on накладные / on-ear; inear
> внутриканальные / in-ear; open открытые вкладыши / open buds; clip клипсы / ear clips
wireless RF
noise_cancelling RFCK
mic RF | Микрофон | Microphone | bool
# sound
driver_mm RC | Излучатель | Driver | number 1 | мм | mm
codecs FK | Кодеки | Codecs | multi | sbc SBC; aac AAC; ldac LDAC; aptx aptX; lhdc LHDC; lc3 LC3
bluetooth C
# power
hours FCK+
case_hours C+ | С футляром | With the case | number | ч | h
wireless_case F | Беспроводная зарядка футляра | Wireless charging case | bool
# body
protection F
weight_g RC-
colour RF
"""

GOODS = """
= sony | WH-1000XM6 | 2025-05 | 95 | my
main over yes yes yes; sound 30 sbc,aac,ldac,lc3 5.3; power 30 ~ ~; body none 254
sell black silver midnight : 42990
ru Двенадцать микрофонов вычитают самолёт, метро и соседа, оставляя музыку.
en Twelve microphones subtract the plane, the metro and the neighbour, leaving the music.
= sony | WH-CH720N | 2023-02 | 84 | vn
main over yes yes yes; sound 30 sbc,aac 5.2; power 35 ~ ~; body none 192
sell black white blue : 11990
ru Лёгкие, с шумоподавлением и без хрупкого складного механизма.
en Light, noise-cancelling and with no fragile folding joint.
= apple | AirPods Max USB-C | 2024-09 | 55 | cn
main over yes yes yes; sound 40 sbc,aac 5.0; power 20 ~ ~; body none 386
sell midnight white sky orange lavender : 54990
ru Алюминиевые чаши, вязаное оголовье и звук, который поворачивается вместе с головой.
en Aluminium cups, a knit headband and sound that turns with your head.
= bose | QuietComfort Ultra 2 | 2025-09 | 61 | my
main over yes yes yes; sound 35 sbc,aac,aptx 5.4; power 30 ~ ~; body none 264
sell black white sand : 44990
ru Самая мягкая посадка в магазине: в них забывают, что сидят в самолёте.
en The softest fit in the shop: you forget you are on a plane.
= sennheiser | Momentum 4 | 2022-08 | 66 | cn
main over yes yes yes; sound 42 sbc,aac,aptx 5.2; power 60 ~ ~; body none 293
sell black white copper : 27990
ru Шестьдесят часов музыки и звук, за которым стоит студийная школа.
en Sixty hours of music with a studio school behind the sound.
= sennheiser | HD 560S | 2020-09 | 43 | ro | pad=#2b2d32
main over no no no; sound 38 ~ ~; power ~ ~ ~; body none 240
sell black : 17990
ru Открытые, проводные, честные: для тех, кто сводит или просто слушает внимательно.
en Open-backed, wired and honest: for those who mix or just listen closely.
= marshall | Monitor III ANC | 2024-10 | 62 | cn | mesh=yes
main over yes yes yes; sound 32 sbc,aac,ldac 5.3; power 70 ~ ~; body none 250
sell black sand : 32990
ru Золотая ручка вместо кнопок и семьдесят часов работы с шумоподавлением.
en A golden knob instead of buttons and seventy hours with noise cancelling.
= marshall | Major V | 2024-04 | 70 | cn | mesh=yes
main on yes no yes; sound 40 sbc,aac,lc3 5.3; power 100 ~ ~; body none 186
sell black cream brown : 13990
ru Сто часов без розетки: заряжают раз в две недели.
en A hundred hours off the grid: charge them once a fortnight.
= jbl | Tune 770NC | 2023-08 | 90 | cn
main over yes yes yes; sound 40 sbc,aac 5.3; power 44 ~ ~; body none 232
sell black white blue purple : 8990
ru Бодрый бас, складной корпус и шумоподавление за понятные деньги.
en Lively bass, a folding body and noise cancelling for clear money.
= soundcore | Space One Pro | 2024-09 | 57 | cn
main over yes yes yes; sound 40 sbc,aac,ldac 5.3; power 40 ~ ~; body none 286
sell black cream : 15990
ru Складываются вдвое меньше обычных и помещаются в карман куртки.
en They fold to half the usual size and fit a jacket pocket.
= edifier | W830NB | 2024-05 | 76 | cn
main over yes yes yes; sound 40 sbc,aac,ldac 5.4; power 54 ~ ~; body none 276
sell black white sky : 6490
ru Редкий случай, когда LDAC и тишина стоят как ужин на двоих.
en A rare case of LDAC and silence for the price of a dinner for two.
= logitech | G Pro X 2 Lightspeed | 2023-05 | 52 | cn
main over yes no yes; sound 50 sbc,aac 5.3; power 50 ~ ~; body none 345
sell black white pink : 21990
ru Графеновый излучатель и съёмный микрофон: шаги противника слышно раньше.
en A graphene driver and a detachable microphone: you hear footsteps sooner.
= apple | AirPods Pro 3 | 2025-09 | 98 | vn | category=earbuds kind_=earbuds shape=pill
main inear yes yes yes; sound 11 sbc,aac 5.3; power 8 24 yes; body ip57 6
sell white : 21990
ru Меряют пульс на тренировке и заглушают метро вдвое сильнее прежних.
en They take your pulse in workouts and hush the metro twice as well as before.
= apple | AirPods 4 | 2024-09 | 85 | vn | category=earbuds kind_=earbuds shape=pill
main open yes no yes; sound 11 sbc,aac 5.3; power 5 30 no; body ip54 4
sell white : 11990
ru Без силиконовых насадок: ухо дышит, а звук остаётся чистым.
en No silicone tips: the ear breathes and the sound stays clear.
= samsung | Galaxy Buds3 Pro | 2024-07 | 71 | vn | category=earbuds kind_=earbuds shape=square
main inear yes yes yes; sound 10.5 sbc,aac 5.4; power 6 26 yes; body ip57 5
sell silver white : 15990
ru Двухполосный звук и полоски света на ножках.
en Two-way sound and strips of light on the stems.
= xiaomi | Redmi Buds 6 Pro | 2024-09 | 87 | cn | category=earbuds kind_=earbuds shape=pill
main inear yes yes yes; sound 11 sbc,aac,ldac 5.3; power 9.5 36 no; body ip54 5
sell black white lavender : 5490
ru Три излучателя в каждом ухе и подавление шума до 55 дБ.
en Three drivers in each ear and up to 55 dB of noise cancelling.
= xiaomi | Redmi Buds 6 Play | 2024-09 | 91 | cn | category=earbuds kind_=earbuds shape=pill stem=yes
main inear yes no yes; sound 10 sbc,aac 5.4; power 7.5 36 no; body ipx4 4
sell black white blue pink : 1690
ru Наушники, которые не жалко забыть в такси, а звучат на свою цену дважды.
en Buds you can afford to lose in a taxi that sound twice their price.
= huawei | FreeClip 2 | 2025-10 | 60 | cn | category=earbuds kind_=earbuds shape=square stem=no
main clip yes no yes; sound 10.8 sbc,aac 6.0; power 9 38 yes; body ip57 5
sell black white blue : 14990
ru Держатся за край уха, как украшение, и оставляют слышными улицу и детей.
en They clip to the ear like jewellery and leave the street and the children audible.
= huawei | FreeBuds 7i | 2025-10 | 73 | cn | category=earbuds kind_=earbuds shape=pill
main inear yes yes yes; sound 11 sbc,aac,ldac 5.4; power 8 35 no; body ip54 5
sell black white pink : 8490
ru Поворачивают оркестр вслед за головой и слышат вас на ветру.
en They turn the orchestra with your head and hear you in the wind.
= nothing | Ear (3) | 2025-09 | 64 | cn | category=earbuds kind_=earbuds shape=square
main inear yes yes yes; sound 12 sbc,aac,ldac 5.4; power 5.5 22 yes; body ip54 5
sell black white : 15990
ru В футляре прячется микрофон: поднесите его ко рту, и шум пропадёт.
en A microphone hides in the case: hold it to your mouth and the noise is gone.
= soundcore | Liberty 5 | 2025-05 | 74 | cn | category=earbuds kind_=earbuds shape=pill
main inear yes yes yes; sound 9.2 sbc,aac,ldac 5.4; power 8 48 yes; body ip55 5
sell black white sky : 8990
ru Голос на шумной улице слышно так, будто вы дома.
en On a noisy street your voice sounds as if from home.
= jbl | Wave Beam 2 | 2024-11 | 79 | cn | category=earbuds kind_=earbuds shape=pill
main inear yes yes yes; sound 8 sbc,aac 5.3; power 10 40 no; body ip54 5
sell black white blue : 4990
ru Бас для пробежки и дождь не помеха.
en Bass for a run, with no fear of rain.
= jbl | Tour Pro 3 | 2024-08 | 51 | cn | category=earbuds kind_=earbuds shape=square
main inear yes yes yes; sound 10.2 sbc,aac,ldac,lc3 5.3; power 8 32 yes; body ip55 6
sell black sand : 21990
ru Экран на футляре листает треки и передаёт звук с телевизора в самолёте.
en The screen on the case skips tracks and relays sound from the seat-back TV.
= sony | WF-1000XM5 | 2023-07 | 69 | my | category=earbuds kind_=earbuds shape=pill stem=no
main inear yes yes yes; sound 8.4 sbc,aac,ldac,lc3 5.3; power 8 24 yes; body ipx4 6
sell black silver pink : 21990
ru Маленькие, тихие и подробные: для тех, кто слушает, а не только слышит.
en Small, quiet and detailed: for those who listen, not just hear.
= marshall | Minor IV | 2024-10 | 47 | cn | category=earbuds kind_=earbuds shape=square
main open yes no yes; sound 12 sbc,aac,lc3 5.3; power 7 30 yes; body ipx4 4
sell black cream : 9990
ru Рифлёный футляр в духе усилителя и посадка без давления.
en A ribbed case in the spirit of an amp and a fit without pressure.
"""

PHRASES = """
# noise
Шумоподавление{noise_cancelling=yes} убирает гул, а режим прозрачности пускает голоса, когда нужно. |
> Noise cancelling removes the drone, and transparency lets voices in when needed.
Активного шумоподавления нет{noise_cancelling=no}, зато нет и давления на уши. | There is no active noise
> cancelling, and no pressure on the ears either.
# battery
От заряда играют {hours>25}{hours#час,часа,часов}: хватает на рабочую неделю. | They play
> {hours#hour,hours} on a charge: enough for a working week.
Работают {hours#час,часа,часов} подряд и {case_hours} с футляром. | They run {hours#hour,hours} at a
> stretch and {case_hours} with the case.
# sound
Излучатель {driver_mm} мм и кодеки {codecs} дают звук без упрощений. | The {driver_mm} mm driver and
> {codecs} codecs keep the sound whole.
Понимают {codecs}, а излучатель на {driver_mm} мм не захлёбывается на басах. | They speak {codecs}, and
> the {driver_mm} mm driver does not choke on bass.
# body
Защита {protection=ip54} IP54 спасает от дождя и пыли. | IP54 protection saves them from rain and dust.
Весят {weight_g>150}{weight_g} г, оголовье не давит и через три часа. | At {weight_g} g the headband does
> not press even after three hours.
Футляр заряжается и без провода{wireless_case=yes}. | The case charges without a cable too.
"""

LINE = Line(
    code="headphones",
    name="Наушники",
    name_en="Headphones",
    noun="Наушники",
    noun_en="headphones",
    gender="p",
    category="over-ear-headphones",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="headphones",
    views=("angle", "front", "side"),
    warranty=12,
    service=24,
    box=(260, 210, 190, 80),
    declared=True,
    nouns={"earbuds": ("Беспроводные наушники", "earbuds", "p")},
)
