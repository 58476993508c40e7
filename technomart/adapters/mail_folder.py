"""Letters put into a folder as .eml files: the post office of a shop that has no mail server yet."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from technomart.adapters.letters import envelope
from technomart.domain.notifications import RenderedLetter, Unreachable


class FolderCarrier:
    """Writes each letter to `<folder>/<hash of its key>.eml`, whole or not at all; twice is one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: RenderedLetter) -> None:
        name = hashlib.sha256(letter.key.encode()).hexdigest()[:32] + ".eml"
        content = envelope(letter).as_bytes()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".draft")
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(self.folder / name)
        except OSError as error:
            raise Unreachable(reason=str(error)) from error
