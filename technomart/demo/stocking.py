"""Puts goods on the shelves: how many where, what is reduced, and which open boxes wait for a buyer."""

from __future__ import annotations

import random
from dataclasses import replace

from technomart.demo.goods import Condition, Variant
from technomart.demo.naming import Numbers, gtin
from technomart.demo.places import WAREHOUSE

SHOPS = ("tulskaya", "belorusskaya", "shchyolkovskaya", "voykovskaya")

OPEN_BOX = (
    ("Коробка вскрыта при проверке, сама вещь не использовалась. Комплект полный.",
     "The box was opened for a check, the item itself was not used. Nothing is missing."),
    ("Стояла на витрине два месяца. Едва заметная потёртость на нижней грани, на работу не влияет.",
     "Stood on display for two months. A barely visible scuff on the lower edge, no effect on use."),
    ("Возврат в течение 14 дней. Проверена в мастерской, следов использования нет, коробка помята.",
     "Returned within 14 days. Checked in our workshop, no signs of use, the box is dented."),
    ("Витринный образец. Защитные плёнки сняты, комплект полный, гарантия как у новой вещи.",
     "A display item. Protective films are removed, nothing is missing, the warranty is that of a new one."),
)  # fmt: skip
REFURBISHED = (
    ("Восстановлена изготовителем: заменён аккумулятор, корпус без царапин, гарантия 12 месяцев.",
     "Refurbished by the maker: new battery, no scratches, 12 months of warranty."),
    ("Восстановлена в сервисном центре: заменён экран, остальное прошло полную проверку.",
     "Refurbished at a service centre: new screen, everything else passed a full check."),
)  # fmt: skip
REFURBISHED_TYPES = ("smartphone", "laptop", "tablet")


def stock(sku: str, popularity: int, roubles: int) -> dict[str, int]:
    """Cheap and popular things lie in heaps, dear ones by the piece; some are sold out everywhere."""
    rng = random.Random(f"stock/{sku}")
    fate = rng.random()
    if fate < 0.06:
        return {}
    depth = 2 + popularity / 12 + (10 if roubles < 5_000 else 5 if roubles < 20_000 else 0)
    bulk = rng.randint(int(depth), int(depth * 4))
    if fate < 0.15:
        return {WAREHOUSE: bulk}
    if fate < 0.27:
        return {rng.choice(SHOPS): rng.randint(1, 2)}
    found = {WAREHOUSE: bulk}
    for shop in SHOPS:
        if rng.random() < 0.55 + popularity / 250:
            found[shop] = rng.randint(1, max(2, int(depth / 1.6)))
    return found


def pretty(roubles: float) -> int:
    """A shop's price: 1 290, 12 990, 129 990."""
    step = 100 if roubles < 10_000 else 1_000
    return max(step, round(roubles / step) * step) - 10


def old_price(slug: str, roubles: int) -> int | None:
    """What about one in six cost before its reduction, by 5 to 20 per cent."""
    rng = random.Random(f"was/{slug}")
    if rng.random() >= 0.155:
        return None
    was = pretty(roubles * rng.uniform(1.06, 1.25))
    return was if was > roubles else None


def second_life(new: Variant, kind: str, numbers: Numbers) -> Variant | None:
    """An open-box (or refurbished) copy of a new thing, one piece in one shop, at a lower price."""
    rng = random.Random(f"open/{new.slug}")
    if rng.random() >= 0.055 or new.price_kopecks < 900_000:
        return None
    worn = kind in REFURBISHED_TYPES and rng.random() < 0.4
    condition: Condition = "refurbished" if worn else "open_box"
    note, note_en = rng.choice(REFURBISHED if worn else OPEN_BOX)
    slug = f"{new.slug}-{condition.replace('_', '-')}"
    sku = numbers.sku(slug)
    share = rng.uniform(0.72, 0.82) if worn else rng.uniform(0.84, 0.92)
    mark, mark_en = ("восстановленный товар", "refurbished") if worn else ("вскрытая упаковка", "open box")
    return replace(
        new,
        sku=sku,
        slug=slug,
        name=f"{new.name}, {mark}",
        name_en=f"{new.name_en}, {mark_en}",
        gtin=gtin(sku),
        price_kopecks=pretty(new.price_kopecks / 100 * share) * 100,
        was_kopecks=None,
        condition=condition,
        condition_note=note,
        condition_note_en=note_en,
        twin=new.sku,
        stock={rng.choice(SHOPS): 1},
    )
