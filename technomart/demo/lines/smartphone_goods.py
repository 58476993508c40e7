"""The written table of smartphones, from flagships to simple ones."""

FLAGSHIPS = """
= apple | iPhone 17 | 2025-09 | 99 | in | cameras=2 island=pill notch=pill seed=3 radius=.17
screen 6.3 2622x1206 ltpo 120 3000; performance a19 no ios; cameras 48 2 18 2
power 3692 40 25; links nano_esim yes yes wifi7; body ip68 177
sell black white sky sage lavender : 8/256=89990 8/512=109990
ru Тот случай, когда обычный iPhone получил плавный экран и фронтальную камеру, которая сама разворачивает
> кадр.
en The year the regular iPhone got a smooth screen and a front camera that turns the frame by itself.
= apple | iPhone 17 Pro | 2025-09 | 97 | in | cameras=3 island=square notch=pill seed=9 radius=.17
screen 6.3 2622x1206 ltpo 120 3000; performance a19pro no ios; cameras 48 3 18 4
power 3988 40 25; links nano_esim yes yes wifi7; body ip68 204
sell silver orange navy : 12/256=124990 12/512=147990 12/1024=169990
ru Алюминиевый корпус с испарительной камерой не греется на долгой съёмке, а телеобъектив видит вчетверо
> дальше.
en The aluminium body with a vapour chamber stays cool in long shoots, and the telephoto reaches four
> times further.
= apple | iPhone 17 Pro Max | 2025-09 | 94 | in | cameras=3 island=square notch=pill seed=14 radius=.16
screen 6.9 2868x1320 ltpo 120 3000; performance a19pro no ios; cameras 48 3 18 4
power 4832 40 25; links nano_esim yes yes wifi7; body ip68 233
sell silver orange navy : 12/256=137990 12/512=159990 12/1024=181990 12/2048=224990
ru Самый большой экран и самая долгая работа среди всех iPhone, до двух терабайт памяти для тех, кто
> снимает кино.
en The largest screen and the longest battery life of any iPhone, with up to two terabytes for those who
> film.
= apple | iPhone Air | 2025-09 | 74 | in | cameras=1 island=bar notch=pill seed=22 radius=.17
screen 6.5 2736x1260 ltpo 120 3000; performance a19pro no ios; cameras 48 1 18 2
power 3149 20 20; links esim yes yes wifi7; body ip68 165
sell black white gold sky : 12/256=94990 12/512=114990
ru Толщина 5,6 мм и титановая рамка: его забываешь в кармане пиджака.
en At 5.6 mm with a titanium frame, it is easy to forget in a jacket pocket.
= apple | iPhone 16 | 2024-09 | 88 | in | cameras=2 island=pill notch=pill seed=5 radius=.17
screen 6.1 2556x1179 oled 60 2000; performance a18 no ios; cameras 48 2 12 2
power 3561 27 25; links nano_esim yes yes wifi7; body ip68 170
sell black white pink teal blue : 8/128=67990 8/256=79990
ru Прошлогодний размер, который многие считают лучшим, и отдельная кнопка для камеры.
en The size many consider the best, with a dedicated button for the camera.
= apple | iPhone 16e | 2025-02 | 70 | in | cameras=1 island=none notch=pill seed=30 radius=.17
screen 6.1 2532x1170 oled 60 1200; performance a18 no ios; cameras 48 1 12 2
power 4005 20 7; links nano_esim yes yes wifi6; body ip68 167
sell black white : 8/128=49990 8/256=59990
ru Самый доступный из новых iPhone: одна камера, зато долгая работа и тот же быстрый процессор.
en The most affordable recent iPhone: one camera, but long battery life and the same fast chip.
= samsung | Galaxy S25 Ultra | 2025-01 | 92 | vn | cameras=4 island=none notch=hole seed=7 radius=.06
screen 6.9 3120x1440 ltpo 120 2600; performance sd8elite no android; cameras 200 4 12 5
power 5000 45 15; links nano_esim yes yes wifi7; body ip68 218
sell titanium graphite silver blue : 12/256=94990 12/512=106990 12/1024=129990
ru Титановая рамка, перо внутри корпуса и стекло, которое почти не бликует.
en A titanium frame, a pen inside the body and glass that hardly reflects.
= samsung | Galaxy S25 | 2025-01 | 90 | vn | cameras=3 island=none notch=hole seed=12 radius=.14
screen 6.2 2340x1080 ltpo 120 2600; performance sd8elite no android; cameras 50 3 12 3
power 4000 25 15; links nano_esim yes yes wifi7; body ip68 162
sell navy mint silver sky : 12/128=59990 12/256=64990 12/512=76990
ru Редкий флагман, которым удобно пользоваться одной рукой, с семью годами обновлений.
en A rare flagship for one-handed use, with seven years of updates.
= samsung | Galaxy S25 FE | 2025-09 | 73 | vn | cameras=3 island=none notch=hole seed=41 radius=.13
screen 6.7 2340x1080 amoled 120 1900; performance e2500 no android; cameras 50 3 12 3
power 4900 45 15; links nano_esim yes yes wifi6e; body ip68 190
sell navy white graphite sky : 8/128=47990 8/256=52990 8/512=62990
ru Телеобъектив, стекло и металл старших моделей по цене среднего класса.
en The telephoto, glass and metal of the senior models at a mid-range price.
= samsung | Galaxy Z Flip7 | 2025-07 | 66 | vn | cameras=2 island=pill notch=hole seed=18 radius=.11
screen 6.9 2520x1080 ltpo 120 2600; performance e2500 no android; cameras 50 2 10 2
power 4300 25 15; links nano_esim yes yes wifi7; body ip57 188
sell black coral blue : 12/256=84990 12/512=96990
ru Складывается пополам, а на внешнем экране во всю крышку работают карты, музыка и камера.
en It folds in half, and the outer screen across the whole lid runs maps, music and the camera.
= xiaomi | 15 Ultra | 2025-03 | 78 | cn | cameras=4 island=round notch=hole seed=2 radius=.13
screen 6.73 3200x1440 ltpo 120 3200; performance sd8elite no android; cameras 50 4 32 4.3
power 5410 90 80; links nano_esim yes yes wifi7; body ip68 226
sell black white silver : 16/512=104990 16/1024=119990
ru Дюймовая матрица и объективы Leica: фотоаппарат, которым можно и позвонить.
en A one-inch sensor and Leica lenses: a camera that also makes calls.
= xiaomi | 15T Pro | 2025-09 | 93 | cn | cameras=3 island=square notch=hole seed=4 radius=.13
screen 6.83 2772x1280 amoled 144 3200; performance d9400p no android; cameras 50 3 32 5
power 5500 90 50; links nano_esim yes yes wifi7; body ip68 210
sell graphite sage sand : 12/256=54990 12/512=59990 12/1024=67990
ru Перископический телеобъектив Leica со светосилой f/3,0 достаёт то, до чего не дойти ногами.
en The Leica periscope telephoto gets what your feet cannot.
= xiaomi | 15T | 2025-09 | 80 | cn | cameras=3 island=square notch=hole seed=24 radius=.13
screen 6.83 2772x1280 amoled 120 3200; performance d8400u no android; cameras 50 3 32 2
power 5500 67 ~; links nano_esim yes yes wifi6e; body ip68 194
sell black rose graphite : 12/256=41990 12/512=46990
ru Тот же большой экран и цвета Leica, что у старшей модели, без переплаты за перископ.
en The same large screen and Leica colours as the senior model, without paying for the periscope.
= xiaomi | 17 | 2026-02 | 86 | cn | cameras=3 island=square notch=hole seed=33 radius=.15
screen 6.3 2656x1220 ltpo 120 3500; performance sd8elite5 no android; cameras 50 3 50 2.6
power 6330 100 50; links nano_esim yes yes wifi7; body ip68 191
sell black white blue rose : 12/256=74990 12/512=81990 16/512=86990
ru Небольшой корпус, в который поместили аккумулятор больше, чем у многих «лопат».
en A small body with a battery larger than in many phablets.
= honor | Magic7 Pro | 2025-01 | 68 | cn | cameras=3 island=round notch=pill seed=11 radius=.15
screen 6.8 2800x1280 ltpo 120 5000; performance sd8elite no android; cameras 50 3 50 3
power 5270 100 80; links nano_esim yes yes wifi7; body ip69 223
sell black slate sky : 12/512=74990 16/1024=89990
ru Телеобъектив на 200 Мп и лицо вместо пароля: объёмный датчик узнаёт хозяина в темноте.
en A 200 MP telephoto and your face for a password: the depth sensor knows its owner in the dark.
= honor | 400 Pro | 2025-05 | 77 | cn | cameras=3 island=square notch=pill seed=27 radius=.14
screen 6.7 2800x1280 amoled 120 5000; performance sd8g3 no android; cameras 200 3 50 3
power 5300 100 50; links nano_esim yes yes wifi7; body ip69 205
sell black slate sky : 12/256=49990 12/512=54990
ru Оживляет снимки: из одного кадра получается короткий ролик.
en It brings pictures to life: one still becomes a short clip.
= google | Pixel 10 | 2025-08 | 64 | vn | cameras=3 island=bar notch=hole seed=6 radius=.15
screen 6.3 2424x1080 oled 120 3000; performance tensor5 no android; cameras 48 3 10.5 5
power 4970 30 15; links nano_esim yes yes wifi6e; body ip68 204
sell graphite sky lavender yellow : 12/128=62990 12/256=71990
ru Впервые у младшего Pixel есть телеобъектив, а магниты в спинке держат зарядку и чехлы.
en The first base Pixel with a telephoto; magnets in the back hold chargers and cases.
= google | Pixel 9a | 2025-04 | 60 | vn | cameras=2 island=none notch=hole seed=16 radius=.15
screen 6.3 2424x1080 oled 120 2700; performance tensor4 no android; cameras 48 2 13 2
power 5100 23 7; links nano_esim yes yes wifi6e; body ip68 186
sell black cream rose lavender : 8/128=41990 8/256=48990
ru Плоская спинка без горба, камера как у старших и семь лет обновлений.
en A flat back with no bump, the senior models' camera and seven years of updates.
= oneplus | 13 | 2025-01 | 62 | cn | cameras=3 island=round notch=hole seed=19 radius=.14
screen 6.82 3168x1440 ltpo 120 4500; performance sd8elite no android; cameras 50 3 32 3
power 6000 100 50; links nano_esim yes yes wifi7; body ip69 213
sell black white navy : 12/256=64990 16/512=74990
ru Кремний-углеродный аккумулятор на два дня и переключатель беззвучного режима на грани.
en A silicon-carbon battery for two days and an alert slider on the edge.
= huawei | Pura 80 Pro | 2025-06 | 58 | cn | cameras=3 island=square notch=hole seed=28 radius=.14
screen 6.8 2848x1276 ltpo 120 3000; performance kirin9020 no harmony; cameras 50 3 13 4
power 5170 100 80; links nano_esim yes no wifi7; body ip68 219
sell black red gold : 12/512=79990
ru Дюймовый датчик и переменная диафрагма от f/1,6 до f/4,0, как у настоящего объектива.
en A one-inch sensor and a variable aperture, as on a real lens.
"""

ANDROID = """
= samsung | Galaxy A56 | 2025-03 | 89 | vn | cameras=3 island=pill notch=hole seed=8 radius=.14
screen 6.7 2340x1080 amoled 120 1900; performance e1580 no android; cameras 50 3 12 2
power 5000 45 ~; links nano_esim yes yes wifi6; body ip67 198
sell graphite sage pink silver : 8/128=31990 8/256=34990
ru Металлическая рамка и шесть лет обновлений: телефон, который покупают надолго.
en A metal frame and six years of updates: a phone bought to last.
= samsung | Galaxy A36 | 2025-03 | 81 | vn | cameras=3 island=pill notch=hole seed=20 radius=.14
screen 6.7 2340x1080 amoled 120 1900; performance sd7sg3 no android; cameras 50 3 12 ~
power 5000 45 ~; links nano_esim yes yes wifi6; body ip67 195
sell black white lavender sage : 6/128=24990 8/256=29990
ru Большой AMOLED и защита от воды в телефоне за разумные деньги.
en A large AMOLED and water protection in a sensibly priced phone.
= samsung | Galaxy A26 | 2025-03 | 76 | vn | cameras=3 island=pill notch=drop seed=36 radius=.12
screen 6.7 2340x1080 amoled 120 1000; performance e1380 yes android; cameras 50 3 13 ~
power 5000 25 ~; links nano2 yes yes wifi5; body ip67 200
sell black white mint : 6/128=20990 8/256=24990
ru Доступный Samsung, который не боится дождя и принимает карту памяти.
en An affordable Samsung that does not fear rain and takes a memory card.
= samsung | Galaxy A16 | 2024-11 | 72 | vn | cameras=3 island=none notch=drop seed=43 radius=.12
screen 6.7 2340x1080 amoled 90 800; performance e1330 yes android; cameras 50 3 13 ~
power 5000 25 ~; links nano2 yes yes wifi5; body ip54 200
sell graphite sky mint : 4/128=14990 6/128=16490 8/256=19490
ru Простой телефон с хорошим экраном и обещанием обновлений до 2030 года.
en A simple phone with a good screen and updates promised until 2030.
= xiaomi | Redmi Note 14 Pro+ | 2025-01 | 87 | cn | cameras=3 island=square notch=hole seed=13 radius=.13
screen 6.67 2712x1220 amoled 120 3000; performance sd7sg3 no android; cameras 200 3 20 ~
power 5110 120 ~; links nano_esim yes yes wifi6; body ip68 210
sell black lavender blue : 8/256=32990 12/512=38990
ru Заряжается за двадцать минут и переживает падение в воду.
en It charges in twenty minutes and survives a fall into water.
= xiaomi | Redmi Note 14 | 2025-01 | 91 | cn | cameras=3 island=square notch=hole seed=26 radius=.13
screen 6.67 2400x1080 amoled 120 1800; performance g99 yes android; cameras 108 3 20 ~
power 5500 33 ~; links nano2 yes no wifi5; body ip54 196
sell black green purple sky : 6/128=15990 8/256=18990
ru Народный телефон: яркий экран, два дня без розетки и разъём для проводных наушников.
en The people's phone: a bright screen, two days off the grid and a headphone jack.
= xiaomi | Redmi 15 | 2025-08 | 79 | cn | cameras=2 island=pill notch=hole seed=37 radius=.12
screen 6.9 2340x1080 ips 144 850; performance sd6g4 yes android; cameras 50 2 8 ~
power 7000 33 ~; links nano2 yes no wifi5; body ip64 217
sell black titanium lavender : 6/128=14990 8/256=17490
ru Аккумулятор на 7000 мА·ч: трое суток звонков, карт и роликов в дороге.
en A 7000 mAh battery: three days of calls, maps and videos on the road.
= xiaomi | Redmi 14C | 2024-09 | 69 | cn | cameras=2 island=round notch=drop seed=45 radius=.12
screen 6.88 1640x720 ips 120 600; performance t7250 yes android; cameras 50 2 13 ~
power 5160 18 ~; links nano2 yes no wifi5; body ip52 207
sell black green blue : 4/128=9490 8/256=11990
ru Большой экран и две SIM-карты для тех, кому от телефона нужны звонки, чаты и видео.
en A large screen and two SIM cards for those who need calls, chats and video.
= poco | F7 | 2025-06 | 84 | cn | cameras=2 island=pill notch=hole seed=10 radius=.14
screen 6.83 2772x1280 amoled 120 3200; performance sd8sg4 no android; cameras 50 2 20 ~
power 6500 90 ~; links nano2 yes yes wifi7; body ip68 216
sell black white silver : 12/256=36990 12/512=40990
ru Для тех, кто меряет телефон кадрами в секунду: испарительная камера не даёт ему сбавить темп.
en For those who measure phones in frames per second: the vapour chamber keeps it from slowing.
= poco | X7 Pro | 2025-01 | 95 | cn | cameras=2 island=pill notch=hole seed=15 radius=.13
screen 6.67 2712x1220 amoled 120 3200; performance d8400u no android; cameras 50 2 20 ~
power 6000 90 ~; links nano2 yes yes wifi6; body ip68 195
sell black green yellow : 8/256=28490 12/512=32990
ru Процессор уровня флагманов двухлетней давности за половину их цены.
en The chip of a two-year-old flagship at half the price.
= poco | M7 Pro | 2025-01 | 65 | cn | cameras=2 island=square notch=hole seed=31 radius=.13
screen 6.67 2400x1080 amoled 120 2100; performance d7300u yes android; cameras 50 2 20 ~
power 5110 45 ~; links nano2 yes yes wifi5; body ip64 190
sell green lavender silver : 8/256=19990 12/256=21990
ru Лёгкий телефон со стереозвуком и настоящим AMOLED.
en A light phone with stereo sound and a real AMOLED.
= poco | C75 | 2024-11 | 55 | cn | cameras=2 island=round notch=drop seed=39 radius=.12
screen 6.88 1640x720 ips 120 600; performance t7250 yes android; cameras 50 2 13 ~
power 5160 18 ~; links nano2 yes no wifi5; body ip52 204
sell black gold green : 6/128=9990 8/256=11490
ru Второй телефон для поездок или первый для школьника.
en A second phone for trips or a first one for a schoolchild.
= honor | 400 | 2025-05 | 78 | cn | cameras=2 island=square notch=hole seed=21 radius=.15
screen 6.55 2736x1264 amoled 120 5000; performance sd7g4 no android; cameras 200 2 50 ~
power 5300 66 ~; links nano_esim yes yes wifi6; body ip65 184
sell black gold sky : 8/256=34990 12/512=39990
ru Портретная камера на 200 Мп в тонком корпусе, который не тянет карман.
en A 200 MP portrait camera in a slim body that does not weigh the pocket down.
= honor | X9c | 2024-11 | 74 | cn | cameras=2 island=round notch=hole seed=23 radius=.15
screen 6.78 2700x1224 amoled 120 4000; performance sd7sg3 no android; cameras 108 2 16 ~
power 6600 66 ~; links nano2 yes yes wifi5; body ip65 189
sell black teal titanium : 8/256=27990 12/512=32990
ru Падает на плитку с двух метров и звонит дальше: за это его и берут.
en It falls on tiles from two metres and keeps ringing, which is why people buy it.
= honor | X8c | 2025-01 | 61 | cn | cameras=2 island=pill notch=hole seed=34 radius=.15
screen 6.7 2412x1080 amoled 120 1800; performance sd6g4 no android; cameras 108 2 50 ~
power 5000 35 ~; links nano2 yes no wifi5; body ip64 180
sell black green sky : 8/128=19990 8/256=21990
ru Тонкий и лёгкий, с фронтальной камерой, которой не стыдно на видеозвонке.
en Slim and light, with a front camera fit for video calls.
= realme | GT 7 | 2025-05 | 67 | cn | cameras=3 island=square notch=hole seed=17 radius=.14
screen 6.78 2780x1264 amoled 120 6000; performance d9400p no android; cameras 50 3 32 2
power 7000 120 ~; links nano_esim yes yes wifi7; body ip69 203
sell black blue titanium : 12/256=46990 12/512=50990
ru Корпус с графеном уводит тепло, и телефон не теряет скорость в долгой игре.
en The graphene body leads heat away, so long games do not slow it down.
= realme | 14 Pro+ | 2025-01 | 63 | cn | cameras=3 island=round notch=hole seed=29 radius=.13
screen 6.83 2800x1272 amoled 120 1500; performance sd7sg3 no android; cameras 50 3 32 3
power 6000 80 ~; links nano_esim yes yes wifi6; body ip69 194
sell white slate : 8/256=31990 12/512=36990
ru Спинка меняет рисунок на холоде, а перископ трёхкратно приближает без потерь.
en The back changes its pattern in the cold, and the periscope zooms three times without loss.
= realme | C75 | 2024-12 | 57 | cn | cameras=2 island=square notch=hole seed=40 radius=.12
screen 6.72 2400x1080 ips 90 690; performance g99 yes android; cameras 50 2 8 ~
power 6000 45 ~; links nano2 yes no wifi5; body ip69 196
sell black gold : 8/128=13990 8/256=15990
ru Его можно мыть под краном: защита от горячих струй в недорогом телефоне.
en You can wash it under the tap: protection against hot jets in an inexpensive phone.
= nothing | Phone (3a) | 2025-03 | 59 | in | cameras=3 island=bar notch=hole seed=25 radius=.15
screen 6.77 2392x1080 amoled 120 3000; performance sd7sg3 no android; cameras 50 3 32 2
power 5000 50 ~; links nano2 yes yes wifi6; body ip64 201
sell black white blue : 8/128=29990 12/256=33990
ru Прозрачная спинка со световыми полосами подсказывает, кто звонит, не включая экран.
en The see-through back with light strips tells who is calling without waking the screen.
= nothing | Phone (3) | 2025-07 | 52 | in | cameras=3 island=none notch=hole seed=42 radius=.16
screen 6.67 2800x1260 amoled 120 4500; performance sd8sg4 no android; cameras 50 3 50 3
power 5150 65 15; links nano_esim yes yes wifi7; body ip68 218
sell black white : 12/256=59990 16/512=67990
ru Круглый матричный экранчик на спинке показывает таймер, заряд и имя звонящего.
en A round dot-matrix display on the back shows the timer, the charge and the caller.
= tecno | Camon 40 Pro | 2025-04 | 62 | cn | cameras=2 island=square notch=hole seed=32 radius=.13
screen 6.78 2436x1080 amoled 144 1600; performance g100u no android; cameras 50 2 50 ~
power 5200 45 ~; links nano2 yes no wifi5; body ip68 179
sell black green sky : 8/256=19990 12/256=21490
ru Кнопка быстрой съёмки ловит кадр раньше, чем ребёнок убежит.
en The quick-shot button catches the frame before the child runs off.
= tecno | Spark 40 | 2025-07 | 58 | cn | cameras=2 island=pill notch=hole seed=44 radius=.12
screen 6.67 1600x720 ips 120 600; performance t7250 yes android; cameras 50 2 8 ~
power 5200 45 ~; links nano2 yes no wifi5; body ip64 180
sell black white titanium : 6/128=9490 8/256=11490
ru Быстрая зарядка и пыленепроницаемый корпус за цену пары кроссовок.
en Fast charging and a dust-tight body for the price of a pair of trainers.
= huawei | nova 14 Pro | 2025-10 | 50 | cn | cameras=3 island=pill notch=pill seed=35 radius=.16
screen 6.78 2700x1224 ltpo 120 3000; performance kirin8020 no harmony; cameras 50 3 50 3
power 5500 100 ~; links nano_esim yes no wifi6; body ip65 191
sell black white gold : 12/256=44990 12/512=49990
ru Две фронтальные камеры: одна для портретов, другая для большой компании.
en Two front cameras: one for portraits, another for a large company.
"""
