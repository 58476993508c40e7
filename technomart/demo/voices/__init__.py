"""How shoppers talk: fragments by kind of goods that reviews and questions are composed of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from technomart.demo.goods import SpecValue
from technomart.demo.tables import rows
from technomart.demo.telling import fits
from technomart.demo.voices import general, house, living, mobile, parts

CONDITION = re.compile(r"\{\w+[=<>][\w.]+\}")


@dataclass
class Voice:
    """What people say about one product type."""

    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)
    glad: list[str] = field(default_factory=list)
    sorry: list[str] = field(default_factory=list)
    asked: list[tuple[str, list[str]]] = field(default_factory=list)
    """A question with its possible answers: the first that fits the model's specs is given."""

    def about(self, specs: Mapping[str, SpecValue]) -> Voice:
        """Only what is true of a thing with these specs: nobody praises a dock that is not there."""

        def true(lines: list[str]) -> list[str]:
            return [CONDITION.sub("", line) for line in lines if fits(line, specs)]

        return Voice(true(self.pros), true(self.cons), true(self.glad), true(self.sorry), self.asked)


def voices() -> dict[str, Voice]:
    """p and c list merits and faults, + and - tell them as sentences, ? asks."""
    found: dict[str, Voice] = {}
    voice = Voice()
    for table in (mobile.TABLE, living.TABLE, parts.TABLE, house.TABLE):
        for row in rows(table):
            mark, _, text = row.partition(" ")
            if mark == "=":
                voice = found[text] = Voice()
            elif mark == "p":
                voice.pros += [item.strip() for item in text.split(";")]
            elif mark == "c":
                voice.cons += [item.strip() for item in text.split(";")]
            elif mark == "+":
                voice.glad.append(text)
            elif mark == "-":
                voice.sorry.append(text)
            elif mark == "?":
                question, *answers = (cell.strip() for cell in text.split("|"))
                voice.asked.append((question, answers))
    return found


def band(table: str, code: str) -> list[str]:
    """The sentences of one mood: g glad, m mixed, s sorry."""
    return [row[2:] for row in rows(table) if row.startswith(f"{code} ")]


@dataclass(frozen=True)
class Mood:
    openers: list[str]
    scenes: list[str]
    closers: list[str]
    replies: list[str]


def moods() -> dict[str, Mood]:
    tables = (general.OPENERS, general.SCENES, general.CLOSERS, general.REPLIES)
    return {code: Mood(*(band(table, code) for table in tables)) for code in "gms"}


def as_said_by(text: str, woman: bool) -> str:
    """Past tense agrees with the writer: купил and купила, ошибался and ошибалась."""
    return text.replace("{а}", "а" if woman else "").replace("{ась}", "ась" if woman else "ся")


def may_say(text: str, woman: bool) -> bool:
    """Only wives have husbands to mention here, and only husbands wives."""
    words = text.lower()
    if "муж" in words:
        return woman
    return not (woman and "жена" in words)
