"""Suggestions of addresses by DaData, asked by our server: its key stays here, and it learns nothing of shoppers."""

from __future__ import annotations

import json
import time
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from technomart.adapters.asking import Server, Unanswered
from technomart.domain.shipping import AddressHint
from technomart.foundation.logs import log

API: Final = "https://suggestions.dadata.ru/suggestions/api/4_1/rs"
MOST: Final = 10
SHORTEST: Final = 3
LONGEST: Final = 200


class _Parts(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    postal_code: str | None = None
    region_with_type: str | None = None
    city: str | None = None
    settlement_with_type: str | None = None
    settlement: str | None = None
    street_with_type: str | None = None
    house_type: str | None = None
    house: str | None = None
    block_type: str | None = None
    block: str | None = None


class _Hint(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: str = Field(min_length=1, max_length=300)
    data: _Parts

    def told(self) -> AddressHint:
        parts = self.data
        place = parts.city or parts.settlement or parts.region_with_type or ""
        within = parts.settlement_with_type if parts.city else None
        house = " ".join(filter(None, (parts.house_type, parts.house, parts.block_type, parts.block)))
        street = ", ".join(filter(None, (within, parts.street_with_type, house)))
        return AddressHint(self.value, place[:120], street[:200], (parts.postal_code or "")[:6])


class _Said(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    suggestions: list[_Hint] = Field(default_factory=list, max_length=20)


class DaData:
    """The suggestions of DaData; silent whenever it is not there, says something odd, or has had enough of us.

    Nothing of what was typed or suggested is kept or noted.
    """

    def __init__(
        self, *, key: SecretStr | str, api_url: str = API, connect_timeout: float = 0.5, read_timeout: float = 0.7
    ) -> None:
        """Refuses (ValueError) an address that is not https, unless it is this machine's own, and an empty key."""
        plain = key.get_secret_value() if isinstance(key, SecretStr) else key
        if not plain:
            raise ValueError("DaData wants a key")
        self.server = Server(api_url, connect_timeout=connect_timeout, read_timeout=read_timeout)
        self._key = SecretStr(plain)

    def __repr__(self) -> str:
        return f"DaData(host={self.server.host!r})"

    def suggest(self, text: str, city: str) -> tuple[AddressHint, ...]:
        query = text.strip()[:LONGEST]
        if len(query) < SHORTEST:
            return ()
        asked: dict[str, object] = {"query": query, "count": MOST, "language": "ru"}
        if city.strip():
            asked |= {"locations": [{"city": city.strip()[:120]}, {"settlement": city.strip()[:120]}]}
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "technomart",
            "Authorization": f"Token {self._key.get_secret_value()}",
        }
        body = json.dumps(asked, ensure_ascii=True).encode()
        try:
            until = time.monotonic() + self.server.patience
            said = self.server.ask("POST", "/suggest/address", headers=headers, body=body, until=until)
        except Unanswered as error:
            return self._silence(str(error))
        if said.status != 200:
            return self._silence(f"status {said.status}")
        try:
            found = _Said.model_validate_json(said.body).suggestions
        except ValidationError:
            return self._silence("not a list of suggestions")
        return tuple(hint.told() for hint in found[:MOST])

    def _silence(self, why: str) -> tuple[AddressHint, ...]:
        log().warning("addresses_away", why=why)
        return ()
