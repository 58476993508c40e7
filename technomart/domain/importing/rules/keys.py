"""Knowing a line again: keys, SKUs, addresses and codes that follow from the text alone, never from the order."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from technomart.foundation.slugs import slug

LETTERS = "bcdfghjklmnpqrstvwxz"
"""Tails have no vowels and no digits: they make no words, and nobody finds goods by them when looking for others."""

KEY_LENGTH = 14
"""60 bits: among a million goods of one mapping two share a key once in two million imports."""

LONGEST_CODE = 64
LONGEST_STEM = 100
KEY = re.compile(rf"[{LETTERS.upper()}]{{{KEY_LENGTH}}}")
_OTHER = re.compile(r"[^a-z0-9._~-]+")


def digest_of(parts: Iterable[str]) -> bytes:
    """A hash of these texts that no other division of the same letters has."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.digest()


def line_key(columns: Sequence[str], cells: Sequence[str]) -> bytes:
    """The key of a line: a hash of its cells by the names of their columns, in whatever order these stand."""
    named = sorted(zip(columns, cells, strict=True))
    return digest_of(text for pair in named for text in pair)


class Ordinals:
    """Counts equal lines: the first is 1, the next 2. Equal lines are exchangeable, so the order says nothing."""

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def next(self, key: bytes) -> int:
        self._seen[key] += 1
        return self._seen[key]


def tail_of(key: bytes, ordinal: int) -> str:
    """Fourteen letters for this line among its equals."""
    left = int.from_bytes(hashlib.blake2b(key + ordinal.to_bytes(8, "big"), digest_size=8).digest(), "big")
    letters = []
    for _ in range(KEY_LENGTH):
        left, place = divmod(left, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters).upper()


def sku_of(mapping_code: str, tail: str) -> str:
    """`cpu` and a tail make `CPU-KVFT…`: the goods of a mapping are known by how their SKUs begin."""
    return f"{mapping_code.upper()}-{tail}"


def is_sku_of(mapping_code: str, sku: str) -> bool:
    """Whether goods with this SKU came by this mapping."""
    begin = f"{mapping_code.upper()}-"
    return sku.startswith(begin) and KEY.fullmatch(sku[len(begin) :]) is not None


def address_of(name: str, tail: str) -> str:
    """The address of goods: their name and the tail, so that goods of the same name never share one."""
    return f"{slug(name)[:LONGEST_STEM].rstrip('-')}-{tail.lower()}"


def option_code(value: str) -> str:
    """The code of a value in addresses: readable, and different for values that differ in more than case.

    `SATA 6.0 Gb/s` becomes `sata_6.0_gb~s`, `AM3+` becomes `am3plus`. What cannot be written so gets a hash.
    """
    folded = " ".join(value.split()).casefold().replace("\u00d7", "x")
    plain = folded.replace(" ", "_").replace("+", "plus").replace("/", "~")
    readable = plain.replace("_", " ").replace("plus", "+").replace("~", "/")
    if readable == folded and len(plain) <= LONGEST_CODE and plain[0].isalnum() and not _OTHER.search(plain):
        return plain
    stem = _OTHER.sub("-", plain).strip("-._~") if plain.isascii() else slug(folded)
    return f"{stem[: LONGEST_CODE - 7].rstrip('-._~') or 'x'}-{digest_of([folded]).hex()[:6]}"
