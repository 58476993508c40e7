"""Writes what the shop says about a model, in Russian and English, out of its real specs."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from decimal import Decimal

from technomart.demo.goods import Spec, SpecValue
from technomart.demo.naming import spoken
from technomart.demo.tables import Draft, cells, rows

FIELD = re.compile(r"\{(\w+)([=<>][\w.]+)?(?:#([^}]+))?\}")


def plural(count: int, forms: list[str]) -> str:
    """час, часа, часов for Russian; port, ports for English."""
    if len(forms) == 2:
        return forms[0] if count == 1 else forms[1]
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return forms[1]
    return forms[2]


def fits(template: str, specs: Mapping[str, SpecValue]) -> bool:
    """A phrase may be said if the model has every spec it names; {nfc=yes} and {hours>20} ask for a value."""
    for code, wanted, _ in FIELD.findall(template):
        if code not in specs or not _meets(specs[code], wanted):
            return False
    return True


def _meets(value: SpecValue, wanted: str) -> bool:
    if not wanted:
        return value is not False
    sign, bound = wanted[0], wanted[1:]
    if sign == "=":
        plain = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        return plain == bound or (isinstance(value, tuple) and bound in value)
    if not isinstance(value, Decimal):
        return False
    return value > Decimal(bound) if sign == ">" else value < Decimal(bound)


def fill(template: str, specs: Mapping[str, SpecValue], known: Mapping[str, Spec], *, english: bool = False) -> str:
    """«{hours#час,часа,часов}» says 15 часов; a bare condition like {nfc=yes} says nothing."""

    def say(match: re.Match[str]) -> str:
        code, wanted, forms = match.groups()
        if wanted:
            return ""
        text = spoken(known[code], specs[code], english)
        if not forms:
            return text
        value = specs[code]
        count = int(str(value).partition(".")[0]) if "." not in str(value) else 2
        return f"{text} {plural(count, forms.split(','))}"

    text = re.sub(r"\s+", " ", FIELD.sub(say, template)).strip()
    return text[:1].upper() + text[1:]


def topics(table: str) -> list[list[tuple[str, str]]]:
    """Phrases of a line by topic; a topic begins with #."""
    found: list[list[tuple[str, str]]] = []
    for row in rows(table):
        if row.startswith("#"):
            found.append([])
        elif row:
            russian, english = cells(row)
            found[-1].append((russian, english))
    return found


def texts(draft: Draft, slug: str, specs: Mapping[str, SpecValue], known: Mapping[str, Spec]) -> tuple[str, str]:
    """The model's own sentence, then two or three about what its specs mean for the shopper."""
    rng = random.Random(f"text/{slug}")
    said, said_en = [draft.hook], [draft.hook_en]
    fitting = [[phrase for phrase in topic if fits(phrase[0], specs)] for topic in topics(draft.line.phrases)]
    chosen = [topic for topic in fitting if topic]
    if len(chosen) > 3:
        keep = sorted(rng.sample(range(len(chosen)), 3))
        chosen = [chosen[place] for place in keep]
    for topic in chosen:
        russian, english = rng.choice(topic)
        said.append(fill(russian, specs, known))
        said_en.append(fill(english, specs, known, english=True))
    return " ".join(said), " ".join(said_en)
