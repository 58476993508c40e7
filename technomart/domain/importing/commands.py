"""Carrying a plan out: the words first, then the goods, then what they cost and where they lie."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from technomart.domain import catalog, inventory, pricing
from technomart.domain.catalog import Vocabulary
from technomart.domain.importing.errors import CatalogMoved
from technomart.domain.importing.queries import Lesson, Plan, held_goods, lesson_for, place_id, place_of
from technomart.domain.inventory import LocationKind
from technomart.foundation import changes

REASON = "price list"


def carry_out(session: Session, plan: Plan, *, at: datetime, actor: str) -> None:
    """Make the shop what the plan says, all of it or nothing; the caller's transaction decides.

    Refuses CatalogMoved if the goods are no longer what the plan was made from: then compare again.
    """
    mapping, batch = plan.mapping, plan.batch
    words = catalog.load_vocabulary(session)
    if held_goods(session, mapping.code, place_of(mapping), at) != plan.held:
        raise CatalogMoved()
    lesson = lesson_for(mapping, batch.brands, batch.choices, words)
    if lesson != plan.lesson:
        raise CatalogMoved()
    with changes.gathered(session):
        _write(session, plan, words, at=at, actor=actor)


def _write(session: Session, plan: Plan, words: Vocabulary, *, at: datetime, actor: str) -> None:
    lesson = plan.lesson
    if lesson:
        _teach(session, lesson)
    ids = {sku: had.variant_id for sku, had in plan.held.items()}
    ids |= _save(session, plan, None if lesson else words)
    if plan.leaving:
        catalog.take_off_sale(session, [ids[sku] for sku in plan.leaving])
    if plan.returning:
        catalog.put_back_on_sale(session, [ids[sku] for sku in plan.returning])
    _set_prices(session, plan, ids, at=at, actor=actor)
    _set_stock(session, plan, ids, actor)


def _teach(session: Session, lesson: Lesson) -> None:
    if lesson.specs:
        catalog.define_specs(session, lesson.specs)
    if lesson.several:
        catalog.allow_several(session, lesson.several)
    if lesson.options:
        catalog.add_options(session, lesson.options)
    if lesson.type:
        catalog.define_types(session, [lesson.type])
    if lesson.categories:
        catalog.define_categories(session, lesson.categories)
    if lesson.brands:
        catalog.define_brands(session, lesson.brands)


def _save(session: Session, plan: Plan, words: Vocabulary | None) -> dict[str, int]:
    return catalog.save_products(session, plan.drafts, words).variant_ids if plan.drafts else {}


def _set_prices(session: Session, plan: Plan, ids: dict[str, int], *, at: datetime, actor: str) -> None:
    if plan.prices:
        priced = [(ids[sku], kopecks) for sku, kopecks in plan.prices]
        pricing.set_prices(session, priced, at=at, actor=actor, reason=REASON)
    if plan.priceless:
        pricing.end_prices(session, [ids[sku] for sku in plan.priceless], at=at)


def _set_stock(session: Session, plan: Plan, ids: dict[str, int], actor: str) -> None:
    rule = plan.mapping.stock
    if rule is None or not (plan.openings or plan.counts):
        return
    place = place_id(session, rule.location.code)
    if place is None:
        place = inventory.add_location(
            session,
            code=rule.location.code,
            kind=LocationKind.warehouse,
            name=rule.location.ru,
            name_en=rule.location.en,
        ).id
    if plan.openings:
        arrived = [(ids[sku], place, pieces) for sku, pieces in plan.openings]
        inventory.receive_all(session, arrived, cause=REASON, actor=actor)
    if plan.counts:
        inventory.count_all(session, [(ids[sku], place, n) for sku, n in plan.counts], cause=REASON, actor=actor)
