"""What a browser that has never been here fetches for the first page, in bytes on the wire."""

from __future__ import annotations

import re
from collections.abc import Callable

from benchmarks.load import Ask, Client
from benchmarks.servers import Server

FILES = re.compile(r'(?:<link rel="(?:icon|preload|stylesheet)" href|<script src|<use href)="(/static/[^"#]+)')
PICTURES = re.compile(r'<source type="image/avif" srcset="([^" ]+)[^>]*><img([^>]*)>')
FIRST_LAZY = 12
"""How many pictures marked lazy are near enough to the screen to be fetched at once: more than a window shows."""


def total_bytes(server: Server, say: Callable[[str], None]) -> int:
    """The page, its styles, scripts, font and signs, the personal fragment, and the pictures of the first screens."""
    client = Client(server.port)
    page = client.send(Ask("/", packed=False)).body.decode()
    pictures = PICTURES.findall(page)
    eager = [address for address, rest in pictures if "lazy" not in rest]
    lazy = [address for address, rest in pictures if "lazy" in rest][:FIRST_LAZY]
    groups = {
        "page": ["/", "/me"],
        "styles, scripts, font, signs": list(dict.fromkeys(FILES.findall(page))),
        "pictures": list(dict.fromkeys(eager + lazy)),
    }
    sizes = {name: sum(client.send(Ask(path)).size for path in paths) for name, paths in groups.items()}
    total = sum(sizes.values())
    parts = ", ".join(f"{name} {size:,}" for name, size in sizes.items())
    say(f"first view of home: {total:,} bytes ({parts})")
    client.close()
    return total
