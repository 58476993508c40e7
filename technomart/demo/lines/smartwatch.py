"""Smart watches and fitness bands."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# screen
screen_inch RC+
panel RF
brightness_nits C+
# main
watch_kind RFK | Вид | Kind | choice | watch умные часы / smart watch; sport спортивные часы / sports
> watch; band фитнес-браслет / fitness band
case_set | Размер | Size | choice
case_mm FCK | Размер корпуса | Case size | number | мм | mm
os RF
works_with RF | Совместимость | Works with | multi | ios iOS; android Android
days RFCK+ | Работа без подзарядки | Battery life | number 1 | дн. | days
# work
gps RFK | Встроенный GPS | Built-in GPS | bool
ecg F | ЭКГ | ECG | bool
calls F | Звонки с часов | Calls | bool
nfc RF
maps F | Карты без телефона | Offline maps | bool
# body
protection RF
weight_g C-
colour RF
"""

GOODS = """
= apple | Watch Series 11 | 2025-09 | 90 | cn | shape=square band=sport face_kind=rings seed=2
screen 1.96 ltpo 2000; main watch watchos ios 1; work yes yes yes yes yes; body atm5 37
sell black silver rose : 42=42990 46=46990
ru Следит за давлением и сном, а в аварии сам вызовет помощь.
en It watches blood pressure trends and sleep, and calls for help after a crash.
= apple | Watch SE 3 | 2025-09 | 80 | cn | shape=square band=sport face_kind=digital seed=5
screen 1.78 ltpo 1000; main watch watchos ios 1; work yes no yes yes no; body atm5 30
sell midnight silver : 40=26990 44=29990
ru Первые недорогие Apple Watch с экраном, который не гаснет.
en The first inexpensive Apple Watch with an always-on display.
= apple | Watch Ultra 3 | 2025-09 | 60 | cn | shape=square band=sport face_kind=analog band_color=orange
> seed=8
screen 2.13 ltpo 3000; main sport watchos ios 1.8; work yes yes yes yes yes; body atm10 61
sell titanium black : 49=89990
ru Для глубины, высоты и мест, где нет связи: зовёт на помощь через спутник.
en For depth, height and places with no signal: it calls for help by satellite.
= samsung | Galaxy Watch8 | 2025-07 | 72 | vn | shape=round band=sport face_kind=analog seed=11
screen 1.47 amoled 3000; main watch wearos android 1.5; work yes yes yes yes no; body atm5 34
sell graphite silver : 40=24990 44=27990
ru Тоньше прежних на одиннадцать процентов и лежат на запястье плотнее.
en Eleven per cent thinner than before and snugger on the wrist.
= huawei | Watch GT 6 | 2025-09 | 78 | cn | shape=round band=leather face_kind=analog band_color=brown
> seed=14
screen 1.47 amoled 3000; main watch harmony ios,android 21; work yes yes yes no yes; body atm5 51
sell black silver gold : 41=19990 46=21990
ru Стальные часы, которые заряжают раз в три недели.
en Steel watches you charge once in three weeks.
= huawei | Watch Fit 4 Pro | 2025-05 | 69 | cn | shape=square band=sport face_kind=digital
> seed=17
screen 1.82 amoled 3000; main watch harmony ios,android 10; work yes yes yes no yes; body atm5 30
sell black blue green : 44=19990
ru Титан, сапфир и датчик глубины в корпусе тоньше сантиметра.
en Titanium, sapphire and a depth sensor in a body under a centimetre.
= xiaomi | Watch S4 | 2025-02 | 66 | cn | shape=round band=leather face_kind=analog seed=20
screen 1.43 amoled 2200; main watch own ios,android 15; work yes no yes no no; body atm5 45
sell black silver : 47=12990
ru Ободок снимается: один на работу, другой на пробежку.
en The bezel comes off: one for work, another for a run.
= xiaomi | Smart Band 10 | 2025-07 | 92 | cn | shape=band band=sport face_kind=digital seed=23
screen 1.72 amoled 1500; main band own ios,android 21; work no ~ no no no; body atm5 16
sell black silver rose mint : 3990
ru Браслет, о котором забываешь: 16 граммов и три недели без зарядки.
en A band you forget about: 16 grams and three weeks without charging.
= amazfit | Balance 2 | 2025-06 | 75 | cn | shape=round band=sport face_kind=rings seed=26
screen 1.5 amoled 2000; main sport zepp ios,android 21; work yes no yes no yes; body atm10 43
sell black : 47=21990
ru Сапфировое стекло, карты местности и погружения до 45 метров.
en Sapphire glass, terrain maps and dives to 45 metres.
= amazfit | T-Rex 3 | 2024-09 | 63 | cn | shape=round band=sport face_kind=digital
> seed=29
screen 1.5 amoled 2000; main sport zepp ios,android 27; work yes no no no yes; body atm10 68
sell black sand : 48=19990
ru Выдерживают мороз в тридцать градусов и почти месяц работают без розетки.
en They stand thirty degrees of frost and run almost a month off the grid.
= garmin | Forerunner 265 | 2023-03 | 54 | tw | shape=round band=sport face_kind=rings
> seed=32
screen 1.3 amoled 1000; main sport garmin ios,android 13; work yes no no yes no; body atm5 47
sell black white : 46=44990
ru Тренер на руке: подскажет темп, нагрузку и день отдыха.
en A coach on the wrist: it suggests pace, load and the day of rest.
= garmin | fenix 8 | 2024-08 | 44 | tw | shape=round band=sport face_kind=analog seed=35
screen 1.4 amoled 1000; main sport garmin ios,android 16; work yes yes yes yes yes; body atm10 80
sell slate black : 47=99990 51=109990
ru Часы для гор с фонариком, картами и кнопками, которые слушаются в перчатках.
en Mountain watches with a torch, maps and buttons that obey gloved fingers.
"""

PHRASES = """
# battery
Без подзарядки работают {days>9}{days#день,дня,дней}, так что в отпуск кабель можно не брать. | They run
> {days#day,days} on a charge, so the cable can stay at home on holiday.
Заряда хватает на {days#день,дня,дней} обычной жизни с уведомлениями и тренировками. | A charge lasts
> {days#day,days} of ordinary life with notifications and workouts.
# screen
Экран {panel} на {screen_inch}″ светится до {brightness_nits} нит и читается на солнце. | The
> {screen_inch}″ {panel} screen shines up to {brightness_nits} nits and reads well in the sun.
# gps
Собственный GPS{gps=yes} записывает маршрут без телефона, защита {protection} пускает в бассейн. |
> Built-in GPS records the route without a phone, and {protection} lets you into the pool.
Телефон рядом нужен только для маршрута{gps=no}, шаги и сон прибор считает сам. | A phone is needed only
> for routes; steps and sleep are counted on the wrist.
# pay
NFC{nfc=yes} пригодится для оплаты одним касанием. | NFC helps to pay with a touch.
Отвечать на звонки{calls=yes} можно прямо с запястья. | Calls can be answered right from the wrist.
"""

LINE = Line(
    code="smartwatch",
    name="Умные часы и браслеты",
    name_en="Smart watches and bands",
    noun="Умные часы",
    noun_en="smart watch",
    gender="p",
    category="smartwatches",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="watch",
    views=("front", "angle", "back"),
    warranty=12,
    service=24,
    box=(160, 120, 100, 80),
    sizes=Sizes("case_set", "{0} мм", "{0} mm", ("case_mm",), 1),
    declared=True,
)
