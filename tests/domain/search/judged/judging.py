"""Asks a shop's search each query as its page would, and says how well it was answered."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from technomart.domain import search
from technomart.domain.search import Engine, Rewrite
from tests.domain.search.judged.goods import Item, Wish

FIRST = 10


@dataclass(frozen=True)
class Judged:
    """A query of a kind and the wish it stands for; who names one thing (`is_known`) wants to see it at once."""

    kind: str
    query: str
    wish: Wish
    is_known: bool


@dataclass(frozen=True)
class Verdict:
    """How one query was answered; `score` is success or precision among the first ten."""

    judged: Judged
    score: float
    reciprocal: float
    is_empty: bool
    rewrite: Rewrite | None
    searched: str
    cpu_ms: float


@dataclass(frozen=True)
class Summary:
    """One line of the table."""

    kind: str
    queries: int
    success: float | None
    precision: float | None
    reciprocal: float
    empty: float
    bent: int
    slowest_ms: float


def answered(engine: Engine, text: str, most: int = FIRST) -> tuple[search.Found, tuple[int, ...], float]:
    """What the search page would show first, and the cpu milliseconds of finding."""
    began = time.process_time()
    found = engine.find(text)
    cpu_ms = (time.process_time() - began) * 1000
    words = engine.vocabulary
    node = next((words.category(one.parameter[1]) for one in found.pieces if one.kind == "category"), None)
    asked = search.read([one.parameter for one in found.pieces if one.kind != "category"], words)
    query = search.query_for(
        asked, words, node.leaves if node else words.leaves, size=most, hits=found.ids, scores=found.scores
    )
    return found, engine.search(query).ids, cpu_ms


def judge(engine: Engine, judged: Judged, items: Mapping[int, Item]) -> Verdict:
    found, ids, cpu_ms = answered(engine, judged.query)
    right = [judged.wish.holds(items[one]) for one in ids]
    possible = sum(judged.wish.holds(item) for item in items.values())
    if not possible:
        raise ValueError(f"nothing could satisfy {judged.query!r}: {judged.wish.text}")
    score = float(any(right)) if judged.is_known else sum(right) / min(FIRST, possible)
    first = next((place for place, is_right in enumerate(right, start=1) if is_right), None)
    return Verdict(judged, score, 1 / first if first else 0.0, not ids, found.rewrite, found.searched, cpu_ms)


def summaries(verdicts: Sequence[Verdict]) -> list[Summary]:
    """One line a kind, in the order the kinds came."""
    kinds = dict.fromkeys(verdict.judged.kind for verdict in verdicts)
    return [_summary(kind, [one for one in verdicts if one.judged.kind == kind]) for kind in kinds]


def _summary(kind: str, verdicts: Sequence[Verdict]) -> Summary:
    def mean(scores: Iterable[float]) -> float | None:
        known = list(scores)
        return fmean(known) if known else None

    return Summary(
        kind=kind,
        queries=len(verdicts),
        success=mean(one.score for one in verdicts if one.judged.is_known),
        precision=mean(one.score for one in verdicts if not one.judged.is_known),
        reciprocal=fmean(one.reciprocal for one in verdicts),
        empty=fmean(one.is_empty for one in verdicts),
        bent=sum(one.rewrite is not None for one in verdicts),
        slowest_ms=max((one.cpu_ms for one in verdicts if one.rewrite is not None), default=0.0),
    )
