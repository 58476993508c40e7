"""Which values the specs of generated goods take, and the specs that the written demo does not know."""

from __future__ import annotations

from decimal import Decimal

from technomart.demo.goods import Spec
from technomart.demo.tables import cells, rows, spec

# code | name | English | kind | unit or options | unit in English
OWN = """
material | Материал | Material | choice | plastic пластик / plastic; steel сталь / steel; glass стекло / glass;
> aluminium алюминий / aluminium; wood дерево / wood; leather кожа / leather; silicone силикон / silicone;
> textile ткань / textile; ceramic керамика / ceramic; carbon карбон / carbon
control | Управление | Controls | choice | mechanical механическое / mechanical; touch сенсорное / touch;
> electronic электронное / electronic; remote с пульта / remote; slide ползунок / slide
purpose | Для чего | Made for | choice | home для дома / home; office для офиса / office; travel для поездок
> / travel; outdoor для улицы / outdoor; car для машины / car; sport для спорта / sport; studio для студии / studio
connector | Разъём | Connector | choice | usbc USB-C; usba USB-A; micro Micro-USB; lightning Lightning; hdmi HDMI;
> dp DisplayPort; jack 3,5 мм / 3.5 mm; rj45 RJ-45; vga VGA; sata SATA; magnetic магнитный / magnetic
compatible | Подходит для | Works with | multi | windows Windows; macos macOS; android Android; ios iOS;
> playstation PlayStation; xbox Xbox; switch Nintendo Switch; linux Linux
made_in | Страна производства | Made in | choice | cn Китай / China; ru Россия / Russia; vn Вьетнам / Vietnam;
> tr Турция / Turkey; by Беларусь / Belarus; kr Корея / Korea; jp Япония / Japan; de Германия / Germany;
> it Италия / Italy; pl Польша / Poland; my Малайзия / Malaysia; th Таиланд / Thailand; tw Тайвань / Taiwan;
> in Индия / India; hu Венгрия / Hungary; kz Казахстан / Kazakhstan
dishwasher | Можно мыть в посудомоечной машине | Dishwasher safe | bool
modes | Режимов | Modes | number
cable_m | Длина кабеля | Cable length | number 1 | м | m
area_m2 | Площадь | Area | number | м² | m²
voltage_v | Напряжение | Voltage | number | В | V
speed_rpm | Скорость вращения | Speed | number | об/мин | rpm
torque_nm | Крутящий момент | Torque | number 1 | Н·м | N·m
load_kg | Нагрузка | Load | number 1 | кг | kg
pieces | Предметов в комплекте | Pieces in the box | number | шт. | pcs
gbps | Скорость передачи | Throughput | number 1 | Гбит/с | Gbit/s
antennas | Антенн | Antennas | number | шт. | pcs
ports | Портов | Ports | number | шт. | pcs
lumens | Световой поток | Light output | number | лм | lm
kelvin | Цветовая температура | Colour temperature | number | К | K
lifetime_h | Срок службы | Lifetime | number | ч | h
temp_max_c | Наибольшая температура | Highest temperature | number | °C | °C
pressure_bar | Давление | Pressure | number 1 | бар | bar
zoom_x | Увеличение | Magnification | number 1 | × | ×
lens_mm | Диаметр | Diameter | number | мм | mm
view_deg | Угол обзора | Angle of view | number | ° | °
channels | Каналов | Channels | number 1
thickness_mm | Толщина | Thickness | number 1 | мм | mm
height_mm | Высота | Height | number | мм | mm
speed_ppm | Скорость | Speed | number | стр/мин | ppm
range_km | Дальность | Range | number 1 | км | km
keys | Клавиш | Keys | number
place_settings | Комплектов посуды | Place settings | number
bottles | Бутылок | Bottles | number
burners | Конфорок | Burners | number
airflow | Производительность | Airflow | number | м³/ч | m³/h
slices | Тостов за раз | Slices at once | number
"""

# code, lowest, highest, step
RANGES = """
power_w 5 2400 5; volume_l 0.2 60 0.2; weight_kg 0.3 40 0.1; weight_g 10 1800 10; width_cm 10 120 1
height_cm 5 200 1; depth_cm 10 90 1; noise_db 20 80 1; hours 1 60 0.5; battery_mah 300 20000 100
screen_inch 1 27 0.5; megapixels 1 48 1; minutes 10 240 5; usb_c 0 6 1; usb_a 0 10 1; hdmi_count 0 6 1
ram_gb 2 64 2; storage_gb 16 4096 16; cores 2 16 2; tdp_w 35 280 5; charge_w 5 140 5; bluetooth 4 5.4 0.1
modes 1 24 1; cable_m 0.3 10 0.1; area_m2 5 200 5; voltage_v 3 230 1; speed_rpm 300 24000 100
torque_nm 1 120 0.5; load_kg 0.5 180 0.5; pieces 1 120 1; gbps 0.1 40 0.1; antennas 0 8 1; ports 1 24 1
lumens 60 9000 20; kelvin 2200 6500 100; lifetime_h 5000 50000 1000; temp_max_c 60 480 10
pressure_bar 1 180 0.5; zoom_x 1 60 0.5; lens_mm 20 130 1; view_deg 40 360 5; channels 1 9.2 0.1
thickness_mm 0.2 30 0.1; height_mm 5 320 1; speed_ppm 4 60 1; range_km 0.1 12 0.1; keys 25 88 1
place_settings 6 16 1; bottles 6 80 2; burners 1 6 1; airflow 200 1200 20; slices 1 6 1
"""
MOST_VALUES = 200


def own() -> dict[str, Spec]:
    """The specs that only generated goods have, by code."""
    return {code: spec(code, definition) for code, *definition in (cells(row) for row in rows(OWN) if row)}


def ranges() -> dict[str, tuple[float, ...]]:
    """The numbers a spec takes, at most so many of them, by code."""
    found: dict[str, tuple[float, ...]] = {}
    for part in RANGES.replace("\n", ";").split(";"):
        if part.strip():
            code, *bounds = part.split()
            low, high, step = (Decimal(bound) for bound in bounds)
            count = min(int((high - low) / step), MOST_VALUES - 1)
            stride = max(1, int((high - low) / step) // (count or 1))
            found[code] = tuple(float(low + step * stride * at) for at in range(count + 1))
    return found
