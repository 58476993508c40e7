"""What many goods cost at a moment, as columns: for those who keep a copy of the whole shop."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session

from technomart.domain.pricing.models import Price, PriceKind
from technomart.domain.pricing.queries.prices import as_terms, price_rows
from technomart.domain.pricing.rules import Term, honest_was, in_force
from technomart.foundation.bulk import columns_of

Ints = NDArray[np.int64]


def charges_of(session: Session, variants: Select[Any] | None, at: datetime) -> tuple[Ints, Ints, Ints]:
    """Those of the variants that are for sale, by id, what they cost and how much less that is than before.

    Without a choice of variants, of all there are.
    """
    chosen: list[ColumnElement[bool]] = [true()] if variants is None else [Price.variant_id.in_(variants)]
    in_force_now = Price.valid_from <= at, or_(Price.valid_to.is_(None), Price.valid_to > at)
    query = select(Price.variant_id, Price.amount_kopecks).where(*chosen, *in_force_now)
    held, amounts = columns_of(session, query, "i8", "i8")
    order = np.lexsort((amounts, held))
    ids, first = np.unique(held[order], return_index=True)
    amounts = amounts[order][first]
    savings = np.zeros(len(ids), np.int64)
    for variant_id, terms in _reduced(session, chosen, at).items():
        present, was = in_force(terms, at), honest_was(terms, at)
        if present is not None and was is not None:
            savings[np.searchsorted(ids, variant_id)] = was - present.amount
    return ids, amounts, savings


def _reduced(session: Session, chosen: list[ColumnElement[bool]], at: datetime) -> dict[int, list[Term]]:
    """Every price, past ones too, of those of the variants that have a reduction in force."""
    now = select(Price.variant_id).where(
        Price.kind == PriceKind.reduced,
        Price.valid_from <= at,
        or_(Price.valid_to.is_(None), Price.valid_to > at),
        *chosen,
    )
    return as_terms(session.execute(price_rows(true(), of=now)))
