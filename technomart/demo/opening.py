"""Fills an empty shop with the demo's goods, prices, stock and places, by the domain's own verbs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.demo.assembly import shop as demo_shop
from technomart.demo.goods import Model, Option, ProductType, Shop, Spec, Variant
from technomart.demo.offers import make_offers
from technomart.demo.papers import TITLE, TITLE_EN, guides
from technomart.demo.speaking import let_speak
from technomart.demo.ways import offer_services, offer_ways
from technomart.domain import accounts, catalog, content, inventory, pricing
from technomart.domain.catalog import (
    BrandDraft,
    CategoryDraft,
    GroupDraft,
    OptionDraft,
    PictureDraft,
    Product,
    ProductDraft,
    RelationKind,
    SpecDraft,
    TypeDraft,
    TypeSpecDraft,
    VariantDraft,
)
from technomart.domain.inventory import LocationKind
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.foundation.ids import token

ACTOR = "demo"
SHOPPER, SHOPPER_NAME = "shopper@technomart.example", "Мария Соколова"
OWNER, OWNER_NAME = "owner@technomart.example", "Ольга Владимирова"
DEMO_PASSWORD = "board-green-copper"
CLOCK = re.compile(r"\d{1,2}:\d{2}")
CAUSE = "opening stock"
BATCH = 40
LIST_PRICE_AGE = timedelta(days=90)
REDUCED_SINCE = timedelta(days=5)
REDUCED_FOR = timedelta(days=14)
VAT_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
VAT_BASIS_POINTS = 2200

Say = Callable[[str], None]
Item = TypeVar("Item")


def is_empty(database: Database) -> bool:
    """Whether the shop has no goods yet."""
    with database.reader() as session:
        return session.scalar(select(Product.id).limit(1)) is None


def open_shop(database: Database, say: Say, *, with_accounts: bool = True) -> None:
    """Fill the shop, by default with two accounts whose password everybody knows. Short transactions: what was interrupted goes on where it stopped when called again."""
    goods = demo_shop()
    with database.transaction() as session:
        content.seed(session)
        open_places(session, goods)
        teach_words(session, goods)
        offer_services(session)
    say(f"{len(goods.categories)} categories, {len(goods.brands)} brands, {len(goods.types)} product types")
    ids: dict[str, int] = {}
    for models in batches(goods.models):
        with database.transaction() as session:
            ids.update(put_on_sale(session, models, goods))
    say(f"{len(goods.models)} models in {len(ids)} variants, with prices and stock")
    with database.transaction() as session:
        let_speak(session, goods, ids)
        relate(session, goods)
        make_offers(session)
        if with_accounts:
            open_accounts(session)
    say(f"{len(goods.reviews)} reviews, {len(goods.questions)} questions")


def lay_guides(database: Database, keep: Callable[[bytes], str]) -> None:
    """Write the guides of the best-known goods; `keep` puts a PDF away and says under which name."""
    papers = [(slug, keep(pdf), len(pdf)) for slug, pdf in guides(demo_shop())]
    with database.transaction() as session:
        for slug, name, size in papers:
            catalog.add_document(session, slug, title=TITLE, title_en=TITLE_EN, path=name, size_bytes=size)


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def open_places(session: Session, goods: Shop) -> None:
    """The warehouse, the shops, how goods get from there to people, and the VAT in prices."""
    known = {place.code for place in inventory.locations(session)}
    for position, place in enumerate(goods.locations):
        if place.code in known:
            continue
        opens, closes = (clock_time.zfill(5) for clock_time in CLOCK.findall(place.hours)[:2])
        inventory.add_location(
            session,
            code=place.code,
            kind=LocationKind(place.kind),
            name=place.name,
            name_en=place.name_en,
            city=place.city,
            city_en=place.city_en,
            address=place.address,
            address_en=place.address_en,
            metro=place.metro or "",
            metro_en=place.metro_en or "",
            phone=place.phone,
            opens=opens,
            closes=closes,
            latitude=float(place.latitude),
            longitude=float(place.longitude),
            position=position,
        )
    offer_ways(session)
    pricing.set_vat(session, VAT_BASIS_POINTS, valid_from=VAT_SINCE)


def teach_words(session: Session, goods: Shop) -> None:
    """Specs, types, categories and brands."""
    catalog.define_specs(session, [_spec(spec) for spec in goods.specs])
    catalog.define_types(session, [_type(kind) for kind in goods.types])
    catalog.define_categories(
        session,
        [
            CategoryDraft(
                slug=one.slug,
                name=one.name,
                parent=one.parent,
                type=one.type,
                icon=one.icon,
                names={"en": one.name_en},
            )
            for one in goods.categories
        ],
    )
    catalog.define_brands(
        session,
        [
            BrandDraft(
                slug=one.slug,
                name=one.name,
                country=one.country,
                text=one.about,
                countries={"en": one.country_en},
                texts={"en": one.about_en},
            )
            for one in goods.brands
        ],
    )


def _option(option: Option) -> OptionDraft:
    return OptionDraft(code=option.code, name=option.name, colour=option.colour, names={"en": option.name_en})


def _spec(spec: Spec) -> SpecDraft:
    return SpecDraft(
        code=spec.code,
        kind=spec.kind,
        name=spec.name,
        unit=spec.unit,
        decimals=spec.decimals,
        names={"en": spec.name_en},
        units={"en": spec.unit_en},
        options=tuple(_option(option) for option in spec.options),
    )


def _type(kind: ProductType) -> TypeDraft:
    return TypeDraft(
        code=kind.code,
        name=kind.name,
        names={"en": kind.name_en},
        groups=tuple(
            GroupDraft(
                code=group.code,
                name=group.name,
                names={"en": group.name_en},
                specs=tuple(
                    TypeSpecDraft(
                        spec=use.spec,
                        required=use.required,
                        filterable=use.filterable,
                        comparable=use.comparable,
                        key_spec=use.key_spec,
                        better=use.better,
                    )
                    for use in group.specs
                ),
            )
            for group in kind.groups
        ),
    )


def put_on_sale(session: Session, models: Sequence[Model], goods: Shop) -> dict[str, int]:
    """Save these models, price them, put them on the shelves; variant ids by SKU."""
    saved = catalog.save_products(session, [_product(model, goods) for model in models])
    if not saved.created:
        return saved.variant_ids
    variants = [variant for model in models for variant in model.variants if variant.sku in saved.variant_ids]
    _set_prices(session, variants, saved.variant_ids)
    _stock_up(session, variants, saved.variant_ids)
    return saved.variant_ids


def _product(model: Model, goods: Shop) -> ProductDraft:
    brand = next(one for one in goods.brands if one.slug == model.brand)
    return ProductDraft(
        slug=model.slug,
        brand=model.brand,
        category=model.category,
        type=model.type,
        name=model.name,
        model=model.model,
        text=model.text,
        names={"en": model.name_en},
        texts={"en": model.text_en},
        countries={"en": model.country_en},
        country=model.country,
        manufacturer=brand.name,
        certificate=model.certificate,
        energy_class=model.energy_class or "",
        preinstalled_software=model.preinstalled_software or "",
        warranty_months=model.warranty_months,
        service_life_months=model.service_life_months,
        released_on=model.released,
        specs=dict(model.specs),
        variants=tuple(_variant(one, model, place) for place, one in enumerate(model.variants)),
    )


def _variant(variant: Variant, model: Model, place: int) -> VariantDraft:
    return VariantDraft(
        sku=variant.sku,
        slug=variant.slug,
        name=variant.name,
        names={"en": variant.name_en},
        options=tuple(variant.options),
        specs={**variant.options, **variant.specs},
        gtin=variant.gtin,
        mpn=variant.mpn,
        condition=variant.condition,
        condition_note=variant.condition_note or "",
        condition_notes={"en": variant.condition_note_en or ""},
        weight_grams=variant.weight_grams,
        size_mm=variant.size_mm,
        popularity=model.popularity * 100 // (place + 1),
        pictures=tuple(
            PictureDraft(
                key=key_of(recipe),
                alt=variant.name,
                alt_en=variant.name_en,
                recipe=recipe,
            )
            for recipe in recipes(variant)
        ),
    )


def recipes(variant: Variant) -> list[dict[str, Any]]:
    """How each view of the variant is drawn."""
    drawing = variant.drawing
    return [
        {"kind": drawing.kind, "params": dict(drawing.params), "whole": variant.views[0], "view": view}
        for view in variant.views
    ]


def key_of(recipe: dict[str, Any]) -> str:
    """The same drawing has the same key, whichever variants it stands for."""
    digest = hashlib.blake2b(json.dumps(recipe, sort_keys=True, default=str).encode(), digest_size=8).hexdigest()
    return f"{recipe['kind']}-{recipe['view']}-{digest}"


def _set_prices(session: Session, variants: Iterable[Variant], ids: dict[str, int]) -> None:
    """List prices have stood for a while, so that a reduction beside them is an honest one."""
    at = clock.now()
    listed = [(ids[one.sku], one.was_kopecks or one.price_kopecks) for one in variants]
    reduced = [(ids[one.sku], one.price_kopecks) for one in variants if one.was_kopecks]
    pricing.set_prices(session, listed, at=at - LIST_PRICE_AGE, actor=ACTOR, reason="opening")
    if reduced:
        pricing.reduce_prices(
            session,
            reduced,
            valid_from=at - REDUCED_SINCE,
            valid_to=at + REDUCED_FOR,
            actor=ACTOR,
            reason="opening offer",
        )


def _stock_up(session: Session, variants: Iterable[Variant], ids: dict[str, int]) -> None:
    places = {place.code: place.id for place in inventory.locations(session)}
    goods = [
        (ids[one.sku], places[code], pieces) for one in variants for code, pieces in one.stock.items() if pieces > 0
    ]
    if goods:
        inventory.receive_all(session, goods, cause=CAUSE, actor=ACTOR)


def relate(session: Session, goods: Shop) -> None:
    """Which lines stand beside which."""
    catalog.relate(
        session,
        [(one.model, one.other, RelationKind(one.kind), one.position) for one in goods.relations],
    )


def open_accounts(session: Session) -> None:
    """A shopper and an owner to look around with; development only."""
    for name, email in ((SHOPPER_NAME, SHOPPER), (OWNER_NAME, OWNER)):
        if accounts.find_account_by_email(session, email) is None:
            account = accounts.open_account(
                session, name=name, email=email, password_hash=accounts.hash_password(DEMO_PASSWORD)
            )
            if email == OWNER:
                accounts.grant_role(session, account.id, "owner", granted_by=ACTOR)


def lock_known_accounts(database: Database, say: Say) -> None:
    """Take roles, keys and sessions from the demo's accounts and give them a password nobody knows.

    For a shop that was tried in development before it went into production with the same data.
    """
    for email in (SHOPPER, OWNER):
        with database.reader() as session:
            checked = accounts.credentials_of_email(session, email)
        if checked.password_hash is None or not accounts.is_right(checked.password_hash, DEMO_PASSWORD):
            continue
        hashed = accounts.hash_password(token())
        with database.transaction() as session:
            account = accounts.change_password(session, checked, password_hash=hashed)
            accounts.revoke_all_api_tokens(session, account.id)
            for role in accounts.roles_of(session, account.id):
                accounts.take_role(session, account.id, role, taken_by=ACTOR)
        say(f"locked the demo's account {email}: everybody knows its password")
