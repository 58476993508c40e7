"""Deletes the files of pictures that nothing shows any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from technomart.runtime import Runtime


def drop(runtime: Runtime, payload: Mapping[str, Any]) -> None:
    """Delete the files of these `keys`; doing it again changes nothing."""
    for key in payload["keys"]:
        runtime.pictures.drop(key)
