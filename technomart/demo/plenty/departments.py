"""The leaves that only a full shop has: what they are called and which specs their goods have."""

from __future__ import annotations

from dataclasses import dataclass

from technomart.demo.tables import cells

# slug | name | English | icon; departments of their own, beside those of the written demo.
DEPARTMENTS = """
accessories | Аксессуары и кабели | Accessories and cables | plug
tools | Инструменты и сад | Tools and garden | box
car | Автоэлектроника | Car electronics | box
"""

# Bundles of specs that goods of one sort have; beside them every good has a colour and a country of origin.
BUNDLES = {
    "kitchen": "power_w material control modes cable_m weight_kg dishwasher",
    "care": "power_w material modes hours protection weight_g",
    "climate": "power_w area_m2 noise_db control app energy_class weight_kg modes",
    "large": "energy_class noise_db width_cm height_cm depth_cm control inverter power_w",
    "audio": "power_w bluetooth hours protection connection weight_g channels",
    "cover": "material purpose thickness_mm protection weight_g",
    "cable": "cable_m connector gbps charge_w material pieces",
    "net": "wifi ports gbps antennas usb_a app power_w",
    "photo": "weight_g material lens_mm load_kg height_cm purpose",
    "game": "connection weight_g hours backlight compatible pieces",
    "tool": "power_w voltage_v speed_rpm torque_nm battery weight_kg pieces noise_db",
    "car": "voltage_v power_w screen_inch connection view_deg memory_card protection",
    "part": "speed_rpm noise_db power_w height_mm backlight compatible weight_g",
    "office": "speed_ppm power_w connection wifi weight_kg noise_db pieces",
    "light": "lumens kelvin power_w app voltage_v lifetime_h purpose",
    "home": "app wifi battery hours protection view_deg purpose connection",
}

# slug | name | English | what one is called | its gender | middling price in roubles | bundle and further specs
LEAVES = """
# phones
phone-cases | Чехлы для смартфонов | Phone cases | Чехол | m | 1200 | cover
screen-glass | Защитные стёкла | Screen protectors | Защитное стекло | n | 700 | cover pieces
phone-holders | Держатели для смартфонов | Phone holders | Держатель | m | 1100 | cover load_kg
feature-phones | Кнопочные телефоны | Feature phones | Телефон | m | 2900 | audio screen_inch
landline-phones | Домашние телефоны | Cordless phones | Радиотелефон | m | 3900 | home hours
walkie-talkies | Рации | Two-way radios | Рация | f | 4900 | audio range_km
watch-straps | Ремешки для часов | Watch straps | Ремешок | m | 1500 | cover
styluses | Стилусы | Styluses | Стилус | m | 2900 | game
# laptops-and-tablets
desktops | Настольные компьютеры | Desktop computers | Компьютер | m | 69000 | part ram_gb storage_gb cores
mini-pcs | Мини-компьютеры | Mini PCs | Мини-компьютер | m | 39000 | net ram_gb storage_gb cores
all-in-ones | Моноблоки | All-in-one computers | Моноблок | m | 72000 | net ram_gb storage_gb screen_inch
laptop-bags | Сумки для ноутбуков | Laptop bags | Сумка | f | 3500 | cover screen_inch
laptop-stands | Подставки для ноутбуков | Laptop stands | Подставка | f | 2400 | cover screen_inch load_kg
docking-stations | Док-станции | Docking stations | Док-станция | f | 9900 | net usb_c hdmi_count
graphics-tablets | Графические планшеты | Drawing tablets | Графический планшет | m | 14000 | game screen_inch
tablet-keyboards | Клавиатуры для планшетов | Tablet keyboards | Клавиатура | f | 6900 | game
# tv-and-video
tv-mounts | Кронштейны для телевизоров | TV mounts | Кронштейн | m | 2900 | cover load_kg screen_inch
tv-boxes | Медиаплееры | TV boxes | Медиаплеер | m | 6500 | net ram_gb storage_gb
home-cinemas | Домашние кинотеатры | Home cinemas | Домашний кинотеатр | m | 42000 | audio
av-receivers | AV-ресиверы | AV receivers | Ресивер | m | 64000 | audio hdmi_count
turntables | Проигрыватели винила | Turntables | Проигрыватель | m | 24000 | audio speed_rpm
remote-controls | Пульты | Remote controls | Пульт | m | 1200 | game
tv-antennas | Антенны | TV antennas | Антенна | f | 1900 | cable power_w
projector-screens | Экраны для проекторов | Projector screens | Экран | m | 9900 | cover width_cm height_cm
# sound
microphones | Микрофоны | Microphones | Микрофон | m | 6900 | audio cable_m
dictaphones | Диктофоны | Voice recorders | Диктофон | m | 6400 | audio storage_gb
radios | Радиоприёмники | Radios | Радиоприёмник | m | 3400 | audio battery
party-speakers | Акустика для вечеринок | Party speakers | Колонка | f | 21000 | audio backlight
subwoofers | Сабвуферы | Subwoofers | Сабвуфер | m | 29000 | audio height_cm
synthesizers | Синтезаторы | Synthesizers | Синтезатор | m | 26000 | audio keys
amplifiers | Усилители | Amplifiers | Усилитель | m | 34000 | audio height_cm
headphone-cases | Чехлы для наушников | Headphone cases | Футляр | m | 900 | cover
# components
hard-drives | Жёсткие диски | Hard drives | Жёсткий диск | m | 9900 | part storage_gb gbps
pc-cases | Корпуса | PC cases | Корпус | m | 7400 | part width_cm height_cm depth_cm
cpu-coolers | Кулеры для процессоров | CPU coolers | Кулер | m | 3900 | part tdp_w
case-fans | Вентиляторы | Case fans | Вентилятор | m | 1200 | part pieces
water-cooling | Водяное охлаждение | Liquid coolers | Система охлаждения | f | 13000 | part tdp_w
sound-cards | Звуковые карты | Sound cards | Звуковая карта | f | 7900 | audio
capture-cards | Карты видеозахвата | Capture cards | Карта видеозахвата | f | 12000 | net hdmi_count
thermal-paste | Термопаста | Thermal paste | Термопаста | f | 700 | cover temp_max_c
drive-docks | Корпуса для дисков | Drive enclosures | Корпус для диска | m | 1900 | cable usb_c
network-cards | Сетевые карты | Network cards | Сетевая карта | f | 2600 | net
# peripherals
webcams | Веб-камеры | Webcams | Веб-камера | f | 4900 | car megapixels
mouse-mats | Коврики для мыши | Mouse mats | Коврик | m | 1100 | cover width_cm backlight
usb-sticks | Флешки | USB sticks | Флешка | f | 900 | cable storage_gb
memory-cards | Карты памяти | Memory cards | Карта памяти | f | 1400 | cable storage_gb
external-drives | Внешние накопители | External drives | Внешний накопитель | m | 8900 | cable storage_gb
scanners | Сканеры | Scanners | Сканер | m | 15000 | office megapixels
mesh-systems | Mesh-системы | Mesh systems | Mesh-система | f | 14000 | net area_m2
switches | Коммутаторы | Network switches | Коммутатор | m | 3900 | net metal
wifi-extenders | Усилители Wi-Fi | Wi-Fi extenders | Усилитель Wi-Fi | m | 2400 | net area_m2
usb-hubs | USB-разветвители | USB hubs | Разветвитель | m | 1700 | cable usb_a usb_c
ups | Источники бесперебойного питания | UPS | ИБП | m | 9900 | tool minutes
label-printers | Принтеры этикеток | Label printers | Принтер этикеток | m | 11000 | office
shredders | Шредеры | Shredders | Шредер | m | 9400 | office volume_l
network-drives | Сетевые хранилища | Network drives | Сетевое хранилище | n | 32000 | net storage_gb ram_gb
# gaming
game-chairs | Игровые кресла | Gaming chairs | Кресло | n | 18000 | cover load_kg height_cm
game-desks | Игровые столы | Gaming desks | Стол | m | 21000 | cover load_kg width_cm height_cm
racing-wheels | Игровые рули | Racing wheels | Руль | m | 24000 | game torque_nm view_deg
flight-sticks | Джойстики | Flight sticks | Джойстик | m | 9900 | game
console-docks | Зарядные станции | Charging docks | Зарядная станция | f | 2900 | game usb_a
game-headsets | Игровые гарнитуры | Gaming headsets | Гарнитура | f | 6900 | audio backlight
handheld-consoles | Портативные приставки | Handheld consoles | Приставка | f | 44000 | game screen_inch ram_gb storage_gb
# smart-home
smart-plugs | Умные розетки | Smart plugs | Розетка | f | 1400 | home power_w
smart-locks | Умные замки | Smart locks | Замок | m | 16000 | home material
video-doorbells | Видеозвонки | Video doorbells | Видеозвонок | m | 7900 | home megapixels
ip-cameras | Камеры наблюдения | Security cameras | Камера | f | 4400 | home megapixels memory_card
sensors | Датчики | Sensors | Датчик | m | 1500 | home range_km
smart-hubs | Хабы умного дома | Smart home hubs | Хаб | m | 5900 | net
smart-curtains | Приводы для штор | Curtain drives | Привод | m | 6900 | home load_kg
thermostats | Терморегуляторы | Thermostats | Терморегулятор | m | 5400 | climate
led-strips | Светодиодные ленты | LED strips | Лента | f | 1900 | light cable_m
floor-lamps | Торшеры | Floor lamps | Торшер | m | 5900 | light height_cm
window-cleaners | Роботы-мойщики окон | Window robots | Робот-мойщик | m | 17000 | home noise_db
lawn-robots | Роботы-газонокосилки | Lawn robots | Робот-газонокосилка | m | 79000 | home area_m2
pet-feeders | Умные кормушки | Smart feeders | Кормушка | f | 6400 | home volume_l
# large-appliances
dishwashers | Посудомоечные машины | Dishwashers | Посудомоечная машина | f | 38000 | large place_settings
dryers | Сушильные машины | Tumble dryers | Сушильная машина | f | 56000 | large load_kg
freezers | Морозильники | Freezers | Морозильник | m | 34000 | large volume_l
wine-fridges | Винные шкафы | Wine fridges | Винный шкаф | m | 48000 | large volume_l bottles
gas-stoves | Плиты | Cookers | Плита | f | 29000 | large volume_l burners
hobs | Варочные панели | Hobs | Варочная панель | f | 23000 | large burners
ovens | Духовые шкафы | Ovens | Духовой шкаф | m | 36000 | large volume_l modes
hoods | Вытяжки | Cooker hoods | Вытяжка | f | 14000 | large airflow
air-conditioners | Кондиционеры | Air conditioners | Кондиционер | m | 42000 | climate inverter
water-heaters | Водонагреватели | Water heaters | Водонагреватель | m | 15000 | large volume_l
# kitchen
blenders | Блендеры | Blenders | Блендер | m | 4400 | kitchen volume_l speed_rpm
mixers | Миксеры | Mixers | Миксер | m | 3900 | kitchen volume_l speed_rpm
toasters | Тостеры | Toasters | Тостер | m | 3200 | kitchen slices
multicookers | Мультиварки | Multicookers | Мультиварка | f | 7900 | kitchen volume_l
meat-grinders | Мясорубки | Meat grinders | Мясорубка | f | 8400 | kitchen
juicers | Соковыжималки | Juicers | Соковыжималка | f | 9900 | kitchen volume_l speed_rpm
grills | Электрогрили | Grills | Электрогриль | m | 9400 | kitchen temp_max_c
air-fryers | Аэрогрили | Air fryers | Аэрогриль | m | 7900 | kitchen volume_l temp_max_c
coffee-grinders | Кофемолки | Coffee grinders | Кофемолка | f | 3400 | kitchen volume_l
kitchen-scales | Кухонные весы | Kitchen scales | Кухонные весы | p | 1400 | kitchen load_kg
food-processors | Кухонные машины | Food processors | Кухонная машина | f | 19000 | kitchen volume_l
bread-makers | Хлебопечки | Bread makers | Хлебопечка | f | 9900 | kitchen load_kg
waffle-makers | Вафельницы | Waffle makers | Вафельница | f | 3400 | kitchen
thermopots | Термопоты | Thermo pots | Термопот | m | 5900 | kitchen volume_l
# care
irons | Утюги | Irons | Утюг | m | 4900 | care volume_l cable_m
steamers | Отпариватели | Steamers | Отпариватель | m | 6900 | care volume_l cable_m
shavers | Электробритвы | Shavers | Электробритва | f | 6900 | care minutes
trimmers | Триммеры | Trimmers | Триммер | m | 3400 | care minutes
epilators | Эпиляторы | Epilators | Эпилятор | m | 6400 | care minutes
toothbrushes | Электрические зубные щётки | Electric toothbrushes | Зубная щётка | f | 4900 | care minutes
curling-irons | Плойки и стайлеры | Curlers and stylers | Плойка | f | 4400 | care temp_max_c cable_m
massagers | Массажёры | Massagers | Массажёр | m | 4900 | care minutes
bathroom-scales | Напольные весы | Bathroom scales | Напольные весы | p | 2400 | care load_kg
sewing-machines | Швейные машины | Sewing machines | Швейная машина | f | 17000 | kitchen speed_rpm
washing-vacuums | Моющие пылесосы | Washing vacuums | Моющий пылесос | m | 24000 | climate volume_l
humidifiers | Увлажнители | Humidifiers | Увлажнитель | m | 6900 | climate volume_l
heaters | Обогреватели | Heaters | Обогреватель | m | 4900 | climate
fans | Вентиляторы для дома | Fans | Вентилятор | m | 3400 | climate speed_rpm
# photo
lenses | Объективы | Lenses | Объектив | m | 52000 | photo zoom_x
tripods | Штативы | Tripods | Штатив | m | 5900 | photo
drones | Квадрокоптеры | Drones | Квадрокоптер | m | 49000 | photo minutes megapixels
flashes | Вспышки | Flashes | Вспышка | f | 14000 | photo
binoculars | Бинокли | Binoculars | Бинокль | m | 9900 | photo zoom_x
telescopes | Телескопы | Telescopes | Телескоп | m | 24000 | photo zoom_x
photo-bags | Сумки для фототехники | Camera bags | Сумка | f | 4900 | cover
stabilizers | Стабилизаторы | Stabilizers | Стабилизатор | m | 11000 | photo minutes
# accessories
usb-cables | Кабели USB | USB cables | Кабель USB | m | 700 | cable
hdmi-cables | Кабели HDMI | HDMI cables | Кабель HDMI | m | 1200 | cable
extension-cords | Сетевые фильтры | Extension cords | Сетевой фильтр | m | 1400 | cable ports
batteries | Батарейки и аккумуляторы | Batteries | Батарейка | f | 400 | tool battery_mah
adapters | Переходники | Adapters | Переходник | m | 900 | cable
cleaning | Чистящие средства | Cleaning supplies | Чистящее средство | n | 500 | cover volume_l
# tools
drills | Дрели и шуруповёрты | Drills and drivers | Шуруповёрт | m | 6900 | tool
screwdriver-sets | Наборы инструментов | Tool sets | Набор инструментов | m | 4400 | cover pieces
soldering | Паяльное оборудование | Soldering | Паяльная станция | f | 5400 | tool temp_max_c
multimeters | Мультиметры | Multimeters | Мультиметр | m | 2400 | tool
pressure-washers | Мойки высокого давления | Pressure washers | Мойка | f | 14000 | tool pressure_bar
trimmers-garden | Садовые триммеры | Garden trimmers | Садовый триммер | m | 9900 | tool
# car
dashcams | Видеорегистраторы | Dashcams | Видеорегистратор | m | 7900 | car
car-stereos | Автомагнитолы | Car stereos | Автомагнитола | f | 9900 | car
car-chargers | Автомобильные зарядки | Car chargers | Автомобильная зарядка | f | 900 | cable usb_a usb_c
compressors | Автомобильные компрессоры | Car compressors | Компрессор | m | 3900 | tool pressure_bar
radar-detectors | Радар-детекторы | Radar detectors | Радар-детектор | m | 9400 | car
jump-starters | Пусковые устройства | Jump starters | Пусковое устройство | n | 7400 | tool battery_mah
"""


@dataclass(frozen=True)
class Leaf:
    """A category of generated goods only; its product type has the same code."""

    slug: str
    name: str
    name_en: str
    parent: str
    noun: str
    gender: str
    roubles: int
    specs: tuple[str, ...]


def departments() -> list[tuple[str, str, str, str]]:
    """Slug, name, English name and icon of each further department."""
    found = []
    for row in DEPARTMENTS.strip().splitlines():
        slug, name, name_en, icon = cells(row)
        found.append((slug, name, name_en, icon))
    return found


def leaves() -> list[Leaf]:
    """Every further leaf, in the order of its department."""
    found: list[Leaf] = []
    parent = ""
    for row in LEAVES.strip().splitlines():
        if row.startswith("#"):
            parent = row[1:].strip()
            continue
        slug, name, name_en, noun, gender, roubles, recipe = cells(row)
        bundle, *further = recipe.split()
        codes = dict.fromkeys([*BUNDLES[bundle].split(), *further, "made_in", "colour"])
        found.append(Leaf(slug, name, name_en, parent, noun, gender, int(roubles), tuple(codes)))
    return found
