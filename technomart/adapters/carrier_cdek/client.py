"""Asks CDEK, and turns each of its answers into a value or one of three refusals."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from pydantic import SecretStr

from technomart.adapters.asking import Answer, Server, Unanswered
from technomart.adapters.carrier_cdek import reading, saying
from technomart.adapters.understanding import Garbled, read
from technomart.domain.shipping import (
    CarrierAway,
    CarrierParcel,
    CarrierRefused,
    CarrierUnknown,
    Consignment,
    Point,
    Tariff,
)
from technomart.foundation.logs import log

if TYPE_CHECKING:
    import ssl

API: Final = "https://api.cdek.ru/v2"
TRACKING: Final = "https://www.cdek.ru/ru/tracking?order_id="
MOSCOW: Final = 44
A_REF: Final = re.compile(r"[0-9a-fA-F-]{8,64}")
PAGE: Final = 500
MOST_PAGES: Final = 100
TOKEN_MARGIN: Final = 60.0
"""Seconds before its end from which a token is not used any more."""
USUAL_TARIFFS: Final = frozenset({136, 137, 138, 139, 231, 232, 233, 234})
"""Parcels of online shops and their cheaper, slower kin; whatever else a contract has is not for shoppers."""
UNKNOWN_WORDS: Final = ("not_found", "is_not_found")


class Cdek:
    """The carrier CDEK; the promises are those of Carrier.

    A question lasts `connect_timeout + read_timeout` at most, asking for a token included; those that make or list
    may last `long_timeout` more, they are asked by the back room only. Tariffs, points and looks are asked a second
    time if the line was cut; what makes something is not. A token that CDEK refuses is fetched anew once.
    """

    code = "cdek"

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: SecretStr | str,
        api_url: str = API,
        from_city: int = MOSCOW,
        from_address: str = "",
        shipment_point: str = "",
        connect_timeout: float = 1.0,
        read_timeout: float = 2.0,
        long_timeout: float = 15.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Refuses (ValueError) an address that is not https, unless it is this machine's own, and an empty key."""
        secret = client_secret.get_secret_value() if isinstance(client_secret, SecretStr) else client_secret
        if not client_id or not secret:
            raise ValueError("CDEK wants an account and its password")
        self.server = Server(api_url, connect_timeout=connect_timeout, read_timeout=read_timeout, tls=tls)
        self.long_timeout = long_timeout
        self.from_city, self.from_address, self.shipment_point = from_city, from_address, shipment_point
        self._login = SecretStr(
            urlencode({"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret})
        )
        self._token: tuple[str, float] = ("", 0.0)
        self._fetching = threading.Lock()

    def __repr__(self) -> str:
        return f"Cdek(host={self.server.host!r})"

    def tariffs(self, city_code: int, grams: int) -> tuple[Tariff, ...]:
        asked = saying.wanted(self.from_city, city_code, grams)
        said = self._ask("POST", "/calculator/tarifflist", body=asked, again=True)
        found = self._read(reading.TariffList, said, "POST /calculator/tarifflist")
        usable = [
            one
            for one in found.tariff_codes
            if one.tariff_code in USUAL_TARIFFS
            and one.delivery_mode in reading.TO_THE_DOOR
            and (one.delivery_mode in reading.FROM_THE_DOOR) is not bool(self.shipment_point)
        ]
        usable.sort(key=lambda one: (one.delivery_sum, one.period_max, one.tariff_code))
        cheapest: dict[bool, Tariff] = {}
        for one in usable:
            told = one.told()
            cheapest.setdefault(told.to_point, told)
        return tuple(cheapest.values())

    def points(self, city_code: int | None = None) -> Iterator[Point]:
        asked: dict[str, Any] = {"country_code": "RU", "type": "PVZ", "is_handout": "true", "size": PAGE}
        if city_code is not None:
            asked["city_code"] = city_code
        for page in range(MOST_PAGES):
            path = f"/deliverypoints?{urlencode(asked | {'page': page})}"
            said = self._ask("GET", path, again=True, is_long=True)
            try:
                found, entries = reading.read_points(said.body)
            except Garbled as error:
                raise self._away("GET /deliverypoints", str(error)) from None
            yield from found
            if entries < PAGE:
                return
        raise self._away("GET /deliverypoints", "a list without end")

    def submit(self, consignment: Consignment) -> str:
        body = saying.order(
            consignment,
            from_city=self.from_city,
            from_address=self.from_address,
            shipment_point=self.shipment_point,
        )
        said = self._ask("POST", "/orders", body=body, is_long=True)
        taken = self._read(reading.Taken, said, "POST /orders")
        if taken.entity is None:
            raise self._away("POST /orders", "no name for what was taken on")
        return taken.entity.uuid

    def find(self, number: str) -> CarrierParcel | None:
        try:
            said = self._ask("GET", f"/orders?{urlencode({'im_number': number})}", again=True, is_long=True)
        except CarrierUnknown:
            return None
        told = self._read(reading.Order, said, "GET /orders").told()
        return told if told.number in ("", number) else None

    def look(self, ref: str) -> CarrierParcel:
        said = self._ask("GET", f"/orders/{_checked(ref)}", again=True, is_long=True)
        told = self._read(reading.Order, said, "GET /orders/…").told()
        if told.ref.lower() != ref.lower():
            raise self._away("GET /orders/…", "it is about something else")
        return told

    def cancel(self, ref: str) -> None:
        self._ask("DELETE", f"/orders/{_checked(ref)}", is_long=True)

    def tracking_url(self, carrier_number: str) -> str:
        return TRACKING + quote(carrier_number, safe="")

    def _ask(self, method: str, path: str, *, body: Any = None, again: bool = False, is_long: bool = False) -> Answer:
        """CDEK's answer other than a refusal. Refuses CarrierAway, CarrierRefused, CarrierUnknown."""
        name = f"{method} {path.partition('?')[0]}"
        until = time.monotonic() + self.server.patience + (self.long_timeout if is_long else 0.0)
        sent = None if body is None else json.dumps(body, ensure_ascii=True, allow_nan=False).encode()
        said = self._sent(method, path, sent, name=name, until=until, again=again)
        if said.status == 401:
            self._token = ("", 0.0)
            said = self._sent(method, path, sent, name=name, until=until, again=again)
        if 200 <= said.status < 300:
            return said
        raise self._refusal(said, name)

    def _sent(self, method: str, path: str, body: bytes | None, *, name: str, until: float, again: bool) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": "technomart"}
        headers["Authorization"] = f"Bearer {self._bearer(until)}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            return self.server.ask(method, path, headers=headers, body=body, until=until)
        except Unanswered as error:
            if not again or time.monotonic() >= until:
                raise self._away(name, str(error)) from None
        try:
            return self.server.ask(method, path, headers=headers, body=body, until=until)
        except Unanswered as error:
            raise self._away(name, str(error)) from None

    def _bearer(self, until: float) -> str:
        """A token that is good for a while yet; one thread fetches it for all."""
        if not self._fetching.acquire(timeout=max(until - time.monotonic(), 0.0)):
            raise self._away("POST /oauth/token", "somebody else is still asking")
        try:
            token, ends = self._token
            if token and time.monotonic() < ends:
                return token
            headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
            body = self._login.get_secret_value().encode()
            try:
                said = self.server.ask("POST", "/oauth/token", headers=headers, body=body, until=until)
            except Unanswered as error:
                raise self._away("POST /oauth/token", str(error)) from None
            if said.status != 200:
                if 400 <= said.status < 500 and said.status not in (408, 429):
                    log().error("carrier_set_up_wrongly", carrier=self.code, did="POST /oauth/token")
                raise self._away("POST /oauth/token", f"status {said.status}")
            got = self._read(reading.Token, said, "POST /oauth/token")
            self._token = (got.access_token, time.monotonic() + max(got.expires_in - TOKEN_MARGIN, 1.0))
            return got.access_token
        finally:
            self._fetching.release()

    def _refusal(self, said: Answer, did: str) -> Exception:
        """Which of the three refusals this is. CDEK's words may name people: they are for staff alone."""
        faults = reading.read_faults(said.body)
        if said.status == 404 or (said.status == 400 and any(word in faults.codes for word in UNKNOWN_WORDS)):
            return CarrierUnknown()
        if said.status in (401, 403):
            log().error("carrier_set_up_wrongly", carrier=self.code, did=did, status=said.status)
            return CarrierAway()
        if said.status in (408, 429) or not 400 <= said.status < 500:
            return self._away(did, f"status {said.status}")
        log().warning("carrier_refused", carrier=self.code, did=did, status=said.status, codes=faults.codes[:200])
        return CarrierRefused(faults.words[: reading.LONGEST_WORDS] or f"status {said.status}")

    def _read(self, shape: type[reading.S], said: Answer, did: str) -> reading.S:
        try:
            return read(shape, said.body)
        except Garbled as error:
            raise self._away(did, str(error)) from None

    def _away(self, did: str, why: str) -> CarrierAway:
        log().warning("carrier_away", carrier=self.code, did=did, why=why)
        return CarrierAway()


def _checked(ref: str) -> str:
    """Refuses (CarrierUnknown) what is no reference of CDEK's; it may come from a forged notice."""
    if not A_REF.fullmatch(ref):
        raise CarrierUnknown
    return ref
