"""A shop in production opens only if everything is in order, and tells nobody its secret when it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from technomart.cli import stages
from technomart.cli.database import upgrade
from technomart.cli.main import main
from technomart.demo import opening
from technomart.domain import accounts
from technomart.foundation import logs
from technomart.foundation.database import Database
from technomart.foundation.faults import Faults
from technomart.runtime import build
from technomart.settings import Settings, settings_to_open_with
from technomart.web.app import create_app
from tests.deploy.front import ROOT, clean_environment

SECRET = "d41d8cd98f00b204e9800998ecf8427e-d41d8cd9"


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A production server's environment in which everything is in order."""
    for name in list(os.environ):
        if name.startswith(("TECHNOMART_", "PORT")):
            monkeypatch.delenv(name)
    return {
        "TECHNOMART_MODE": "production",
        "TECHNOMART_SECRET_KEY": SECRET,
        "TECHNOMART_PUBLIC_URL": "https://shop.example.ru",
        "TECHNOMART_DATA_DIR": str(tmp_path / "data"),
    }


REFUSED = [
    ({"TECHNOMART_SECRET_KEY": ""}, "TECHNOMART_SECRET_KEY"),
    ({"TECHNOMART_SECRET_KEY": "too-short"}, "TECHNOMART_SECRET_KEY"),
    ({"TECHNOMART_SECRET_KEY": "change-me-change-me-change-me-change-me"}, "TECHNOMART_SECRET_KEY"),
    ({"TECHNOMART_PUBLIC_URL": "http://shop.example.ru"}, "TECHNOMART_PUBLIC_URL"),
    ({"TECHNOMART_PUBLIC_URL": "https://shop.example.ru/shop"}, "TECHNOMART_PUBLIC_URL"),
    ({"TECHNOMART_TRUSTED_HOSTS": "*"}, "TECHNOMART_TRUSTED_HOSTS"),
    ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
    ({"TECHNOMART_DEBUG": "1"}, "TECHNOMART_DEBUG"),
    ({"TECHNOMART_FAULTS": "no-locks"}, "TECHNOMART_FAULTS"),
    ({"TECHNOMART_PUBLIC_ULR": "https://shop.example.ru"}, "TECHNOMART_PUBLIC_ULR"),
    ({"TECHNOMART_WEB_THREADS": "many"}, "TECHNOMART_WEB_THREADS"),
]


@pytest.mark.parametrize("command", ["serve", "work"])
@pytest.mark.parametrize(("changed", "named"), REFUSED, ids=[name for _changed, name in REFUSED])
def test_production_refuses_to_start(
    surroundings: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    changed: dict[str, str],
    named: str,
) -> None:
    for name, value in (surroundings | changed).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        main([command])
    told = str(ended.value.code) + "".join(capsys.readouterr())
    assert "does not start" in told
    assert named in told
    assert SECRET not in told
    assert not Path(surroundings["TECHNOMART_DATA_DIR"]).exists(), "nothing was begun"


def test_what_is_in_order_is_accepted(surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert settings_to_open_with().is_production


def test_fault_hooks_are_dead_in_production(tmp_path: Path) -> None:
    class Hooks(Faults):
        pass

    settings = Settings(mode="production", secret_key=SECRET, public_url="https://shop.example.ru", data_dir=tmp_path)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        build(settings, faults=Hooks())


def test_production_answers_to_its_own_name_only(tmp_path: Path) -> None:
    settings = Settings(mode="production", secret_key=SECRET, public_url="https://shop.example.ru:8443")  # type: ignore[arg-type]
    assert settings.hosts == ["shop.example.ru"]


def test_the_app_itself_answers_no_other_name(tmp_path: Path) -> None:
    settings = Settings(mode="production", secret_key=SECRET, public_url="https://shop.example.ru", data_dir=tmp_path)  # type: ignore[arg-type]
    client = create_app(build(settings)).test_client()
    for accepted in ("text/html", "application/json"):
        answer = client.get("/nothing", base_url="https://evil.example", headers={"Accept": accepted})
        assert answer.status_code == 400
        assert "evil" not in answer.text


@pytest.fixture
def diary() -> Iterator[None]:
    """Afterwards it is kept as it was before."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_the_diary_of_a_broken_page_names_no_variables(diary: None, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(readable=False)
    password = "correct-horse"  # noqa: F841 - what must not be found
    try:
        raise ValueError("a reason")
    except ValueError:
        logs.log().error("broken", exc_info=True)
    said = capsys.readouterr().err
    assert "a reason" in said
    assert "correct-horse" not in said


def test_a_web_process_whose_server_is_gone_does_not_open(tmp_path: Path) -> None:
    """Killed at the wrong moment, the server would else leave a process behind that keeps its port."""
    opening = "from technomart.wsgi import open_door; open_door(); print('open')"
    for parent, said in ((str(os.getpid()), "open\n"), ("1", "")):
        environment = clean_environment(TECHNOMART_PARENT=parent, TECHNOMART_DATA_DIR=str(tmp_path))
        ended = subprocess.run(
            [sys.executable, "-c", opening], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert ended.stdout == said, ended.stderr


def test_accounts_whose_password_everybody_knows_are_locked(tmp_path: Path) -> None:
    """A shop tried in development goes into production with its data: nobody may get in by what the README says."""
    settings = Settings(mode="production", secret_key=SECRET, public_url="https://shop.example.ru", data_dir=tmp_path)  # type: ignore[arg-type]
    upgrade(settings.database)
    database = Database(settings.database)
    with database.transaction() as session:
        opening.open_accounts(session)
    for _ in range(2):
        stages.prepare(settings, demo=False)
    with database.reader() as session:
        for email in (opening.OWNER, opening.SHOPPER):
            known = accounts.credentials_of_email(session, email)
            assert not accounts.is_right(known.password_hash, opening.DEMO_PASSWORD)
            assert known.account_id is not None
            assert accounts.roles_of(session, known.account_id) == []
    database.dispose()
