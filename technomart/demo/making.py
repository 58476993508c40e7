"""Makes a model and its variants out of one row of the written tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from technomart.demo import naming, places, stocking, telling
from technomart.demo.devices import KINDS
from technomart.demo.goods import Brand, Drawing, Model, Spec, SpecValue, Variant
from technomart.demo.tables import Draft, Offer, sheet, value

# The strap that comes with a case and the keys that come with a frame, unless the table says otherwise.
TRIM: Mapping[tuple[str, str], Mapping[str, object]] = {
    ("watch", "black"): {"band_color": "graphite"},
    ("watch", "blue"): {"band_color": "blue"},
    ("watch", "gold"): {"band_color": "cream"},
    ("watch", "graphite"): {"band_color": "slate"},
    ("watch", "green"): {"band_color": "green"},
    ("watch", "mint"): {"band_color": "mint"},
    ("watch", "rose"): {"band_color": "rose"},
    ("watch", "sand"): {"band_color": "sand"},
    ("watch", "silver"): {"band_color": "white"},
    ("watch", "titanium"): {"band_color": "sand"},
    ("watch", "white"): {"band_color": "white"},
    ("keyboard", "rose"): {"keys": "#f3e6e3"},
    ("keyboard", "pink"): {"keys": "#f6e4e9"},
    ("keyboard", "silver"): {"keys": "#f3f3f1"},
    ("keyboard", "white"): {"keys": "#f3f3f1"},
}


@dataclass(frozen=True)
class Workbench:
    """One draft with what is needed to finish it."""

    draft: Draft
    brand: Brand
    known: Mapping[str, Spec]
    numbers: naming.Numbers

    @property
    def slug(self) -> str:
        return naming.slug(self.draft.brand, self.draft.model_en)

    @property
    def coloured(self) -> bool:
        """Whether things of this line are told apart by colour at all; a processor is not."""
        return any(row.code == "colour" for row in sheet(self.draft.line)[0])

    def model(self) -> Model:
        draft, line = self.draft, self.draft.line
        name, name_en = naming.model_names(draft, self.brand)
        specs = dict(draft.specs)
        if self.coloured and len(draft.colours) == 1:
            specs["colour"] = draft.colours[0]
        text, text_en = telling.texts(draft, self.slug, specs | self._given(draft.offers[0]), self.known)
        country, country_en = places.COUNTRIES[draft.country]
        year, month = (int(part) for part in draft.released.split("-"))
        return Model(
            slug=self.slug,
            brand=draft.brand,
            category=draft.category,
            type=line.code,
            model=draft.model,
            model_en=draft.model_en,
            name=name,
            name_en=name_en,
            text=text,
            text_en=text_en,
            warranty_months=line.warranty,
            service_life_months=line.service,
            country=country,
            country_en=country_en,
            specs=specs,
            energy_class=self._energy_class(),
            preinstalled_software=line.software,
            certificate=naming.certificate(self.slug, draft.country, declared=line.declared),
            popularity=draft.popularity,
            released=date(year, month, 1 + len(self.slug) % 27),
            variants=self._variants(),
        )

    def _energy_class(self) -> str | None:
        code = self.draft.specs.get("energy_class")
        return self.known["energy_class"].option(str(code)).name if code else None

    def _given(self, offer: Offer) -> dict[str, SpecValue]:
        """What an offer's size says about its specs: 12/512 is 12 GB of memory and 512 GB of storage."""
        sizes = self.draft.line.sizes
        if sizes is None or not offer.size:
            return {}
        pairs = zip(sizes.gives, offer.size, strict=True)
        return {code: value(self.known[code], cell) for code, cell in pairs if cell != "~"}

    def _options(self, offer: Offer, colour: str) -> dict[str, str]:
        options: dict[str, str] = {}
        sizes = self.draft.line.sizes
        alone = len(self.draft.offers) == 1 and naming.unsaid(self.draft, offer.size)
        if sizes is not None and offer.size and not alone:
            options[sizes.spec] = naming.size_code(self.draft, offer.size)
        if self.coloured and len(self.draft.colours) > 1:
            options["colour"] = colour
        return options

    def _variants(self) -> tuple[Variant, ...]:
        """Every size in every colour, and at most one of them a second time, opened or refurbished."""
        new = [self._variant(offer, colour) for offer in self.draft.offers for colour in self.draft.colours]
        kind = self.draft.line.code
        used = [found for one in new if (found := stocking.second_life(one, kind, self.numbers))]
        return tuple(new + used[:1])

    def _variant(self, offer: Offer, colour: str) -> Variant:
        options = self._options(offer, colour)
        slug = naming.slug(self.slug, *(option.replace("_", "-") for option in options.values()))
        sku = self.numbers.sku(slug)
        specs = self._given(offer) | options
        every = self.draft.specs | specs
        name, name_en = naming.variant_names(
            self.draft,
            self.brand,
            size=offer.size,
            specs=every,
            known=self.known,
            colour=self.known["colour"].option(colour) if "colour" in options else None,
        )
        was = stocking.old_price(slug, offer.roubles)
        drawing, views = self._drawing(colour)
        return Variant(
            sku=sku,
            slug=slug,
            name=name,
            name_en=name_en,
            options=options,
            specs=specs,
            gtin=naming.gtin(sku),
            mpn=naming.mpn(self.draft.brand, slug),
            price_kopecks=offer.roubles * 100,
            was_kopecks=was * 100 if was else None,
            condition="new",
            condition_note=None,
            condition_note_en=None,
            twin=None,
            weight_grams=self._gross(every),
            size_mm=self._package(every),
            stock=stocking.stock(sku, self.draft.popularity, offer.roubles),
            drawing=drawing,
            views=views,
        )

    def _drawing(self, colour: str) -> tuple[Drawing, tuple[str, ...]]:
        line = self.draft.line
        trim = TRIM.get((line.kind, colour), {})
        params: dict[str, object] = {"color": colour, **trim, **self.draft.drawing}
        kind = str(params.pop("kind_", line.kind))
        view = params.pop("view", None)
        if view is not None:
            return Drawing(kind, params), (str(view), line.second)
        return Drawing(kind, params), line.views if kind == line.kind else tuple(KINDS[kind][1])

    def _gross(self, specs: Mapping[str, SpecValue]) -> int:
        """Weight with its packaging, in whole grams."""
        grams = amount(specs, "weight_g") or (amount(specs, "weight_kg") or Decimal(0)) * 1000
        return int(grams) + self.draft.line.box[0]

    def _package(self, specs: Mapping[str, SpecValue]) -> tuple[int, int, int]:
        """The box in millimetres: from the diagonal for screens, from the sides for appliances."""
        _, length, width, height = self.draft.line.box
        inches = amount(specs, "screen_inch")
        if inches and self.draft.line.code in ("tv", "monitor"):
            return int(inches * 24) + 60, width, int(inches * 14) + 90
        across, deep, high = (amount(specs, f"{side}_cm") for side in ("width", "depth", "height"))
        if across and deep and high:
            return int(across * 10) + 60, int(deep * 10) + 60, int(high * 10) + 60
        return length, width, height


def amount(specs: Mapping[str, SpecValue], code: str) -> Decimal | None:
    found = specs.get(code)
    return found if isinstance(found, Decimal) else None
