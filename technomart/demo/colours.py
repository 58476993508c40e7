"""The colours goods come in: how each is called, declined and painted."""

from __future__ import annotations

from technomart.demo.devices.colour import PALETTE
from technomart.demo.goods import Option

ENDINGS = {
    "ый": {"m": "ый", "f": "ая", "n": "ое", "p": "ые"},
    "ий": {"m": "ий", "f": "яя", "n": "ее", "p": "ие"},
    "ой": {"m": "ой", "f": "ая", "n": "ое", "p": "ые"},
}

TABLE = """
black | чёрный | black
white | белый | white
graphite | графитовый | graphite
silver | серебристый | silver
titanium | титановый | titanium
steel | стальной | steel
slate | серый | grey
midnight | полуночный | midnight
navy | тёмно-синий | navy
blue | синий | blue
sky | голубой | sky blue
teal | бирюзовый | teal
green | зелёный | green
sage | шалфейный | sage
mint | мятный | mint
yellow | жёлтый | yellow
orange | оранжевый | orange
coral | коралловый | coral
red | красный | red
rose | пудровый | rose
pink | розовый | pink
lavender | лавандовый | lavender
purple | фиолетовый | purple
gold | золотой | gold
sand | песочный | sand
cream | кремовый | cream
copper | медный | copper
brown | коричневый | brown
"""


def colours() -> tuple[Option, ...]:
    """Every colour by its dictionary form, with the swatch that the pictures are painted in."""
    found = []
    for row in TABLE.strip().splitlines():
        code, name, name_en = (cell.strip() for cell in row.split("|"))
        found.append(Option(code=code, name=name, name_en=name_en, colour=PALETTE[code]))
    return tuple(found)


def agree(adjective: str, gender: str) -> str:
    """The adjective in the gender of its noun: чёрный, чёрная, чёрное, чёрные (m, f, n, p)."""
    return adjective[:-2] + ENDINGS[adjective[-2:]][gender]
