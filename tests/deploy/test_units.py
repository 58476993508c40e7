"""The unit files and the installer, as far as they can be looked at without a server of one's own."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.front import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").glob("technomart-*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
INSTALLER = ROOT / "deploy" / "install.sh"
MOST_EXPOSED = 1.5
"""systemd's own score, 0 to 10, less is safer."""


def settled(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_a_service_is_locked_in(unit: Path) -> None:
    said = settled(unit.read_text())
    for name, value in {
        "User": "technomart",
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "PrivateDevices": "yes",
        "CapabilityBoundingSet": "",
        "MemoryDenyWriteExecute": "yes",
        "RestrictNamespaces": "yes",
        "UMask": "0077",
        "EnvironmentFile": "/etc/technomart/shop.env",
    }.items():
        assert said.get(name) == [value], name
    assert said["SystemCallFilter"][0] == "@system-service"
    assert "RestrictAddressFamilies" in said


def test_web_and_worker_come_back_by_themselves() -> None:
    for name in ("web", "worker"):
        said = settled((ROOT / "deploy" / "systemd" / f"technomart-{name}.service").read_text())
        assert said["Restart"] == ["always"]
        assert said["StartLimitIntervalSec"] == ["0"]
        assert int(said["TimeoutStopSec"][0]) > 10, "longer than the server waits for its own requests"


def systemd_analyze() -> str:
    path = shutil.which("systemd-analyze")
    if path is None:
        pytest.skip("no systemd-analyze on this machine: apt-get install systemd")
    return path


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_systemd_finds_it_little_exposed(unit: Path) -> None:
    command = [systemd_analyze(), "security", "--offline=true", "--no-pager", str(unit)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    score = re.search(r"Overall exposure level for \S+: ([\d.]+)", said.stdout)
    assert score is not None, said.stderr
    assert float(score[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_every_line(unit: Path, tmp_path: Path) -> None:
    """Looked at as they will lie on a server, the program and its folders being there."""
    program = tmp_path / "technomart"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for other in UNITS:
        text = other.read_text().replace("/opt/technomart/.venv/bin/technomart", str(program))
        (tmp_path / other.name).write_text(text)
    command = [systemd_analyze(), "verify", "--man=no", str(tmp_path / unit.name)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in said.stderr.splitlines() if "technomart-" in line]
    assert ours == []


def install(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", str(INSTALLER), *words], capture_output=True, text=True, check=False)


def test_the_installer_explains_itself() -> None:
    said = install("--help")
    assert said.returncode == 0
    for option in re.findall(r"^\s+(--[a-z-]+)(?: \| -h)?\)", INSTALLER.read_text(), re.MULTILINE):
        assert option in said.stdout


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("localhost",),
        ("магазин.рф",),
        ("shop.example.ru; reboot",),
        ("shop.example.ru", "other.example.ru"),
        ("shop.example.ru", "--owner", "nobody"),
        ("shop.example.ru", "--owner", 'a"b@example.ru'),
        ("shop.example.ru", "--email", "a@b.ru\nadmin on"),
        ("shop.example.ru", "--port", "80"),
        ("shop.example.ru", "--frobnicate"),
    ],
)
def test_the_installer_refuses_what_it_cannot_mean(words: tuple[str, ...]) -> None:
    said = install(*words)
    assert said.returncode == 2
    assert said.stderr.strip()
    assert "==" not in said.stdout, "refused before the first step"


def test_the_installer_is_clean_shell() -> None:
    shellcheck = shutil.which("shellcheck")
    if shellcheck is None:
        pytest.skip("no shellcheck on this machine: apt-get install shellcheck")
    said = subprocess.run([shellcheck, str(INSTALLER)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
