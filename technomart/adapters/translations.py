"""The shop's words in its languages, read from the gettext files beside the code.

Russian is the original and is written in the templates; `translations/en` holds the English of it,
`translations/ru` only the three plural forms. A language's words may be spread over several files.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("ru", "en")
FOLDER = Path(__file__).resolve().parents[1] / "translations"


@cache
def translations(lang: str) -> gettext.NullTranslations:
    """The translations of one language; an unknown language speaks Russian."""
    merged: gettext.NullTranslations | None = None
    for path in sorted((FOLDER / lang).glob("*.po")):
        compiled = BytesIO()
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=lang))
        compiled.seek(0)
        words = gettext.GNUTranslations(compiled)
        if merged is None:
            merged = words
        else:
            merged._catalog.update(words._catalog)  # type: ignore[attr-defined]
    return merged or gettext.NullTranslations()
