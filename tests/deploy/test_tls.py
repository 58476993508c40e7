"""Which TLS the front speaks: 1.2 and 1.3 with forward secrecy, nothing older, nothing weaker."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import warnings

import pytest

from tests.deploy.front import DOMAIN, Front

WEAK = re.compile(r"RC4|3DES|DES-CBC|NULL|EXP|MD5|aNULL|ADH|PSK|SEED|CAMELLIA|^AES|^DHE", re.ASCII)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_present_versions_are_spoken(front: Front, version: ssl.TLSVersion) -> None:
    context = front.trusting()
    context.minimum_version = context.maximum_version = version
    with front.connect(tls=False), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Front, "trusting", lambda _front: context)
        with front.connect() as line:
            assert isinstance(line, ssl.SSLSocket)
            name, _version, bits = line.cipher() or ("", "", 0)
            assert "GCM" in name or "CHACHA20" in name
            assert bits >= 128


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_versions_are_refused(front: Front, version: ssl.TLSVersion) -> None:
    context = front.trusting()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Front, "trusting", lambda _front: context)
        with pytest.raises(ssl.SSLError, match=r"(?i)protocol version|no protocols|alert"):
            front.connect()


def accepted(front: Front, cipher: str) -> bool:
    """Whether a TLS 1.2 client that offers only this one gets through."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{cipher}:@SECLEVEL=0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Front, "trusting", lambda _front: context)
        try:
            front.connect().close()
        except (ssl.SSLError, ConnectionResetError):
            return False
    return True


def test_only_strong_ciphers_are_accepted(front: Front) -> None:
    """Every TLS 1.2 cipher this machine's OpenSSL knows is offered alone."""
    everything = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    everything.set_ciphers("ALL:COMPLEMENTOFALL:@SECLEVEL=0")
    offered = sorted({cipher["name"] for cipher in everything.get_ciphers() if cipher["protocol"] != "TLSv1.3"})
    taken = [cipher for cipher in offered if accepted(front, cipher)]
    assert taken, "something has to be spoken"
    assert [cipher for cipher in taken if not re.match("ECDHE-.*(GCM|CHACHA20)", cipher)] == []
    assert [cipher for cipher in taken if WEAK.search(cipher)] == []


def test_the_certificate_names_the_shop(front: Front) -> None:
    with front.connect() as line:
        assert isinstance(line, ssl.SSLSocket)
        certificate = line.getpeercert()
    assert certificate is not None
    assert ("DNS", DOMAIN) in certificate["subjectAltName"]


def test_compression_and_renegotiation_are_off(front: Front) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl on this machine")
    said = subprocess.run(
        [openssl, "s_client", "-connect", f"127.0.0.1:{front.https_port}", "-servername", DOMAIN, "-tls1_2"],
        input=b"R\n",
        capture_output=True,
        timeout=20,
        check=False,
    )
    text = (said.stdout + said.stderr).decode(errors="replace")
    assert "Compression: NONE" in text
    assert "RENEGOTIATING" in text
    assert re.search("no renegotiation|alert|error", text.split("RENEGOTIATING", 1)[1], re.IGNORECASE)
