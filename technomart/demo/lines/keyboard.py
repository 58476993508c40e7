"""Keyboards."""

from technomart.demo.tables import Line

SHEET = """
# main
key_layout RFK | Размер | Layout | choice | full полноразмерная / full size; l96 96 %; tkl без цифрового
> блока /
> tenkeyless; l75 75 %; l65 65 %
switches RFCK | Переключатели | Switches | choice | membrane мембранные / membrane; scissor ножничные /
> scissor; red линейные / linear; brown тактильные / tactile; optical оптические / optical; hall магнитные
> / magnetic
hot_swap RF | Замена переключателей | Hot swap | bool
wireless RF
connection RFK
cyrillic RF | Русские буквы | Cyrillic legends | bool
# work
backlight RF
knob F | Ручка громкости | Volume knob | bool
hours C+
# body
metal RF
weight_g C-
colour RF
"""

GOODS = """
= keychron | K3 Max | 2024-03 | 73 | cn | layout=compact
main l75 brown yes yes usb,bt,radio yes; work white no 100; body yes 550
sell graphite : 10990
ru Низкий профиль для тех, кто пересел с ноутбука и не хочет привыкать заново.
en Low profile for those who come from a laptop and do not want to relearn.
= keychron | Q1 Max | 2024-01 | 47 | cn | layout=compact knob=yes
main l75 red yes yes usb,bt,radio yes; work rgb yes 100; body yes 1724
sell black white : 20990
ru Полтора килограмма алюминия: она не сдвинется и переживёт вас.
en A kilo and a half of aluminium: it will not budge and will outlive you.
= keychron | V3 | 2023-02 | 61 | cn | layout=tkl rgb=yes
main tkl brown yes no usb yes; work rgb no ~; body no 900
sell black : 7990
ru Мягкая подкладка внутри глушит звон: печатать приятно и соседям.
en Foam inside mutes the ring, so typing is pleasant for neighbours too.
= logitech | MX Keys S | 2023-05 | 84 | cn | layout=full
main full scissor no yes bt,radio yes; work white no 240; body yes 810
sell graphite white : 11990
ru Подсветка зажигается, когда руки подносят к клавишам.
en The light comes on as your hands approach the keys.
= logitech | G Pro X TKL Lightspeed | 2023-11 | 56 | cn | layout=tkl rgb=yes
main tkl brown no yes usb,bt,radio no; work rgb yes 50; body yes 980
sell black white pink : 18990
ru Турнирная: ничего лишнего, задержка меньше, чем у провода десять лет назад.
en Made for tournaments: nothing extra and less lag than a wire ten years ago.
= logitech | K380s | 2023-08 | 92 | cn | layout=compact
main l75 scissor no yes bt yes; work none no 8760; body no 415
sell graphite white rose : 3990
ru Круглые клавиши, три устройства и батарейки на несколько лет.
en Round keys, three devices and batteries for years.
= razer | Huntsman V3 Pro TKL | 2023-10 | 44 | cn | layout=tkl rgb=yes
main tkl optical no no usb no; work rgb yes ~; body yes 720
sell black white : 20990
ru Глубину срабатывания выставляют до десятой доли миллиметра.
en Actuation depth is set to a tenth of a millimetre.
= asus | ROG Strix Scope II 96 | 2023-09 | 50 | cn | layout=full rgb=yes
main l96 red yes yes usb,bt,radio yes; work rgb yes 90; body yes 1012
sell black : 14990
ru Цифровой блок остался, а стол стал свободнее на ширину мыши.
en The number pad stays, and the desk gains a mouse's width.
= msi | Vigor GK30 | 2020-06 | 67 | cn | layout=full rgb=yes
main full membrane no no usb yes; work rgb no ~; body no 900
sell black : 2990
ru Тихая мембрана с подсветкой: ночью не разбудит.
en A quiet lit membrane that wakes nobody at night.
= apple | Magic Keyboard Touch ID | 2024-10 | 58 | cn | layout=compact
main l75 scissor no yes bt,usb yes; work none no 720; body yes 239
sell silver : 13990
ru Палец вместо пароля и провод USB-C для зарядки раз в месяц.
en A finger for a password and USB-C to charge once a month.
"""

PHRASES = """
# switches
Переключатели {switches}, размер: {key_layout}. | {switches} switches, {key_layout} layout.
Переключатели меняют без паяльника{hot_swap=yes}. | Switches are changed without a soldering iron.
# link
Подключение: {connection}. | Connection: {connection}.
Помнит несколько устройств{wireless=yes} и переключается одной клавишей. | It remembers several devices
> and switches with one key.
Провод{wireless=no} избавляет от батареек и задержки. | The cable spares you batteries and lag.
# extra
Русские буквы на месте{cyrillic=yes}. | Cyrillic legends are in place.
Буквы только латинские{cyrillic=no}: печатать вслепую или с наклейками. | Legends are Latin only.
Металлическая основа{metal=yes} не прогибается под ударами. | The metal plate does not flex under fast
> typing.
"""

LINE = Line(
    code="keyboard",
    name="Клавиатуры",
    name_en="Keyboards",
    noun="Клавиатура",
    noun_en="keyboard",
    gender="f",
    category="keyboards",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="keyboard",
    views=("angle", "top"),
    warranty=12,
    service=36,
    box=(300, 470, 180, 60),
    declared=True,
)
