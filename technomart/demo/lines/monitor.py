"""Monitors."""

from technomart.demo.tables import Line

SHEET = """
# screen
screen_inch RFCK+
monitor_format RFK | Разрешение | Resolution | choice | fhd 1920×1080 (Full HD); qhd 2560×1440 (2K, QHD);
> uwqhd 3440×1440 (UWQHD); uhd 3840×2160 (4K, UHD); dqhd 5120×1440 (DQHD); uw5k 5120×2160 (5K)
panel RFK
refresh_hz RFCK+
response_ms RC- | Отклик | Response | number 2 | мс | ms
brightness_nits C+
aspect RF | Соотношение сторон | Aspect | choice | r169 16:9; r1610 16:10; r219 21:9; r329 32:9
curved RF | Изогнутый экран | Curved | bool
srgb C+ | Охват sRGB | sRGB coverage | number | % | %
# links
hdmi_count RC+
dp_count C
usb_c_w F | Зарядка по USB-C | USB-C charging | number | Вт | W
# body
height_adjust RF | Регулировка высоты | Height adjustment | bool
speakers F | Динамики | Speakers | bool
weight_kg C-
colour RF
"""

GOODS = """
= aoc | Q27G4ZD | 2025-03 | 88 | cn | aspect=1.78 seed=2 stand=vee
screen 26.5 qhd qdoled 240 0.03 450 r169 no 147; links 2 1 ~; body yes no 5.9
sell black : 52990
ru Самый доступный путь к OLED на столе: чёрное чёрное, пули видны в полёте.
en The cheapest way to an OLED on the desk: blacks are black and bullets visible in flight.
= aoc | 24G4XE | 2024-05 | 91 | cn | aspect=1.78 seed=6 stand=vee
screen 23.8 fhd ips 180 0.5 300 r169 no 110; links 2 1 ~; body no yes 3.6
sell black : 11990
ru Быстрая матрица за десятку: с неё начинают играть всерьёз.
en A fast panel for ten thousand: where serious play begins.
= aoc | CU34G2XP | 2023-08 | 57 | cn | aspect=2.37 seed=10 stand=vee curve=.6
screen 34 uwqhd va 180 1 300 r219 yes 118; links 2 2 ~; body yes no 8.1
sell black : 33990
ru Изгиб обнимает край зрения, а таблица помещается целиком.
en The curve hugs the edge of sight, and a spreadsheet fits whole.
= lg | UltraGear 27GX704A | 2025-06 | 61 | kr | aspect=1.78 seed=14 stand=plate
screen 26.5 qhd oled 240 0.03 1300 r169 no 135; links 2 1 ~; body yes no 7.1
sell black : 69990
ru Матовый OLED для комнаты, где окно напротив стола.
en A matte OLED for the room where the window faces the desk.
= lg | UltraFine 27US550 | 2024-08 | 70 | kr | aspect=1.78 seed=18 stand=plate
screen 27 uhd ips 60 5 300 r169 no 122; links 2 1 ~; body yes no 6
sell white : 27990
ru Буквы как в типографии: 4K на двадцати семи дюймах.
en Letters as from a print shop: 4K at twenty-seven inches.
= lg | 40WP95CP | 2022-05 | 34 | kr | aspect=2.37 seed=22 stand=plate curve=.6
screen 39.7 uw5k ips 72 5 300 r219 yes 135; links 2 1 96; body yes yes 9.2
sell silver : 139990
ru Два монитора без шва посередине, ноутбук заряжается тем же кабелем.
en Two monitors with no seam, and the laptop charges over the same cable.
= samsung | Odyssey OLED G8 G80SD | 2024-06 | 52 | vn | aspect=1.78 seed=26 stand=plate glow=#7a5cff
screen 32 uhd qdoled 240 0.03 1000 r169 no 145; links 2 1 ~; body yes yes 8.7
sell silver : 109990
ru 4K и 240 Гц на одной панели, тепло отводит жидкостная трубка.
en 4K and 240 Hz on one panel, cooled by a liquid pipe.
= samsung | Odyssey G5 G55C 27 | 2023-10 | 80 | vn | aspect=1.78 seed=30 stand=vee curve=1
screen 27 qhd va 165 1 300 r169 yes 114; links 1 1 ~; body no no 4.1
sell black : 21990
ru Изгиб радиусом в метр: картинка держится на равном расстоянии от глаз.
en A one-metre curve keeps the picture at an even distance from the eyes.
= samsung | ViewFinity S7 S70D 32 | 2024-05 | 63 | vn | aspect=1.78 seed=34 stand=plate ui=desk
screen 32 uhd va 60 5 350 r169 no 118; links 1 1 ~; body yes no 6.7
sell black : 31990
ru Тридцать два дюйма для двух документов рядом и вечернего кино.
en Thirty-two inches for two documents side by side and an evening film.
= samsung | Smart Monitor M7 M70F | 2025-05 | 48 | vn | aspect=1.78 seed=38 stand=round ui=desk
screen 32 uhd va 60 4 300 r169 no 115; links 2 ~ 65; body no yes 6.5
sell white black : 34990
ru Телевизор и монитор в одном: пульт в комплекте, компьютер необязателен.
en A TV and a monitor in one: the remote is included and a computer optional.
= dell | U2725QE | 2025-02 | 64 | cn | aspect=1.78 seed=42 stand=plate ui=code
screen 27 uhd ips 120 5 450 r169 no 130; links 1 1 140; body yes no 6.6
sell silver : 74990
ru Док-станция с экраном: сеть, клавиатура и 140 Вт для ноутбука по одному кабелю.
en A dock with a screen: network, keyboard and 140 W for the laptop over one cable.
= dell | S2725HS | 2024-07 | 68 | cn | aspect=1.78 seed=46 stand=plate ui=desk
screen 27 fhd ips 100 5 300 r169 no 110; links 2 ~ ~; body yes yes 5.1
sell white : 17990
ru Спокойный домашний монитор, который не мерцает и умеет подниматься.
en A calm home monitor that does not flicker and can rise.
= asus | ROG Swift OLED PG27UCDM | 2025-02 | 40 | cn | aspect=1.78 seed=3 stand=vee glow=#ff5fa8
screen 26.5 uhd qdoled 240 0.03 1000 r169 no 145; links 2 1 90; body yes no 7.6
sell graphite : 129990
ru Самая плотная OLED-сетка в магазине: точек не разглядеть и носом к стеклу.
en The densest OLED grid in the shop: no dots even with your nose to the glass.
= asus | ProArt PA279CV | 2021-02 | 55 | cn | aspect=1.78 seed=8 stand=plate ui=desk
screen 27 uhd ips 60 5 350 r169 no 100; links 2 1 65; body yes yes 8.2
sell graphite : 44990
ru Цвет проверен на заводе, отчёт лежит в коробке.
en Colour is checked at the factory and the report is in the box.
= xiaomi | G27Qi | 2024-04 | 86 | cn | aspect=1.78 seed=12 stand=round
screen 27 qhd ips 180 1 300 r169 no 121; links 2 1 ~; body no no 4.2
sell black : 16990
ru 1440p и 180 Гц дешевле, чем многие платят за Full HD.
en 1440p at 180 Hz for less than many pay for Full HD.
= msi | MPG 491CQP QD-OLED | 2024-02 | 27 | cn | aspect=2.37 seed=16 stand=vee curve=1 glow=#ff9a4d
screen 49 dqhd qdoled 144 0.03 1000 r329 yes 138; links 2 1 98; body yes no 11.5
sell black : 119990
ru Полтора метра обзора для гонок и таблиц на весь год.
en A metre and a half of view for racing and year-long spreadsheets.
= huawei | MateView SE 23.8 | 2022-09 | 66 | cn | aspect=1.78 seed=20 stand=plate ui=desk
screen 23.8 fhd ips 75 5 250 r169 no 100; links 1 1 ~; body no no 3
sell black white : 9990
ru Три узкие рамки и тихая картинка для учёбы и документов.
en Three narrow bezels and a quiet picture for study and papers.
"""

PHRASES = """
# picture
Матрица {panel} с разрешением {monitor_format} на {screen_inch}″ показывает текст без зерна. | The {panel}
> panel at {monitor_format} over {screen_inch}″ shows text without grain.
Охват sRGB {srgb>129}{srgb} %: цвета плотные и без ручной настройки. | With {srgb}% of sRGB, colours are
> dense without tuning.
# speed
Частота {refresh_hz>143}{refresh_hz} Гц и отклик {response_ms} мс убирают шлейф за целью. | {refresh_hz}
> Hz and a {response_ms} ms response leave no trail behind the target.
Частоты {refresh_hz<121}{refresh_hz} Гц достаточно для работы и кино. | {refresh_hz} Hz is enough for work
> and films.
# links
По USB-C{usb_c_w>0} идут и картинка, и {usb_c_w} Вт для ноутбука. | USB-C carries the picture and
> {usb_c_w} W for the laptop.
Подставка поднимается и наклоняется{height_adjust=yes}, шея скажет спасибо. | The stand rises and tilts,
> and your neck will be grateful.
Есть отверстия VESA: кронштейн освободит стол{height_adjust=no}. | There are VESA holes, so an arm can
> free the desk.
"""

LINE = Line(
    code="monitor",
    name="Мониторы",
    name_en="Monitors",
    noun="Монитор",
    noun_en="monitor",
    gender="m",
    category="monitors",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="monitor",
    views=("front", "angle", "back"),
    warranty=24,
    service=60,
    box=(1800, 700, 180, 480),
    tail="{screen_inch}″, {panel}, {refresh_hz} Гц",
)
