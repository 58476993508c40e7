"""The bricks of every shape on the wire: money, moments, texts, numbers, pages of lists."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from technomart.foundation.money import Money
from technomart.foundation.paging import LARGEST_PAGE

LARGEST_WHOLE = 2**63 - 1
MOST_PER_PAGE = 100
LETTER = "A-Za-zА-Яа-яЁё0-9"
ON_ONE_LINE = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]"
ON_MANY_LINES = r"[^\x00-\x08\x0b-\x1f\x7f-\x9f]"
PHONE = r"^(\+7|8)[ -]?\(?(9[0-9]{2}|343|383|495|498|499|812)\)?[ -]?[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}$"
EMAIL = r"^[A-Za-z0-9_+-]{1,30}(\.[A-Za-z0-9_+-]{1,30})?@([a-z0-9]{1,20}(-[a-z0-9]{1,20})?\.){1,3}[a-z]{2,10}$"


def _integral(value: Any) -> Any:
    """JSON Schema counts 54.0 as an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def whole(least: int, most: int) -> Any:
    """The type of a whole number within bounds."""
    return Annotated[int, Field(strict=True, ge=least, le=most), BeforeValidator(_integral)]


Moment = Annotated[
    datetime, PlainSerializer(lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), return_type=str),
    Field(json_schema_extra={"format": "date-time"}),
]  # fmt: skip
"""A moment as RFC 3339 in UTC."""


def line(most: int, *, least: int = 0) -> Any:
    """The type of a text on one line; with `least`, it says something: a letter or a digit stands in it."""
    pattern = f"^{ON_ONE_LINE}*[{LETTER}]{ON_ONE_LINE}*$" if least else f"^{ON_ONE_LINE}*$"
    return Annotated[str, Field(max_length=most, min_length=least, pattern=pattern)]


PostalCode = Annotated[str, Field(pattern=r"^[0-9]{6}$")]


def prose(most: int, *, least: int = 0) -> Any:
    """The type of a text of several lines; with `least`, it says something."""
    pattern = f"^{ON_MANY_LINES}*[{LETTER}]{ON_MANY_LINES}*$" if least else f"^{ON_MANY_LINES}*$"
    return Annotated[str, Field(max_length=most, min_length=least, pattern=pattern)]


Phone = Annotated[str, Field(pattern=PHONE, max_length=20)]
Email = Annotated[str, Field(pattern=EMAIL, max_length=120)]
Sku = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$")]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{20,64}$")]
Quantity = whole(1, 999)


class Given(BaseModel):
    """What a program sends: nothing is guessed, nothing unknown is taken."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Told(BaseModel):
    """What a program is told."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Nothing(Given):
    """A request that needs no body; an empty object is taken too."""


class Asked(Given):
    """What every address may carry."""

    lang: Literal["ru", "en"] = Field("ru", description="Language of names and texts. Never guessed from headers.")


class AskedPage(Asked):
    """A page of a list."""

    page: int = Field(1, ge=1, le=LARGEST_PAGE)
    per_page: int = Field(24, ge=1, le=MOST_PER_PAGE)


class Sum(Told):
    """Money: a decimal number of roubles as text, and the currency."""

    amount: str = Field(pattern=r"^-?[0-9]+\.[0-9]{2}$", examples=["499.00"])
    currency: Literal["RUB"] = "RUB"

    @classmethod
    def of(cls, value: Money) -> Sum:
        return cls(amount=value.amount)

    @classmethod
    def maybe(cls, value: Money | None) -> Sum | None:
        return None if value is None else cls.of(value)


class GivenSum(Given):
    """Money as a program sends it."""

    amount: str = Field(pattern=r"^[0-9]{1,9}\.[0-9]{2}$", examples=["499.00"])
    currency: Literal["RUB"]

    @property
    def money(self) -> Money:
        return Money.of(self.amount, self.currency)


class Picture(Told):
    """One picture in three sizes (WebP; AVIF under the same name)."""

    small: str
    medium: str
    large: str


class FieldProblem(Told):
    """What is wrong at one place of the request."""

    field: str = Field(description="The parameter's name, or a JSON pointer into the body.")
    code: str
    detail: str


class Problem(Told):
    """An RFC 9457 problem document. `code` is stable; further members are the facts of the refusal."""

    model_config = ConfigDict(extra="allow", json_schema_serialization_defaults_required=False)

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] = Field(default=[], json_schema_extra={"description": "Present if fields are wrong."})
