"""Reading what others answer: in a shape of ours, or not at all."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class Garbled(ValueError):
    """Not an answer of this shape; the text says nothing of what stood there."""


class Said(BaseModel):
    """Fields we do not know are let pass: the interface grows."""

    model_config = ConfigDict(strict=False, hide_input_in_errors=True, frozen=True)


S = TypeVar("S", bound=Said)


def read(shape: type[S], body: bytes) -> S:
    """The answer in its shape. Refuses (Garbled) everything else."""
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise Garbled(f"not a {shape.__name__}") from error
