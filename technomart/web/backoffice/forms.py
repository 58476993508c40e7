"""What the shop's people write: a reply under a review, an answer to a question."""

from __future__ import annotations

from wtforms import TextAreaField

from technomart.web.forms import AtMost, Filled, ShopForm

LONGEST_WORDS = 2_000


class ReplyForm(ShopForm):
    """The shop's words under a review; an empty reply takes them away."""

    text = TextAreaField("Ответ магазина", [AtMost(LONGEST_WORDS)], render_kw={"rows": 3})


class AnswerForm(ShopForm):
    """The shop's answer to a question."""

    text = TextAreaField("Ответ магазина", [Filled("Напишите ответ."), AtMost(LONGEST_WORDS)], render_kw={"rows": 3})
