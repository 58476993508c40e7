"""The makers whose goods the demo shop sells, with a line about each."""

from __future__ import annotations

from technomart.demo.goods import Brand
from technomart.demo.places import COUNTRIES
from technomart.demo.tables import cells, rows

# slug | name | country of the head office | about | about in English
TABLE = """
apple | Apple | us | Телефоны, ноутбуки и часы, которые работают как одно целое.
> | Phones, laptops and watches that work as one.
samsung | Samsung | kr | Экраны AMOLED, телевизоры QLED и бытовая техника с инверторными моторами.
> | AMOLED screens, QLED TVs and appliances with inverter motors.
xiaomi | Xiaomi | cn | Смартфоны с большими батареями и техника для дома, которой управляют из одного
> приложения.
> | Phones with big batteries and home devices run from one app.
poco | POCO | cn | Быстрые смартфоны, где деньги вложены в процессор, а не в упаковку.
> | Fast phones that spend the budget on the chip rather than the box.
honor | HONOR | cn | Тонкие смартфоны с экранами, щадящими глаза, и ноутбуки MagicBook.
> | Slim phones with screens that spare the eyes, and MagicBook laptops.
huawei | HUAWEI | cn | Камеры XMAGE, часы с двумя неделями работы и собственная система HarmonyOS.
> | XMAGE cameras, watches that last two weeks and HarmonyOS.
realme | realme | cn | Молодёжные смартфоны с быстрой зарядкой.
> | Youthful phones with fast charging.
oneplus | OnePlus | cn | Быстрые смартфоны с чистой системой и долгой поддержкой.
> | Fast phones with clean software and long support.
nothing | Nothing | gb | Прозрачный корпус, точечный шрифт и ничего лишнего.
> | See-through bodies, dot-matrix type and nothing else.
google | Google | us | Смартфоны Pixel с вычислительной фотографией и чистым Android.
> | Pixel phones with computational photography and clean Android.
tecno | TECNO | cn | Доступные смартфоны с большой памятью.
> | Affordable phones with plenty of memory.
asus | ASUS | tw | Ультрабуки Zenbook, игровые ROG и материнские платы для тех, кто собирает сам.
> | Zenbook ultrabooks, ROG gaming gear and motherboards for builders.
lenovo | Lenovo | cn | Рабочие ThinkPad, лёгкие Yoga и игровые Legion.
> | ThinkPad for work, light Yoga and gaming Legion.
hp | HP | us | Ноутбуки и принтеры для дома и конторы.
> | Laptops and printers for home and office.
acer | Acer | tw | Ноутбуки на каждый день и мониторы с честной ценой.
> | Everyday laptops and honestly priced monitors.
msi | MSI | tw | Игровые ноутбуки, видеокарты и мониторы.
> | Gaming laptops, graphics cards and monitors.
gigabyte | GIGABYTE | tw | Видеокарты и материнские платы с надёжным питанием.
> | Graphics cards and motherboards with solid power delivery.
palit | Palit | tw | Видеокарты GeForce с тихими системами охлаждения.
> | GeForce cards with quiet coolers.
sapphire | Sapphire | cn | Видеокарты Radeon серий Pulse и Nitro+.
> | Radeon cards of the Pulse and Nitro+ series.
asrock | ASRock | tw | Материнские платы и видеокарты без лишних украшений.
> | Motherboards and graphics cards without frills.
amd | AMD | us | Процессоры Ryzen для игр и работы.
> | Ryzen processors for games and work.
intel | Intel | us | Процессоры Core для настольных компьютеров.
> | Core processors for desktop computers.
kingston | Kingston | us | Память и накопители с пожизненной репутацией.
> | Memory and drives with a lifelong reputation.
gskill | G.Skill | tw | Разогнанная память для игровых сборок.
> | Overclocked memory for gaming builds.
adata | ADATA | tw | Память и накопители XPG.
> | XPG memory and drives.
crucial | Crucial | us | Память и твердотельные накопители на чипах Micron.
> | Memory and solid-state drives on Micron chips.
wd | WD | us | Накопители для работы и игр.
> | Drives for work and games.
deepcool | DeepCool | cn | Охлаждение и блоки питания для домашних сборок.
> | Cooling and power supplies for home builds.
bequiet | be quiet! | de | Блоки питания, которых не слышно.
> | Power supplies you cannot hear.
lg | LG | kr | Телевизоры OLED, мониторы и стиральные машины с прямым приводом.
> | OLED TVs, monitors and direct-drive washing machines.
sony | Sony | jp | Телевизоры BRAVIA, наушники с шумоподавлением, камеры Alpha и PlayStation.
> | BRAVIA TVs, noise-cancelling headphones, Alpha cameras and PlayStation.
hisense | Hisense | cn | Яркие телевизоры Mini-LED и лазерные проекторы.
> | Bright Mini-LED TVs and laser projectors.
tcl | TCL | cn | Телевизоры с квантовыми точками на собственных панелях.
> | Quantum-dot TVs on its own panels.
haier | Haier | cn | Холодильники и стиральные машины, собранные в Набережных Челнах.
> | Fridges and washers, many of them assembled in Russia.
yandex | Яндекс / Yandex | ru | Колонки и телевизоры с Алисой.
> | Speakers and TVs with the Alice assistant.
sber | Sber | ru | Умная техника с голосовым помощником Салют.
> | Smart devices with the Salute assistant.
jbl | JBL | us | Колонки, которые не боятся воды, и наушники с бодрым басом.
> | Speakers that do not fear water and headphones with lively bass.
sennheiser | Sennheiser | de | Наушники с ровным и подробным звуком.
> | Headphones with an even, detailed sound.
marshall | Marshall | gb | Колонки и наушники в духе гитарных усилителей.
> | Speakers and headphones in the spirit of guitar amps.
bose | Bose | us | Одно из лучших шумоподавлений в мире.
> | Some of the best noise cancelling in the world.
edifier | Edifier | cn | Хороший звук за разумные деньги.
> | Good sound for sensible money.
soundcore | Soundcore | cn | Наушники и колонки с долгой работой от одного заряда.
> | Headphones and speakers that last long on a charge.
anker | Anker | cn | Зарядные устройства и аккумуляторы на нитриде галлия.
> | Gallium nitride chargers and power banks.
baseus | Baseus | cn | Зарядки и аккумуляторы на каждый день.
> | Chargers and power banks for every day.
ugreen | UGREEN | cn | Мощные зарядки Nexode и кабели, которые не ломаются.
> | Powerful Nexode chargers and cables that do not break.
amazfit | Amazfit | cn | Спортивные часы с неделями автономной работы.
> | Sports watches with weeks of battery life.
garmin | Garmin | ch | Часы для бега, гор и воды с точной навигацией.
> | Watches for running, mountains and water with exact navigation.
aoc | AOC | tw | Мониторы для игр и офиса.
> | Monitors for games and office.
dell | Dell | us | Мониторы UltraSharp и ноутбуки XPS.
> | UltraSharp monitors and XPS laptops.
logitech | Logitech | ch | Мыши и клавиатуры, к которым привыкает рука.
> | Mice and keyboards the hand gets used to.
razer | Razer | us | Игровые мыши, клавиатуры и ноутбуки.
> | Gaming mice, keyboards and laptops.
keychron | Keychron | cn | Механические клавиатуры с заменой переключателей.
> | Mechanical keyboards with hot-swap switches.
keenetic | Keenetic | de | Роутеры с русским интерфейсом и обновлениями на годы.
> | Routers with years of updates.
tplink | TP-Link | cn | Роутеры и mesh-системы для дома.
> | Routers and mesh systems for the home.
pantum | Pantum | cn | Лазерные принтеры с недорогой заправкой.
> | Laser printers that are cheap to refill.
brother | Brother | jp | Принтеры для конторы, которые печатают годами.
> | Office printers that go on for years.
nintendo | Nintendo | jp | Приставки, в которые играют всей семьёй.
> | Consoles for the whole family.
microsoft | Microsoft | us | Приставки Xbox и геймпады.
> | Xbox consoles and gamepads.
valve | Valve | us | Портативный компьютер Steam Deck.
> | The Steam Deck handheld.
8bitdo | 8BitDo | cn | Геймпады с датчиками Холла.
> | Gamepads with Hall-effect sticks.
meta | Meta | us | Автономные шлемы Quest.
> | Standalone Quest headsets.
pico | PICO | cn | Лёгкие автономные шлемы.
> | Light standalone headsets.
dreame | Dreame | cn | Роботы-пылесосы со станцией, которая моет швабры сама.
> | Robot vacuums with a dock that washes its own mops.
roborock | Roborock | cn | Роботы-пылесосы с лазерной навигацией.
> | Robot vacuums with laser navigation.
yeelight | Yeelight | cn | Лампы и светильники, которыми управляют голосом.
> | Bulbs and lights you control by voice.
bosch | Bosch | de | Техника для дома с немецкой обстоятельностью.
> | Home appliances with German thoroughness.
delonghi | De'Longhi | it | Автоматические кофемашины из Италии.
> | Automatic coffee machines from Italy.
philips | Philips | nl | Техника для кухни, ухода и чистого воздуха.
> | Appliances for kitchen, care and clean air.
dyson | Dyson | sg | Пылесосы и фены с быстрыми моторами.
> | Vacuums and hair dryers with fast motors.
polaris | Polaris | ru | Техника для кухни с управлением из приложения.
> | Kitchen appliances controlled from an app.
redmond | REDMOND | ru | Умная кухонная техника.
> | Smart kitchen appliances.
atlant | ATLANT | by | Холодильники и стиральные машины из Минска.
> | Fridges and washers from Minsk.
indesit | Indesit | it | Простые и долговечные стиральные машины.
> | Simple, durable washing machines.
xgimi | XGIMI | cn | Проекторы, которые сами наводят резкость.
> | Projectors that focus themselves.
onyx | ONYX BOOX | cn | Электронные книги на Android.
> | E-readers that run Android.
pocketbook | PocketBook | ch | Электронные книги, которые читают любой формат.
> | E-readers that open any format.
canon | Canon | jp | Камеры EOS R для съёмки семьи и работы.
> | EOS R cameras for family and work.
nikon | Nikon | jp | Камеры Z с цепким автофокусом.
> | Z cameras with tenacious autofocus.
fujifilm | Fujifilm | jp | Камеры с плёночными режимами и ручками настройки.
> | Cameras with film simulations and real dials.
gopro | GoPro | us | Экшн-камеры для спорта.
> | Action cameras for sport.
dji | DJI | cn | Камеры со стабилизацией.
> | Stabilised cameras.
"""


def brands() -> tuple[Brand, ...]:
    found = []
    for row in rows(TABLE):
        if not row:
            continue
        slug, names, country, about, about_en = cells(row)
        name, _, name_en = names.partition(" / ")
        home, home_en = COUNTRIES[country]
        found.append(Brand(slug, name, name_en or name, home, home_en, about, about_en))
    return tuple(found)
