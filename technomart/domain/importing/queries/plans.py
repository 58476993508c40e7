"""Comparing what a file brings with what the shop has: a plan of everything that would change, written nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.domain.catalog import ProductDraft, VariantDraft
from technomart.domain.importing.ports import Refusal
from technomart.domain.importing.queries.held import Held, held_goods
from technomart.domain.importing.queries.lessons import Lesson, brand_slugs, lesson_for
from technomart.domain.importing.rules import Batch, Goods, ImportMapping, address_of, product_tail


@dataclass(slots=True)
class Plan:
    """What importing a file would do. Goods are named by SKU; amounts are kopecks and pieces."""

    mapping: ImportMapping
    batch: Batch
    held: Mapping[str, Held]
    lesson: Lesson
    refusals: list[Refusal] = field(default_factory=list)
    drafts: list[ProductDraft] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    retold: set[str] = field(default_factory=set)
    returning: list[str] = field(default_factory=list)
    leaving: list[str] = field(default_factory=list)
    staying: int = 0
    prices: list[tuple[str, int]] = field(default_factory=list)
    priceless: list[str] = field(default_factory=list)
    openings: list[tuple[str, int]] = field(default_factory=list)
    counts: list[tuple[str, int]] = field(default_factory=list)

    @property
    def changed(self) -> set[str]:
        """The goods the shop has and something about which would change."""
        touched = {sku for sku, _ in (*self.prices, *self.openings, *self.counts)}
        return (touched | self.retold | {*self.returning, *self.priceless}) - self.new

    @property
    def unchanged(self) -> int:
        return len(self.batch.goods) - len(self.new) - len(self.changed) - self.dropped

    @property
    def dropped(self) -> int:
        """Goods that were read well but cannot go where they belong."""
        return len(self.refusals) - len(self.batch.refusals)

    def __bool__(self) -> bool:
        """Whether anything would change at all."""
        return bool(self.lesson or self.drafts or self.changed or self.leaving)


def place_of(mapping: ImportMapping) -> str | None:
    """The code of the place where the mapping's goods lie."""
    return mapping.stock.location.code if mapping.stock else None


def compare(session: Session, mapping: ImportMapping, batch: Batch, at: datetime) -> Plan:
    """The plan for these goods. Refuses WordsClash if the mapping contradicts the shop's words."""
    words = catalog.load_vocabulary(session)
    held = held_goods(session, mapping.code, place_of(mapping), at)
    lesson = lesson_for(mapping, batch.brands, batch.choices, words)
    plan = Plan(mapping, batch, held, lesson, list(batch.refusals))
    slugs = brand_slugs(batch.brands, words)
    taken = _fitting(plan)
    for draft in _drafts(mapping, taken, slugs):
        _weigh(plan, draft)
    for one in taken:
        _weigh_offer(plan, one)
    present = {one.sku for one in batch.goods}
    missing = sorted(sku for sku, had in held.items() if had.is_published and sku not in present)
    if mapping.gone == "off_sale" and not plan.refusals:
        plan.leaving = missing
    else:
        plan.staying = len(missing)
    return plan


def _fitting(plan: Plan) -> list[Goods]:
    """The goods without those that cannot be kept as they are; these are added to the refusals."""
    taken = []
    for one in plan.batch.goods:
        had = plan.held.get(one.sku)
        column = plan.mapping.stock.column if plan.mapping.stock else None
        if had is not None and had.product != _product_slug(plan.mapping, one):
            plan.refusals.append(Refusal(one.line, "other_product", found=one.product))
        elif had is not None and one.pieces is not None and one.pieces < had.promised:
            plan.refusals.append(Refusal(one.line, "promised", column or "", f"{one.pieces} of {had.promised}"))
        else:
            taken.append(one)
    plan.refusals.sort(key=lambda refusal: refusal.line)
    return taken


def _product_slug(mapping: ImportMapping, one: Goods) -> str:
    """The name of the line in the database; no page has it, so that it may follow the key and stay for ever."""
    return f"{mapping.code}-{product_tail(one.product).lower()}" if one.product else one.sku.lower()


def _drafts(mapping: ImportMapping, goods: list[Goods], slugs: Mapping[str, str]) -> list[ProductDraft]:
    lines: dict[str, list[Goods]] = defaultdict(list)
    for one in goods:
        lines[_product_slug(mapping, one)].append(one)
    return [_draft(mapping, product, variants, slugs) for product, variants in lines.items()]


def _draft(mapping: ImportMapping, product: str, goods: list[Goods], slugs: Mapping[str, str]) -> ProductDraft:
    goods.sort(key=lambda one: (one.name, one.sku))
    first = goods[0]
    options = mapping.variants.options if mapping.variants and first.product else ()
    return ProductDraft(
        slug=product,
        brand=slugs[first.brand],
        category=mapping.category[-1].slug,
        type=mapping.type.code,
        name=first.product or first.name,
        model=first.model,
        variants=tuple(
            VariantDraft(
                sku=one.sku,
                slug=address_of(one.name, one.tail),
                name=one.name,
                specs=dict(one.values),
                options=tuple(code for code in options if code in dict(one.values)),
            )
            for one in goods
        ),
    )


def _weigh(plan: Plan, draft: ProductDraft) -> None:
    """Note the draft if it says something new."""
    had = [plan.held[variant.sku] for variant in draft.variants if variant.sku in plan.held]
    skus = {variant.sku for variant in draft.variants}
    if plan.refusals and plan.mapping.variants and had:
        kept = {sku for sku, one in plan.held.items() if one.product == draft.slug and one.is_published}
        if not kept <= skus:
            return  # the missing variant may stand on a refused line: the product waits for a whole file
    fingerprint = draft.fingerprint  # kept by the draft, so that nothing is left to work out while others wait
    if had and had[0].fingerprint == fingerprint:
        plan.returning += [sku for sku in skus if not plan.held[sku].is_published]
        return
    plan.drafts.append(draft)
    for sku in skus:
        (plan.retold if sku in plan.held else plan.new).add(sku)


def _weigh_offer(plan: Plan, one: Goods) -> None:
    had, stock = plan.held.get(one.sku), plan.mapping.stock
    if had is None and one.sku not in plan.new:
        return
    if plan.mapping.price:
        before = had.price_kopecks if had else None
        if one.price_kopecks is not None and one.price_kopecks != before:
            plan.prices.append((one.sku, one.price_kopecks))
        elif one.price_kopecks is None and before is not None:
            plan.priceless.append(one.sku)
    if stock and stock.opening and one.price_kopecks is not None and not (had and had.has_stock):
        plan.openings.append((one.sku, stock.opening))
    elif stock and one.pieces is not None and one.pieces != ((had.counted if had else 0) or 0):
        plan.counts.append((one.sku, one.pieces))
