"""What the shop says over HTTPS, behind the shipped front: headers, names, redirects, what is believed and logged."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import ssl
import time
from pathlib import Path

import pytest

from technomart.foundation.ids import token
from technomart.runtime import build
from technomart.settings import Settings
from technomart.web.app import create_app
from tests.deploy.front import DOMAIN, ROOT, Answer, Front

DIST = ROOT / "technomart" / "web" / "static" / "dist"
CADDYFILE = ROOT / "deploy" / "Caddyfile"
JSON = {"Accept": "application/json"}
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
A_YEAR = 31_536_000


def a_static_file(ending: str = "css") -> str:
    return next(f"/static/{path.name}" for path in sorted(DIST.glob(f"app.*.{ending}")))


def kinds_of_answers(front: Front) -> dict[str, Answer]:
    return {
        "page": front.ask("/"),
        "personal page": front.ask("/sign-in"),
        "error": front.ask("/nothing-here"),
        "problem": front.ask("/nothing-here", headers=JSON),
        "refused post": front.ask("/cart/lines", method="POST", body=b"sku=1"),
        "static": front.ask(a_static_file()),
        "static that is not there": front.ask("/static/app.0123456789.css"),
        "media that is not there": front.ask("/media/nothing-240.webp"),
        "robots": front.ask("/robots.txt"),
        "sitemap": front.ask("/sitemap.xml"),
        "too large": front.ask("/cart/lines", method="POST", headers={"Content-Length": "9000000"}),
        "another name": front.ask("/", headers={"Host": "evil.example"}),
    }


def test_every_kind_of_answer_carries_every_header_once(front: Front) -> None:
    for kind, answer in kinds_of_answers(front).items():
        for name, value in SAFE.items():
            assert answer.all(name) == [value], f"{kind}: {name}"
        assert answer.one("Referrer-Policy") in {"strict-origin-when-cross-origin", "no-referrer"}, kind
        policy = answer.one("Content-Security-Policy")
        assert "default-src 'none'" in policy, kind
        assert "frame-ancestors 'none'" in policy, kind
        assert "base-uri 'none'" in policy, kind
        assert "unsafe" not in policy, kind
        assert "camera=()" in answer.one("Permissions-Policy"), kind
        transport = answer.one("Strict-Transport-Security")
        assert int(re.search(r"max-age=(\d+)", transport)[1]) >= A_YEAR, kind
        assert "includeSubDomains" in transport, kind
        assert answer.all("Server") == [], kind
        assert answer.all("X-Powered-By") == [], kind
        kind_of_body = answer.one("Content-Type")
        if kind_of_body.startswith("text/"):
            assert kind_of_body.endswith("charset=utf-8"), kind
        assert len(answer.all("Cache-Control")) == 1, kind


def test_what_is_kept_and_what_is_not(front: Front) -> None:
    assert front.ask(a_static_file()).one("Cache-Control") == f"public, max-age={A_YEAR}, immutable"
    assert "immutable" not in front.ask("/static/app.0123456789.css").one("Cache-Control")
    assert front.ask("/sign-in").one("Cache-Control") == "no-store"
    assert front.ask("/nothing-here").one("Cache-Control") == "no-store"
    home = front.ask("/")
    assert home.one("Cache-Control") == "no-cache"
    assert home.all("Set-Cookie") == []


def test_nothing_is_compressed_twice(front: Front) -> None:
    for path in ("/", a_static_file(), a_static_file("js")):
        for wish in ("br", "gzip"):
            assert front.ask(path, headers={"Accept-Encoding": wish}).all("Content-Encoding") == [wish], path
    assert front.ask("/sign-in", headers={"Accept-Encoding": "gzip"}).all("Content-Encoding") == ["gzip"]
    assert front.ask("/", headers={"Accept-Encoding": "identity"}).all("Content-Encoding") == []


def test_the_cookie_is_bound_to_this_host(front: Front) -> None:
    (cookie,) = front.ask("/sign-in").all("Set-Cookie")
    parts = {part.strip() for part in cookie.split(";")}
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert not any(part.startswith("Domain") for part in parts)


def test_plain_http_leads_pages_on_and_refuses_the_rest(front: Front) -> None:
    led = front.ask("/catalog/?q=1", tls=False)
    assert led.status == 308
    assert led.one("Location") == f"{front.address}/catalog/?q=1"
    assert led.all("Strict-Transport-Security") == []
    for method, path in (("POST", "/sign-in"), ("GET", "/api/v1/listing"), ("POST", "/api/v1/carts")):
        body = b"password=x" if method == "POST" else None
        assert front.ask(path, method=method, body=body, tls=False).status == 403


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1", f"{DOMAIN}.evil.example", f"evil.{DOMAIN}", "[::1]"])
def test_another_name_finds_no_shop(front: Front, name: str) -> None:
    assert front.ask("/", headers={"Host": name}).status == 421
    assert front.ask("/", headers={"Host": name}, tls=False).status == 421
    with pytest.raises(ssl.SSLError):
        front.connect(name="evil.example")


def test_the_app_itself_refuses_other_names_too(front: Front) -> None:
    import http.client

    for name in ("evil.example", f"127.0.0.1:{front.app_port}"):
        connection = http.client.HTTPConnection("127.0.0.1", front.app_port, timeout=10)
        connection.request("GET", "/", headers={"Host": name})
        assert connection.getresponse().status == 400
        connection.close()


FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Port": "81",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-For": "203.0.113.7",
    "X-Real-IP": "203.0.113.7",
    "X-Original-URL": "/evil",
    "X-Rewrite-URL": "/evil",
    "X-Host": "evil.example",
    "Forwarded": "for=203.0.113.7;host=evil.example;proto=http",
    "X-HTTP-Method-Override": "DELETE",
}


def test_forged_proxy_headers_change_nothing(front: Front) -> None:
    for path in ("/", "/search?q=x", "/sitemap.xml", "/account/", "/nothing-here"):
        honest, forged = front.ask(path), front.ask(path, headers=FORGED)
        assert forged.status == honest.status
        text = forged.body.decode() + str(forged.pairs)
        assert "evil" not in text
        assert forged.all("Location") == honest.all("Location")
        assert len(forged.all("Strict-Transport-Security")) == 1, "still seen as HTTPS"


def test_forged_addresses_do_not_lift_the_limit_on_passwords(front: Front) -> None:
    page = front.ask("/sign-in")
    cookie = page.one("Set-Cookie").split(";")[0]
    form_token = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', page.body)
    assert form_token is not None
    statuses = []
    for number in range(11):
        body = b"email=victim@example.com&password=wrong-guess-%d&csrf_token=%s" % (number, form_token[1])
        headers = {
            "Cookie": cookie,
            "Origin": front.address,
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"203.0.113.{number}",
        }
        statuses.append(front.ask("/sign-in", method="POST", headers=headers, body=body).status)
    assert statuses[-1] == 429
    assert 429 not in statuses[:8]


def test_the_journal_tells_no_tokens_no_queries_no_whole_addresses(front: Front, tmp_path: Path) -> None:
    """Every route with a one-time token in its address is among those the front shortens."""
    secret = token()
    app = create_app(build(Settings(data_dir=tmp_path)))
    routes = [rule.rule for rule in app.url_map.iter_rules() if re.search("<[^>]*token>", rule.rule)]
    assert routes
    usual = {"Host": DOMAIN}  # as on the usual port
    for route in routes:
        front.ask(re.sub("<[^>]*token>", secret, route), headers=usual)
        front.ask("/en" + re.sub("<[^>]*token>", secret, route), headers=usual)
    front.ask(f"/?reset={secret}", headers=usual, tls=False)
    told = {
        "Cookie": f"__Host-session={secret}",
        "Referer": f"https://x/{secret}",
        "Authorization": f"Bearer {secret}",
    }
    front.ask(f"/search?q={secret}", headers=usual | told)
    deadline = time.monotonic() + 5
    while '"/search"' not in front.journal.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    journal = front.journal.read_text()
    assert secret not in journal
    seen = [json.loads(line) for line in journal.splitlines() if '"handled request"' in line]
    assert any(line["request"]["uri"] == "/search" for line in seen)
    assert {line["request"]["remote_ip"] for line in seen} == {"127.0.0.0"}
    assert all("headers" not in line["request"] for line in seen)
    assert secret not in (front.folder / "shop.log").read_text()


def test_the_page_of_the_closed_shop_is_allowed_its_own_style() -> None:
    style = re.search("<style>(.*?)</style>", (ROOT / "deploy" / "pages" / "closed.html").read_text(), re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in CADDYFILE.read_text()


def test_forced_browsing_finds_nothing(front: Front) -> None:
    for path in ("/.git/HEAD", "/.env", "/data/shop.sqlite3", "/static/../settings.py", "/static/", "/static/.stamp",
                 "/static/manifest.json/..%2f..%2fwsgi.py", "/static/%2e%2e/%2e%2e/wsgi.py", "/console", "/metrics",
                 "/dev/letters", "/closed.html", "/app.css.bak", "/config/", "/load"):  # fmt: skip
        answer = front.ask(path)
        assert answer.status in {400, 404}, path
    assert (
        front.raw(f"TRACE / HTTP/1.1\r\nHost: {DOMAIN}:{front.https_port}\r\nConnection: close\r\n\r\n".encode())[:12]
        == b"HTTP/1.1 405"
    )
