"""The shop in production behind the shipped Caddyfile, with certificates of an internal CA, for tests."""

from __future__ import annotations

import http.client
import os
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from technomart.cli.database import upgrade
from technomart.runtime import build
from technomart.settings import Settings
from tests.journeys.conftest import free_port
from tests.web.storefront.shop import OpenShop, open_shop

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = "shop.localhost"
READY_SECONDS = 60


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without anything of the shop's or of the tests."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("TECHNOMART_") and name != "PORT"
    }
    return {**kept, **more}


@dataclass
class Answer:
    """What came back: status, headers as pairs, body."""

    status: int
    pairs: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key.lower() == name.lower()]

    def one(self, name: str) -> str:
        """The header, which must be there exactly once."""
        (value,) = self.all(name)
        return value


@dataclass
class Front:
    """The shop's processes, the front's process, and ways to speak to them."""

    folder: Path
    http_port: int
    https_port: int
    app_port: int
    goods: OpenShop | None = None
    shop: subprocess.Popen[bytes] | None = None
    caddy: subprocess.Popen[bytes] | None = None
    settings: dict[str, str] = field(default_factory=dict)
    patience: str = "60s"

    @property
    def address(self) -> str:
        return f"https://{DOMAIN}:{self.https_port}"

    @property
    def journal(self) -> Path:
        return self.folder / "caddy.log"

    def trusting(self) -> ssl.SSLContext:
        """A context that trusts the internal CA of this front and nothing else."""
        authority = self.folder / "front" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        return ssl.create_default_context(cafile=str(authority))

    def connect(self, *, tls: bool = True, name: str = DOMAIN, timeout: float = 90) -> socket.socket:
        plain = socket.create_connection(("127.0.0.1", self.https_port if tls else self.http_port), timeout=timeout)
        return self.trusting().wrap_socket(plain, server_hostname=name) if tls else plain

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        tls: bool = True,
    ) -> Answer:
        """One request on a connection of its own, over verified TLS."""
        connection = http.client.HTTPConnection("127.0.0.1", timeout=90)
        connection.sock = self.connect(tls=tls)
        port = self.https_port if tls else self.http_port
        sent = {"Host": f"{DOMAIN}:{port}", "Accept": "text/html", **(headers or {})}
        connection.request(method, path, body=body, headers=sent)
        got = connection.getresponse()
        answer = Answer(got.status, got.getheaders(), got.read())
        connection.close()
        return answer

    def raw(self, sent: bytes, *, seconds: float = 5) -> bytes:
        """Everything the front answers to these very bytes until it closes or falls silent."""
        with self.connect(timeout=seconds) as line:
            line.sendall(sent)
            received = b""
            try:
                while part := line.recv(65536):
                    received += part
            except TimeoutError:
                pass
            return received

    def start_shop(self) -> None:
        """The web processes and a worker, in production."""
        log = (self.folder / "shop.log").open("ab")
        self.shop = subprocess.Popen(
            [sys.executable, "-m", "technomart.cli", "serve"],
            env=clean_environment(**self.settings),
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        self._wait_for("127.0.0.1", self.app_port, self.shop)
        if self.caddy is not None:
            self._wait_until_well()

    def start_caddy(self) -> None:
        environment = clean_environment(
            TECHNOMART_DOMAIN=DOMAIN,
            TECHNOMART_APP=f"127.0.0.1:{self.app_port}",
            TECHNOMART_STATIC=str(ROOT / "technomart" / "web" / "static" / "dist"),
            TECHNOMART_PAGES=str(ROOT / "deploy" / "pages"),
            TECHNOMART_HTTP_PORT=str(self.http_port),
            TECHNOMART_HTTPS_PORT=str(self.https_port),
            TECHNOMART_SHOWN_PORT=f":{self.https_port}",
            TECHNOMART_FRONT="local_certs\nskip_install_trust",
            TECHNOMART_PATIENCE=self.patience,
            XDG_DATA_HOME=str(self.folder / "front"),
            XDG_CONFIG_HOME=str(self.folder / "front"),
        )
        caddy = shutil.which("caddy")
        assert caddy is not None
        self.caddy = subprocess.Popen(
            [caddy, "run", "--config", str(ROOT / "deploy" / "Caddyfile"), "--adapter", "caddyfile"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=self.journal.open("ab"),
        )
        self._wait_for("127.0.0.1", self.https_port, self.caddy)
        self._wait_until_well()

    def _wait_for(self, host: str, port: int, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            assert process.poll() is None, "it ended instead of starting"
            try:
                with socket.create_connection((host, port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(f"nobody listens on {port}")

    def _wait_until_well(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                if self.ask("/healthz").status == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)
        raise TimeoutError("the front does not lead to the shop")

    def stop_shop(self) -> None:
        if self.shop is not None and self.shop.poll() is None:
            self.shop.send_signal(signal.SIGTERM)
            self.shop.wait(timeout=30)

    def stop_caddy(self) -> None:
        if self.caddy is not None:
            self.caddy.send_signal(signal.SIGTERM)
            self.caddy.wait(timeout=20)

    def close(self) -> None:
        self.stop_shop()
        self.stop_caddy()


def open_front(folder: Path, **settings: str) -> Front:
    """A shop with goods and its front, both answering."""
    data = folder / "data"
    data.mkdir(parents=True)
    front = Front(folder, free_port(), free_port(), free_port())
    front.settings = {
        "TECHNOMART_MODE": "production",
        "TECHNOMART_SECRET_KEY": secrets.token_hex(32),
        "TECHNOMART_PUBLIC_URL": front.address,
        "TECHNOMART_PROXY_HOPS": "1",
        "TECHNOMART_DATA_DIR": str(data),
        "TECHNOMART_PORT": str(front.app_port),
        **settings,
    }
    runtime: Any = build(Settings(data_dir=data))
    upgrade(runtime.settings.database)
    front.goods = open_shop(runtime)
    try:
        front.start_shop()
        front.start_caddy()
    except BaseException:
        front.close()
        raise
    return front
