"""What people write, as it is kept."""

import re
import unicodedata

_TURNS_TEXT_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


def one_line(raw: str) -> str:
    """One line as it is kept: NFC, single spaces, no control characters, nothing that turns the text round."""
    whole = raw.encode("utf-8", "ignore").decode()
    kept = "".join(" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character for character in whole)
    return unicodedata.normalize("NFC", " ".join(_TURNS_TEXT_ROUND.sub("", kept).split()))
