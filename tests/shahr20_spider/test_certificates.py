"""A certificate that does not hold ends a crawl; the site file may say that it need not."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shahr20.pages import site as sites
from shahr20.replica.server import Replica
from shahr20_spider.guards.certificates import are_verified
from tests.shahr20_spider.crawling import crawl, rows


def certificate(folder: Path, host: str) -> Path:
    """A certificate that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "replica")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return file


@contextmanager
def secured(file: Path) -> Iterator[Replica]:
    """The replica by https."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    site = Replica(articles=9)
    site.base_url = site.base_url.replace("http:", "https:")
    site.site = replace(site.site, base=site.base_url)
    site._server.socket = context.wrap_socket(site._server.socket, server_side=True)
    with site:
        yield site


def site_file(folder: Path, verify: bool) -> str:
    """The site file of shahr20.ir with a line more."""
    text = (resources.files("shahr20.pages") / "sites" / "shahr20.toml").read_text("utf-8")
    file = folder / "site.toml"
    file.write_text(f"verify_certificates = {str(verify).lower()}\n{text}", "utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("trusted", "named", "verify", "exit_code"),
    [
        (False, "127.0.0.1", None, 0),  # loopback
        (False, "127.0.0.1", False, 0),
        (False, "127.0.0.1", True, 4),
        (True, "127.0.0.1", True, 0),
        (True, "127.0.0.9", True, 4),
    ],
    ids=["this machine", "not asked for", "signed by itself", "trusted", "of another host"],
)
def test_a_certificate_that_does_not_hold_ends_the_run(
    trusted: bool,
    named: str,
    verify: bool | None,
    exit_code: int,
    tmp_path: Path,
) -> None:
    file, db = certificate(tmp_path, named), tmp_path / "archive.db"
    options = [] if verify is None else ["--site", site_file(tmp_path, verify)]
    environment = {"SSL_CERT_FILE": str(file)} if trusted else {}
    with secured(file) as site:
        done = crawl(db, site.base_url, *options, environment=environment)
        asked = len(site.requests)
    assert done.exit_code == exit_code, done.said
    [(outcome, articles)] = rows(db, "SELECT outcome, (SELECT count(*) FROM articles) FROM crawls")
    if exit_code:
        assert (asked, articles) == (0, 0)
        assert "SSL_CERT_FILE" in done.said
        assert "verify_certificates = false" in done.said
        assert outcome.startswith("the certificate of 127.0.0.1 does not hold: ")
    else:
        assert (outcome, articles > 0) == ("done", True)


def test_everywhere_but_on_this_machine_a_certificate_must_hold() -> None:
    site = sites.load()
    assert are_verified(site)
    assert are_verified(site.at("https://10.0.0.1"))
    assert not are_verified(site.at("https://127.0.0.1:8443"))
