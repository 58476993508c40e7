"""The page of one maker's goods in a category: found by search engines, with words of its own."""

from __future__ import annotations

from flask.testing import FlaskClient

from technomart.domain.catalog import SlugKind
from technomart.domain.catalog.commands.goods import remember_slug
from technomart.runtime import Runtime
from tests.web.storefront.shop import OpenShop, open_shop


def test_it_has_a_title_words_and_a_place_in_the_sitemap(client: FlaskClient, runtime: Runtime) -> None:
    shop = open_shop(runtime)
    node = runtime.search.vocabulary.category(category_of(shop))
    assert node is not None
    page = client.get(f"/catalog/{node.slug}/acme/").text
    assert f"<h1>{node.name['ru']} Acme</h1>" in page
    assert f"{node.name['ru']} Acme в Техномарте: 2 товара, от " in page
    assert "noindex" not in page
    assert f"/catalog/{node.slug}/acme/" in client.get("/sitemap.xml").text
    assert f'/catalog/{node.slug}/acme/"' in client.get("/brand/acme/").text


def test_filtered_it_is_kept_out_of_search_engines(client: FlaskClient, runtime: Runtime) -> None:
    shop = open_shop(runtime)
    assert "noindex" in client.get(f"/catalog/{category_of(shop)}/acme/?in_stock=1").text


def test_what_never_was_is_404_and_what_has_moved_leads_on(client: FlaskClient, runtime: Runtime) -> None:
    shop = open_shop(runtime)
    slug = category_of(shop)
    assert client.get(f"/catalog/{slug}/nobody/").status_code == 404
    assert client.get("/catalog/nothing/acme/").status_code == 404
    node = runtime.search.vocabulary.category(slug)
    assert node is not None
    with runtime.database.transaction() as session:
        remember_slug(session, SlugKind.category, "before", node.id)
    moved = client.get("/catalog/before/acme/")
    assert (moved.status_code, moved.location) == (301, f"/catalog/{slug}/acme/")


def category_of(shop: OpenShop) -> str:
    return next(iter(shop.runtime.search.vocabulary.category_slugs))
