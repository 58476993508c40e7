"""What goods cost, from when to when, what they used to cost, and what is taken off: promotions, promo codes."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from technomart.domain.pricing.rules import CodeTerms, Discount, DiscountKind
from technomart.foundation.columns import (
    Code,
    Currency,
    Instant,
    Key,
    Kopecks,
    Moment,
    Name,
    State,
    Whole,
    check,
    one_of,
)
from technomart.foundation.database import Base


class PriceKind(StrEnum):
    """A list price holds until replaced; a reduced one has its dates."""

    list = "list"
    reduced = "reduced"


DISCOUNT_IS_WHOLE = (
    "(kind = 'percent' AND percent BETWEEN 1 AND 99 AND amount_kopecks = 0)"
    " OR (kind = 'amount' AND percent = 0 AND amount_kopecks > 0)"
    " OR (kind = 'free_delivery' AND percent = 0 AND amount_kopecks = 0)"
)


class Promotion(Base):
    """So much off the list price of some goods for a time; its prices are rows of `price`."""

    __tablename__ = "promotion"
    __table_args__ = (
        check("kind_known", "kind IN ('percent', 'amount')"),
        check("discount_whole", DISCOUNT_IS_WHOLE),
        check("dates_in_order", "valid_to > valid_from"),
    )

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(default="")
    kind: Mapped[DiscountKind] = mapped_column(State(DiscountKind))
    percent: Mapped[Whole] = mapped_column(default=0)
    amount_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    valid_from: Mapped[Instant]
    valid_to: Mapped[Instant]
    is_on: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]

    @property
    def discount(self) -> Discount:
        return Discount(self.kind, self.percent, self.amount_kopecks)


class PromotionCategory(Base):
    """A category whose goods, and those below it, belong to a promotion."""

    __tablename__ = "promotion_category"

    promotion_id: Mapped[Whole] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[Whole] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PromotionBrand(Base):
    """A brand whose goods belong to a promotion."""

    __tablename__ = "promotion_brand"

    promotion_id: Mapped[Whole] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), primary_key=True)
    brand_id: Mapped[Whole] = mapped_column(ForeignKey("brand.id", ondelete="CASCADE"), primary_key=True, index=True)


class PromotionProduct(Base):
    """A product line that belongs to a promotion by name, or is left out of it."""

    __tablename__ = "promotion_product"

    promotion_id: Mapped[Whole] = mapped_column(ForeignKey("promotion.id", ondelete="CASCADE"), primary_key=True)
    product_id: Mapped[Whole] = mapped_column(
        ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_left_out: Mapped[bool] = mapped_column(default=False)


class Price(Base):
    """One price of one variant, VAT included; the lowest one in force is what is charged."""

    __tablename__ = "price"
    __table_args__ = (
        Index(None, "variant_id", "kind"),
        Index(None, "promotion_id"),
        one_of("kind", PriceKind),
        check("promotions_reduce", "promotion_id IS NULL OR kind = 'reduced'"),
        check("amount_positive", "amount_kopecks > 0"),
        check("dates_in_order", "valid_to IS NULL OR valid_to > valid_from"),
    )

    id: Mapped[Key]
    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"))
    kind: Mapped[PriceKind] = mapped_column(State(PriceKind))
    amount_kopecks: Mapped[Kopecks]
    currency: Mapped[Currency]
    valid_from: Mapped[Instant]
    valid_to: Mapped[Instant | None] = mapped_column(Moment())
    promotion_id: Mapped[Whole | None] = mapped_column(ForeignKey("promotion.id"))


class PriceHistory(Base):
    """What was charged from a moment on: append-only, the proof behind a struck-out price."""

    __tablename__ = "price_history"
    __table_args__ = (Index(None, "variant_id", "at"),)

    id: Mapped[Key]
    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"))
    amount_kopecks: Mapped[Kopecks]
    at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(160))
    reason: Mapped[str] = mapped_column(String(160))


class VatRate(Base):
    """The VAT contained in prices from a date on, in hundredths of a per cent (2200 = 22 %)."""

    __tablename__ = "vat_rate"
    __table_args__ = (check("rate_sane", "rate_basis_points BETWEEN 0 AND 9999"),)

    id: Mapped[Key]
    valid_from: Mapped[Instant] = mapped_column(unique=True)
    rate_basis_points: Mapped[Whole]


class PromoCode(Base):
    """A word that takes something off an order. `used` counts the uses that have not been given back."""

    __tablename__ = "promo_code"
    __table_args__ = (
        one_of("kind", DiscountKind),
        check("discount_whole", DISCOUNT_IS_WHOLE),
        check("dates_in_order", "valid_to IS NULL OR valid_to > valid_from"),
        check("minimum_not_negative", "minimum_kopecks >= 0"),
        check("limits_positive", "COALESCE(most_uses, 1) > 0 AND COALESCE(most_uses_each, 1) > 0"),
        check("used_within_limit", "used >= 0 AND (most_uses IS NULL OR used <= most_uses)"),
    )

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    note: Mapped[Name] = mapped_column(default="")
    kind: Mapped[DiscountKind] = mapped_column(State(DiscountKind))
    percent: Mapped[Whole] = mapped_column(default=0)
    amount_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    minimum_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    most_uses: Mapped[Whole | None]
    most_uses_each: Mapped[Whole | None]
    used: Mapped[Whole] = mapped_column(default=0)
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    valid_from: Mapped[Instant]
    valid_to: Mapped[Instant | None] = mapped_column(Moment())
    is_on: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Instant]

    @property
    def discount(self) -> Discount:
        return Discount(self.kind, self.percent, self.amount_kopecks)

    @property
    def terms(self) -> CodeTerms:
        return CodeTerms(
            discount=self.discount,
            is_on=self.is_on,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            minimum_kopecks=self.minimum_kopecks,
            most_uses=self.most_uses,
            most_uses_each=self.most_uses_each,
            used=self.used,
            account_id=self.account_id,
        )


class PromoCodeUse(Base):
    """One use of a code by one order. Who used it is kept as their account and a hash of their e-mail address."""

    __tablename__ = "promo_code_use"
    __table_args__ = (
        Index(None, "promo_code_id", "email_hash"),
        Index(None, "promo_code_id", "account_id"),
    )

    id: Mapped[Key]
    promo_code_id: Mapped[Whole] = mapped_column(ForeignKey("promo_code.id", ondelete="CASCADE"))
    use_key: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    email_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]
    released_at: Mapped[Instant | None] = mapped_column(Moment())
