"""Short messages put into a folder: for a shop under development, which has nobody who carries them."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from technomart.domain.notifications import ShortMessage, Unreachable


class ShortFolder:
    """Writes each message to `<folder>/<hash of its key>.json`, whole or not at all; twice is one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: ShortMessage) -> None:
        name = hashlib.sha256(message.key.encode()).hexdigest()[:32] + ".json"
        content = json.dumps({"phone": message.phone, "lang": message.lang, "text": message.text}, ensure_ascii=False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".draft")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
            Path(draft).replace(self.folder / name)
        except OSError as error:
            raise Unreachable(reason=str(error)) from error
