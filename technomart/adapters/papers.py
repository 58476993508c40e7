"""Papers that belong to goods, as PDF: set from a template of ours, kept under names made of their bytes."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "paper_templates"
NAME = re.compile(r"[0-9a-f]{32}\.pdf", re.ASCII)
SIGNATURE = b"%PDF-"
LARGEST_BYTES = 20 * 1024 * 1024


class NotAPaper(ValueError):
    """The bytes are no PDF, or too many of them."""


def set_paper(template: str, facts: Mapping[str, Any]) -> bytes:
    """The PDF of a template in `paper_templates`. Facts go in as data: nothing in them is read as markup."""
    said = json.dumps(facts, ensure_ascii=False)
    return typst.compile(TEMPLATES / f"{template}.typ", root=TEMPLATES, sys_inputs={"facts": said})


class PaperNotSet(RuntimeError):
    """The paper was not set within its time."""


def set_paper_apart(template: str, facts: Mapping[str, Any], *, seconds: float) -> bytes:
    """The same in a process of its own, which is ended after so many seconds. Refuses PaperNotSet.

    Whoever asks waits for no longer; and a process that was forked after papers had been set in its parent could set
    none itself: the threads of the press stay behind.
    """
    command = [sys.executable, "-P", "-m", __name__, template]
    told = json.dumps(facts, ensure_ascii=False).encode()
    try:
        return subprocess.run(command, input=told, capture_output=True, timeout=seconds, check=True).stdout  # noqa: S603 - our own program
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise PaperNotSet() from error


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
