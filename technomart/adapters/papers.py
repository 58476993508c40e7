"""Papers that belong to goods, as PDF: set from a template of ours, kept under names made of their bytes."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
import typst

from technomart.foundation.errors import Unavailable

TEMPLATES = Path(__file__).parent / "paper_templates"
NAME = re.compile(r"[0-9a-f]{32}\.pdf", re.ASCII)
SIGNATURE = b"%PDF-"
LONGEST_SECONDS = 15
ROOT = Path(__file__).parents[2]
_AT_ONCE = threading.BoundedSemaphore(2)
LARGEST_BYTES = 20 * 1024 * 1024


class PaperUnavailable(Unavailable):
    """The paper could not be set in time; it may be asked for again."""

    code = "paper_unavailable"


class NotAPaper(ValueError):
    """The bytes are no PDF, or too many of them."""


def set_paper(template: str, facts: Mapping[str, Any]) -> bytes:
    """The PDF of a template in `paper_templates`. Facts go in as data: nothing in them is read as markup."""
    said = json.dumps(facts, ensure_ascii=False)
    return typst.compile(TEMPLATES / f"{template}.typ", root=TEMPLATES, sys_inputs={"facts": said})


def set_paper_apart(template: str, facts: Mapping[str, Any]) -> bytes:
    """The same in a process of its own, bounded in time: for the web, whose processes are forked.

    The typesetter keeps threads of its own, and what was forked from a process that has used it waits for them for
    ever. Refuses PaperUnavailable.
    """
    if not _AT_ONCE.acquire(timeout=LONGEST_SECONDS):
        raise PaperUnavailable()
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-m", __name__, template],
            input=json.dumps(facts, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=True,
            cwd=ROOT,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise PaperUnavailable() from error
    finally:
        _AT_ONCE.release()
    return done.stdout


def square(text: str) -> str:
    """A QR code of this text as SVG. Level M: it is read from a screen and from paper."""
    picture = io.BytesIO()
    made = segno.make_qr(text, error="m", encoding="utf-8", boost_error=False)
    made.save(picture, kind="svg", border=4, xmldecl=False)
    return picture.getvalue().decode()


class PaperStore:
    """The folder of papers. Files appear whole or not at all and never change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, data: bytes) -> str:
        """Keep a PDF; returns its name. Refuses NotAPaper for anything else and for more than 20 MB."""
        if not data.startswith(SIGNATURE) or len(data) > LARGEST_BYTES:
            raise NotAPaper()
        name = hashlib.blake2b(data, digest_size=16).hexdigest() + ".pdf"
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(data)
            Path(file.name).replace(path)
            path.chmod(0o644)
        return name

    def find(self, name: str) -> Path | None:
        """The file of this name; None for a name the shop did not make and for what is not there."""
        path = self.folder / name
        return path if NAME.fullmatch(name) and path.is_file() else None


if __name__ == "__main__":
    sys.stdout.buffer.write(set_paper(sys.argv[1], json.load(sys.stdin.buffer)))
