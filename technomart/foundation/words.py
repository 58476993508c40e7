"""What people write, as it is kept."""

import re
import unicodedata

_LIKE_A_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){15,18}(?!\d)")
"""16 to 19 digits; telephone numbers have 15 at most."""

CARD_DIGITS_SHOWN, HIDDEN = 4, "•"
_TURNS_TEXT_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


def one_line(raw: str) -> str:
    """One line as it is kept: NFC, single spaces, no control characters, nothing that turns the text round."""
    whole = raw.encode("utf-8", "ignore").decode()
    kept = "".join(" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character for character in whole)
    return without_cards(unicodedata.normalize("NFC", " ".join(_TURNS_TEXT_ROUND.sub("", kept).split())))


def without_cards(text: str) -> str:
    """The text with all but the last four digits of every card number in it made unreadable: we keep none."""
    return _LIKE_A_CARD.sub(lambda found: _unreadable(found[0]) if _is_card(found[0]) else found[0], text)


def _is_card(number: str) -> bool:
    """Whether the digits pass the check of ISO/IEC 7812-1 (Luhn)."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10


def _unreadable(number: str) -> str:
    shown = [place for place, character in enumerate(number) if character.isdigit()][-CARD_DIGITS_SHOWN:]
    return "".join(
        HIDDEN if character.isdigit() and place not in shown else character for place, character in enumerate(number)
    )
