"""The shop's settings, read from the environment once; the only module that reads it."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from technomart.domain.invoices import SellerAccount

ROOT = Path(__file__).resolve().parents[1]
SHORTEST_SECRET = 32
PLACEHOLDERS = ("change", "secret", "example", "password")
PREFIX = "TECHNOMART_"
NOT_SETTINGS = {"TECHNOMART_PARENT", "TECHNOMART_PULSE"}
"""What our own processes tell each other by the same prefix."""
THIS_MACHINE = ("127.0.0.1", "localhost")
DEBUG_SWITCHES = ("FLASK_DEBUG", "PYTHONDEVMODE", "PYTHONASYNCIODEBUG", "WERKZEUG_RUN_MAIN")


class OutOfOrder(ValueError):
    """The surroundings are not fit for serving people."""


class Mode(StrEnum):
    """Development forgives; production refuses to start unless everything is in order."""

    development = "development"
    production = "production"


class ShortWay(StrEnum):
    """Who carries short messages to telephones: nobody, or, while the shop is developed, a folder."""

    off = "off"
    folder = "folder"


class Settings(BaseSettings):
    """Every setting as `TECHNOMART_<NAME>`; the defaults run the shop on SQLite in this folder."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True)

    mode: Mode = Mode.development
    data_dir: Path = ROOT / "data"
    database_url: str = ""
    public_url: str = "http://127.0.0.1:8000"
    trusted_hosts: Annotated[list[str], NoDecode] = Field(default_factory=list)
    secret_key: SecretStr = SecretStr("")
    proxy_hops: int = Field(default=0, ge=0, le=3)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    web_workers: int = Field(default=2, ge=1, le=64)
    web_threads: int = Field(default=4, ge=1, le=64)
    mail_url: str = ""
    short_messages: ShortWay = ShortWay.off
    mail_from: str = "Техномарт <shop@technomart.example>"
    yookassa_shop_id: str = ""
    yookassa_secret_key: SecretStr = SecretStr("")
    yookassa_api_url: str = "https://api.yookassa.ru/v3"
    bank_name: str = ""
    bank_bik: str = ""
    bank_account: str = ""
    bank_correspondent: str = ""
    seller_kpp: str = ""
    cdek_client_id: str = ""
    cdek_client_secret: SecretStr = SecretStr("")
    cdek_api_url: str = "https://api.cdek.ru/v2"
    cdek_from_city: int = Field(default=44, ge=1)
    cdek_from_address: str = ""
    cdek_shipment_point: str = ""
    dadata_key: SecretStr = SecretStr("")
    dadata_api_url: str = "https://suggestions.dadata.ru/suggestions/api/4_1/rs"
    return_withdrawal_days: int = Field(default=7, ge=7, le=365)
    return_defect_days: int = Field(default=15, ge=15, le=365)
    return_money_days: int = Field(default=10, ge=1, le=10)
    return_exchange_days: int = Field(default=7, ge=1, le=7)
    return_examined_days: int = Field(default=20, ge=1, le=20)
    return_fetch_kopecks: int = Field(default=0, ge=0, le=10_000_000)
    api_rate_per_minute: int = Field(default=6000, ge=0)
    orders_per_hour: int = Field(default=0, ge=0)
    timezone: str = "Europe/Moscow"
    log_level: str = "INFO"

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _production_is_in_order(self) -> Settings:
        if self.mode is Mode.production:
            faults = [*self._weak_secret(), *self._wrong_address(), *self._half_a_till(), *self._wrong_account()]
            faults += [*self._half_a_carrier(), *self._idle_carrier()]
            if faults:
                raise ValueError("; ".join(faults))
        return self

    def _weak_secret(self) -> list[str]:
        secret = self.secret_key.get_secret_value()
        if len(secret) < SHORTEST_SECRET:
            return [f"TECHNOMART_SECRET_KEY must have at least {SHORTEST_SECRET} characters in production"]
        if any(word in secret.lower() for word in PLACEHOLDERS):
            return ["TECHNOMART_SECRET_KEY is still the placeholder of some example"]
        return []

    def _wrong_address(self) -> list[str]:
        parts = urlsplit(self.public_url)
        if parts.scheme != "https" or not parts.hostname or parts.path not in ("", "/") or parts.username:
            return ["TECHNOMART_PUBLIC_URL must be https://<host> in production"]
        if "*" in ",".join(self.trusted_hosts):
            return ["TECHNOMART_TRUSTED_HOSTS must name hosts, not patterns"]
        return []

    def _idle_carrier(self) -> list[str]:
        if self.short_messages is ShortWay.folder:
            return ["TECHNOMART_SHORT_MESSAGES=folder is for development: nobody would get the messages"]
        return []

    def _half_a_till(self) -> list[str]:
        if bool(self.yookassa_shop_id) is not bool(self.yookassa_secret_key.get_secret_value()):
            return ["TECHNOMART_YOOKASSA_SHOP_ID and TECHNOMART_YOOKASSA_SECRET_KEY belong together"]
        if urlsplit(self.yookassa_api_url).scheme != "https":
            return ["TECHNOMART_YOOKASSA_API_URL must be https://… in production"]
        return []

    def _wrong_account(self) -> list[str]:
        account = self.seller_account
        faults = account.faults if account is not None else ()
        names = {"bank": "BANK_NAME", "bik": "BANK_BIK", "account": "BANK_ACCOUNT"}
        names |= {"correspondent": "BANK_CORRESPONDENT", "kpp": "SELLER_KPP"}
        return [f"{PREFIX}{names[fault]} is missing, or its check digits do not fit the others" for fault in faults]

    def _half_a_carrier(self) -> list[str]:
        if bool(self.cdek_client_id) is not bool(self.cdek_client_secret.get_secret_value()):
            return ["TECHNOMART_CDEK_CLIENT_ID and TECHNOMART_CDEK_CLIENT_SECRET belong together"]
        if self.cdek_client_id and not (self.cdek_shipment_point or self.cdek_from_address):
            return ["TECHNOMART_CDEK_SHIPMENT_POINT or TECHNOMART_CDEK_FROM_ADDRESS says where parcels leave from"]
        if urlsplit(self.cdek_api_url).scheme != "https":
            return ["TECHNOMART_CDEK_API_URL must be https://… in production"]
        if urlsplit(self.dadata_api_url).scheme != "https":
            return ["TECHNOMART_DADATA_API_URL must be https://… in production"]
        return []

    @property
    def seller_account(self) -> SellerAccount | None:
        """Where companies pay their invoices to; None if nothing of it is set."""
        if not any((self.bank_name, self.bank_bik, self.bank_account, self.bank_correspondent)):
            return None
        return SellerAccount(
            bank=self.bank_name,
            bik=self.bank_bik,
            account=self.bank_account,
            correspondent=self.bank_correspondent,
            kpp=self.seller_kpp,
        )

    @property
    def is_production(self) -> bool:
        return self.mode is Mode.production

    @property
    def hosts(self) -> list[str]:
        """The names the shop answers to: those that are set, else that of its public address.

        While it is developed those of this machine as well; empty, so any, only if it listens to the network then.
        """
        public = urlsplit(self.public_url).hostname or ""
        if self.trusted_hosts or self.is_production:
            return self.trusted_hosts or [public]
        return [public, *THIS_MACHINE] if self.host in {*THIS_MACHINE, "::1"} else []

    @property
    def database(self) -> str:
        """The database to use: the one that is set, else a file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'shop.sqlite3'}"

    @property
    def media_dir(self) -> Path:
        return self.data_dir / "media"

    @property
    def papers_dir(self) -> Path:
        return self.media_dir / "documents"

    @property
    def sandbox_dir(self) -> Path:
        return self.data_dir / "sandbox-bank"

    @property
    def short_messages_dir(self) -> Path:
        return self.data_dir / "short-messages"

    @property
    def letters_dir(self) -> Path:
        return self.data_dir / "letters"


def settings_to_open_with() -> Settings:
    """The settings of a process that is about to serve people.

    Production refuses (OutOfOrder) debug switches and every `TECHNOMART_` name that is no setting: a typing error
    would go unnoticed, a test's hook would be worse.
    """
    settings = Settings()
    if settings.is_production:
        known = {PREFIX + name.upper() for name in Settings.model_fields} | NOT_SETTINGS
        stray = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
        switched = [name for name in DEBUG_SWITCHES if os.environ.get(name, "") not in ("", "0")]
        if stray or switched:
            raise OutOfOrder(f"no place in production for {', '.join([*stray, *switched])}")
    return settings
