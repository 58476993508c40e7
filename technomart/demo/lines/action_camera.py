"""Action cameras."""

from technomart.demo.tables import Line

SHEET = """
# main
video_max RFK
megapixels RFC+
view_deg RFC+ | Угол обзора | Field of view | number | ° | °
depth_m RFCK+ | Глубина без бокса | Depth without a case | number | м | m
# work
minutes RFCK+
storage_gb C+
# body
weight_g RC-
colour R
"""

GOODS = """
= gopro | Hero 13 Black | 2024-09 | 76 | cn
main uhd240 27 156 10; work 90 ~; body 159
sell black : 39990
ru Магнитное крепление: снял с руля и надел на шлем за секунду.
en A magnetic mount: off the handlebar and onto the helmet in a second.
= gopro | Hero | 2024-09 | 68 | cn
main uhd30 12 137 5; work 60 ~; body 86
sell black : 22990
ru Самая маленькая GoPro с экраном: для тех, кто просто хочет снять спуск.
en The smallest GoPro with a screen, for those who just want the descent on film.
= dji | Osmo Action 5 Pro | 2024-09 | 84 | cn
main uhd120 40 155 20; work 240 47; body 146
sell black : 34990
ru Четыре часа съёмки и двадцать метров под водой без бокса.
en Four hours of filming and twenty metres under water with no case.
= dji | Osmo Action 4 | 2023-08 | 71 | cn
main uhd120 10 155 18; work 160 ~; body 145
sell black : 24990
ru Большая матрица вытаскивает сумерки, мороз ей нипочём.
en The large sensor rescues twilight, and frost is nothing to it.
"""

PHRASES = """
# video
Видео до {video_max}, угол обзора {view_deg}°. | Video up to {video_max} over {view_deg}°.
# water
Погружается на {depth_m} м без бокса. | It dives to {depth_m} m with no case.
# battery
Снимает до {minutes#минуты,минут,минут} без подзарядки и весит {weight_g} г. | It films up to
> {minutes#minute,minutes} on a charge and weighs {weight_g} g.
"""

LINE = Line(
    code="action_camera",
    name="Экшн-камеры",
    name_en="Action cameras",
    noun="Экшн-камера",
    noun_en="action camera",
    gender="f",
    category="action-cameras",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="actioncam",
    views=("angle", "front"),
    warranty=12,
    service=24,
    box=(350, 170, 120, 80),
    tail="{video_max}",
)
