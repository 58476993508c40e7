"""Routers and mesh systems."""

from technomart.demo.tables import Line, Sizes

SHEET = """
# main
wifi RFK
mesh RF | Mesh-сеть | Mesh | bool
speed_mbps RFCK+ | Суммарная скорость Wi-Fi | Total Wi-Fi speed | number | Мбит/с | Mbit/s
pack_of_set | Комплект | Pack | choice
units RFC | Устройств в комплекте | Units in the pack | number | шт. | pcs
# links
lan_ports RFC+ | Портов LAN | LAN ports | number | шт. | pcs
wan_gbit RFCK+ | Порт WAN | WAN port | number 1 | Гбит/с | Gbit/s
usb_a C+
lte F | Модем 4G | 4G modem | bool
vpn RF | VPN-сервер | VPN server | bool
# body
antennas C | Внешних антенн | External antennas | number
weight_g C-
colour R
"""

GOODS = """
= keenetic | Hopper SE | 2024-09 | 89 | cn | antennas=4 style=slab
main wifi6 yes 3000; links 3 1 1 no yes; body 4 360
sell white : 1=8490
ru Поставил, ответил на три вопроса мастера и забыл, где он стоит.
en Install it, answer three questions and forget where it stands.
= keenetic | Titan | 2024-06 | 55 | cn | antennas=4 style=slab
main wifi6 yes 6000; links 5 2.5 2 no yes; body 4 640
sell graphite : 1=21990
ru Для тарифа быстрее гигабита и дома, где всё в сети.
en For plans beyond a gigabit and homes where everything is online.
= keenetic | Starter | 2023-08 | 82 | cn | antennas=2 style=slab
main wifi4 yes 300; links 3 0.1 0 no yes; body 2 230
sell white : 1=2990
ru Для дачи и студии: просто и надолго.
en For a dacha or a studio: simple and lasting.
= keenetic | Hero 4G+ | 2024-03 | 47 | cn | antennas=4 style=slab
main wifi6 yes 1800; links 4 1 1 yes yes; body 4 520
sell graphite : 1=15990
ru Переходит на мобильную связь раньше, чем вы заметите обрыв провода.
en It moves to mobile before you notice the cable is down.
= tplink | Archer AX55 | 2021-06 | 85 | vn | antennas=4 style=slab
main wifi6 yes 3000; links 4 1 1 no yes; body 4 580
sell graphite : 1=6490
ru Добротный Wi-Fi 6 на двухкомнатную квартиру.
en Solid Wi-Fi 6 for a two-room flat.
= tplink | Deco X50 | 2022-02 | 69 | vn | style=mesh
main wifi6 yes 3000; links 3 1 0 no no; body 0 450
sell white : 1=6990 2=12990 3=17990
ru Белые столбики вместо антенн: сеть без мёртвых углов.
en White cylinders instead of antennas: a network with no dead corners.
= tplink | Archer BE400 | 2024-11 | 50 | vn | antennas=4 style=slab
main wifi7 yes 6500; links 4 2.5 1 no yes; body 4 700
sell graphite : 1=14990
ru Wi-Fi 7 без игрового вида и игровой цены.
en Wi-Fi 7 without gaming looks and gaming prices.
= asus | RT-BE88U | 2024-04 | 38 | cn | antennas=4 style=gaming accent=#ff5f5f
main wifi7 yes 7200; links 9 10 1 no yes; body 4 907
sell black : 1=34990
ru Два порта на 10 гигабит для тех, у кого дома сервер.
en Two ten-gigabit ports for those with a server at home.
= xiaomi | Router AX3000T | 2023-08 | 91 | cn | antennas=4 style=slab
main wifi6 yes 3000; links 3 1 0 no no; body 4 330
sell white : 1=3490
ru Недорогой Wi-Fi 6, к которому телефон подключают касанием.
en Inexpensive Wi-Fi 6 that a phone joins with a touch.
"""

PHRASES = """
# speed
Стандарт {wifi}, суммарная скорость до {speed_mbps} Мбит/с. | {wifi} with up to {speed_mbps} Mbit/s in
> total.
Проводной вход {wan_gbit>2}{wan_gbit} Гбит/с не станет узким местом. | The {wan_gbit} Gbit/s wired input
> will not be the bottleneck.
# ports
Портов для проводных устройств: {lan_ports}. | It has {lan_ports} ports for wired devices.
# extra
Соединяется с другими в одну сеть{mesh=yes}, телефон переходит между ними без обрыва. | It joins others in
> one network, and the phone moves between them without a drop.
Свой VPN-сервер{vpn=yes} открывает домашние файлы из поездки. | Its own VPN server opens home files on a
> trip.
Резервный модем{lte=yes} спасёт рабочий звонок. | The backup modem saves a work call.
"""

LINE = Line(
    code="router",
    name="Роутеры",
    name_en="Routers",
    noun="Роутер",
    noun_en="router",
    gender="m",
    category="routers",
    sheet=SHEET,
    goods=GOODS,
    phrases=PHRASES,
    kind="router",
    views=("angle", "detail"),
    warranty=24,
    service=48,
    box=(350, 300, 220, 80),
    sizes=Sizes("pack_of_set", "{0} шт.", "pack of {0}", ("units",), 1, ("1",)),
    tail="{wifi}",
    declared=True,
)
