"""Specs that several kinds of goods share, and the headings they stand under."""

from __future__ import annotations

from dataclasses import replace

from technomart.demo.colours import colours
from technomart.demo.goods import Spec
from technomart.demo.tables import cells, rows, spec

# code | heading | heading in English
GROUPS = """
main | Главное | Essentials
screen | Экран | Display
performance | Производительность | Performance
cameras | Камеры | Cameras
power | Питание | Power
links | Связь и разъёмы | Connections
sound | Звук | Sound
body | Корпус | Body
work | Работа | Operation
care | Уход | Care
picture | Изображение | Image
"""

# code | name | English | kind | unit or options | unit in English
SHARED = """
colour | Цвет | Colour | choice
memory_set | Память | Memory | choice
ram_gb | Оперативная память | RAM | number | ГБ | GB
storage_gb | Встроенная память | Storage | number | ГБ | GB
memory_card | Карта памяти | Memory card | bool
screen_inch | Диагональ экрана | Screen size | number 2 | ″ | in
resolution | Разрешение | Resolution | text
refresh_hz | Частота обновления | Refresh rate | number | Гц | Hz
panel | Тип матрицы | Panel | choice | amoled AMOLED; ltpo LTPO AMOLED; oled OLED; qdoled QD-OLED; ips IPS;
> va VA; qled QLED; miniled Mini-LED; led LED; eink E Ink; eink_colour E Ink Kaleido
brightness_nits | Яркость, пиковая | Peak brightness | number | нит | nits
os | Операционная система | Operating system | choice | android Android; ios iOS; ipados iPadOS; harmony
> HarmonyOS;
> windows Windows 11; macos macOS; none без системы / none; watchos watchOS; wearos Wear OS; zepp Zepp OS;
> garmin Garmin OS; own собственная / proprietary; linux Linux; steamos SteamOS; webos webOS; tizen Tizen;
> googletv Google TV; yaos YaOS; vidaa VIDAA; salute Салют ТВ / Salute TV; horizon Horizon OS; playstation
> PlayStation OS;
> xbox Xbox OS
weight_g | Вес | Weight | number | г | g
weight_kg | Вес | Weight | number 2 | кг | kg
dimensions_mm | Размеры, мм | Dimensions, mm | text
battery_mah | Аккумулятор | Battery | number | мА·ч | mAh
battery_wh | Аккумулятор | Battery | number 1 | Вт·ч | Wh
charge_w | Проводная зарядка | Wired charging | number | Вт | W
wireless_w | Беспроводная зарядка | Wireless charging | number | Вт | W
hours | Время работы | Battery life | number 1 | ч | h
wifi | Wi-Fi | Wi-Fi | choice | wifi4 Wi-Fi 4; wifi5 Wi-Fi 5; wifi6 Wi-Fi 6; wifi6e Wi-Fi 6E; wifi7 Wi-Fi
> 7; none нет / none
bluetooth | Bluetooth | Bluetooth | number 1
nfc | NFC | NFC | bool
protection | Защита от воды и пыли | Water and dust protection | choice | none нет / none; ipx4 IPX4; ipx5
> IPX5;
> ipx7 IPX7; ipx8 IPX8; ip52 IP52; ip53 IP53; ip54 IP54; ip55 IP55; ip57 IP57; ip64 IP64; ip65 IP65; ip67
> IP67;
> ip68 IP68; ip69 IP68/IP69; atm5 5 ATM; atm10 10 ATM
wireless | Беспроводное подключение | Wireless | bool
power_w | Мощность | Power | number 1 | Вт | W
noise_db | Уровень шума | Noise level | number | дБ | dB
energy_class | Класс энергоэффективности | Energy class | choice | a A; b B; c C; d D; e E; f F; g G;
> aplus A+;
> app A++; appp A+++
app | Управление из приложения | App control | bool
assistant | Голосовой помощник | Voice assistant | multi | alice Алиса / Alice; salute Салют / Salute;
> siri Siri;
> google Google Assistant; alexa Alexa
socket | Сокет | Socket | choice | am4 AM4; am5 AM5; lga1700 LGA1700; lga1851 LGA1851
ram_type | Тип памяти | Memory type | choice | ddr4 DDR4; ddr5 DDR5; lpddr5 LPDDR5; lpddr5x LPDDR5X
usb_c | USB-C | USB-C ports | number | шт. | pcs
usb_a | USB-A | USB-A ports | number | шт. | pcs
backlight | Подсветка | Backlight | choice | none нет / none; white белая / white; rgb RGB
connection | Подключение | Connection | multi | usb USB; bt Bluetooth; radio радиоканал 2,4 ГГц / 2.4 GHz;
> wifi Wi-Fi;
> ethernet Ethernet; hdmi HDMI; optical оптический вход / optical; jack 3,5 мм / 3.5 mm; aux AUX
noise_cancelling | Шумоподавление | Noise cancelling | bool
atmos | Dolby Atmos | Dolby Atmos | bool
battery | Встроенный аккумулятор | Built-in battery | bool
cores | Ядер процессора | CPU cores | number
pcie | Интерфейс | Interface | choice | pcie4 PCIe 4.0; pcie5 PCIe 5.0
tdp_w | Потребление | Power draw | number | Вт | W
heatsink | Радиатор | Heatsink | bool
dp_count | DisplayPort | DisplayPort | number | шт. | pcs
metal | Металлический корпус | Metal body | bool
inverter | Инверторный компрессор | Inverter compressor | bool
display | Дисплей | Display | bool
filter_class | Фильтр | Filter | choice | hepa11 HEPA 11; hepa13 HEPA 13; nano NanoProtect HEPA
megapixels | Разрешение матрицы | Resolution | number 1 | Мп | MP
minutes | Работа от батареи | Battery life | number | мин | min
cable | Встроенный кабель | Built-in cable | bool
volume_l | Объём | Capacity | number 1 | л | l
width_cm | Ширина | Width | number 1 | см | cm
height_cm | Высота | Height | number 1 | см | cm
depth_cm | Глубина | Depth | number 1 | см | cm
hdmi_count | HDMI | HDMI ports | number | шт. | pcs
video_max | Видео | Video | choice | fhd30 1080p 30; fhd60 1080p 60; uhd30 4K 30; uhd60 4K 60; uhd120 4K
> 120;
> v6k 6K 30; v8k 8K 30; uhd240 5,3K 60 / 5.3K 60
"""


def groups() -> dict[str, tuple[str, str]]:
    found = (cells(row) for row in rows(GROUPS) if row)
    return {code: (name, name_en) for code, name, name_en in found}


def shared() -> dict[str, Spec]:
    found = {}
    for row in rows(SHARED):
        if row:
            code, *definition = cells(row)
            found[code] = spec(code, definition)
    found["colour"] = replace(found["colour"], options=colours())
    return found
