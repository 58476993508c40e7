"""The shop's settings, read from the environment once; the only module that reads it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[1]
SHORTEST_SECRET = 32


class Mode(StrEnum):
    """Development forgives; production refuses to start unless everything is in order."""

    development = "development"
    production = "production"


class Settings(BaseSettings):
    """Every setting as `TECHNOMART_<NAME>`; the defaults run the shop on SQLite in this folder."""

    model_config = SettingsConfigDict(env_prefix="TECHNOMART_", frozen=True, extra="ignore")

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
    mail_from: str = "Техномарт <shop@technomart.example>"
    api_rate_per_minute: int = Field(default=6000, ge=0)
    timezone: str = "Europe/Moscow"
    log_level: str = "INFO"

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _production_is_in_order(self) -> Settings:
        if self.mode is Mode.production:
            secret = self.secret_key.get_secret_value()
            if len(secret) < SHORTEST_SECRET:
                raise ValueError(
                    f"TECHNOMART_SECRET_KEY must have at least {SHORTEST_SECRET} characters in production"
                )
            if not self.public_url.startswith("https://"):
                raise ValueError("TECHNOMART_PUBLIC_URL must be https:// in production")
        return self

    @property
    def is_production(self) -> bool:
        return self.mode is Mode.production

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
    def letters_dir(self) -> Path:
        return self.data_dir / "letters"
