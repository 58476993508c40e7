"""Who has all that was asked for, and in which order they stand: docs/search.md tells the weights and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from technomart.domain.search.text.analyser import joined
from technomart.domain.search.text.documents import EXACT
from technomart.domain.search.text.looking import Ids, Look, array_of
from technomart.domain.search.text.reading import Group, Reading, Terms

IN_TITLE, IN_ABOUT, IN_BODY = 100.0, 40.0, 0.0
"""Of a group of words: found in what the thing is, in what belongs to it, in its description only."""

EXACT_MODEL = 60.0
"""The words are just the model, alone or with the brand before it."""

SIDE_BY_SIDE = 8.0
"""A letter word and a number stand together in the title as in the query: «RTX 4070»."""

WHOLE_MODEL = 20.0
"""The part of the model's words that was asked for, among the best only: iPhone 15 before iPhone 15 Pro Max."""

POPULAR, IN_STOCK = 6.0, 4.0
MANY = 10_000
"""Hits that are looked for all at once rather than one by one."""

FINELY = 200
"""How many of the best are looked at word by word."""

Scores = NDArray[np.float32]
Standing = Callable[[Ids], tuple[NDArray[np.float32], NDArray[np.bool_]]]
"""How popular these variants are, from 0 to 1, and which of them lie in stock."""


def levels(group: Group, look: Look) -> tuple[BitMap, BitMap, BitMap]:
    """Who satisfies the group by title alone, by title and specs, and by everything."""
    found = [BitMap(), BitMap(), BitMap()]
    for terms in group.alternatives:
        sets: list[list[BitMap]] = [[], [], []]
        for term in terms:
            title, about, body = look.holders(term)
            sets[0].append(title)
            sets[1].append(title | about)
            sets[2].append(title | about | body)
        for place, needed in enumerate(sets):
            found[place] = found[place] | reduce(BitMap.__and__, needed)
    return found[0], found[1], found[2]


def hits_of(reading: Reading, look: Look) -> Ids:
    """Those who have all of it, in the order of their ids; nobody for a reading of no groups."""
    everywhere = [levels(group, look)[2] for group in reading.groups]
    return look.ids_of(reduce(BitMap.__and__, everywhere)) if everywhere else np.empty(0, np.int64)


def rank(reading: Reading, look: Look, standing: Standing, *, finely: bool = True) -> tuple[Ids, Scores]:
    """The hits of a reading with their scores; nobody for a reading of no groups."""
    graded = [levels(group, look) for group in reading.groups]
    if not graded:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    hits = reduce(BitMap.__and__, [everywhere for _, _, everywhere in graded])
    ids = look.ids_of(hits)
    scores = np.full(len(ids), IN_BODY, np.float32)
    _give(scores, ids, IN_TITLE - IN_ABOUT, [title & hits for title, _, _ in graded])
    _give(scores, ids, IN_ABOUT - IN_BODY, [near & hits for _, near, _ in graded])
    _give(scores, ids, SIDE_BY_SIDE, [look.holders(term)[0] & hits for term in reading.pairs])
    _give(scores, ids, EXACT_MODEL, [_exact(reading.groups, look) & hits])
    popular, in_stock = standing(ids)
    scores += POPULAR * popular + IN_STOCK * in_stock
    if finely:
        _look_finely(ids, scores, reading.groups, look)
    return ids, scores


def is_near(reading: Reading, look: Look) -> bool:
    """Whether somebody has all of it in title and specs, not only by what is told."""
    return bool(reading.groups) and bool(reduce(BitMap.__and__, [levels(group, look)[1] for group in reading.groups]))


def relaxed(reading: Reading, look: Look, is_noun: Callable[[Terms], bool]) -> tuple[Reading, list[str]]:
    """The reading as it is if somebody has all of it; else without the words that nobody has together with others.

    What a thing is weighs most, then words of titles, numbers least; each group stays if goods are left with it.
    """
    sets = {group: levels(group, look) for group in reading.groups}
    if len(sets) < 2 or reduce(BitMap.__and__, [every for _, _, every in sets.values()]):
        return reading, []

    def weight(group: Group) -> tuple[bool, bool, bool]:
        is_plain = all(word.is_plain and len(word.text) > 2 for word in group.words)
        return any(map(is_noun, group.alternatives)), is_plain and bool(sets[group][0]), is_plain

    first = max(sets, key=weight)
    if not weight(first)[1]:
        return Reading((), ()), []
    kept: list[Group] = []
    left: BitMap | None = None
    for group in sorted(sets, key=weight, reverse=True):
        near = sets[group][1] or sets[group][2]
        together = near if left is None else left & near
        if together:
            kept.append(group)
            left = together
    dropped = [word.text for group in reading.groups if group not in kept for word in group.words]
    return Reading(tuple(group for group in reading.groups if group in kept), (), reading.pairs), dropped


def _give(scores: Scores, ids: Ids, points: float, sets: Sequence[BitMap]) -> None:
    """Add to the score of each hit its share of the points: that of these sets it is in."""
    for inside in sets:
        share = np.float32(points / len(sets))
        if len(inside) == len(ids):
            scores += share
        elif len(inside) > MANY:
            scores += share * np.isin(ids, array_of(inside), assume_unique=True, kind="table")
        elif inside:
            scores[np.searchsorted(ids, array_of(inside))] += share


def _exact(groups: Sequence[Group], look: Look) -> BitMap:
    """Those whose whole model is what was asked for, as typed or by another name."""
    found = BitMap()
    typed = " ".join(word.text for group in groups for word in group.words)
    whole = joined(typed)
    named = "".join(term for group in groups for term in group.alternatives[-1])
    for model in {whole, named}:
        if model:
            found |= look.holders(EXACT + model)[0]
    return found


def _look_finely(ids: Ids, scores: Scores, groups: Sequence[Group], look: Look) -> None:
    """Among the best, put those first whose model says little beyond the query."""
    if not len(ids):
        return
    best = np.argpartition(-scores, FINELY)[:FINELY] if len(ids) > FINELY else np.arange(len(ids))
    asked = {term for group in groups for terms in group.alternatives for term in terms}
    asked |= {term for group in groups for word in group.words for option in word.options for term in option}
    models = look.models_of(ids[best].tolist())
    said = [0.0 if model.isdisjoint(asked) else len(model & asked) / len(model) for model in models]
    scores[best] += np.float32(WHOLE_MODEL) * np.array(said, np.float32)
