"""Counting tries, so that nobody guesses passwords or floods a mailbox; the right person elsewhere still gets in."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from technomart.domain.accounts.errors import TooManyOrders, TooManyTries
from technomart.domain.accounts.models import SignInAttempt
from technomart.domain.accounts.queries import seconds_to_wait
from technomart.domain.accounts.rules import Limit, network_of
from technomart.domain.accounts.rules.times import (
    ALERTS_FROM_NETWORK,
    ALERTS_OF_ONE,
    LETTERS_FROM_NETWORK,
    LETTERS_TO_ONE,
    WITHIN_AN_HOUR,
    WRONG_CODES_OF_NETWORK,
    WRONG_PASSWORD,
    WRONG_PASSWORDS_OF_NETWORK,
)
from technomart.foundation import clock
from technomart.foundation.ids import token_hash


def take_sign_in_try(session: Session, email: str, ip: str) -> None:
    """Count one try before the password is looked at, so that a burst cannot slip past. TooManyTries when over."""
    network = network_of(ip)
    _take(session, {_pair(email, network): WRONG_PASSWORD, _network(network): WRONG_PASSWORDS_OF_NETWORK})


def forgive_sign_in_tries(session: Session, email: str, ip: str) -> None:
    """After a right password: the account starts anew from this network, which gets this one try back."""
    network = network_of(ip)
    session.execute(delete(SignInAttempt).where(SignInAttempt.key_hash == token_hash(_pair(email, network))))
    _forgive_latest(session, _network(network))


def take_letter_try(session: Session, email: str, ip: str) -> None:
    """Count one letter that a stranger may have caused. TooManyTries when the mailbox or network had enough."""
    _take(
        session,
        {f"letter:{email}": LETTERS_TO_ONE, f"letters-of:{network_of(ip)}": LETTERS_FROM_NETWORK},
    )


def take_code_try(session: Session, ip: str) -> None:
    """Count one try of a promo code before it is looked up. TooManyTries when the network has guessed too often."""
    _take(session, {_codes(network_of(ip)): WRONG_CODES_OF_NETWORK})


def forgive_code_try(session: Session, ip: str) -> None:
    """The code did: this one try is not counted."""
    _forgive_latest(session, _codes(network_of(ip)))


def _codes(network: str) -> str:
    return f"codes-of:{network}"


def _forgive_latest(session: Session, key: str) -> None:
    latest = select(func.max(SignInAttempt.id)).where(SignInAttempt.key_hash == token_hash(key))
    session.execute(delete(SignInAttempt).where(SignInAttempt.id == latest.scalar_subquery()))


def take_alert_try(session: Session, email: str, ip: str) -> None:
    """Count one wish to be told about goods. TooManyTries when the mailbox or network had enough of them."""
    _take(session, {f"alert:{email}": ALERTS_OF_ONE, f"alerts-of:{network_of(ip)}": ALERTS_FROM_NETWORK})


def take_order_try(session: Session, account_id: int | None, ip: str, *, an_hour: int) -> None:
    """Count one order of the account, or of the guests of this network. Refuses TooManyOrders; 0 is no limit.

    To be called in the order's own transaction, so that an order that is refused does not count.
    """
    if an_hour:
        who = f"network:{network_of(ip)}" if account_id is None else f"account:{account_id}"
        _take(session, {f"orders-of-{who}": Limit(most=an_hour, within=WITHIN_AN_HOUR)}, refusal=TooManyOrders)


def _pair(email: str, network: str) -> str:
    return f"pair:{email}|{network}"


def _network(network: str) -> str:
    return f"network:{network}"


def _take(session: Session, limits: dict[str, Limit], refusal: type[TooManyTries] = TooManyTries) -> None:
    waits = [wait for key, limit in limits.items() if (wait := seconds_to_wait(session, key, limit)) is not None]
    if waits:
        raise refusal(retry_after=max(waits))
    at = clock.now()
    session.add_all([SignInAttempt(key_hash=token_hash(key), at=at) for key in limits])
