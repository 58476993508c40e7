"""What many goods cost at a moment, as columns: for those who keep a copy of the whole shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, case, or_, select, true
from sqlalchemy.orm import Session

from technomart.domain.pricing.models import Price, PriceKind
from technomart.domain.pricing.queries.prices import AT, IDS, as_terms, price_rows
from technomart.domain.pricing.rules import Term, honest_was
from technomart.foundation.bulk import columns_of, moments_of, rows_of

Ints = NDArray[np.int64]


def charges_of(
    session: Session, variants: Select[Any] | Sequence[int] | None, at: datetime
) -> tuple[Ints, Ints, Ints]:
    """Those of the variants that are for sale, by id, what they cost and how much less that is than before.

    The variants are chosen by a query or named; without a choice, of all there are.
    """
    is_named = variants is not None and not isinstance(variants, Select)
    charged, reduced = _named() if is_named else _statements(variants)
    given = {"at": at, "ids": list(variants)} if is_named else {"at": at}  # type: ignore[arg-type]
    priced, amounts, is_reduced = columns_of(session, charged, "i8", "i8", "i8", given=given)
    order = np.lexsort((amounts, priced))
    ids, first = np.unique(priced[order], return_index=True)
    amounts = amounts[order][first]
    savings = np.zeros(len(ids), np.int64)
    if is_named:
        given["ids"] = np.unique(priced[is_reduced > 0]).tolist()
    terms = _terms(session, reduced, given) if is_reduced.any() else {}
    before = [(variant_id, was) for variant_id, held in terms.items() if (was := honest_was(held, at)) is not None]
    less = np.array(before, np.int64).reshape(-1, 2)
    places = np.searchsorted(ids, less[:, 0])
    savings[places] = less[:, 1] - amounts[places]
    return ids, amounts, savings


def _terms(session: Session, reduced: Any, given: Mapping[str, Any]) -> dict[int, list[Term]]:
    """What that statement tells, as plain values by variant."""
    rows = rows_of(session, reduced, given)
    moments = moments_of(session, (moment for _id, _amount, *both, _kind, _by in rows for moment in both))
    return as_terms(
        (variant_id, amount, moments[since], moments[until], kind, promotion_id)
        for variant_id, amount, since, until, kind, promotion_id in rows
    )


@cache
def _named() -> tuple[Any, Any]:
    """The statements about variants that are named when they are asked: all of them, then those with a reduction."""
    return _statements(IDS)[0], price_rows(true())


def _statements(variants: Any) -> tuple[Any, Any]:
    """The amounts in force; and every price, past ones too, of those that have a reduction in force."""
    chosen = [] if variants is None else [Price.variant_id.in_(variants)]
    in_force_now = Price.valid_from <= AT, or_(Price.valid_to.is_(None), Price.valid_to > AT)
    is_reduced = case((Price.kind == PriceKind.reduced, 1), else_=0)
    charged = select(Price.variant_id, Price.amount_kopecks, is_reduced).where(*chosen, *in_force_now)
    reduced = select(Price.variant_id).where(Price.kind == PriceKind.reduced, *in_force_now, *chosen)
    return charged, price_rows(true(), of=reduced)
