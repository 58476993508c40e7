"""Robot vacuums."""

from technomart.demo.tables import Line

SHEET = """
# main
suction_pa RFCK+ | Сила всасывания | Suction | number | Па | Pa
mopping RFK | Влажная уборка | Mopping | choice | no нет / none; cloth салфетка / cloth; spin вращающиеся
> швабры / spinning mops; roller моющий валик / roller mop
station RFCK | Станция | Dock | choice | charge только зарядка / charging only; empty сама опустошается /
> self-emptying; full моет, сушит, опустошается / washes, dries and empties
navigation RF | Навигация | Navigation | choice | lidar лазер / laser; camera камера / camera; both лазер
> и камера / laser and camera
# work
area_m2 RC+ | Площадь за раз | Area per charge | number | м² | m²
obstacle_cm RC+ | Порог | Threshold | number 1 | см | cm
noise_db RC-
app RF
assistant F
# power
battery_mah RC+
hours C+
# body
height_cm RFC-
colour RF
"""

GOODS = """
= dreame | L40s Pro Ultra | 2025-03 | 93 | cn | lidar=yes
main 19000 spin full both; work 250 4 62 yes alice; power 5200 4; body 10.4
sell white black : 64990
ru Швабры выдвигаются под плинтус, а потом станция моет их горячей водой.
en The mops reach under the skirting and are then washed in hot water.
= dreame | X50 Ultra | 2025-02 | 58 | cn | lidar=no
main 20000 spin full both; work 220 6 63 yes alice; power 6400 3.5; body 8.9
sell white black : 94990
ru Поднимается на лапках через порог в шесть сантиметров.
en It climbs a six-centimetre threshold on little legs.
= dreame | D20 Plus | 2025-03 | 82 | cn | lidar=yes
main 13000 cloth empty lidar; work 290 2 65 yes alice; power 5200 4.5; body 9.6
sell white : 29990
ru Мешок в станции меняют раз в три месяца.
en The bag in the dock is changed once in three months.
= roborock | Saros 10R | 2025-02 | 52 | cn | lidar=no
main 20000 spin full both; work 230 4 65 yes google,alexa; power 6400 3; body 8
sell black white : 99990
ru Без башенки, восемь сантиметров: проезжает под низкий диван.
en No turret and eight centimetres tall: it passes under a low sofa.
= roborock | Qrevo Curv 2 Pro | 2025-06 | 61 | cn | lidar=yes
main 25000 spin full both; work 240 4 64 yes alexa; power 6400 3.5; body 10.3
sell white black : 79990
ru Щётка из двух половин не наматывает длинные волосы.
en The split brush does not tangle long hair.
= roborock | Q7 L5 | 2025-04 | 77 | cn | lidar=yes
main 8000 cloth charge lidar; work 270 2 67 yes alice; power 5200 4.5; body 9.9
sell white black : 19990
ru Толковая карта комнат за спокойные деньги.
en A sensible room map for calm money.
= xiaomi | Robot Vacuum X20+ | 2024-03 | 85 | cn | lidar=yes
main 6000 spin full lidar; work 180 2 65 yes alice; power 5200 3; body 9.7
sell white : 34990
ru Полная станция по цене обычного робота.
en A full dock for the price of a plain robot.
= xiaomi | Robot Vacuum S40 | 2025-02 | 90 | cn | lidar=yes
main 10000 cloth charge lidar; work 220 2 66 yes alice; power 5200 4; body 9.7
sell white black : 15990
ru Строит карту лазером и не путается в ногах у стульев.
en It maps by laser and does not get lost among chair legs.
= polaris | PVCR 6001 WiFi IQ Home | 2024-08 | 54 | cn | lidar=yes
main 4000 cloth charge lidar; work 150 1.5 64 yes alice; power 4200 3; body 9.5
sell white black : 16990
ru Русское приложение и запчасти, которые есть в наличии.
en An app in Russian and spare parts in stock.
= yandex | R1 Про / R1 Pro | 2025-09 | 66 | cn | lidar=yes
main 12000 roller full both; work 200 2 64 yes alice; power 5200 3.5; body 10
sell white graphite : 59990
ru Говорите комнату вслух, и он едет туда, не открывая приложение.
en Say the room aloud and it goes there with no app.
"""

PHRASES = """
# clean
Сила всасывания {suction_pa} Па, влажная уборка: {mopping}. | {suction_pa} Pa of suction; mopping:
> {mopping}.
Станция всё делает сама{station=full}: моет, сушит и опустошает. | The dock does it all: washes, dries and
> empties.
Пыль из контейнера уходит в станцию{station=empty}. | Dust from the bin moves into the dock.
# area
За раз проходит до {area_m2} м² и переезжает пороги до {obstacle_cm} см. | It covers up to {area_m2} m² at
> once and climbs {obstacle_cm} cm thresholds.
Высота {height_cm<10} {height_cm} см: заезжает туда, куда не заглядывают. | At {height_cm} cm tall it goes
> where nobody looks.
# brain
Навигация: {navigation}. Комнаты и запретные зоны рисуют в приложении{app=yes}. | It finds its way
> by {navigation}; rooms and no-go zones are drawn in the app.
Шумит не громче {noise_db} дБ. | It makes no more than {noise_db} dB.
"""

LINE = Line(
    code="robot_vacuum",
    name="Роботы-пылесосы",
    name_en="Robot vacuums",
    noun="Робот-пылесос",
    noun_en="robot vacuum",
    gender="m",
    category="robot-vacuums",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="robotvac",
    views=("angle", "top"),
    warranty=12,
    service=36,
    box=(11000, 450, 420, 480),
)
