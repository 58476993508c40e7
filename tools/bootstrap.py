#!/usr/bin/env python3
"""Set up .venv from the hash-locked requirements; needs only Python 3.11, its venv module and a package index.

Usage: bootstrap.py run|dev. Does nothing when the environment already matches the lock.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
UV_PIN = ROOT / "requirements" / "uv.lock.txt"


def say(text: str) -> None:
    print(f"· {text}", file=sys.stderr, flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, env=env)


def require_python() -> None:
    """Refuse with the apt line that helps, before anything is half done."""
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed: apt-get install python3")
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("Python's venv module is missing: apt-get install python3-venv")


def find_uv() -> Path:
    """The pinned uv: ours if it is there, the one on PATH if it is the same version, else installed by hash."""
    wanted = UV_PIN.read_text().split("==")[1].split()[0]
    own = TOOLS / "uv-venv" / "bin" / "uv"
    for candidate in (own, Path(shutil.which("uv") or own)):
        if candidate.exists():
            said = subprocess.run([str(candidate), "--version"], capture_output=True, text=True)
            if wanted in said.stdout.split():
                return candidate
    say(f"installing uv {wanted}")
    home = TOOLS / "uv-venv"
    run(sys.executable, "-m", "venv", "--clear", home)
    run(
        home / "bin" / "python",
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        UV_PIN,
    )
    return own


def fingerprint(lock: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for part in (lock, UV_PIN, ROOT / "pyproject.toml"):
        digest.update(part.read_bytes())
    return digest.hexdigest()


def is_current(which: str) -> bool:
    """A development environment also serves as the running one."""
    if not (VENV / "bin" / "python").exists():
        return False
    for kind in {which, "dev"}:
        stamp = VENV / f".stamp-{kind}"
        if stamp.exists() and stamp.read_text() == fingerprint(ROOT / "requirements" / f"{kind}.lock.txt"):
            return True
    return False


def main(which: str) -> None:
    require_python()
    if is_current(which):
        return
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "bootstrap.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if is_current(which):
            return
        uv = find_uv()
        env = dict(
            os.environ,
            VIRTUAL_ENV=str(VENV),
            UV_PYTHON_DOWNLOADS="never",
            UV_NO_PROGRESS="1",
            UV_LINK_MODE="copy",
        )
        for stamp in VENV.glob(".stamp-*"):
            stamp.unlink()
        if not (VENV / "bin" / "python").exists():
            run(uv, "venv", "-q", "--python", sys.executable, VENV, env=env)
        lock = ROOT / "requirements" / f"{which}.lock.txt"
        say(f"installing Python packages ({which})")
        run(uv, "pip", "sync", "-q", "--require-hashes", lock, env=env)
        run(uv, "pip", "install", "-q", "--no-deps", "-e", ".", env=env)
        (VENV / f".stamp-{which}").write_text(fingerprint(lock))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
