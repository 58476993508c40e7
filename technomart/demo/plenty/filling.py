"""Fills the shop with generated goods, a batch in a transaction; what was interrupted goes on where it stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.demo import naming, opening
from technomart.demo.assembly import shop as demo_shop
from technomart.demo.goods import Category, ProductType, Shop, SpecGroup, TypeSpec
from technomart.demo.plenty import departments, specs, words
from technomart.demo.plenty.kinds import Kind, kinds
from technomart.demo.plenty.loading import Bulk
from technomart.demo.plenty.making import MadeLine, MadeVariant, Maker, Value
from technomart.domain import catalog, inventory
from technomart.domain.catalog import Product, ProductSpec, Variant, Vocabulary
from technomart.domain.inventory import Stock, StockMovement
from technomart.domain.pricing import Price, PriceHistory
from technomart.domain.reviews import ProductRating, Review
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import Database

BATCH = 1000
MOST_GOODS = 1_000_000
SKU = "G{:07d}"
SHARED = ("colour", "made_in")
Say = Callable[[str], None]


def fill(database: Database, wanted: int, say: Say) -> int:
    """Have so many generated variants, rounded up to whole batches; how many there are then.

    The same goods with the same SKUs come at every call, in any portions; prices hold from the first call on.
    """
    goods = _taught(demo_shop())
    with database.reader() as session:
        there, opened = _so_far(session)
    if not there:
        with database.transaction() as session:
            opening.teach_words(session, goods)
        opened = clock.now().replace(microsecond=0)
    with database.reader() as session:
        writer = Writer.of(session, opened)
    maker = Maker(_kinds(goods), _by_code(goods), {brand.slug: brand for brand in goods.brands}, len(writer.places))
    whole = -(-min(wanted, MOST_GOODS) // BATCH)
    for number in range(there // BATCH, whole):
        lines = maker.batch(number, BATCH)
        with database.transaction() as session:
            writer.write(session, lines)
        if (number + 1) % 20 == 0 or number + 1 == whole:
            say(f"{(number + 1) * BATCH:,} of {whole * BATCH:,} generated goods")
    return max(there, whole * BATCH)


def _so_far(session: Session) -> tuple[int, datetime]:
    """How many generated variants there are and since when their prices are counted."""
    ours = Variant.sku.like("G_______")
    there = session.scalar(select(func.count()).select_from(Variant).where(ours)) or 0
    if there == 0:
        return 0, clock.now()
    first = select(Variant.id).where(Variant.sku == SKU.format(1)).scalar_subquery()
    since = session.scalar(select(func.min(Price.valid_from)).where(Price.variant_id == first))
    assert since is not None
    return there, since + opening.LIST_PRICE_AGE


def _taught(shop: Shop) -> Shop:
    """The written shop with the departments, brands, specs and types of the generated goods."""
    leaves = departments.leaves()
    further = [
        Category(slug, name, name_en, None, None, icon, 0) for slug, name, name_en, icon in departments.departments()
    ]
    further += [Category(leaf.slug, leaf.name, leaf.name_en, leaf.parent, leaf.slug, "box", 0) for leaf in leaves]
    further_specs = {code: spec for code, spec in specs.own().items() if code not in _by_code(shop)}
    kinds_of = {spec.code: spec.kind for spec in (*shop.specs, *further_specs.values())}
    types = [
        ProductType(
            leaf.slug,
            leaf.name,
            leaf.name_en,
            (SpecGroup("main", "Главное", "Essentials", _uses(leaf.specs, kinds_of)),),
        )
        for leaf in leaves
    ]
    return replace(
        shop,
        categories=(*shop.categories, *further),
        brands=tuple(words.brands(shop.brands)),
        specs=(*shop.specs, *further_specs.values()),
        types=(*shop.types, *types),
    )


def _uses(codes: Sequence[str], kinds_of: Mapping[str, str]) -> tuple[TypeSpec, ...]:
    return tuple(
        TypeSpec(code, code in SHARED, kinds_of[code] != "text", comparable=True, key_spec=place < 3, better="none")
        for place, code in enumerate(codes)
    )


def _by_code(shop: Shop) -> dict[str, Any]:
    return {spec.code: spec for spec in shop.specs}


def _kinds(shop: Shop) -> list[Kind]:
    return kinds(shop, _by_code(shop), (brand.slug for brand in shop.brands))


@dataclass(frozen=True)
class Writer:
    """Writes made goods as rows, with everything the shop's own verbs would have written."""

    vocabulary: Vocabulary
    places: Sequence[int]
    opened: datetime
    option_ids: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, session: Session, opened: datetime) -> Writer:
        """For the shop as it is now."""
        vocabulary = catalog.load_vocabulary(session)
        places = [place.id for place in inventory.locations(session)]
        options = {
            code: {option.code: option.id for option in spec.options.values()}
            for code, spec in vocabulary.specs.items()
        }
        return cls(vocabulary, places, opened, options)

    def write(self, session: Session, lines: Sequence[MadeLine]) -> None:
        """These lines with their variants, prices, stock, ratings, and the note that they are there."""
        bulk = Bulk(session)
        numbered = dict(zip(bulk.ids(Product, len(lines)), lines, strict=True))
        variants = [variant for line in lines for variant in line.variants]
        ids = dict(zip((variant.number for variant in variants), bulk.ids(Variant, len(variants)), strict=True))
        self._write_lines(bulk, numbered)
        self._write_variants(bulk, numbered, ids)
        self._write_prices(bulk, variants, ids)
        self._write_stock(bulk, variants, ids)
        self._write_reviews(bulk, numbered)
        changes.note(session, ChangeKind.row, list(ids.values()))
        ends = [ids[variant.number] for variant in variants if variant.was_kopecks]
        changes.note(session, ChangeKind.price, ends, due_at=self.opened + opening.REDUCED_FOR)

    def _write_lines(self, bulk: Bulk, lines: Mapping[int, MadeLine]) -> None:
        words = self.vocabulary
        types = {kind.code: kind.id for kind in words.types.values()}
        columns = (
            "id slug brand_id category_id product_type_id name model text country manufacturer importer certificate"
            " energy_class preinstalled_software warranty_months service_life_months source_hash is_published"
            " created_at"
        )
        rows: list[tuple[Any, ...]] = []
        for product_id, line in lines.items():
            brand = words.brands[words.brand_slugs[line.brand]]
            belongs = brand.id, words.category_slugs[line.kind.category], types[line.kind.type]
            said = line.name, line.model, line.text, brand.country["ru"], brand.name, "", "", "", ""
            at = bulk.moment(self._came(line))
            rows.append((product_id, _slug(line), *belongs, *said, line.warranty_months, 60, "", True, at))
        bulk.put(Product, columns, rows)

    def _write_variants(self, bulk: Bulk, lines: Mapping[int, MadeLine], ids: Mapping[int, int]) -> None:
        columns = (
            "id product_id sku slug name gtin mpn options condition condition_note weight_grams popularity position"
            " is_published created_at"
        )
        variants, values = [], list[tuple[Any, ...]]()
        for product_id, line in lines.items():
            at = bulk.moment(self._came(line))
            values += self._values(product_id, None, line.values)
            for place, one in enumerate(line.variants):
                address = SKU.format(one.number), f"{_slug(line)}-{one.mark}".strip("-"), one.name
                codes = naming.gtin(f"{one.number:07d}", "22000"), line.model, json.dumps(one.options)
                rest = "new", "", one.weight_grams, one.popularity, place, True, at
                variants.append((ids[one.number], product_id, *address, *codes, *rest))
                values += self._values(product_id, ids[one.number], one.values)
        bulk.put(Variant, columns, variants)
        bulk.put(ProductSpec, "product_id variant_id spec_id number flag option_id text", values)

    def _came(self, line: MadeLine) -> datetime:
        return self.opened - timedelta(days=line.age_days)

    def _values(self, product_id: int, variant_id: int | None, values: Sequence[Value]) -> Iterator[tuple[Any, ...]]:
        for code, kind, value in values:
            spec = self.vocabulary.specs[code]
            number = flag = option = text = None
            if kind == "number":
                number = value
            elif kind == "bool":
                flag = value
            elif kind == "choice":
                option = self.option_ids[code][str(value)]
            else:
                text = value
            yield product_id, variant_id, spec.id, number, flag, option, text

    def _write_prices(self, bulk: Bulk, variants: Sequence[MadeVariant], ids: Mapping[int, int]) -> None:
        listed = bulk.moment(self.opened - opening.LIST_PRICE_AGE)
        reduced = bulk.moment(self.opened - opening.REDUCED_SINCE)
        until = bulk.moment(self.opened + opening.REDUCED_FOR)
        prices, history = [], []
        for one in variants:
            variant_id, usual = ids[one.number], one.was_kopecks or one.kopecks
            prices.append((variant_id, "list", usual, "RUB", listed, None))
            history.append((variant_id, usual, listed, opening.ACTOR, "opening"))
            if one.was_kopecks:
                prices.append((variant_id, "reduced", one.kopecks, "RUB", reduced, until))
                history.append((variant_id, one.kopecks, reduced, opening.ACTOR, "opening offer"))
                history.append((variant_id, usual, until, opening.ACTOR, "opening offer"))
        bulk.put(Price, "variant_id kind amount_kopecks currency valid_from valid_to", prices)
        bulk.put(PriceHistory, "variant_id amount_kopecks at actor reason", history)

    def _write_stock(self, bulk: Bulk, variants: Sequence[MadeVariant], ids: Mapping[int, int]) -> None:
        held = [(ids[one.number], place, count) for one in variants for place, count in sorted(one.pieces.items())]
        rows = list(zip(bulk.ids(Stock, len(held)), held, strict=True))
        at, cause = bulk.moment(self.opened), opening.CAUSE
        bulk.put(
            Stock,
            "id location_id variant_id on_hand allocated reserved",
            [
                (stock_id, self.places[place], variant_id, count, 0, 0)
                for stock_id, (variant_id, place, count) in rows
            ],
        )
        bulk.put(
            StockMovement,
            "stock_id kind on_hand_delta allocated_delta reserved_delta at cause actor",
            [(stock_id, "received", count, 0, 0, at, cause, opening.ACTOR) for stock_id, (_, _, count) in rows],
        )

    def _write_reviews(self, bulk: Bulk, lines: Mapping[int, MadeLine]) -> None:
        reviews, ratings = [], []
        for product_id, line in lines.items():
            first = line.variants[0].number
            for place, stars in enumerate(line.ratings):
                pros, cons, said = words.REVIEWS[(first + place) % len(words.REVIEWS)]
                at = bulk.moment(self.opened - timedelta(days=1 + (first + 37 * place) % 300))
                author = words.AUTHORS[(first + place) % len(words.AUTHORS)]
                reviews.append(
                    (
                        f"g{first}-{place}",
                        product_id,
                        False,
                        author,
                        stars,
                        pros,
                        cons,
                        said,
                        0,
                        0,
                        "",
                        "published",
                        at,
                    )
                )
            if line.ratings:
                ratings.append((product_id, len(line.ratings), sum(line.ratings), 0))
        bulk.put(
            Review,
            "public_id product_id is_verified author rating pros cons text helpful unhelpful reply moderation"
            " written_at",
            reviews,
        )
        bulk.put(ProductRating, "product_id reviews stars questions", ratings)


def _slug(line: MadeLine) -> str:
    return naming.slug(line.brand, line.model, str(line.variants[0].number))
