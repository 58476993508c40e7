"""The account behind the key: its data, addresses, consents, devices and keys."""

from __future__ import annotations

from datetime import datetime, timedelta

from technomart.domain import accounts
from technomart.domain.accounts import AddressEntry, ApiKey, Place
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, NotFound
from technomart.web.agreeing import keep_consent, take_back
from technomart.web.api.v1.callers import NotInScope
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.schemas.people import (
    Account,
    Addresses,
    ApiToken,
    ApiTokens,
    ChangeAccount,
    Consent,
    Consents,
    CreateToken,
    Device,
    Devices,
    GivenAddress,
    KnownAddress,
    NewToken,
)

GIVEN_HERE = frozenset({"marketing"})
"""The consents that may be given at any time; the others are asked for where they are needed."""
FIRST_ADDRESS = {"address": "$response.body#/id"}


@reads("/account", tag="account", answer=Account)
def get_account(call: Call) -> Account:
    """Who the key belongs to, and what the key may do."""
    return _shown(call)


@changes("PATCH", "/account", tag="account", body=ChangeAccount, answer=Account)
def change_account(call: Call) -> Account:
    """Change name, telephone or language; what is not named stays."""
    body, own = call.body, accounts.profile_of(call.db, call.caller.own_account_id)
    accounts.change_profile(
        call.db,
        own.id,
        name=own.name if body.name is None else body.name,
        phone=own.phone if body.phone is None else body.phone,
        lang=body.lang,
    )
    return _shown(call)


def _shown(call: Call) -> Account:
    own = accounts.profile_of(call.db, call.caller.own_account_id)
    return Account(
        email=own.email,
        name=own.name,
        phone=own.phone,
        lang=own.lang,
        is_confirmed=own.is_confirmed,
        scopes=sorted(call.caller.scopes),
    )


@reads(
    "/account/addresses",
    tag="account",
    answer=Addresses,
    links=(Link(to="get_address", parameters={"address": "$response.body#/items/0/id"}),),
)
def list_addresses(call: Call) -> Addresses:
    """The address book, the usual one first."""
    return Addresses(items=[_address(one) for one in accounts.addresses_of(call.db, call.caller.own_account_id)])


@creates(
    "/account/addresses",
    tag="account",
    body=GivenAddress,
    answer=KnownAddress,
    at="/account/addresses/{id}",
    links=(
        Link(to="get_address", parameters=FIRST_ADDRESS),
        Link(to="change_address", parameters=FIRST_ADDRESS),
        Link(to="make_address_usual", parameters=FIRST_ADDRESS),
        Link(to="remove_address", parameters=FIRST_ADDRESS),
    ),
)
def add_address(call: Call) -> KnownAddress:
    """Add an address; the first one becomes the usual one."""
    row = accounts.add_address(call.db, call.caller.own_account_id, Place(**call.body.model_dump()))
    call.db.flush()  # it is read again below
    return _own_address(call, row.public_id)


@reads("/account/addresses/<address>", tag="account", answer=KnownAddress)
def get_address(call: Call) -> KnownAddress:
    """One address of the book."""
    return _own_address(call, call.path["address"])


@changes("PUT", "/account/addresses/<address>", tag="account", body=GivenAddress, answer=KnownAddress)
def change_address(call: Call) -> KnownAddress:
    """Write an address anew."""
    owner, name = call.caller.own_account_id, call.path["address"]
    accounts.change_address(call.db, owner, name, Place(**call.body.model_dump()))
    call.db.flush()  # it is read again below
    return _own_address(call, name)


@changes("POST", "/account/addresses/<address>/usual", tag="account", answer=KnownAddress)
def make_address_usual(call: Call) -> KnownAddress:
    """Let the checkout offer this address first."""
    accounts.make_usual(call.db, call.caller.own_account_id, call.path["address"])
    call.db.expire_all()  # the rows were changed behind the session's back
    return _own_address(call, call.path["address"])


@changes("DELETE", "/account/addresses/<address>", tag="account", answer=None)
def remove_address(call: Call) -> None:
    """Take an address out of the book."""
    accounts.remove_address(call.db, call.caller.own_account_id, call.path["address"])


def _own_address(call: Call, name: str) -> KnownAddress:
    return _address(accounts.get_address_of(call.db, call.caller.own_account_id, name))


def _address(entry: AddressEntry) -> KnownAddress:
    return KnownAddress(
        id=entry.public_id,
        city=entry.city,
        postal_code=entry.postal_code,
        street=entry.street,
        flat=entry.flat,
        entrance=entry.entrance,
        floor=entry.floor,
        intercom=entry.intercom,
        comment=entry.comment,
        is_usual=entry.is_usual,
    )


@reads("/account/consents", tag="account", answer=Consents)
def list_consents(call: Call) -> Consents:
    """The latest word on each purpose the account was asked about."""
    return _consents(call)


@changes(
    "PUT",
    "/account/consents/<purpose>",
    tag="account",
    answer=Consents,
    links=(Link(to="withdraw_consent", parameters={"purpose": "$request.path.purpose"}),),
)
def give_consent(call: Call) -> Consents:
    """Agree to the text in force for this purpose; `marketing` is the only one that may be given at any time."""
    if call.path["purpose"] not in GIVEN_HERE:
        raise NotFound("unknown_consent")
    own = accounts.get_account(call.db, call.caller.own_account_id)
    keep_consent(call.db, call.path["purpose"], form="api", subject=own.email, account_id=own.id)
    return _consents(call)


@changes("DELETE", "/account/consents/<purpose>", tag="account", answer=Consents)
def withdraw_consent(call: Call) -> Consents:
    """Take a consent back, from now on."""
    own = accounts.get_account(call.db, call.caller.own_account_id)
    take_back(call.db, own, call.path["purpose"], form="api")
    return _consents(call)


def _consents(call: Call) -> Consents:
    standing = accounts.standing_consents(call.db, call.caller.own_account_id)
    items = [
        Consent(
            purpose=one.purpose,
            is_given=one.is_given,
            document=one.document_slug,
            version=one.document_version,
            at=one.at,
        )
        for one in standing.values()
    ]
    return Consents(items=items)


@reads(
    "/account/devices",
    tag="account",
    answer=Devices,
    links=(Link(to="end_device", parameters={"device": "$response.body#/items/0/id"}),),
)
def list_devices(call: Call) -> Devices:
    """The browsers signed in to the account, the latest seen first."""
    items = [
        Device(
            id=one.public_id,
            user_agent=one.user_agent,
            ip=one.ip,
            created_at=one.created_at,
            seen_at=one.seen_at,
        )
        for one in accounts.sessions_of(call.db, call.caller.own_account_id)
    ]
    return Devices(items=items)


@changes("DELETE", "/account/devices/<device>", tag="account", answer=None)
def end_device(call: Call) -> None:
    """Sign a browser out."""
    accounts.end_session(call.db, call.caller.own_account_id, call.path["device"])


@changes("DELETE", "/account/devices", tag="account", answer=None)
def end_all_devices(call: Call) -> None:
    """Sign every browser out; keys go on working."""
    accounts.end_other_sessions(call.db, call.caller.own_account_id, keep_visit=None)


@reads("/account/tokens", tag="account", answer=ApiTokens)
def list_tokens(call: Call) -> ApiTokens:
    """The account's working keys, newest first; what they say is known to their owner only."""
    return ApiTokens(items=[_token(one) for one in accounts.api_tokens_of(call.db, call.caller.own_account_id)])


def _token(key: ApiKey) -> ApiToken:
    return ApiToken(
        id=key.public_id,
        name=key.name,
        scopes=list(key.scopes),
        created_at=key.created_at,
        expires_at=key.expires_at,
        seen_at=key.seen_at,
    )


@creates(
    "/account/tokens",
    tag="account",
    body=CreateToken,
    answer=NewToken,
    is_secret=True,
    links=(Link(to="revoke_token", parameters={"key": "$response.body#/id"}),),
)
def create_token(call: Call) -> NewToken:
    """Make a key for a program. It may do no more than the key that asks for it, and ends no later."""
    body = call.body
    if not set(body.scopes) <= call.caller.scopes:
        raise NotInScope(scope=next(iter(sorted(set(body.scopes) - call.caller.scopes))))
    value, row = accounts.issue_api_token(
        call.db,
        call.caller.own_account_id,
        name=body.name,
        scopes=body.scopes,
        expires_at=min(filter(None, (clock.now() + timedelta(days=body.days), _end_of_asking_key(call)))),
    )
    return NewToken(
        id=row.public_id,
        name=row.name,
        scopes=list(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        seen_at=None,
        token=value,
    )


def _end_of_asking_key(call: Call) -> datetime | None:
    """When the key that asks ends: a key with an end must not live on in one that it makes."""
    asking = call.caller.bearer.public_id if call.caller.bearer else ""
    keys = accounts.api_tokens_of(call.db, call.caller.own_account_id)
    return next((one.expires_at for one in keys if one.public_id == asking), None)


@changes("DELETE", "/account/tokens/<key>", tag="account", answer=None)
def revoke_token(call: Call) -> None:
    """Make another key worthless at once. The key that asks stays: it is revoked on the pages of the account."""
    if call.caller.bearer is not None and call.caller.bearer.public_id == call.path["key"]:
        raise Conflict("key_in_use")
    accounts.revoke_api_token(call.db, call.caller.own_account_id, call.path["key"])
