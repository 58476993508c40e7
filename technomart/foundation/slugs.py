"""Names for URLs: lower-case Latin letters, digits and hyphens."""

from slugify import slugify

LONGEST = 120


def slug(text: str) -> str:
    """`Ёжик Щука 5"` becomes `ezhik-shchuka-5`; at most 120 characters; never empty (`item`)."""
    return slugify(text, max_length=LONGEST, word_boundary=True) or "item"
