"""A parcel in CDEK's words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from technomart.domain.shipping import Consignment, ParcelItem
from technomart.foundation.money import Money

SHOP_ORDER: Final = 1
"""CDEK's type of an order under a contract for online shops; the other one is plain delivery."""
RUBLES: Final = 1
"""CDEK's number of the currency in the calculator."""
LONGEST_NAME: Final = 255


def wanted(from_city: int, city_code: int, grams: int) -> dict[str, Any]:
    """A question for tariffs."""
    return {
        "type": SHOP_ORDER,
        "currency": RUBLES,
        "lang": "rus",
        "from_location": {"code": from_city},
        "to_location": {"code": city_code},
        "packages": [{"weight": grams}],
    }


def order(parcel: Consignment, *, from_city: int, from_address: str, shipment_point: str) -> dict[str, Any]:
    """A new order. It leaves from a point we bring it to, or is fetched at our address; never both."""
    said: dict[str, Any] = {
        "type": SHOP_ORDER,
        "number": parcel.number,
        "tariff_code": int(parcel.tariff_code),
        "recipient": {
            "name": parcel.recipient[:LONGEST_NAME],
            "phones": [{"number": parcel.phone}],
            "email": parcel.email,
        },
        "packages": [
            {
                "number": parcel.number,
                "weight": parcel.grams,
                "items": [_item(item) for item in parcel.items],
            }
        ],
    }
    if parcel.comment:
        said["comment"] = parcel.comment[:LONGEST_NAME]
    if shipment_point:
        said["shipment_point"] = shipment_point
    else:
        said["from_location"] = {"code": from_city, "address": from_address}
    if parcel.point_code is not None:
        said["delivery_point"] = parcel.point_code
    else:
        said["to_location"] = {"code": parcel.city_code, "address": parcel.address}
    if parcel.fee_to_pay.minor:
        said["delivery_recipient_cost"] = _sum_with_vat(parcel.fee_to_pay, parcel.fee_vat_basis_points)
    return said


def _item(item: ParcelItem) -> dict[str, Any]:
    return {
        "name": item.name[:LONGEST_NAME],
        "ware_key": item.sku[:50],
        "payment": _sum_with_vat(item.to_pay, item.vat_basis_points) if item.to_pay.minor else {"value": 0},
        "cost": rubles(item.price),
        "weight": item.grams,
        "amount": item.quantity,
    }


def _sum_with_vat(amount: Money, basis_points: int) -> dict[str, Any]:
    """What is to be collected, with the VAT it contains. That CDEK takes 22 % is not known for sure."""
    vat = Money((amount.minor * basis_points * 2 + 10_000 + basis_points) // (2 * (10_000 + basis_points)))
    return {"value": rubles(amount), "vat_rate": basis_points // 100, "vat_sum": rubles(vat)}


def rubles(amount: Money) -> float | int:
    """CDEK takes plain numbers: whole roubles stay whole, kopecks are told exactly to two places."""
    whole, kopecks = divmod(amount.minor, 100)
    return float(Decimal(amount.minor) / 100) if kopecks else whole
