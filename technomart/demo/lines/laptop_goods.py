"""The written table of laptops, from ultrabooks to gaming machines."""

LIGHT = """
= apple | MacBook Air 13 M4 | 2025-03 | 97 | cn | seed=3 bezel=.022 ports=2
screen 13.6 2560x1664 ips 60; performance m4 10 built lpddr5x macos
power 53.8 18 35; links 2 0 0 wifi6e; body yes yes 1.24
sell midnight silver sky sand : 16/256=84990 16/512=104990 24/512=124990
ru Без вентилятора, без шума и без розетки до самого вечера.
en No fan, no noise and no wall socket until the evening.
= apple | MacBook Air 15 M4 | 2025-03 | 76 | cn | seed=9 bezel=.02 ports=2
screen 15.3 2880x1864 ips 60; performance m4 10 built lpddr5x macos
power 66.5 18 35; links 2 0 0 wifi6e; body yes yes 1.51
sell midnight silver sky sand : 16/256=104990 16/512=124990
ru Большой экран в корпусе толщиной с карандаш и шесть динамиков.
en A large screen in a body as thin as a pencil, with six speakers.
= apple | MacBook Pro 14 M5 | 2025-10 | 82 | cn | seed=14 bezel=.018 ports=3
screen 14.2 3024x1964 miniled 120; performance m5 10 built lpddr5x macos
power 72.4 24 70; links 3 0 1 wifi6e; body yes yes 1.55
sell black silver : 16/512=149990 16/1024=169990 24/1024=189990
ru Сутки работы от батареи и экран, на котором проверяют цвет.
en A day and a night on battery and a screen to judge colour by.
= apple | MacBook Pro 14 M4 Pro | 2024-11 | 58 | cn | seed=18 bezel=.018 ports=3
screen 14.2 3024x1964 miniled 120; performance m4pro 12 built lpddr5x macos
power 72.4 22 70; links 3 0 1 wifi6e; body yes yes 1.6
sell black silver : 24/512=184990 24/1024=204990
ru Собирает большие проекты быстрее, чем успевает остыть чай.
en It builds large projects before the tea gets cold.
= asus | Zenbook 14 OLED UX3405 | 2025-02 | 94 | cn | seed=3 bezel=.018 ports=3
screen 14 2880x1800 oled 120; performance u7_255h 16 built lpddr5x windows
power 75 15 65; links 2 1 1 wifi6e; body yes no 1.28
sell silver navy : 16/1024=119990 32/1024=134990
ru Экран 2,8K на 120 Гц, пятнадцать часов работы и все порты, которые нужны на встрече.
en A 2.8K screen at 120 Hz, fifteen hours of work and every port a meeting needs.
= asus | Zenbook A14 UX3407 | 2025-03 | 65 | cn | seed=22 bezel=.02 ports=2
screen 14 1920x1200 oled 60; performance x_plus 8 built lpddr5x windows
power 70 26 65; links 2 1 1 wifi6e; body yes no 0.98
sell sand slate : 16/512=84990 16/1024=92990
ru Меньше килограмма: корпус из керамики и алюминия не холодит руки.
en Under a kilo: the body of ceramic and aluminium does not chill the hands.
= asus | Vivobook 15 X1504 | 2024-08 | 87 | cn | seed=25 bezel=.03 ports=3
screen 15.6 1920x1080 ips 60; performance i5_1334u 10 built ddr4 none
power 42 7 45; links 1 3 1 wifi5; body no no 1.7
sell black silver : 8/512=44990 16/512=49990
ru Ноутбук на каждый день: учёба, договоры, кино, и крышка ложится на стол.
en An everyday laptop for study, paperwork and films, with a lid that lies flat.
= asus | Vivobook S 14 M3407 | 2025-05 | 70 | cn | seed=28 bezel=.022 ports=3
screen 14 1920x1200 oled 60; performance ai7_350 8 built lpddr5x windows
power 70 17 65; links 2 2 1 wifi6e; body yes no 1.4
sell slate silver : 16/512=74990 24/1024=86990
ru Нейронный блок размывает фон и чистит голос на звонках, не грея колени.
en The neural unit blurs the background and cleans the voice on calls without heating your lap.
= lenovo | ThinkPad X1 Carbon Gen 13 | 2025-03 | 55 | cn | seed=31 bezel=.022 ports=3
screen 14 2880x1800 oled 120; performance u7_258v 8 built lpddr5x windows
power 57 16 65; links 2 2 1 wifi7; body yes yes 0.99
sell black : 32/1024=214990
ru Легче килограмма, а клавиатура та самая, из-за которой выбирают ThinkPad.
en Under a kilo, with the very keyboard people choose ThinkPad for.
= lenovo | ThinkPad E14 Gen 7 | 2025-06 | 63 | cn | seed=34 bezel=.024 ports=3
screen 14 1920x1200 ips 60; performance u5_225h 14 built ddr5 none
power 48 10 65; links 2 2 1 wifi6; body yes yes 1.34
sell black : 16/512=84990 32/1024=104990
ru Рабочая машина с двумя гнёздами памяти: через три года её можно нарастить.
en A working machine with two memory slots: in three years it can grow.
= lenovo | Yoga Slim 7 14 | 2025-04 | 68 | cn | seed=37 bezel=.018 ports=3
screen 14 2880x1800 oled 120; performance ai7_350 8 built lpddr5x windows
power 70 15 65; links 2 1 1 wifi7; body yes no 1.19
sell slate : 24/1024=119990 32/1024=129990
ru Закруглённые края, тихие вентиляторы и камера с автоматической шторкой.
en Rounded edges, quiet fans and a camera with a shutter.
= lenovo | IdeaPad Slim 3 15 | 2024-10 | 90 | cn | seed=40 bezel=.03 ports=3
screen 15.3 1920x1200 ips 60; performance i5_13420h 8 built lpddr5 none
power 60 9 65; links 1 2 1 wifi6; body no no 1.55
sell slate blue : 8/512=46990 16/512=52990 16/1024=57990
ru Цифровой блок, полноразмерный HDMI и батарея, которой хватает на пары.
en A number pad, full-size HDMI and a battery that lasts through classes.
= hp | ProBook 440 G11 | 2024-09 | 52 | cn | seed=43 bezel=.024 ports=3
screen 14 1920x1200 ips 60; performance u5_225h 14 built ddr5 windows
power 56 11 65; links 2 2 1 wifi6e; body yes yes 1.39
sell silver : 16/512=89990 32/1024=109990
ru Конторский ноутбук с прочным корпусом и замком для стола.
en An office laptop with a sturdy body and a desk lock slot.
= hp | 15s fd0000 | 2024-03 | 73 | cn | seed=46 bezel=.03 ports=3
screen 15.6 1920x1080 ips 60; performance i3_1315u 6 built ddr4 none
power 41 8 45; links 1 2 1 wifi6; body no no 1.59
sell silver : 8/256=34990 8/512=37990
ru Недорогой ноутбук для бумаг, почты и родительского чата.
en An inexpensive laptop for papers, mail and the school chat.
= acer | Swift Go 14 | 2025-04 | 56 | cn | seed=1 bezel=.022 ports=3
screen 14 2880x1800 oled 90; performance u7_255h 16 built lpddr5x windows
power 65 12 100; links 2 2 1 wifi6e; body yes yes 1.32
sell silver : 16/1024=99990 32/1024=112990
ru Раскрывается на сто восемьдесят градусов: удобно показать соседу по столу.
en It opens flat, handy for showing your neighbour.
= acer | Aspire Lite 15 | 2024-06 | 69 | cn | seed=6 bezel=.03 ports=3
screen 15.6 1920x1080 ips 60; performance r5_7520u 4 built lpddr5 none
power 50 8 65; links 1 3 1 wifi6; body no no 1.6
sell silver graphite : 8/256=31990 16/512=38990
ru Металлический вид и тихая работа за цену телефона.
en A metal look and quiet work for the price of a phone.
= huawei | MateBook D 16 | 2024-07 | 67 | cn | seed=11 bezel=.02 ports=3
screen 16 1920x1200 ips 60; performance i5_13420h 8 built lpddr5x windows
power 56 10 65; links 1 2 1 wifi6; body yes yes 1.68
sell slate : 16/512=64990 16/1024=70990
ru Шестнадцать дюймов в корпусе, который влезает в сумку для пятнадцати.
en Sixteen inches in a body that fits a fifteen-inch bag.
= honor | MagicBook Pro 14 | 2025-08 | 60 | cn | seed=16 bezel=.018 ports=3
screen 14.6 3120x2080 oled 120; performance u5_225h 14 built lpddr5x windows
power 92 17 100; links 2 1 1 wifi6e; body yes yes 1.37
sell white slate : 24/1024=99990 32/1024=109990
ru Батарея на 92 Вт·ч в лёгком корпусе: редкое сочетание для OLED.
en A 92 Wh battery in a light body, a rare pairing with OLED.
= xiaomi | RedmiBook 16 2025 | 2025-05 | 62 | cn | seed=20 bezel=.022 ports=3
screen 16 2560x1600 ips 120; performance i5_13420h 8 built lpddr5 none
power 72 12 100; links 2 2 1 wifi6; body yes no 1.79
sell silver : 16/512=58990 16/1024=63990
ru Чёткий экран на 120 Гц за деньги, за которые обычно дают мутный.
en A sharp 120 Hz screen for the money that usually buys a dull one.
"""

GAMING = """
= asus | ROG Strix G16 G614 | 2025-04 | 66 | cn | category=gaming-laptops seed=12 ui=code bezel=.022 ports=3
screen 16 2560x1600 ips 240; performance u9_275hx 24 rtx5070ti ddr5 windows
power 90 6 280; links 2 3 1 wifi7; body no no 2.5
sell graphite : 16/1024=219990 32/1024=239990
ru Крышка снимается без отвёртки: память и накопители меняют за минуту.
en The lid comes off without a screwdriver: memory and drives change in a minute.
= asus | TUF Gaming A15 FA506 | 2025-02 | 88 | cn | category=gaming-laptops seed=35 ui=code bezel=.026
> ports=3
screen 15.6 1920x1080 ips 144; performance r5_7535hs 6 rtx4050 ddr5 none
power 48 6 200; links 1 3 1 wifi6; body no no 2.3
sell graphite : 16/512=84990 32/1024=99990
ru Проверен вибрацией и жарой по военному стандарту, играет в обычной комнате.
en Tested by shaking and heat to a military standard, and plays in an ordinary room.
= lenovo | Legion 5 15 OLED | 2025-06 | 80 | cn | category=gaming-laptops seed=21 ui=code bezel=.02 ports=3
screen 15.1 2560x1600 oled 165; performance r7_260 8 rtx5060 ddr5 none
power 80 7 245; links 2 3 1 wifi6e; body no no 1.9
sell black : 16/1024=144990 32/1024=159990
ru Игровой OLED в корпусе, с которым не стыдно прийти на работу.
en A gaming OLED in a body you can take to work.
= lenovo | LOQ 15 | 2025-03 | 85 | cn | category=gaming-laptops seed=38 ui=code bezel=.026 ports=3
screen 15.6 1920x1080 ips 144; performance i7_13620h 10 rtx5050 ddr5 none
power 60 5 245; links 1 3 1 wifi6; body no no 2.4
sell slate : 16/512=99990 16/1024=107990
ru Выход воздуха сзади, а не сбоку: рука с мышью не греется.
en The hot air leaves at the back, so the mouse hand stays cool.
= msi | Katana 15 HX | 2025-05 | 71 | cn | category=gaming-laptops seed=26 ui=code bezel=.026 ports=3
screen 15.6 1920x1080 ips 165; performance i7_14650hx 16 rtx5060 ddr5 none
power 75 5 240; links 1 3 1 wifi6e; body no no 2.4
sell black : 16/512=119990 16/1024=127990
ru Шестнадцать ядер для трансляций и игры одновременно.
en Sixteen cores for streaming and playing at once.
= msi | Vector 16 HX AI | 2025-04 | 48 | cn | category=gaming-laptops seed=44 ui=code bezel=.022 ports=4
screen 16 2560x1600 ips 240; performance u9_275hx 24 rtx5080 ddr5 windows
power 90 5 400; links 2 2 1 wifi6e; body no no 2.7
sell graphite : 32/1024=309990 64/2048=359990
ru Рабочая станция в игровом корпусе: рендерит днём, развлекает вечером.
en A workstation in a gaming body: renders by day, entertains by night.
= acer | Nitro V 15 | 2025-01 | 83 | cn | category=gaming-laptops seed=32 ui=code bezel=.028 ports=3
screen 15.6 1920x1080 ips 144; performance i5_13420h 8 rtx4050 ddr5 none
power 57 5 135; links 1 3 1 wifi6; body no no 2.1
sell black : 16/512=79990 16/1024=86990
ru Самый недорогой вход в игры с трассировкой лучей.
en The cheapest way into ray-traced games.
= hp | Victus 16 | 2025-06 | 64 | cn | category=gaming-laptops seed=41 ui=code bezel=.026 ports=3
screen 16.1 1920x1080 ips 144; performance r7_8845hs 8 rtx5060 ddr5 none
power 70 6 230; links 1 3 1 wifi6; body no no 2.3
sell blue : 16/512=109990 32/1024=124990
ru Сдержанный синий корпус без черепов и драконов.
en A restrained blue body without skulls or dragons.
= gigabyte | Aorus Master 16 | 2025-04 | 42 | cn | category=gaming-laptops seed=47 ui=code bezel=.02 ports=4
screen 16 2560x1600 oled 240; performance u9_275hx 24 rtx5080 ddr5 windows
power 99 6 330; links 2 2 1 wifi7; body yes no 2.5
sell black : 32/1024=319990 32/2048=339990
ru OLED на 240 Гц и четыре вентилятора, которые не воют на обычной нагрузке.
en A 240 Hz OLED and four fans that do not howl under ordinary load.
= razer | Blade 14 | 2025-08 | 39 | tw | category=gaming-laptops seed=29 ui=code bezel=.018 ports=3
screen 14 2880x1800 oled 120; performance ai9_365 10 rtx5070 lpddr5x windows
power 72 9 200; links 2 2 1 wifi7; body yes no 1.63
sell black : 32/1024=269990 64/2048=319990
ru Цельный алюминий толщиной 16 мм, внутри которого поместилась игровая видеокарта.
en Solid aluminium 16 mm thick with a gaming graphics card inside.
"""
