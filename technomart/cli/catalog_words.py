"""What `technomart catalog import` says: refusals as sentences, the report, the progress bar."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable

from technomart.domain.importing import Plan, Refusal
from technomart.foundation.errors import DomainError

SHOWN_REFUSALS = 50
BAR = 30
STEP_SECONDS = 0.1

SENTENCES = {
    "bad_quotes": "a quote stands inside a cell without being doubled",
    "broken_cell": "the cell points at a text that the file does not have",
    "error_cell": "the cell holds an error of the spreadsheet: {found}",
    "formula": "the cell holds a formula; save the sheet with values only",
    "key_repeated": "another line has the same key: {found}",
    "line_too_long": "the line is too long: {found}",
    "no_brand": "no brand can be read from it",
    "no_name": "the goods have no name",
    "no_value": "this spec is required, and the cell is empty",
    "not_a_count": "{found!r} is not a whole number of pieces",
    "not_a_number": "{found!r} is not a number",
    "not_a_price": "{found!r} is not a price above zero and within bounds",
    "not_yes_or_no": "{found!r} is neither yes nor no",
    "open_quote": "a quote is opened and not closed",
    "other_product": "the goods belong to another product already, not to {found!r}",
    "promised": "orders hold more pieces than the file counts: {found}",
    "several_values": "several values where one belongs: {found}",
    "strange_character": "there is a character that no price list needs: {found}",
    "too_large": "{found!r} is too large",
    "too_long": "the text is too long: {found}",
    "unknown_value": "{found!r} is not among the values of the mapping",
    "unmatched": "{found!r} does not look as the mapping says it should",
    "wrong_count": "the number of cells does not fit the header: {found}",
    "wrong_encoding": "the line is not written in the encoding of the mapping: {found}",
    "wrong_parts": "{found!r} does not split into as many parts as the mapping says",
}  # fmt: skip


def sentence(refusal: DomainError) -> str:
    """Why the whole import was refused."""
    problems: Iterable[tuple[str, str]] = refusal.details.get("problems", ())
    lines = [f"  {place}: {problem}" for place, problem in problems]
    if lines:
        return "\n".join(["the mapping cannot be used:", *lines])
    words = {
        "catalog_moved": "somebody else keeps changing the same goods; try again",
        "database_busy": "the database is busy; try again",
        "database_gone": "the database does not answer; try again",
        "database_full": "the disk is full",
    }
    return str(refusal.details.get("problem") or words.get(refusal.code, refusal.code))


def refusal_line(refusal: Refusal) -> str:
    """`line 17, column price: '12,5,0' is not a number`."""
    where = f"line {refusal.line}" + (f", column {refusal.column}" if refusal.column else "")
    return f"{where}: {SENTENCES[refusal.code].format(found=_plain(refusal.found))}"


def _plain(text: str) -> str:
    """Text from a file as a terminal may show it: no control or turning characters."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def report(name: str, plan: Plan, *, dry_run: bool, stopped: bool, held_seconds: float | None) -> str:
    """What was done, or with a dry run what would be."""
    batch = plan.batch
    why = "this was a dry run" if dry_run else "lines were refused" if stopped else ""
    lines = [f"{name}: {batch.lines} lines" + (f" (nothing written, {why})" if why else "")]
    goods = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "taken off sale": len(plan.leaving),
        "put back on sale": len(plan.returning),
        "not in the file, left as they are": plan.staying,
        "refused lines": len(plan.refusals),
    }
    lines.append(
        "  goods: " + ", ".join(f"{count} {what}" for what, count in goods.items() if count or what == "new")
    )
    lines += _offers(plan)
    lines += _new_words(plan)
    if held_seconds is not None:
        lines.append(f"  written in one transaction of {held_seconds:.2f} s")
    lines += [f"  {refusal_line(one)}" for one in plan.refusals[:SHOWN_REFUSALS]]
    if len(plan.refusals) > SHOWN_REFUSALS:
        lines.append(f"  and {len(plan.refusals) - SHOWN_REFUSALS} more refused lines")
    return "\n".join(lines)


def _offers(plan: Plan) -> list[str]:
    offers = {
        "prices set": len(plan.prices),
        "prices ended": len(plan.priceless),
        "stocked for the first time": len(plan.openings),
        "counted anew": len(plan.counts),
        "equal to an earlier line": plan.batch.repeated,
    }
    return _listed("  offers: ", offers)


def _new_words(plan: Plan) -> list[str]:
    lesson = plan.lesson
    words = {
        "categories": len(lesson.categories),
        "product types": int(lesson.type is not None),
        "specs": len(lesson.specs),
        "specs that may have several values": len(lesson.several),
        "values": lesson.option_count,
        "brands": len(lesson.brands),
    }
    return _listed("  new words: ", words)


def _listed(head: str, counts: dict[str, int]) -> list[str]:
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return [head + told] if told else []


class ProgressBar:
    """How many lines have been read: a bar on a terminal, one plain line at the end elsewhere."""

    def __init__(self, name: str) -> None:
        self._name = _plain(name)
        self._is_terminal = sys.stderr.isatty()
        self._began = time.monotonic()
        self._shown_at = 0.0
        self._count = 0

    def show(self, count: int) -> None:
        self._count = count
        now = time.monotonic()
        if self._is_terminal and now - self._shown_at >= STEP_SECONDS:
            self._shown_at = now
            filled = "█" * (count // 500 % BAR)
            print(f"\r  {self._name} {filled:{BAR}} {count} lines", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        end = "\r\033[K" if self._is_terminal else ""
        seconds = time.monotonic() - self._began
        print(f"{end}  {self._name}: {self._count} lines read in {seconds:.1f} s", file=sys.stderr, flush=True)
