"""The ways goods can reach a shopper, what each costs where, and how many visits a courier can make at what time."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Code, Instant, Key, Kopecks, Name, State, Whole, check, one_of
from technomart.foundation.database import Base


class ShippingKind(StrEnum):
    """Picked up in a shop, brought by our courier, sent by post, or by a carrier: to its point or to the door."""

    pickup = "pickup"
    courier = "courier"
    post = "post"
    point = "point"
    carrier = "carrier"


class ShippingMethod(Base):
    """One way of delivery: its fee, and from which sum of goods it is free, where no rate says otherwise."""

    __tablename__ = "shipping_method"
    __table_args__ = (
        one_of("kind", ShippingKind),
        check("fee_not_negative", "fee_kopecks >= 0"),
        check("days_sane", "days_from >= 0 AND days_to >= days_from"),
        check("carrier_named", "(kind IN ('point', 'carrier')) = (carrier IS NOT NULL)"),
    )

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[ShippingKind] = mapped_column(State(ShippingKind))
    carrier: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(default="")
    note: Mapped[Name] = mapped_column(default="")
    note_en: Mapped[Name] = mapped_column(default="")
    fee_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    free_from_kopecks: Mapped[Kopecks | None]
    days_from: Mapped[Whole] = mapped_column(default=0)
    days_to: Mapped[Whole] = mapped_column(default=0)
    position: Mapped[Whole] = mapped_column(default=0)
    is_offered: Mapped[bool] = mapped_column(default=True)


class ShippingZone(Base):
    """Where a way of delivery goes: cities by name, beginnings of postal codes. A way without zones goes anywhere.

    The days are added to those of the way.
    """

    __tablename__ = "shipping_zone"
    __table_args__ = (
        UniqueConstraint("method_id", "code"),
        check("days_sane", "days_from >= 0 AND days_to >= days_from"),
    )

    id: Mapped[Key]
    method_id: Mapped[Whole] = mapped_column(ForeignKey("shipping_method.id", ondelete="CASCADE"))
    code: Mapped[Code]
    name: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(default="")
    cities: Mapped[list[str]] = mapped_column(JSON, default=list)
    postal_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    days_from: Mapped[Whole] = mapped_column(default=0)
    days_to: Mapped[Whole] = mapped_column(default=0)
    position: Mapped[Whole] = mapped_column(default=0)


class ShippingRate(Base):
    """The fee of a way up to a weight (NULL: any), in a zone (NULL: where the zone has no rates of its own)."""

    __tablename__ = "shipping_rate"
    __table_args__ = (
        UniqueConstraint("method_id", "zone_id", "up_to_grams"),
        check("weight_positive", "up_to_grams IS NULL OR up_to_grams > 0"),
        check("sums_not_negative", "fee_kopecks >= 0 AND (free_from_kopecks IS NULL OR free_from_kopecks >= 0)"),
    )

    id: Mapped[Key]
    method_id: Mapped[Whole] = mapped_column(ForeignKey("shipping_method.id", ondelete="CASCADE"))
    zone_id: Mapped[Whole | None] = mapped_column(ForeignKey("shipping_zone.id", ondelete="CASCADE"), index=True)
    up_to_grams: Mapped[Whole | None]
    fee_kopecks: Mapped[Kopecks]
    free_from_kopecks: Mapped[Kopecks | None]


class ServiceKind(StrEnum):
    """Carried up to the flat, connected or hung, or the old one taken away."""

    lifting = "lifting"
    installation = "installation"
    removal = "removal"


class ShippingService(Base):
    """What our people do beside bringing: for goods of its types (none: of any) that weigh at least so much."""

    __tablename__ = "shipping_service"
    __table_args__ = (one_of("kind", ServiceKind), check("weight_not_negative", "from_grams >= 0"))

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[ServiceKind] = mapped_column(State(ServiceKind))
    name: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(default="")
    note: Mapped[Name] = mapped_column(default="")
    note_en: Mapped[Name] = mapped_column(default="")
    from_grams: Mapped[Whole] = mapped_column(default=0)
    position: Mapped[Whole] = mapped_column(default=0)
    is_offered: Mapped[bool] = mapped_column(default=True)


class ShippingServiceRate(Base):
    """The fee of a service for one piece up to a weight (NULL: any)."""

    __tablename__ = "shipping_service_rate"
    __table_args__ = (
        UniqueConstraint("service_id", "up_to_grams"),
        check("weight_positive", "up_to_grams IS NULL OR up_to_grams > 0"),
        check("fee_not_negative", "fee_kopecks >= 0"),
    )

    id: Mapped[Key]
    service_id: Mapped[Whole] = mapped_column(ForeignKey("shipping_service.id", ondelete="CASCADE"))
    up_to_grams: Mapped[Whole | None]
    fee_kopecks: Mapped[Kopecks]


class ShippingServiceType(Base):
    """A service is for goods of this type."""

    __tablename__ = "shipping_service_type"

    service_id: Mapped[Whole] = mapped_column(ForeignKey("shipping_service.id", ondelete="CASCADE"), primary_key=True)
    product_type_id: Mapped[Whole] = mapped_column(ForeignKey("product_type.id"), primary_key=True, index=True)


class CourierWindow(Base):
    """A time of every day at which the couriers of a way come, and how many visits they can make in it."""

    __tablename__ = "courier_window"
    __table_args__ = (
        UniqueConstraint("method_id", "starts"),
        check("hours_in_order", "ends > starts"),
        check("capacity_not_negative", "capacity >= 0"),
    )

    id: Mapped[Key]
    method_id: Mapped[Whole] = mapped_column(ForeignKey("shipping_method.id", ondelete="CASCADE"))
    starts: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    capacity: Mapped[Whole]


class CourierSlot(Base):
    """A window of one day: how many visits can be made in it, and how many are promised.

    It is written with the first promise; from then on the capacity is that day's own.
    """

    __tablename__ = "courier_slot"
    __table_args__ = (
        UniqueConstraint("window_id", "day"),
        check("not_overbooked", "taken >= 0 AND taken <= capacity"),
    )

    id: Mapped[Key]
    window_id: Mapped[Whole] = mapped_column(ForeignKey("courier_window.id"))
    day: Mapped[date] = mapped_column(Date)
    capacity: Mapped[Whole]
    taken: Mapped[Whole] = mapped_column(default=0)


class CarrierPoint(Base):
    """A place where a carrier hands parcels over, as its list said when it was last read.

    `city_key` is the city's name as it is looked up by, `searched` what words are looked for in.
    """

    __tablename__ = "carrier_point"
    __table_args__ = (
        UniqueConstraint("carrier", "code"),
        Index(None, "carrier", "city_key"),
        Index(None, "carrier", "city_code"),
        Index(None, "carrier", "seen_at"),
        check("weight_positive", "grams_most IS NULL OR grams_most > 0"),
        check("place_whole", "(latitude IS NULL) = (longitude IS NULL)"),
    )

    id: Mapped[Key]
    carrier: Mapped[Code]
    code: Mapped[Code]
    city_code: Mapped[Whole]
    city: Mapped[str] = mapped_column(String(120))
    city_key: Mapped[str] = mapped_column(String(120))
    region: Mapped[str] = mapped_column(String(160))
    postal_code: Mapped[str] = mapped_column(String(16))
    address: Mapped[Name]
    note: Mapped[Name]
    hours: Mapped[Name]
    searched: Mapped[str] = mapped_column(Text)
    grams_most: Mapped[Whole | None]
    length_cm: Mapped[Whole | None]
    width_cm: Mapped[Whole | None]
    height_cm: Mapped[Whole | None]
    takes_cash: Mapped[bool]
    takes_card: Mapped[bool]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    seen_at: Mapped[Instant]


class CarrierTariff(Base):
    """What a carrier asked for parcels of a weight class to a city, to a point or to the door, when last asked."""

    __tablename__ = "carrier_tariff"
    __table_args__ = (
        UniqueConstraint("carrier", "city_code", "grams_class", "to_point"),
        Index(None, "asked_at"),
        check("fee_not_negative", "fee_kopecks >= 0"),
        check("days_sane", "days_from >= 0 AND days_to >= days_from"),
        check("class_positive", "grams_class > 0"),
    )

    id: Mapped[Key]
    carrier: Mapped[Code]
    city_code: Mapped[Whole]
    grams_class: Mapped[Whole]
    to_point: Mapped[bool]
    code: Mapped[Code]
    fee_kopecks: Mapped[Kopecks]
    days_from: Mapped[Whole]
    days_to: Mapped[Whole]
    asked_at: Mapped[Instant]
