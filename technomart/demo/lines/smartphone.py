"""Smartphones: what is told about them and every model on the shelf."""

from technomart.demo.lines.smartphone_goods import ANDROID, FLAGSHIPS
from technomart.demo.tables import Line, Sizes

SHEET = """
# screen
screen_inch RFCK+
resolution RC
panel RFCK
refresh_hz RFC+
brightness_nits C+
# performance
soc RFCK | Процессор | Chipset | choice | a16 Apple A16; a18 Apple A18; a19 Apple A19; a19pro Apple A19 Pro;
> sd8elite5 Snapdragon 8 Elite Gen 5; sd8elite Snapdragon 8 Elite; sd8g3 Snapdragon 8 Gen 3;
> sd8sg4 Snapdragon 8s Gen 4; sd7g4 Snapdragon 7 Gen 4; sd7sg3 Snapdragon 7s Gen 3; sd6g4 Snapdragon 6 Gen
> 4;
> d9500 Dimensity 9500; d9400p Dimensity 9400+; d8450 Dimensity 8450; d8400u Dimensity 8400 Ultra;
> d7300 Dimensity 7300; d7300u Dimensity 7300 Ultra; d6300 Dimensity 6300; g99 Helio G99; g100u Helio G100
> Ultra;
> e2500 Exynos 2500; e1580 Exynos 1580; e1380 Exynos 1380; e1330 Exynos 1330; tensor4 Google Tensor G4;
> tensor5 Google Tensor G5; kirin9020 Kirin 9020; kirin8020 Kirin 8020; t7250 Unisoc T7250
memory_set R
ram_gb RFC+
storage_gb RFC+
memory_card RF
os RF
# cameras
main_mp RFCK+ | Основная камера | Main camera | number | Мп | MP
camera_count RC+ | Модулей основной камеры | Rear cameras | number
front_mp RC+ | Фронтальная камера | Front camera | number 1 | Мп | MP
optical_zoom FC+ | Оптическое приближение | Optical zoom | number 1 | × | ×
# power
battery_mah RFCK+
charge_w RFC+
wireless_w FC+
# links
sim RF | SIM-карты | SIM | choice | nano2 2 nano-SIM; nano_esim nano-SIM + eSIM; esim только eSIM / eSIM
> only
nfc RFC
g5 RF | 5G | 5G | bool
wifi RF
# body
protection RFC
weight_g RC-
colour RF
"""

PHRASES = """
# screen
Экран {screen_inch}″ обновляется до {refresh_hz} раз в секунду, лента и игры идут плавно.
> | The {screen_inch}″ screen refreshes up to {refresh_hz} times a second, so feeds and games run smoothly.
Пиковая яркость {brightness_nits>1700}{brightness_nits} нит: карту и сообщения видно и на полуденном
> солнце. | With a peak of {brightness_nits} nits, maps and messages stay readable in the midday sun.
Матрица AMOLED{panel=amoled} на {screen_inch}″ показывает настоящий чёрный и экономит заряд в тёмной теме.
> | The {screen_inch}″ AMOLED panel shows true black and saves power in the dark theme.
# chip
Процессор {soc} и {ram_gb} ГБ оперативной памяти держат под рукой все открытые приложения. | The {soc}
> chip and {ram_gb} GB of RAM keep every open app at hand.
За скорость отвечает {soc}, в начальной версии {storage_gb} ГБ памяти. | Speed comes from {soc}; the base
> version has {storage_gb} GB of storage.
Внутри {soc}{ram_gb>11}: хватает и на монтаж роликов, и на тяжёлые игры. | Inside is {soc}: enough for
> editing clips and for heavy games.
Есть место для карты памяти{memory_card=yes}, так что архив фотографий не придётся чистить. | There is a
> slot for a memory card{memory_card=yes}, so the photo archive need not be pruned.
# camera
Основная камера на {main_mp} Мп снимает чисто даже вечером, а {optical_zoom}-кратное приближение
> не теряет деталей. | The {main_mp} MP main camera stays clean in the evening, and the {optical_zoom}×
> optical zoom
> keeps the detail.
Главный модуль на {main_mp} Мп, фронтальный на {front_mp} Мп: хватит и для документов, и для семейного
> альбома. | {main_mp} MP at the back and {front_mp} MP at the front do for documents and the family album
> alike.
Модулей камеры {camera_count>2}{camera_count}, главный на {main_mp} Мп: широкий вид, обычный и крупный
> план без беготни. | There are {camera_count} rear cameras, the main one of {main_mp} MP: wide, plain and
> close views with no running about.
Снимает главной камерой на {main_mp} Мп, а себя и собеседника показывает фронтальной на {front_mp} Мп. |
> It shoots with a {main_mp} MP main camera and shows you in calls with a front one of {front_mp} MP.
# power
Аккумулятор на {battery_mah} мА·ч доживает до вечера с запасом и заряжается мощностью до {charge_w} Вт.
> | The {battery_mah} mAh battery lasts the day with room to spare and charges at up to {charge_w} W.
Заряжается по проводу до {charge_w} Вт и без провода до {wireless_w} Вт. | Charges at up to {charge_w} W by
> cable and {wireless_w} W without one.
Ёмкость {battery_mah>5400}{battery_mah} мА·ч: про вечернюю зарядку можно иногда забывать. | With
> {battery_mah} mAh you may now and then forget the evening charge.
Зарядка до {charge_w>60}{charge_w} Вт успевает, пока вы собираетесь. | Charging at up to {charge_w} W is
> done while you get ready.
# body
Корпус с защитой {protection} весит {weight_g} г. | The {protection} body weighs {weight_g} g.
Весит {weight_g} г, защита {protection}, расплатиться можно одним касанием{nfc=yes}. | It weighs
> {weight_g} g, is protected to {protection}, and pays with a touch.
NFC для оплаты и проезда на месте{nfc=yes}, связь пятого поколения тоже{g5=yes}. | NFC for payments and
> transit is on board, and so is 5G.
Место есть для eSIM и обычной карты{sim=nano_esim}: в поездке не придётся искать скрепку. | There is room
> for an eSIM and an ordinary card: no hunting for a paper clip on a trip.
Две обычные SIM-карты{sim=nano2} разделят работу и дом. | Two ordinary SIM cards keep work and home apart.
"""

LINE = Line(
    code="smartphone",
    name="Смартфоны",
    name_en="Smartphones",
    noun="Смартфон",
    noun_en="smartphone",
    gender="m",
    category="smartphones",
    sheet=SHEET,
    goods=FLAGSHIPS + ANDROID,
    phrases=PHRASES,
    kind="smartphone",
    views=("pair", "front", "back", "angle", "side"),
    warranty=12,
    service=36,
    box=(180, 175, 92, 45),
    sizes=Sizes("memory_set", "{0}/{1} ГБ", "{0}/{1} GB", ("ram_gb", "storage_gb"), 2),
    software="Единый магазин приложений RuStore, Яндекс с Алисой, Яндекс Карты, MAX, Госуслуги",
)
