"""Projectors."""

from technomart.demo.tables import Line

SHEET = """
# picture
projector_format RFK | Разрешение матрицы | Native resolution | choice | hd 1280×720; fhd 1920×1080; uhd
> 3840×2160
lumens RFCK+ | Яркость | Brightness | number | лм | lm
light RFK | Источник света | Light source | choice | led LED; laser лазер / laser; hybrid лазер и LED /
> laser and LED
picture_inch RC+ | Картинка до | Picture up to | number | ″ | in
auto_focus RF | Автофокус | Autofocus | bool
# sound
power_w RC+
# links
os RF
hdmi_count RC+
wifi RF
battery F
noise_db RC-
# body
weight_kg RFC-
colour R
"""

GOODS = """
= xgimi | Horizon S Max | 2024-10 | 44 | cn | vents=9
picture uhd 3100 hybrid 200 yes; sound 24; links googletv 2 wifi6 no 28; body 4.85
sell graphite : 169990
ru Подставка сама поднимает луч, а картинка выпрямляется, пока вы садитесь.
en The stand tilts the beam itself, and the picture straightens while you sit down.
= xgimi | MoGo 4 | 2025-06 | 58 | cn | vents=5
picture fhd 450 led 120 yes; sound 12; links googletv 1 wifi5 yes 26; body 1.33
sell slate : 59990
ru Батареи хватает на фильм во дворе, крышка крутится и направляет луч в потолок.
en The battery lasts a film in the yard, and the swivel points the beam at the ceiling.
= xiaomi | Smart Projector L1 Pro | 2025-02 | 67 | cn | vents=7
picture fhd 400 led 120 yes; sound 10; links googletv 1 wifi6 no 28; body 1.3
sell white : 34990
ru Поставил на полку, включил, смотришь: ни штатива, ни экрана не нужно.
en Put it on a shelf, switch on, watch: no tripod and no screen needed.
= hisense | C2 Ultra | 2024-11 | 36 | cn | vents=9 accent=#8f7bff
picture uhd 3000 laser 300 yes; sound 20; links vidaa 2 wifi6e no 28; body 6.3
sell graphite : 239990
ru Трёхцветный лазер без радужных полос и оптический зум, чтобы не двигать мебель.
en A three-colour laser without rainbow bands, and optical zoom so furniture can stay.
= samsung | The Freestyle 2 | 2024-03 | 49 | vn | vents=5
picture fhd 230 led 100 yes; sound 5; links tizen 1 wifi5 no 30; body 0.83
sell white : 49990
ru Крутится на подставке и светит на стену, потолок или пол.
en It turns on its stand and shines on a wall, a ceiling or a floor.
"""

PHRASES = """
# light
Источник света ({light}) даёт {lumens#люмен,люмена,люменов} и не требует замены ламп. | The {light} light
> source gives {lumens} lumens and needs no lamp changes.
Яркость {lumens>2500}{lumens} лм: шторы можно не закрывать. | At {lumens} lumens the curtains may stay open.
# picture
Картинка растёт до {picture_inch}″, матрица {projector_format}. | The picture grows to {picture_inch}″
> from a {projector_format} chip.
Резкость наводит сам{auto_focus=yes}, достаточно поставить его напротив стены. | It focuses itself: just
> stand it opposite a wall.
# sound
Шумит не громче {noise_db} дБ, встроенные динамики на {power_w} Вт. | It makes no more than {noise_db} dB
> of noise and has {power_w} W of speakers.
Весит {weight_kg<1.5}{weight_kg} кг и едет с вами на дачу. | It weighs {weight_kg} kg and goes to the
> dacha with you.
"""

LINE = Line(
    code="projector",
    name="Проекторы",
    name_en="Projectors",
    noun="Проектор",
    noun_en="projector",
    gender="m",
    category="projectors",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="projector",
    views=("angle", "front"),
    warranty=12,
    service=48,
    box=(900, 320, 300, 260),
    tail="{lumens} лм",
)
