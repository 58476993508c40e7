"""Air purifiers."""

from technomart.demo.tables import Line

SHEET = """
# main
purifier_m2 RFCK+ | Площадь | Room area | number | м² | m²
cadr RFCK+ | Подача чистого воздуха | CADR | number | м³/ч | m³/h
filter_class RFK
sensor RF | Датчик качества воздуха | Air quality sensor | bool
# work
noise_db RC-
app RF
assistant F
filter_months C+ | Ресурс фильтра | Filter life | number | мес. | months
# power
power_w RC-
# body
weight_kg RC-
colour R
"""

GOODS = """
= xiaomi | Smart Air Purifier 4 | 2021-11 | 88 | cn | value=8
main 48 400 hepa13 yes; work 64 yes alice 12; power 30; body 5.6
sell white : 14990
ru Показывает, каким воздухом вы дышите, и исправляет его за десять минут.
en It shows the air you breathe and mends it in ten minutes.
= xiaomi | Smart Air Purifier 4 Compact | 2022-05 | 80 | cn | value=5
main 27 230 hepa13 yes; work 61 yes alice 12; power 27; body 2.2
sell white : 7490
ru Для детской и спальни: ночью его не слышно.
en For a nursery and a bedroom: inaudible at night.
= philips | 2000i AC2936 | 2022-03 | 45 | cn | value=12
main 98 380 nano yes; work 56 yes alexa 36; power 50; body 8
sell white : 29990
ru Фильтр служит три года, датчик считает пыль тысячу раз в секунду.
en The filter lasts three years, the sensor counts dust a thousand times a second.
= dyson | Purifier Cool TP10 | 2023-09 | 38 | my | value=5
main 81 290 hepa13 yes; work 62 yes siri,alexa 12; power 40; body 4.7
sell white : 49990
ru Летом веет прохладой, зимой просто чистит.
en A cool breeze in summer, plain cleaning in winter.
= polaris | PPA 5068i | 2021-10 | 51 | cn | value=21
main 40 300 hepa13 yes; work 55 yes alice 12; power 50; body 5
sell white graphite : 11990
ru Ионизатор отключается отдельно, приложение по-русски.
en The ioniser switches off separately, and the app is in Russian.
"""

PHRASES = """
# air
Подаёт {cadr} м³ чистого воздуха в час, рассчитан на {purifier_m2} м². | It delivers {cadr} m³ of clean
> air an hour for {purifier_m2} m².
Фильтр {filter_class} задерживает пыльцу, шерсть и дым. | The {filter_class} filter holds pollen, hair and
> smoke.
# sensor
Датчик{sensor=yes} сам прибавляет обороты, когда жарят рыбу. | The sensor speeds up by itself when fish is
> fried.
Фильтра хватает на {filter_months#месяц,месяца,месяцев}. | The filter lasts {filter_months#month,months}.
# noise
На полной скорости шумит до {noise_db} дБ, потребляет {power_w} Вт. | At full speed it makes {noise_db} dB
> and draws {power_w} W.
"""

LINE = Line(
    code="purifier",
    name="Очистители воздуха",
    name_en="Air purifiers",
    noun="Очиститель воздуха",
    noun_en="air purifier",
    gender="m",
    category="air-purifiers",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="purifier",
    views=("tower", "detail"),
    warranty=12,
    service=60,
    box=(1400, 300, 300, 620),
)
