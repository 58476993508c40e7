"""A cart's promo code on pages: what was typed, what is remembered, and why it may take nothing off."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from technomart.domain import accounts, carts
from technomart.domain.carts import CartView
from technomart.web.context import transaction
from technomart.web.errors import words_of
from technomart.web.storefront.basket import lock_own_cart

LONGEST_TYPED = 60


@dataclass(frozen=True, slots=True)
class Promo:
    """The code a cart remembers, and the sentence about why it takes nothing, if it does not."""

    word: str
    problem: str


def promo_of(view: CartView) -> Promo | None:
    """The cart's code as pages show it."""
    if view.code is None:
        return None
    return Promo(view.code.word, words_of(view.code.problem) if view.code.problem else "")


def typed_code() -> str:
    """The promo code that was typed into a form, of a sane length."""
    return request.form.get("promo_code", "")[:LONGEST_TYPED]


def take_code(word: str) -> None:
    """Let this browser's cart remember a promo code. Refuses PromoCodeRefused, and TooManyTries to who guesses."""
    network = request.remote_addr or ""
    with transaction() as db:
        accounts.take_code_try(db, network)
    with transaction() as db:
        carts.use_code(db, lock_own_cart(db), word)
        accounts.forgive_code_try(db, network)


def drop_code() -> None:
    """Let this browser's cart forget its promo code."""
    with transaction() as db:
        carts.drop_code(db, lock_own_cart(db))
