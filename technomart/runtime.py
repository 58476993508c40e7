"""Everything the shop needs from outside itself, built once per process."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from technomart.adapters.addresses_cities import CityList
from technomart.adapters.addresses_dadata import DaData
from technomart.adapters.carrier_cdek import Cdek
from technomart.adapters.mail_folder import FolderCarrier
from technomart.adapters.mail_smtp import SmtpCarrier
from technomart.adapters.papers import PaperStore
from technomart.adapters.payment_sandbox import ACCOUNT as SANDBOX_ACCOUNT
from technomart.adapters.payment_sandbox import Sandbox
from technomart.adapters.payment_yookassa import YooKassa
from technomart.adapters.pictures import Painter, PictureStore
from technomart.adapters.short_folder import ShortFolder
from technomart.domain import invoices, search
from technomart.domain.aftersales import Terms
from technomart.domain.invoices import SellerAccount
from technomart.domain.notifications import LetterCarrier, ShortCarrier
from technomart.domain.payments import BANK, ON_DELIVERY, PaymentProvider
from technomart.domain.shipping import Addresses, Carrier
from technomart.foundation.database import Database
from technomart.foundation.faults import NO_FAULTS, Faults
from technomart.settings import Settings, ShortWay


@dataclass(frozen=True)
class Runtime:
    """The shop's surroundings: settings, database, the outside world behind ports.

    `payments` is who takes money online, by way to pay; `payment_accounts` is what the shop is called there, by
    provider: money for another account is not ours. `carriers` is who brings parcels, by their codes.
    `seller_account` is where companies pay invoices to.
    """

    settings: Settings
    database: Database
    search: search.Engine
    pictures: PictureStore
    papers: PaperStore
    painter: Painter | None
    letters: LetterCarrier
    short_messages: ShortCarrier | None
    payments: Mapping[str, PaymentProvider]
    payment_accounts: Mapping[str, str]
    carriers: Mapping[str, Carrier]
    addresses: Addresses
    secret_key: str
    faults: Faults
    seller_account: SellerAccount | None = None

    @property
    def payment_methods(self) -> Mapping[str, str]:
        """Every way to pay that is offered now, and who takes the money by it."""
        online = {method: provider.code for method, provider in self.payments.items()}
        by_invoice = {invoices.METHOD: BANK} if self.seller_account is not None else {}
        return online | by_invoice | dict(ON_DELIVERY)

    @property
    def return_terms(self) -> Terms:
        """Until when goods come back, and on which terms."""
        return Terms(
            withdrawal_days=self.settings.return_withdrawal_days,
            defect_days=self.settings.return_defect_days,
            money_days=self.settings.return_money_days,
            exchange_days=self.settings.return_exchange_days,
            examined_days=self.settings.return_examined_days,
            fetch_kopecks=self.settings.return_fetch_kopecks,
            timezone=self.settings.timezone,
        )

    def close(self) -> None:
        """Let go of everything that was opened."""
        self.search.close()
        self.database.dispose()


def secret_of(settings: Settings) -> str:
    """The signing secret: from the environment, or in development a random one kept in the data folder."""
    given = settings.secret_key.get_secret_value()
    if given:
        return given
    return kept_secret(settings.data_dir / "secret-key")


def kept_secret(path: Path) -> str:
    """The secret in this file, made on first use, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def letter_carrier(settings: Settings) -> LetterCarrier:
    """The mail server that is set, else a folder of letters in the data folder."""
    return SmtpCarrier(settings.mail_url) if settings.mail_url else FolderCarrier(settings.letters_dir)


def short_carrier(settings: Settings) -> ShortCarrier | None:
    """Who carries short messages; nobody unless it is switched on."""
    return ShortFolder(settings.short_messages_dir) if settings.short_messages is ShortWay.folder else None


def payment_providers(settings: Settings) -> tuple[Mapping[str, PaymentProvider], Mapping[str, str]]:
    """Who takes money online, by way to pay, and the shop's account there by provider.

    YooKassa where it is set up; in development else a sandbox that takes no money; in production else nobody.
    """
    if settings.yookassa_shop_id:
        return yookassa(settings)
    if settings.is_production:
        return MappingProxyType({}), MappingProxyType({})
    sandbox = Sandbox(settings.sandbox_dir, settings.public_url)
    return {"card": sandbox, "sbp": sandbox}, {sandbox.code: SANDBOX_ACCOUNT}


def yookassa(settings: Settings) -> tuple[Mapping[str, PaymentProvider], Mapping[str, str]]:
    """Cards and SBP by YooKassa."""
    provider: PaymentProvider = YooKassa(
        shop_id=settings.yookassa_shop_id,
        secret_key=settings.yookassa_secret_key,
        api_url=settings.yookassa_api_url,
    )
    return {"card": provider, "sbp": provider}, {provider.code: settings.yookassa_shop_id}


def carriers_of(settings: Settings) -> Mapping[str, Carrier]:
    """The carriers that are set up; without any, their ways of delivery are not offered."""
    if not settings.cdek_client_id:
        return MappingProxyType({})
    cdek: Carrier = Cdek(
        client_id=settings.cdek_client_id,
        client_secret=settings.cdek_client_secret,
        api_url=settings.cdek_api_url,
        from_city=settings.cdek_from_city,
        from_address=settings.cdek_from_address,
        shipment_point=settings.cdek_shipment_point,
    )
    return MappingProxyType({cdek.code: cdek})


def seller_account(settings: Settings) -> SellerAccount | None:
    """The account of the settings if it is complete and its keys are right; in development else an invented one."""
    given = settings.seller_account
    if given is None:
        return None if settings.is_production else invoices.SAMPLE
    return None if given.faults else given


def addresses_of(settings: Settings) -> Addresses:
    """Who completes addresses: DaData where its key is set, else our own list of large cities."""
    key = settings.dadata_key.get_secret_value()
    return DaData(key=key, api_url=settings.dadata_api_url) if key else CityList()


def build(
    settings: Settings | None = None, *, faults: Faults | None = None, painter: Painter | None = None
) -> Runtime:
    """The runtime of this process. Production refuses (RuntimeError) anything but the harmless faults."""
    settings = settings or Settings()
    if settings.is_production and faults is not None and type(faults) is not Faults:
        raise RuntimeError("fault hooks have no place in production")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    providers, accounts = payment_providers(settings)
    return Runtime(
        settings=settings,
        database=database,
        search=search.Engine(database),
        pictures=PictureStore(settings.media_dir),
        papers=PaperStore(settings.papers_dir),
        painter=painter,
        letters=letter_carrier(settings),
        short_messages=short_carrier(settings),
        payments=providers,
        payment_accounts=accounts,
        carriers=carriers_of(settings),
        addresses=addresses_of(settings),
        secret_key=secret_of(settings),
        faults=faults or NO_FAULTS,
        seller_account=seller_account(settings),
    )
