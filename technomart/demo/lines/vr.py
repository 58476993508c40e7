"""Virtual reality headsets."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
vr_link RFK | Работа | Works | choice | alone автономная / standalone; tethered с приставкой / with a
> console
os RF
vr_set | Память | Storage | choice
storage_gb FCK+
# screen
per_eye RC | Разрешение на глаз | Resolution per eye | text
refresh_hz RFCK+
fov_deg RC+ | Угол обзора | Field of view | number | ° | °
# power
hours C+
# body
weight_g RFC-
colour R
"""

GOODS = """
= meta | Quest 3 | 2023-10 | 78 | cn | cameras=6 controllers=yes
main alone horizon; screen 2064x2208 120 110; power 2.2; body 515
sell white : 512=59990
ru Видит комнату в цвете: виртуальный мяч отскакивает от настоящей стены.
en It sees the room in colour: the virtual ball bounces off a real wall.
= meta | Quest 3S | 2024-10 | 84 | cn | cameras=6 controllers=yes
main alone horizon; screen 1832x1920 120 96; power 2.5; body 514
sell white : 128=36990 256=42990
ru Тот же процессор, что у старшего, за две трети цены.
en The senior model's chip for two thirds of the price.
= pico | 4 Ultra | 2024-09 | 51 | cn | cameras=4 controllers=yes
main alone android; screen 2160x2160 90 105; power 2.5; body 580
sell white : 256=54990
ru Батарея сзади уравновешивает стёкла: шея не замечает.
en The battery at the back balances the lenses, and the neck does not notice.
= sony | PlayStation VR2 | 2023-02 | 46 | cn | cameras=4 controllers=yes
main tethered playstation; screen 2000x2040 120 110; power ~; body 560
sell white : 44990
ru OLED и слежение за взглядом: в темноте подземелья по-настоящему темно.
en OLED and eye tracking: dungeon darkness is truly dark.
"""

PHRASES = """
# screen
На каждый глаз {per_eye} точек, {refresh_hz} Гц, обзор {fov_deg}°. | Each eye gets {per_eye} dots at
> {refresh_hz} Hz over {fov_deg}°.
# battery
Заряда хватает примерно на {hours} часа, весит {weight_g} г. | A charge lasts about {hours} hours; it
> weighs {weight_g} g.
# link
Компьютер не нужен{vr_link=alone}: всё внутри шлема. | No computer is needed: everything is inside.
Подключается к PlayStation 5 одним кабелем{vr_link=tethered}. | It joins a PlayStation 5 with one cable.
"""

LINE = Line(
    code="vr",
    name="Шлемы виртуальной реальности",
    name_en="VR headsets",
    noun="Шлем виртуальной реальности",
    noun_en="VR headset",
    gender="m",
    category="vr-headsets",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="vr",
    views=("angle", "detail"),
    warranty=12,
    service=24,
    box=(700, 330, 210, 160),
    sizes=Sizes("vr_set", "{0} ГБ", "{0} GB", ("storage_gb",), 1),
)
