"""Every carrier of letters keeps the same promise: the letter arrives whole, to one person, or is refused by kind."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from technomart.adapters.mail_folder import FolderCarrier
from technomart.adapters.mail_smtp import SmtpCarrier, checked
from technomart.domain.notifications import LetterCarrier, Refused, RenderedLetter, Unreachable
from technomart.foundation import clock
from technomart.runtime import letter_carrier
from technomart.settings import Settings

LETTER = RenderedLetter(
    key="order_placed:TM-260412-7K3F9",
    lang="ru",
    sender="Техномарт <shop@technomart.example>",
    recipient="anna@example.ru",
    subject="Заказ TM-260412-7K3F9 принят: очень длинная тема, которая не помещается на одной строке заголовка",
    text="Заказ принят\n.\nспасибо\n",
    html="<p>Заказ принят</p><img src='cid:mark'>",
)


@dataclass
class Postbox:
    """What a mail server is given, and what it answers."""

    received: list[tuple[list[str], bytes]] = field(default_factory=list)
    to_recipient: str = ""
    to_data: str = "250 OK"
    logins: list[bytes] = field(default_factory=list)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.to_data.startswith("250"):
            self.received.append((envelope.rcpt_tos, envelope.content))
        return self.to_data

    def letters(self) -> list[EmailMessage]:
        return [parsed(content) for _recipients, content in self.received]


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[Controller]:
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_of(server: Controller) -> int:
    return int(server.port)


@dataclass
class Carried:
    carrier: LetterCarrier
    folder: Path | None
    postbox: Postbox

    def letters(self) -> list[EmailMessage]:
        if self.folder is None:
            return self.postbox.letters()
        return [parsed(path.read_bytes()) for path in sorted(self.folder.iterdir())]


@pytest.fixture(params=["folder", "smtp"])
def carried(request: pytest.FixtureRequest, tmp_path: Path, postbox: Postbox, server: Controller) -> Carried:
    if request.param == "folder":
        folder = tmp_path / "data" / "letters"
        return Carried(FolderCarrier(folder), folder, postbox)
    return Carried(SmtpCarrier(f"smtp://127.0.0.1:{port_of(server)}"), None, postbox)


def test_where_a_letter_is_ended_arrives_in_one_piece(carried: Carried) -> None:
    away = f"https://shop.test/en/unsubscribe/{'a' * 43}"
    carried.carrier.send(replace(LETTER, unsubscribe=away))
    if carried.folder is None:
        ((_recipients, content),) = carried.postbox.received
    else:
        (path,) = carried.folder.iterdir()
        content = path.read_bytes()
    assert f"List-Unsubscribe: <{away}>" in content.decode("ascii").splitlines()


def test_a_letter_arrives_whole(carried: Carried) -> None:
    carried.carrier.send(LETTER)
    (message,) = carried.letters()
    assert message["To"] == "anna@example.ru"
    assert message["Subject"] == LETTER.subject
    assert message["From"].addresses[0].display_name == "Техномарт"
    assert message["From"].addresses[0].addr_spec == "shop@technomart.example"
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert "<p>Заказ принят</p>" in html.get_content()
    (mark,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    assert mark["Content-ID"] == "<mark>"


def test_the_same_letter_twice_can_be_told_to_be_one(carried: Carried) -> None:
    carried.carrier.send(LETTER)
    carried.carrier.send(LETTER)
    assert len({message["Message-ID"] for message in carried.letters()}) == 1


@pytest.mark.parametrize(
    "recipient", ["a@b.ru\r\nBcc: c@d.ru", "a@b.ru, c@d.ru", "a@b.ru\n", "no address", "a@" + "ы" * 70 + ".рф"]
)
def test_what_is_not_one_address_is_refused(carried: Carried, recipient: str) -> None:
    with pytest.raises(Refused):
        carried.carrier.send(_to(recipient))
    assert carried.folder is None or not carried.folder.exists() or carried.letters() == []
    assert carried.postbox.received == []


def test_a_line_break_in_the_subject_is_refused(carried: Carried) -> None:
    with pytest.raises(Refused):
        carried.carrier.send(replace(LETTER, subject="Заказ\r\nBcc: c@d.ru"))


def test_a_domain_in_cyrillic_is_written_as_the_name_system_has_it(carried: Carried) -> None:
    carried.carrier.send(_to("anna@почта.рф"))
    (message,) = carried.letters()
    assert message["To"] == "anna@xn--80a1acny.xn--p1ai"


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"to_recipient": "550 no such mailbox"}, Refused),
        ({"to_recipient": "450 mailbox busy"}, Unreachable),
        ({"to_data": "554 looks like spam"}, Refused),
        ({"to_data": "451 later, please"}, Unreachable),
    ],
)
def test_the_servers_no_is_told_by_kind(
    postbox: Postbox, server: Controller, answers: dict[str, str], outcome: type[Exception]
) -> None:
    for name, value in answers.items():
        setattr(postbox, name, value)
    with pytest.raises(outcome):
        SmtpCarrier(f"smtp://127.0.0.1:{port_of(server)}").send(LETTER)


def test_nobody_there_means_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable):
            SmtpCarrier(f"smtp://127.0.0.1:{taken.getsockname()[1]}").send(LETTER)


def test_a_silent_server_is_not_waited_for_long() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(Unreachable):
            SmtpCarrier(f"smtp://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2).send(LETTER)


def test_a_full_folder_means_later(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("a file where the folder should be")
    with pytest.raises(Unreachable):
        FolderCarrier(tmp_path / "letters").send(LETTER)


@pytest.mark.parametrize("kind", ["smtps", "smtp+starttls"])
def test_with_tls_the_password_is_given_and_strangers_certificates_are_refused(
    tmp_path: Path, postbox: Postbox, kind: str
) -> None:
    certificate, key = self_signed(tmp_path)
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(certificate, key)

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        known = isinstance(given, LoginPassword) and (given.login, given.password) == (b"shop", b"p@ss/word")
        postbox.logins.append(given.login)
        return AuthResult(success=known)

    tls = {"ssl_context": inside} if kind == "smtps" else {"tls_context": inside, "require_starttls": True}
    server = Controller(
        postbox, hostname="localhost", port=free_port(), authenticator=check, auth_required=True,
        auth_require_tls=kind != "smtps", **tls,
    )  # fmt: skip
    server.start()
    trusting = ssl.create_default_context(cafile=str(certificate))
    try:
        url = f"{kind}://shop:p%40ss%2Fword@localhost:{port_of(server)}"
        with pytest.raises(Unreachable):
            SmtpCarrier(url, timeout=3).send(LETTER)
        with pytest.raises(Unreachable):
            SmtpCarrier(url.replace("word", "wrong"), tls=trusting, timeout=3).send(LETTER)
        assert postbox.received == []
        SmtpCarrier(url, tls=trusting, timeout=3).send(LETTER)
    finally:
        server.stop()
    assert len(postbox.received) == 1


@pytest.mark.parametrize("url", ["", "http://mail", "smtp://", "smtp://host/path", "mail.example", "smtp://h?x=1"])
def test_only_mail_servers_are_taken_for_one(url: str) -> None:
    with pytest.raises(ValueError, match="not a mail server"):
        checked(url)


def test_the_settings_choose_the_carrier(tmp_path: Path) -> None:
    assert isinstance(letter_carrier(Settings(data_dir=tmp_path)), FolderCarrier)
    assert isinstance(letter_carrier(Settings(data_dir=tmp_path, mail_url="smtps://mail.example")), SmtpCarrier)


def _to(recipient: str) -> RenderedLetter:
    return replace(LETTER, recipient=recipient)


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that only those who are given it trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    at = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret
