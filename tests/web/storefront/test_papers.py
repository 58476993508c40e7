"""The papers of a product: shown on its page, opened from there, the same for everyone."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.adapters.papers import set_paper
from technomart.domain import catalog
from technomart.domain.catalog.models import Document, Product, Variant
from technomart.runtime import Runtime
from tests.web.storefront.shop import open_shop

PAPER = set_paper("guide", {"title": "Руководство", "author": "Technomart", "parts": []})


def lay(runtime: Runtime, sku: str) -> tuple[str, str]:
    """Lay the paper beside the goods; the address of their page and the paper's name."""
    name = runtime.papers.take(PAPER)
    with runtime.database.transaction() as session:
        row = session.execute(
            select(Product.slug, Variant.slug)
            .join(Variant, Variant.product_id == Product.id)
            .where(Variant.sku == sku)
        ).one()
        catalog.add_document(session, row[0], title="Руководство", title_en="Guide", path=name, size_bytes=len(PAPER))
    return f"/product/{row[1]}/", name


def test_a_paper_stands_on_the_page_and_opens(client: FlaskClient, runtime: Runtime) -> None:
    shop = open_shop(runtime)
    assert client.get("/").status_code == 200
    page, name = lay(runtime, shop.phone)
    assert f'href="/media/documents/{name}">Руководство' in client.get(page).text
    assert f'href="/media/documents/{name}">Guide' in client.get("/en" + page).text
    answer = client.get(f"/media/documents/{name}")
    assert answer.status_code == 200
    assert answer.data == PAPER
    assert answer.mimetype == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_laying_a_paper_twice_changes_nothing(runtime: Runtime) -> None:
    shop = open_shop(runtime)
    lay(runtime, shop.phone)
    lay(runtime, shop.phone)
    with runtime.database.reader() as session:
        assert len(list(session.scalars(select(Document)))) == 1
        assert catalog.documents_of(session, 10**9) == []


def test_no_paper_is_found_under_another_name(client: FlaskClient, runtime: Runtime) -> None:
    open_shop(runtime)
    for name in ("0" * 32 + ".pdf", "secret-key", "..%2fsecret-key", "%2e%2e/shop.sqlite3"):
        assert client.get(f"/media/documents/{name}").status_code == 404
