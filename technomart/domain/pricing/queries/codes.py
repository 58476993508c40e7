"""Looking promo codes up, and whether one takes something off a cart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from technomart.domain.pricing.errors import PromoCodeRefused, UnknownPromoCode
from technomart.domain.pricing.models import PromoCode, PromoCodeUse
from technomart.domain.pricing.rules import CodeProblem, normal_code, problem_of_code
from technomart.foundation.ids import token_hash
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging


@dataclass(frozen=True, slots=True)
class Customer:
    """Who means to use a code: an account, an e-mail address, both, or nobody known yet."""

    account_id: int | None = None
    email: str = ""

    @property
    def email_hash(self) -> str:
        """What is kept of the address, whatever its case and the spaces around it; nothing for none."""
        plain = self.email.strip().casefold()
        return token_hash(plain) if plain else ""


NOBODY = Customer()


def find_word(session: Session, word: str) -> PromoCode | None:
    """The code that is written like this, or none."""
    kept = normal_code(word)
    if not kept or not kept.isprintable():
        return None
    return session.scalar(select(PromoCode).where(PromoCode.code == kept))


def get_promo_code(session: Session, word: str) -> PromoCode:
    """The code that is written like this: for the shop's own people. Refuses UnknownPromoCode."""
    found = find_word(session, word)
    if found is None:
        raise UnknownPromoCode()
    return found


def find_promo_code(session: Session, promo_code_id: int | None) -> PromoCode | None:
    """The code a cart remembers, or none."""
    return None if promo_code_id is None else session.get(PromoCode, promo_code_id)


def promo_codes(session: Session, paging: Paging) -> tuple[list[PromoCode], int]:
    """All codes, newest first, and how many there are."""
    total = session.scalar(select(func.count()).select_from(PromoCode)) or 0
    rows = session.scalars(select(PromoCode).order_by(PromoCode.id.desc()).offset(paging.offset).limit(paging.size))
    return list(rows), total


def uses_of(session: Session, promo_code_id: int, *, most: int) -> list[PromoCodeUse]:
    """The latest uses of a code, those that were given back too, newest first."""
    rows = select(PromoCodeUse).where(PromoCodeUse.promo_code_id == promo_code_id)
    return list(session.scalars(rows.order_by(PromoCodeUse.id.desc()).limit(most)))


def problem_with(
    session: Session, code: PromoCode, *, goods: Money, customer: Customer, at: datetime
) -> PromoCodeRefused | None:
    """What speaks against using the code for these goods, as the refusal it would be, or none."""
    problem = problem_of_code(
        code.terms,
        at=at,
        goods_kopecks=goods.minor,
        account_id=customer.account_id,
        used_by_them=_times_used(session, code, customer) if code.most_uses_each is not None else 0,
    )
    if problem is None:
        return None
    short = Money(code.minimum_kopecks - goods.minor) if problem is CodeProblem.minimum else None
    return PromoCodeRefused(problem.value, word=code.code, missing=short)


def _times_used(session: Session, code: PromoCode, customer: Customer) -> int:
    same: list[ColumnElement[bool]] = []
    if customer.account_id is not None:
        same.append(PromoCodeUse.account_id == customer.account_id)
    if customer.email_hash:
        same.append(PromoCodeUse.email_hash == customer.email_hash)
    if not same:
        return 0
    standing = PromoCodeUse.released_at.is_(None), PromoCodeUse.promo_code_id == code.id
    return session.scalar(select(func.count()).select_from(PromoCodeUse).where(*standing, or_(*same))) or 0
