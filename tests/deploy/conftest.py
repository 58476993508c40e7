"""A shop behind its front for everyone who asks, where Debian's Caddy can be had."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Iterator

import pytest

from tests.conftest import REQUIRED
from tests.deploy.front import Front, open_front

HOW = "apt-get install caddy"


def has_caddy() -> bool:
    """Whether a Caddy of the kind the Caddyfile is written for is on PATH."""
    path = shutil.which("caddy")
    if path is None:
        return False
    said = subprocess.run([path, "version"], capture_output=True, text=True, check=False).stdout
    return said.startswith(("2.", "v2."))


@pytest.fixture(scope="session")
def caddy() -> None:
    if has_caddy():
        return
    if "caddy" in REQUIRED:
        pytest.fail(f"REQUIRE=caddy, and there is none: {HOW}")
    warnings.warn(f"NO CADDY: nothing about HTTPS is tested ({HOW})", stacklevel=1)
    pytest.skip(f"no caddy on this machine: {HOW}")


@pytest.fixture(scope="session")
def front(caddy: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Shared by all tests that leave it well; those that harm it take one of their own."""
    opened = open_front(tmp_path_factory.mktemp("front"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def own_front(caddy: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """For the tests that kill and close it; each leaves it open."""
    opened = open_front(tmp_path_factory.mktemp("own-front"))
    yield opened
    opened.close()
