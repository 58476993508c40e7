"""The page the shopper pays at: a plain one, with a button for each way it can end."""

from __future__ import annotations

from flask import render_template_string

from tests.simulators.yookassa.books import Payment

WORDS = {
    "ru_RU": {
        "lang": "ru",
        "title": "Оплата заказа",
        "note": "Это имитатор ЮKassa. Деньги не списываются.",
        "pay": "Оплатить",
        "3ds": "Отказ: не пройдена проверка 3‑D Secure",
        "poor": "Отказ: недостаточно средств",
        "leave": "Вернуться в магазин, не платя",
        "ended": "Этот платёж уже завершён",
        "back": "Вернуться в магазин",
        "bank_card": "Банковская карта",
        "sbp": "Система быстрых платежей",
    },
    "en_US": {
        "lang": "en",
        "title": "Pay for the order",
        "note": "This is a simulator of YooKassa. No money is taken.",
        "pay": "Pay",
        "3ds": "Decline: 3‑D Secure failed",
        "poor": "Decline: insufficient funds",
        "leave": "Back to the shop without paying",
        "ended": "This payment has ended",
        "back": "Back to the shop",
        "bank_card": "Bank card",
        "sbp": "Faster Payments (SBP)",
    },
}
ACTIONS = ("pay", "3ds", "poor", "leave")
DECLINES = {"3ds": "3d_secure_failed", "poor": "insufficient_funds"}

PAGE = """<!doctype html>
<html lang="{{ say.lang }}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ say.title }}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f3f4f8, #16181d); }
  main { width: min(26rem, 100vw - 2rem); padding: 1.75rem; border-radius: 1rem; box-sizing: border-box;
    background: light-dark(#fff, #22252c); box-shadow: 0 8px 32px rgb(0 0 0 / .08); }
  h1 { font-size: 1.1rem; margin: 0; } .sum { font-size: 2rem; font-weight: 700; margin: .25rem 0; }
  p { margin: 0 0 .75rem; color: light-dark(#555b66, #a6adba); }
  button, a { display: block; width: 100%; box-sizing: border-box; padding: .75rem; margin-top: .5rem; font: inherit;
    border-radius: .6rem; border: 1px solid light-dark(#cfd3dc, #3a3f4a); background: none; color: inherit;
    text-align: center; text-decoration: none; cursor: pointer; }
  button[value=pay] { background: #6d28d9; border-color: #6d28d9; color: #fff; font-weight: 600; }
</style>
<main>
  <h1>{{ say.title }}</h1>
  <div class="sum">{{ sum }}</div>
  <p>{{ description }}<br>{{ way }}</p>
  {% if open %}
  <form method="post">
    {% for action in actions %}<button name="action" value="{{ action }}">{{ say[action] }}</button>
    {% endfor %}
  </form>
  {% else %}
  <p role="status">{{ say.ended }}: {{ status }}</p>
  <a href="{{ return_url }}">{{ say.back }}</a>
  {% endif %}
  <p style="margin: 1rem 0 0"><small>{{ say.note }}</small></p>
</main>
"""


def payment_page(payment: Payment) -> str:
    confirmation = payment.asked["confirmation"]
    say = WORDS[confirmation.get("locale", "ru_RU")]
    return render_template_string(
        PAGE,
        say=say,
        sum=f"{payment.minor // 100:,}".replace(",", "\u202f") + f",{payment.minor % 100:02d} ₽",
        description=payment.asked.get("description", ""),
        way=say.get(payment.method, payment.method),
        open=payment.status == "pending",
        status=payment.status,
        actions=ACTIONS,
        return_url=confirmation["return_url"],
    )
