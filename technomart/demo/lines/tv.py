"""Televisions."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# screen
diagonal_set | Диагональ | Size | choice
screen_inch RFCK+
tv_resolution RFK | Формат | Format | choice | fhd Full HD; uhd 4K; uhd8k 8K
panel RFK
refresh_hz RFCK+
brightness_nits FC+
hdr RF | HDR | HDR | multi | hdr10 HDR10; hdr10p HDR10+; dv Dolby Vision; hlg HLG
# main
os RF
assistant F
# sound
power_w RC+
atmos F
# links
hdmi_count RFC+
hdmi21 RF | HDMI 2.1 для игр | HDMI 2.1 for gaming | bool
wifi RF
bluetooth C
# power
energy_class RF
# body
weight_kg C-
colour R
"""

GOODS = """
= hisense | U7Q | 2025-05 | 86 | cn | stand=feet seed=2 bezel=.005
screen uhd miniled 165 3000 hdr10,hdr10p,dv,hlg; main vidaa ~; sound 60 yes; links 4 yes wifi6 5.3; power g
sell black : 55/16.9=69990 65/22.4=89990 75/32.1=124990 85/42.5=169990
ru Тысячи светодиодов за экраном делают ночное небо чёрным, а фары слепящими.
en Thousands of tiny LEDs make the night sky black and headlights blinding.
= hisense | E7Q Pro | 2025-04 | 74 | cn | stand=feet seed=6 bezel=.006
screen uhd qled 144 500 hdr10,hdr10p,dv,hlg; main vidaa ~; sound 20 yes; links 3 yes wifi5 5.1; power f
sell black : 43/8.2=36990 50/10.6=42990 55/13.5=47990 65/18.7=62990
ru Квантовые точки и игровой режим на 144 Гц за деньги обычного телевизора.
en Quantum dots and a 144 Hz game mode for the money of an ordinary TV.
= hisense | A6Q | 2025-03 | 69 | cn | stand=feet seed=10 bezel=.008
screen uhd led 60 300 hdr10,dv,hlg; main vidaa ~; sound 16 no; links 3 no wifi5 5.1; power f
sell black : 43/7.1=27990 50/9.8=32990 55/12.2=36990 65/17=49990
ru Простой 4K с понятным пультом для гостиной или дачи.
en A simple 4K set with a clear remote for the living room or the dacha.
= tcl | C7K | 2025-05 | 82 | cn | stand=plate seed=14 bezel=.005
screen uhd miniled 144 3000 hdr10,hdr10p,dv,hlg; main googletv google; sound 60 yes; links 4 yes wifi6
> 5.4; power g
sell black : 55/15.8=72990 65/21.4=92990 75/30.5=129990 98/57.9=299990
ru Звук настраивали Bang & Olufsen, подсветку разбили на две тысячи зон.
en The sound is tuned by Bang & Olufsen, the backlight split into two thousand zones.
= tcl | P7K | 2025-04 | 71 | cn | stand=feet seed=18 bezel=.006
screen uhd qled 60 450 hdr10,hdr10p,dv,hlg; main googletv google; sound 30 yes; links 3 no wifi5 5.2;
> power f
sell black : 43/8=34990 50/10.1=39990 55/13=44990 65/18.1=59990
ru Цвета плотнее, чем у простых экранов, а безрамочный корпус прячется на стене.
en Colours denser than on plain screens, in a frameless body that hides on the wall.
= samsung | QN90F | 2025-04 | 66 | vn | stand=plate seed=22 bezel=.005
screen uhd miniled 165 2000 hdr10,hdr10p,hlg; main tizen ~; sound 60 yes; links 4 yes wifi5 5.3; power g
sell titanium : 55/16.4=119990 65/22.2=149990 75/31.6=199990
ru Матовая плёнка гасит лампы и окна: днём смотреть так же удобно, как ночью.
en A matte film quenches lamps and windows: watching by day is as good as by night.
= samsung | S90F | 2025-04 | 72 | vn | stand=plate seed=26 bezel=.004
screen uhd qdoled 144 1500 hdr10,hdr10p,hlg; main tizen ~; sound 40 yes; links 4 yes wifi5 5.3; power g
sell graphite : 55/14.9=129990 65/20.6=169990 77/34.4=269990
ru Квантовые точки поверх OLED: чёрный остаётся чёрным, а красный горит.
en Quantum dots over OLED: black stays black and red burns.
= samsung | The Frame LS03F | 2025-05 | 60 | vn | stand=frame seed=30 bezel=.010
screen uhd qled 120 500 hdr10,hdr10p,hlg; main tizen ~; sound 40 yes; links 4 yes wifi5 5.2; power g
sell brown white : 43/8.9=79990 55/16=99990 65/22.4=129990
ru Выключенный показывает живопись и висит вплотную к стене, как картина.
en Switched off, it shows paintings and hangs flush to the wall like one.
= samsung | U8000F | 2025-03 | 88 | vn | stand=feet seed=34 bezel=.008
screen uhd led 60 300 hdr10,hdr10p,hlg; main tizen ~; sound 20 no; links 3 no wifi5 5.2; power g
sell black : 43/7.7=36990 50/11.4=42990 55/14.2=48990 65/20.4=62990
ru Тонкий корпус, спокойные цвета и телеканалы без приставки.
en A slim body, calm colours and TV channels without a box.
= lg | OLED C5 | 2025-04 | 84 | kr | stand=plate seed=38 bezel=.004
screen uhd oled 144 1200 hdr10,dv,hlg; main webos ~; sound 40 yes; links 4 yes wifi6 5.3; power g
sell black : 42/8.7=99990 48/14.9=104990 55/16=119990 65/18.5=159990 77/28.2=249990
ru Каждая точка светится сама: кино в темноте выглядит так, как его монтировали.
en Every dot glows by itself: films in the dark look as they were graded.
= lg | OLED B5 | 2025-05 | 70 | kr | stand=feet seed=42 bezel=.005
screen uhd oled 120 800 hdr10,dv,hlg; main webos ~; sound 20 yes; links 4 yes wifi5 5.3; power g
sell black : 48/13=84990 55/15.2=94990 65/22=129990
ru Младший OLED с тем же идеальным чёрным и полным набором для приставки.
en The junior OLED with the same perfect black and all that a console needs.
= lg | QNED82A | 2025-04 | 63 | ru | stand=feet seed=46 bezel=.007
screen uhd qled 60 400 hdr10,hlg; main webos ~; sound 20 no; links 3 no wifi5 5.1; power f
sell black : 43/8.9=44990 50/11.5=52990 55/14.1=56990 65/20=76990
ru Пульт-указка, спортивные оповещения и цвет без переплаты за OLED.
en A pointer remote, sports alerts and colour without paying for OLED.
= sony | BRAVIA 5 | 2025-05 | 52 | my | stand=feet seed=3 bezel=.005
screen uhd miniled 120 1500 hdr10,dv,hlg; main googletv google; sound 40 yes; links 4 yes wifi5 5.3; power g
sell black : 55/16.4=139990 65/22.3=169990 75/33.6=219990
ru Движение в спорте остаётся чётким: за это процессор XR и любят.
en Motion in sport stays sharp, which is what the XR processor is loved for.
= sony | BRAVIA 8 II | 2025-06 | 45 | my | stand=frame seed=8 bezel=.004
screen uhd qdoled 120 2000 hdr10,dv,hlg; main googletv google; sound 50 yes; links 4 yes wifi6 5.3; power g
sell black : 55/17.6=239990 65/23=299990
ru Звучит сам экран: голос идёт из губ актёра, а не из-под рамки.
en The screen itself sounds: the voice comes from the actor's lips, not from under the bezel.
= xiaomi | TV A Pro 2026 | 2025-06 | 92 | cn | stand=feet seed=12 bezel=.007 ui=media
screen uhd qled 60 350 hdr10,hlg; main googletv google; sound 20 no; links 3 no wifi5 5.0; power f
sell black : 43/6.9=28990 55/11.6=37990 65/16.5=49990
ru Квантовые точки в самой доступной серии и управление с телефона.
en Quantum dots in the most affordable series, run from your phone.
= xiaomi | TV S Pro Mini LED | 2025-07 | 75 | cn | stand=plate seed=16 bezel=.005
screen uhd miniled 144 1700 hdr10,hdr10p,dv,hlg; main googletv google; sound 30 yes; links 4 yes wifi6
> 5.2; power g
sell graphite : 55/16.2=64990 65/22.3=79990 75/31=104990
ru Ярко, быстро и на треть дешевле соседей по полке.
en Bright, fast and a third cheaper than its neighbours.
= haier | S90 QLED | 2025-02 | 58 | ru | stand=feet seed=20 bezel=.006
screen uhd qled 120 450 hdr10,dv,hlg; main googletv google; sound 30 yes; links 4 yes wifi5 5.1; power g
sell black : 55/14.6=54990 65/20.8=72990 75/29.9=99990
ru Собран в России, подсветка без мерцания, пульт на русском.
en Assembled in Russia, with a flicker-free backlight.
= sber | SDX QLED | 2025-03 | 68 | ru | stand=feet seed=24 bezel=.008 ui=media
screen uhd qled 60 320 hdr10,hlg; main salute salute; sound 20 no; links 3 no wifi5 5.0; power f
sell black : 43/7.6=27990 50/10.2=33990 55/12.8=37990 65/18=52990
ru Находит фильм по фразе из него и переключает каналы голосом без пульта.
en It finds a film by a line from it and changes channels by voice, no remote.
= yandex | ТВ Станция Про / TV Station Pro | 2025-02 | 79 | cn | stand=feet seed=28 bezel=.006 ui=media
screen uhd miniled 120 800 hdr10,hdr10p,dv,hlg; main yaos alice; sound 60 yes; links 4 yes wifi6 5.2;
> power g
sell black : 55/15.9=79990 65/22=104990
ru Телевизор и колонка с Алисой в одном корпусе, с микрофонами, которые слышат через музыку.
en A TV and an Alice speaker in one body, with microphones that hear through music.
"""

PHRASES = """
# picture
Панель {panel} светится до {brightness_nits>900}{brightness_nits} нит, и солнечные сцены выглядят
> по-настоящему солнечными. | The {panel} panel shines up to {brightness_nits} nits, so sunny scenes look
> truly sunny.
Матрица {panel} в формате {tv_resolution} держит ровный цвет и с бокового места. | The {panel} panel in
> {tv_resolution} keeps even colour from a side seat.
Понимает {hdr}: блики и тени не теряются. | It understands {hdr}, so highlights and shadows survive.
# motion
Частота {refresh_hz>100}{refresh_hz} Гц и HDMI 2.1{hdmi21=yes} раскрывают возможности приставок. |
> {refresh_hz} Hz and HDMI 2.1 let consoles show what they can.
Обновляется {refresh_hz} раз в секунду, чего для кино и передач достаточно{hdmi21=no}. | It refreshes
> {refresh_hz} times a second, which is plenty for films and broadcasts.
# sound
Встроенная акустика на {power_w} Вт понимает Dolby Atmos{atmos=yes}. | The built-in {power_w} W speakers
> understand Dolby Atmos.
Динамики на {power_w} Вт ясно передают речь. | The {power_w} W speakers carry speech clearly.
# system
Работает на {os}, голосом командует {assistant}. | It runs {os}, and {assistant} takes voice commands.
Система {os} открывает онлайн-кинотеатры без приставки, разъёмов HDMI {hdmi_count}. | {os} opens streaming
> services without a box, and there are {hdmi_count} HDMI ports.
"""

LINE = Line(
    code="tv",
    name="Телевизоры",
    name_en="TVs",
    noun="Телевизор",
    noun_en="TV",
    gender="m",
    category="tvs",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="tv",
    views=("front", "angle", "wall", "back"),
    warranty=24,
    service=84,
    box=(3200, 1400, 160, 900),
    sizes=Sizes("diagonal_set", "{0}″", "{0}″", ("screen_inch", "weight_kg"), 1),
    tail="{panel}, {tv_resolution}",
    software="Единый магазин приложений RuStore, Кинопоиск, Wink, VK Видео",
)
