"""What machines ask of a shop: is it well, what may be crawled, where its pictures are."""

from flask import Blueprint, Response, abort
from markupsafe import escape
from sqlalchemy import text

from technomart.domain import catalog
from technomart.domain.search import Query
from technomart.web.context import ENGLISH_PREFIX, reader, runtime
from technomart.web.templating import public_url

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PREFIXES = ("", ENGLISH_PREFIX)
MOST_ADDRESSES = 24_000
"""How many pages one file of the sitemap names: it may have 50,000 addresses, and each page has two."""

blueprint = Blueprint("plumbing", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 when the database answers."""
    with reader() as session:
        session.execute(text("SELECT 1"))
    return Response("well\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public page worth finding, in both languages; of a large shop, where the parts of that list are."""
    parts = _parts(_worth_finding())
    if len(parts) == 1:
        return _urls(parts[0])
    places = "".join(
        f"<sitemap><loc>{escape(public_url(f'/sitemap-{number}.xml'))}</loc></sitemap>"
        for number in range(1, len(parts) + 1)
    )
    return _xml(f'<sitemapindex xmlns="{SITEMAP}">{places}</sitemapindex>')


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """One part of the list; 404 beyond the last."""
    parts = _parts(_worth_finding())
    if not 0 < number <= len(parts):
        abort(404)
    return _urls(parts[number - 1])


def _worth_finding() -> list[str]:
    """Categories, makers, makers of a category, variants on sale."""
    window = runtime().search
    words = window.vocabulary
    with reader() as session:
        slugs = catalog.published_slugs(session)
    paths = ["/", "/catalog/", "/brands/"]
    for node in words.categories.values():
        makers = window.search(Query(scope=node.leaves, limit=0, facets=())).brands
        paths.append(f"/catalog/{node.slug}/")
        paths += [f"/catalog/{node.slug}/{words.brands[one].slug}/" for one in sorted(makers)]
    paths += [f"/brand/{brand.slug}/" for brand in words.brands.values()]
    return [*paths, *(f"/product/{slug}/" for slug in slugs)]


def _parts(paths: list[str]) -> list[list[str]]:
    return [paths[first : first + MOST_ADDRESSES] for first in range(0, len(paths), MOST_ADDRESSES)]


def _urls(paths: list[str]) -> Response:
    entries = "".join(
        f"<url><loc>{escape(public_url(prefix + path))}</loc></url>" for path in paths for prefix in PREFIXES
    )
    return _xml(f'<urlset xmlns="{SITEMAP}">{entries}</urlset>')


def _xml(body: str) -> Response:
    written = f'<?xml version="1.0" encoding="UTF-8"?>{body}'
    return Response(written, mimetype="application/xml", headers={"Cache-Control": "public, max-age=3600"})


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
