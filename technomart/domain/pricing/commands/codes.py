"""Making promo codes, taking a use of one for an order, and giving it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from technomart.domain.pricing.errors import CodeTaken, FewerThanUsed, NotADiscount, PromoCodeRefused
from technomart.domain.pricing.models import PromoCode, PromoCodeUse
from technomart.domain.pricing.queries.codes import Customer, find_word, problem_with
from technomart.domain.pricing.rules import (
    LARGEST_PRICE_KOPECKS,
    CodeProblem,
    Discount,
    DiscountKind,
    normal_code,
)
from technomart.foundation import audit, clock
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money

LONGEST_CODE = 40
WORD = re.compile(r"[\w-]+")
MOST_USES = 10**9


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A promo code as somebody of the shop wants it."""

    word: str
    discount: Discount
    valid_from: datetime
    valid_to: datetime | None = None
    note: str = ""
    minimum_kopecks: int = 0
    most_uses: int | None = None
    most_uses_each: int | None = None
    account_id: int | None = None
    is_on: bool = True


def add_promo_code(session: Session, draft: CodeDraft, *, actor: str) -> PromoCode:
    """Make a code, written into the audit. Refuses CodeTaken and NotADiscount."""
    word = normal_code(draft.word)
    if len(word) > LONGEST_CODE or not WORD.fullmatch(word):
        raise NotADiscount(field="word")
    if find_word(session, word) is not None:
        raise CodeTaken(field="word")
    code = PromoCode(code=word, created_at=clock.now(), used=0)
    _fill(code, draft)
    session.add(code)
    session.flush()  # a cart points at its id
    audit.record(session, actor, "promo_code.add", subject=f"promo code {word}", after=facts_of_code(code))
    return code


def change_promo_code(session: Session, code: PromoCode, draft: CodeDraft, *, actor: str) -> None:
    """Change everything but the word, written into the audit. Refuses NotADiscount and FewerThanUsed."""
    session.refresh(code, with_for_update=True)
    before = facts_of_code(code)
    if draft.most_uses is not None and draft.most_uses < code.used:
        raise FewerThanUsed(field="most_uses", used=code.used)
    _fill(code, draft)
    session.flush()  # the books are whole when this verb returns
    audit.record(
        session,
        actor,
        "promo_code.change",
        subject=f"promo code {code.code}",
        before=before,
        after=facts_of_code(code),
    )


def switch_promo_code(session: Session, code: PromoCode, *, is_on: bool, actor: str) -> None:
    """Let a code be used from now on, or no longer; written into the audit. Orders that used it keep their price."""
    session.refresh(code, with_for_update=True)
    if code.is_on is is_on:
        return
    code.is_on = is_on
    session.flush()  # the books are whole when this verb returns
    action = "promo_code.on" if is_on else "promo_code.off"
    audit.record(session, actor, action, subject=f"promo code {code.code}")


def spend_promo_code(
    session: Session,
    promo_code_id: int,
    *,
    discount: Discount,
    goods: Money,
    customer: Customer,
    use_key: str,
    faults: Faults,
) -> PromoCodeUse:
    """Take one use of a code for one order, for the discount that was shown. Refuses PromoCodeRefused.

    The code's row is locked before it is asked anew, so the uses of one customer are counted one after another; the
    statement that counts the use asks for the limit once more.
    """
    at = clock.now()
    asked = select(PromoCode).where(PromoCode.id == promo_code_id).execution_options(populate_existing=True)
    code = session.scalars(asked if faults.skips_lock("promo code") else asked.with_for_update()).one()
    problem = problem_with(session, code, goods=goods, customer=customer, at=at)
    if problem is None and code.discount != discount:
        problem = PromoCodeRefused(CodeProblem.changed.value, word=code.code)
    if problem is not None:
        raise problem
    faults.after_check("promo code")
    counted = update(PromoCode).where(PromoCode.id == code.id).execution_options(synchronize_session=False)
    if faults.skips_lock("promo code"):
        session.execute(counted.values(used=code.used + 1))
    else:
        free = or_(PromoCode.most_uses.is_(None), PromoCode.used < PromoCode.most_uses)
        took: Any = session.execute(counted.where(free).values(used=PromoCode.used + 1))
        if took.rowcount != 1:
            raise PromoCodeRefused(CodeProblem.used_up.value, word=code.code)
    session.expire(code, ["used"])
    use = PromoCodeUse(
        promo_code_id=code.id,
        use_key=use_key,
        account_id=customer.account_id,
        email_hash=customer.email_hash,
        at=at,
    )
    session.add(use)
    session.flush()  # the order's discount points at its id
    return use


def take_promo_code_again(session: Session, use_id: int) -> None:
    """Take a use that was given back once more, for the same order. Refuses PromoCodeRefused when all are taken."""
    released = PromoCodeUse.id == use_id, PromoCodeUse.released_at.is_not(None)
    promo_code_id = session.scalar(select(PromoCodeUse.promo_code_id).where(*released))
    if promo_code_id is None:
        return
    code = session.scalars(select(PromoCode).where(PromoCode.id == promo_code_id).with_for_update()).one()
    free = or_(PromoCode.most_uses.is_(None), PromoCode.used < PromoCode.most_uses)
    counted = update(PromoCode).where(PromoCode.id == promo_code_id, free).values(used=PromoCode.used + 1)
    took: Any = session.execute(counted.execution_options(synchronize_session=False))
    if took.rowcount != 1:
        raise PromoCodeRefused(CodeProblem.used_up.value, word=code.code)
    session.execute(
        update(PromoCodeUse).where(*released).values(released_at=None).execution_options(synchronize_session=False)
    )
    session.expire(code, ["used"])


def release_promo_code(session: Session, use_id: int) -> bool:
    """Give a use back, once; whether this was the time. The order it was taken for must be locked."""
    standing = PromoCodeUse.id == use_id, PromoCodeUse.released_at.is_(None)
    promo_code_id = session.scalar(select(PromoCodeUse.promo_code_id).where(*standing))
    if promo_code_id is None:
        return False
    code = session.scalars(select(PromoCode).where(PromoCode.id == promo_code_id).with_for_update()).one()
    released: Any = session.execute(
        update(PromoCodeUse)
        .where(*standing)
        .values(released_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if released.rowcount != 1:
        return False
    session.execute(
        update(PromoCode)
        .where(PromoCode.id == promo_code_id)
        .values(used=PromoCode.used - 1)
        .execution_options(synchronize_session=False)
    )
    session.expire(code, ["used"])
    return True


def require_discount(discount: Discount) -> None:
    """Refuse (NotADiscount) what takes off nothing, everything, or two things at once."""
    percent, amount = discount.percent, discount.amount_kopecks
    is_whole = {
        DiscountKind.percent: 1 <= percent <= 99 and amount == 0,
        DiscountKind.amount: percent == 0 and 0 < amount <= LARGEST_PRICE_KOPECKS,
        DiscountKind.free_delivery: percent == 0 and amount == 0,
    }
    if not is_whole[discount.kind]:
        raise NotADiscount(field="amount" if discount.kind is DiscountKind.amount else "percent")


def facts_of_code(code: PromoCode) -> dict[str, Any]:
    """A code's terms as the audit keeps them."""
    return {
        "kind": code.kind.value,
        "percent": code.percent,
        "amount_kopecks": code.amount_kopecks,
        "minimum_kopecks": code.minimum_kopecks,
        "most_uses": code.most_uses,
        "most_uses_each": code.most_uses_each,
        "valid_from": code.valid_from.isoformat(),
        "valid_to": code.valid_to.isoformat() if code.valid_to else None,
        "is_on": code.is_on,
    }


def _fill(code: PromoCode, draft: CodeDraft) -> None:
    require_discount(draft.discount)
    if draft.valid_to is not None and draft.valid_to <= draft.valid_from:
        raise NotADiscount(field="valid_to")
    if not 0 <= draft.minimum_kopecks <= LARGEST_PRICE_KOPECKS:
        raise NotADiscount(field="minimum")
    for field, most in (("most_uses", draft.most_uses), ("most_uses_each", draft.most_uses_each)):
        if most is not None and not 0 < most <= MOST_USES:
            raise NotADiscount(field=field)
    code.kind, code.percent = draft.discount.kind, draft.discount.percent
    code.amount_kopecks, code.minimum_kopecks = draft.discount.amount_kopecks, draft.minimum_kopecks
    code.most_uses, code.most_uses_each = draft.most_uses, draft.most_uses_each
    code.valid_from, code.valid_to = draft.valid_from, draft.valid_to
    code.note, code.account_id, code.is_on = draft.note, draft.account_id, draft.is_on
