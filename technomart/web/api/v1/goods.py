"""Categories, brands, and everything on the page of a variant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from technomart.domain import catalog, inventory, pricing, reviews, search
from technomart.domain.catalog import CategoryNode, Goods, RelationKind, SlugKind, Vocabulary
from technomart.domain.search import Query
from technomart.foundation import clock
from technomart.foundation.errors import NotFound
from technomart.foundation.money import Money
from technomart.web.api.v1.operations import Call, Link, reads
from technomart.web.api.v1.schemas.catalogue import (
    Brand,
    Brands,
    Categories,
    Category,
    CategoryTree,
    Counted,
    FilterableSpec,
    LegalFacts,
    Named,
    Paper,
    PricePoint,
    Product,
    Rating,
    Sibling,
    Spec,
    SpecGroup,
    Variant,
)
from technomart.web.api.v1.schemas.wire import Sum
from technomart.web.api.v1.showing import (
    brand_slugs,
    by_brand,
    by_category,
    facts_of_card,
    items_of,
    path_to,
    picture,
    shelves_of,
)
from technomart.web.context import lang, runtime
from technomart.web.templating import public_url

HISTORY = timedelta(days=180)
ROW = 5


@reads("/categories", tag="catalogue", answer=Categories, is_public=True)
def list_categories(call: Call) -> Categories:
    """The departments of the shop with all below them."""
    words = runtime().search.vocabulary
    return Categories(items=[_tree(words, words.categories[root]) for root in words.roots])


def _tree(words: Vocabulary, node: CategoryNode) -> CategoryTree:
    children = [_tree(words, words.categories[child]) for child in node.children]
    return CategoryTree(slug=node.slug, name=node.name[lang()], children=children)


@reads("/categories/<slug>", tag="catalogue", answer=Category, is_public=True)
def get_category(call: Call) -> Category:
    """One category: the way to it, what is below it, what its goods are filtered by."""
    window = runtime().search
    words = window.vocabulary
    node = words.category(call.path["slug"])
    if node is None:
        raise _moved(call.db, SlugKind.category, call.path["slug"])
    answer = window.search(Query(scope=node.leaves, limit=0, facets=()))
    return Category(
        slug=node.slug,
        name=node.name[lang()],
        text=node.text[lang()],
        path=path_to(words, node.id),
        children=_children(words, node, answer.leaves),
        total=answer.total,
        specs=[
            FilterableSpec(
                code=use.spec.code, name=use.spec.name[lang()], unit=use.spec.unit[lang()], kind=use.spec.kind
            )
            for use in search.filterable(words, node.leaves)
        ],
    )


def _children(words: Vocabulary, node: CategoryNode, counts: object) -> list[Counted]:
    found = []
    for child in (words.categories[one] for one in node.children):
        count = sum(counts.get(leaf, 0) for leaf in child.leaves)  # type: ignore[attr-defined]
        found.append(Counted(slug=child.slug, name=child.name[lang()], count=count))
    return found


def _moved(session: Session, kind: SlugKind, slug: str) -> NotFound:
    """The refusal for an address that is no more; it names where the thing is now, if it has moved."""
    words = runtime().search.vocabulary
    target = catalog.moved_slug(session, kind, slug)
    known = words.categories if kind is SlugKind.category else words.brands
    code = "unknown_category" if kind is SlugKind.category else "unknown_brand"
    return NotFound(code) if target is None or target not in known else NotFound(code, moved_to=known[target].slug)


@reads("/brands", tag="catalogue", answer=Brands, is_public=True)
def list_brands(call: Call) -> Brands:
    """The brands that have goods, by name."""
    window = runtime().search
    answer = window.search(Query(scope=window.vocabulary.leaves, limit=0, facets=()))
    found = sorted(by_brand(window.vocabulary, answer.brands), key=lambda one: one.name.casefold())
    return Brands(total=len(found), items=found)


@reads("/brands/<slug>", tag="catalogue", answer=Brand, is_public=True)
def get_brand(call: Call) -> Brand:
    """One brand and the categories its goods stand in."""
    window = runtime().search
    words = window.vocabulary
    brand = words.brand(call.path["slug"])
    if brand is None:
        raise _moved(call.db, SlugKind.brand, call.path["slug"])
    answer = window.search(Query(scope=words.leaves, brands=frozenset({brand.id}), limit=0, facets=()))
    return Brand(
        slug=brand.slug,
        name=brand.name,
        country=brand.country[lang()],
        text=brand.text[lang()],
        total=answer.total,
        categories=by_category(words, answer.leaves),
    )


@reads("/variants/<sku>", tag="catalogue", answer=Variant, is_public=True)
def get_variant(call: Call) -> Variant:
    """One variant by its SKU, in short: its card, and where it lies."""
    window = runtime().search
    variant = catalog.get_variant(call.db, call.path["sku"])
    cards = window.cards(call.db, [variant.id], lang())
    if not cards:
        raise catalog.UnknownSku(sku=call.path["sku"])
    held = inventory.availability_of(call.db, [variant.id])[variant.id]
    brands = brand_slugs(window.vocabulary)
    return Variant(
        **facts_of_card(cards[0], window.offer_of(variant.id), brands, held.available),
        gtin=variant.gtin or "",
        mpn=variant.mpn or "",
        shops=shelves_of(call.db, held),
    )


@reads(
    "/products/<slug>",
    tag="catalogue",
    answer=Product,
    is_public=True,
    links=(Link(to="get_variant", parameters={"sku": "$response.body#/sku"}),),
)
def get_product(call: Call) -> Product:
    """Everything on the page of a variant, by its slug: pictures, specs, siblings, shops, what the law wants."""
    db, words = call.db, runtime().search.vocabulary
    mine, siblings = goods_at(db, call.path["slug"])
    card = runtime().search.cards(db, [mine.variant.id], lang())[0]
    offer = runtime().search.offer_of(mine.variant.id)
    held = inventory.availability_of(db, [mine.variant.id])[mine.variant.id]
    return Product(
        **facts_of_card(card, offer, brand_slugs(words), held.available),
        line=mine.line_name,
        text=mine.text,
        category=path_to(words, mine.product.category_id)[-1],
        path=path_to(words, mine.product.category_id),
        pictures=[shown for one in mine.pictures if (shown := picture(one.key)) is not None],
        spec_groups=_groups(words, mine),
        siblings=[_sibling(words, one) for one in siblings if one.variant.id != mine.variant.id],
        shops=shelves_of(db, held),
        documents=[
            Paper(title=(lang() == "en" and one.title_en) or one.title, url=public_url("/media/" + one.path))
            for one in catalog.documents_of(db, mine.product.id)
        ],
        legal=_legal(words, mine),
        price_history=history_of(db, mine.variant.id),
        rating_summary=rating_of(db, mine.product.id),
        accessories=items_of(db, catalog.related_to(db, mine.product.id, catalog.TAKEN_ALONG, ROW)),
        similar=items_of(db, catalog.related_to(db, mine.product.id, [RelationKind.similar], ROW)),
    )


def goods_at(session: Session, slug: str) -> tuple[Goods, Sequence[Goods]]:
    """The variant at this address and its whole line. Refuses NotFound, naming where it has moved."""
    variant, moved = catalog.variant_by_slug(session, slug)
    if variant is None:
        raise NotFound("unknown_product") if moved is None else NotFound("unknown_product", moved_to=moved)
    line = catalog.siblings_of(session, variant.product_id)
    goods = catalog.goods_of(session, {variant.id, *line}, lang())
    return goods[variant.id], [goods[one] for one in line]


def _groups(words: Vocabulary, mine: Goods) -> list[SpecGroup]:
    groups: dict[str, SpecGroup] = {}
    for use in words.types[mine.product.product_type_id].specs:
        if use.spec.code in mine.values:
            group = groups.setdefault(
                use.group_code, SpecGroup(code=use.group_code, name=use.group_name[lang()], specs=[])
            )
            group.specs.append(_written(words, mine, use.spec.code))
    return list(groups.values())


def _written(words: Vocabulary, goods: Goods, code: str) -> Spec:
    spec = words.specs[code]
    value = search.write_value(spec, goods.values[code], lang())
    return Spec(code=code, name=spec.name[lang()], value=value)


def _sibling(words: Vocabulary, other: Goods) -> Sibling:
    card = Named(slug=other.variant.slug, name=other.name)
    offer = runtime().search.offer_of(other.variant.id)
    return Sibling(
        sku=other.variant.sku,
        slug=card.slug,
        name=card.name,
        options=[_written(words, other, code) for code in other.variant.options if code in other.values],
        price=Sum.maybe(None if offer.price is None else Money(offer.price)),
        in_stock=offer.price is not None and offer.quantity > 0,
    )


def _legal(words: Vocabulary, mine: Goods) -> LegalFacts:
    product, variant = mine.product, mine.variant
    return LegalFacts(
        manufacturer=product.manufacturer or words.brands[product.brand_id].name,
        country=mine.country,
        importer=product.importer,
        warranty_months=product.warranty_months,
        service_life_months=product.service_life_months,
        certificate=product.certificate,
        energy_class=product.energy_class,
        preinstalled_software=product.preinstalled_software,
        condition=str(variant.condition),
        condition_note=mine.condition_note,
        gtin=variant.gtin or "",
        mpn=variant.mpn or "",
    )


def history_of(session: Session, variant_id: int) -> list[PricePoint]:
    """What was charged in the last half year, oldest first."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)  # else no two answers would be equal
    points = pricing.price_history_of(session, variant_id, today - HISTORY)
    return [PricePoint(at=point.at, price=Sum.of(point.price)) for point in points]


def rating_of(session: Session, product_id: int) -> Rating:
    """What shoppers say of a line, in numbers."""
    summary = reviews.summary_of(session, [product_id])[product_id]
    return Rating(
        average=summary.average_tenths / 10 if summary.reviews else None,
        reviews=summary.reviews,
        questions=summary.questions,
        stars={str(stars): count for stars, count in reviews.histogram_of(session, product_id).items()},
    )
