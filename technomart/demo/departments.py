"""The tree of departments and categories that shoppers walk through."""

from __future__ import annotations

from technomart.demo.goods import Category

# Two spaces of indent a level: slug | name | English | icon | product type of a leaf.
TREE = """
phones | Смартфоны и связь | Phones and mobile | phone
  smartphones | Смартфоны | Smartphones | phone | smartphone
  smartwatches | Умные часы и браслеты | Smart watches and bands | watch | smartwatch
  phone-power | Питание в дороге | Power on the go | battery
    power-banks | Внешние аккумуляторы | Power banks | battery | powerbank
    chargers | Зарядные устройства | Chargers | plug | charger
laptops-and-tablets | Ноутбуки и планшеты | Laptops and tablets | laptop
  laptops | Ноутбуки и ультрабуки | Laptops and ultrabooks | laptop | laptop
  gaming-laptops | Игровые ноутбуки | Gaming laptops | laptop | laptop
  tablets | Планшеты | Tablets | tablet | tablet
  e-readers | Электронные книги | E-readers | book | ereader
tv-and-video | Телевизоры и аудио | TV and video | tv
  tvs | Телевизоры | TVs | tv | tv
  soundbars | Саундбары | Soundbars | soundbar | soundbar
  projectors | Проекторы | Projectors | projector | projector
sound | Наушники и звук | Headphones and sound | headphones
  over-ear-headphones | Полноразмерные наушники | Over-ear headphones | headphones | headphones
  earbuds | Наушники-вкладыши | Earbuds | earbuds | headphones
  shelf-speakers | Полочная акустика | Bookshelf speakers | speaker | speaker
  portable-speakers | Портативные колонки | Portable speakers | speaker | speaker
components | Комплектующие | PC components | gpu
  graphics-cards | Видеокарты | Graphics cards | gpu | gpu
  processors | Процессоры | Processors | cpu | cpu
  motherboards | Материнские платы | Motherboards | motherboard | motherboard
  memory | Оперативная память | Memory | memory | memory
  ssds | Твердотельные накопители | Solid-state drives | ssd | ssd
  power-supplies | Блоки питания | Power supplies | plug | psu
peripherals | Периферия и сети | Peripherals and networking | keyboard
  monitors | Мониторы | Monitors | monitor | monitor
  input | Клавиатуры и мыши | Keyboards and mice | keyboard
    keyboards | Клавиатуры | Keyboards | keyboard | keyboard
    mice | Мыши | Mice | mouse | mouse
  printers | Принтеры и МФУ | Printers | printer | printer
  routers | Роутеры | Routers | router | router
gaming | Игры и консоли | Games and consoles | gamepad
  consoles | Игровые приставки | Consoles | console | console
  gamepads | Геймпады | Gamepads | gamepad | gamepad
  vr-headsets | Шлемы виртуальной реальности | VR headsets | vr | vr
smart-home | Умный дом | Smart home | home
  smart-speakers | Умные колонки | Smart speakers | speaker | speaker
  smart-lights | Умный свет | Smart lights | lamp | lamp
  robot-vacuums | Роботы-пылесосы | Robot vacuums | robot | robot_vacuum
  air-purifiers | Очистители воздуха | Air purifiers | fan | purifier
appliances | Бытовая техника | Home appliances | washer
  large-appliances | Крупная техника | Large appliances | fridge
    fridges | Холодильники | Refrigerators | fridge | fridge
    washers | Стиральные машины | Washing machines | washer | washer
  kitchen | Техника для кухни | Kitchen appliances | coffee
    coffee-machines | Кофемашины | Coffee machines | coffee | coffee_machine
    kettles | Электрочайники | Kettles | kettle | kettle
    microwaves | Микроволновые печи | Microwaves | microwave | microwave
  care | Уход за домом и собой | Home and personal care | vacuum
    cordless-vacuums | Вертикальные пылесосы | Cordless vacuums | vacuum | vacuum
    hair-dryers | Фены | Hair dryers | hairdryer | hairdryer
photo | Фото и видео | Photo and video | camera
  cameras | Беззеркальные камеры | Mirrorless cameras | camera | camera
  action-cameras | Экшн-камеры | Action cameras | camera | action_camera
"""


def categories() -> tuple[Category, ...]:
    found: list[Category] = []
    trail: list[str] = []
    for position, row in enumerate(TREE.strip().splitlines()):
        depth = (len(row) - len(row.lstrip())) // 2
        slug, name, name_en, icon, *leaf = (cell.strip() for cell in row.split("|"))
        del trail[depth:]
        parent = trail[-1] if trail else None
        found.append(Category(slug, name, name_en, parent, leaf[0] if leaf else None, icon, position))
        trail.append(slug)
    return tuple(found)
