"""What machines ask of a shop: is it well, what may be crawled, where its pictures are."""

from flask import Blueprint, Response
from markupsafe import escape
from sqlalchemy import text

from technomart.domain import catalog
from technomart.web.context import ENGLISH_PREFIX, reader, runtime
from technomart.web.templating import public_url

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PREFIXES = ("", ENGLISH_PREFIX)
MOST_ADDRESSES = 24_000
"""One sitemap file may name 50,000 addresses; each page has two."""

blueprint = Blueprint("plumbing", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 when the database answers."""
    with reader() as session:
        session.execute(text("SELECT 1"))
    return Response("well\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public page worth finding, in both languages: categories, brands with goods, variants, documents."""
    words = runtime().search.vocabulary
    with reader() as session:
        slugs = catalog.published_slugs(session)
    paths = ["/", "/catalog/", "/brands/"]
    paths += [f"/catalog/{node.slug}/" for node in words.categories.values()]
    paths += [f"/brand/{brand.slug}/" for brand in words.brands.values()]
    paths += [f"/product/{slug}/" for slug in slugs[:MOST_ADDRESSES]]
    entries = "".join(
        f"<url><loc>{escape(public_url(prefix + path))}</loc></url>" for path in paths for prefix in PREFIXES
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{SITEMAP}">{entries}</urlset>'
    return Response(body, mimetype="application/xml", headers={"Cache-Control": "public, max-age=3600"})


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Crawlers are welcome on public pages; the endless combinations of filters are marked noindex."""
    closed = (
        "/cart",
        "/checkout",
        "/account/",
        "/orders/",
        "/favourites",
        "/compare",
        "/search",
        "/me",
        "/city",
        "/suggest",
        "/unsubscribe/",
    )
    lines = ["User-agent: *", *(f"Disallow: {path}\nDisallow: /en{path}" for path in closed)]
    lines += ["", f"Sitemap: {public_url('/sitemap.xml')}", ""]
    return Response("\n".join(lines), mimetype="text/plain", headers={"Cache-Control": "public, max-age=3600"})
