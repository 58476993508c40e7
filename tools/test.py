"""Run the tests: side by side, both databases, the browser found first; what cannot be had is said loudly.

REQUIRE=browser,postgres,caddy makes a missing one a failure instead of a warning.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import browser

ROOT = Path(__file__).resolve().parents[1]
SIDE_BY_SIDE = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
"""One more than there are cores: a third of the time the tests wait, for a browser, a server, a database."""


def main() -> int:
    required = set(filter(None, os.environ.get("REQUIRE", "").split(",")))
    path = browser.find()
    if path:
        os.environ["TECHNOMART_CHROMIUM"] = path
    elif "browser" in required:
        sys.exit("REQUIRE=browser, and no Chromium could be had: set TECHNOMART_CHROMIUM to one.")
    else:
        print("!! NO BROWSER COULD BE HAD: the tests that click through the shop are left out.", file=sys.stderr)
    if not shutil.which("caddy"):
        if "caddy" in required:
            sys.exit("REQUIRE=caddy, and there is none: apt-get install caddy")
        print("!! NO CADDY (apt-get install caddy): the tests of the shop over HTTPS are left out.", file=sys.stderr)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes are started: compiled once, not by each
    options = sys.argv[1:]
    if "-m" not in options:
        options += ["-m", "not proof"]
    beside = [] if any(option.startswith("-n") for option in options) else SIDE_BY_SIDE
    if "proof" not in options:
        return run(*options, *beside)
    which = options.index("proof")
    codes = [
        run(*options[:which], f"proof and {who}", *options[which + 1 :], *how)
        for who, how in (("not alone", beside), ("alone", []))
    ]
    return max(codes)


def run(*options: str) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *options], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
