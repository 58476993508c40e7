"""Every page a person can open, in a real browser: accessible, whole on a small phone, English where it says so."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from technomart.carriers import refresh_all_points
from technomart.cli.database import upgrade
from technomart.demo.opening import DEMO_PASSWORD, OWNER, SHOPPER, open_shop
from technomart.domain import alerts
from technomart.domain.alerts import Alert, AlertKind
from technomart.domain.catalog.models import Variant
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.runtime import build
from technomart.settings import Settings
from technomart.web.app import create_app
from tests.journeys.conftest import free_port, start
from tests.simulators import cdek

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NO_PAGES = {
    "healthz": "a word for monitors",
    "robots": "for crawlers",
    "sitemap": "for crawlers",
    "sitemap_part": "for crawlers",
    "media.show": "pictures",
    "orders.invoice": "a paper",
    "office.order_invoice": "a paper",
    "media.paper": "papers",
    "orders.warranty": "a paper",
    "returns.photo": "a picture",
    "returns.slip": "a paper",
    "office.return_photo": "a picture",
    "me.show": "a document for the script",
    "search.suggest": "a fragment, looked at inside the page that shows it",
    "dev_letters.page": "a letter as its reader sees it, with its own test",
    "dev_letters.sample": "a letter as its reader sees it, drawn by tests/adapters/test_letters_in_the_browser.py",
}
"""Routes that answer to GET with something else than a page of the shop, and what it is."""

PAGES = {
    "home.index": "/",
    "catalog.index": "/catalog/",
    "catalog.category": "/catalog/smartphones/?brand=samsung&in_stock=1",
    "catalog.category_of_brand": "/catalog/smartphones/samsung/",
    "brand.index": "/brands/",
    "brand.show": "/brand/samsung/",
    "search.index": "/search?q=galaxy",
    "product.show": "{product}",
    "reviews.index": "{product}reviews",
    "reviews.new": "{product}reviews/new",
    "reviews.ask": "{product}questions/new",
    "alerts.new": "{product}alert?kind=price",
    "alerts.stop": "{unsubscribe}",
    "favourites.show": "/favourites",
    "compare.show": "/compare",
    "cart.show": "/cart",
    "checkout.new": "/checkout",
    "points.index": "/checkout/points?city=Москва",
    "city.edit": "/city",
    "orders.show": "{order}",
    "returns.new": "{given}/return",
    "pay.show": "{pay}",
    "pay.returned": "{pay}/return",
    "dev_bank.show": "{bank}",
    "sign_in.new": "/sign-in",
    "sign_in.join": "/sign-up",
    "sign_in.forgot": "/forgot-password",
    "sign_in.sent": "/letter-sent/confirm",
    "sign_in.confirm": "{confirm}",
    "sign_in.reset": "{reset}",
    "account.index": "/account/",
    "account.addresses": "/account/addresses",
    "account.new_address": "/account/addresses/new",
    "account.edit_address": "{address}",
    "account.profile": "/account/profile",
    "account.password": "/account/password",
    "account.email": "/account/email",
    "account.devices": "/account/devices",
    "account.consents": "/account/consents",
    "account.alerts": "/account/alerts",
    "account.tokens": "/account/tokens",
    "content.show": "/pages/offer",
    "shops.index": "/shops",
    "dev_letters.index": "/dev/letters",
    "dev_letters.show": "{letter}",
}
"""Each page by its route; what stands in braces is made by a shopper before the walk."""

OFFICE_PAGES = {
    "office.index": "/office/",
    "office.orders": "/office/orders?q=8+915",
    "office.order": "/office/orders/{number}",
    "office.returns": "/office/returns",
    "office.return_one": "/office/returns/{return}",
    "office.bank": "/office/bank",
    "office.goods": "/office/goods?q=Galaxy",
    "office.goods_one": "/office/goods/{sku}",
    "office.promotions": "/office/promotions",
    "office.searches": "/office/searches",
    "office.promotion": "/office/promotions/sound-week",
    "office.promotion_new": "/office/new-promotion",
    "office.promo_codes": "/office/promo-codes",
    "office.promo_code": "/office/promo-codes/WELCOME",
    "office.promo_code_new": "/office/new-promo-code",
    "office.delivery": "/office/delivery",
    "office.delivery_way": "/office/delivery/courier",
    "office.delivery_zone": "/office/delivery/courier/moscow",
    "office.delivery_zone_new": "/office/delivery-zones/courier",
    "office.delivery_service": "/office/delivery-services/hang-tv",
    "office.reviews": "/office/reviews",
    "office.questions": "/office/questions",
}
"""The same for the shop's own people."""

OFFICE_MORE = ("/office/reviews?state=published", "/office/questions?state=published", "/office/orders?q=nobody")

MORE = (
    "{given}",
    "/catalog/laptops/?price=1-2",
    "/catalog/graphics-cards/",
    "/search?q=zzzqqq",
    "/pages/privacy",
    "/pages/delivery",
    "/no-such-page",
    "/unsubscribe/a-link-that-was-used",
    "{product}alert?noted=1",
    "{sold_out}",
    "/checkout/points?city=Нигде",
)
"""Pages in a state that is easily forgotten: nothing found, long words, not there."""

RUSSIAN_NAMES = {"Яндекс", "Я"}
"""A brand that is called so in every language, and its letter: data, not words of ours."""

CYRILLIC = """() => {
  const russian = /[а-яё]/i, found = [];
  const own = (node) => node.closest('[lang]').lang !== 'en';
  for (const element of document.querySelectorAll('*')) {
    if (own(element)) continue;
    for (const name of ['alt', 'title', 'aria-label', 'placeholder', 'content', 'data-empty'])
      if (russian.test(element.getAttribute(name) || '')) found.push(name + ': ' + element.getAttribute(name));
    if (['SCRIPT', 'STYLE'].includes(element.tagName)) continue;
    for (const child of element.childNodes)
      if (child.nodeType === 3 && russian.test(child.data)) found.push(child.data.trim());
  }
  return [...new Set(found)].slice(0, 8);
}"""


@dataclass
class WalkedShop:
    """The demo shop on a port of its own, and the pages that a shopper has brought into being."""

    address: str
    made: dict[str, str]

    def office(self) -> list[str]:
        return [*(path.format(**self.made) for path in OFFICE_PAGES.values()), *OFFICE_MORE]

    def pages(self) -> list[str]:
        return [path.format(**self.made) for path in (*PAGES.values(), *MORE)]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shopper's cookie is kept between pages."""
    return tmp_path_factory.mktemp("browser") / "state.json"


@pytest.fixture(scope="module")
def carrier() -> Iterator[dict[str, str]]:
    """The settings of a shop with a carrier."""
    with cdek.running() as sim:
        yield {
            "cdek_client_id": sim.client_id,
            "cdek_client_secret": sim.client_secret,
            "cdek_api_url": sim.api_url,
            "cdek_shipment_point": "MSK1",
        }


@pytest.fixture(scope="module")
def shop(
    tmp_path_factory: pytest.TempPathFactory, browser: Any, state: Path, carrier: dict[str, str]
) -> Iterator[WalkedShop]:
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings(data_dir=folder, **carrier)  # type: ignore[arg-type]
    upgrade(settings.database)
    runtime = build(settings)
    open_shop(runtime.database, lambda _said: None)
    refresh_all_points(runtime)
    stop = somebody_waits(runtime.database)
    runtime.close()
    port = free_port()
    process = start(folder, port, **{f"TECHNOMART_{name.upper()}": value for name, value in carrier.items()})
    try:
        address = f"http://127.0.0.1:{port}"
        yield WalkedShop(address, make_pages(browser, address, state) | {"unsubscribe": stop})
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def somebody_waits(database: Database) -> str:
    """Where the link in the letter will lead that somebody waits for."""
    with database.transaction() as session:
        sku = session.scalars(select(Variant.sku).where(Variant.is_published).limit(1)).one()
        alerts.watch(
            session, AlertKind.price, sku, email="reader@example.com", account_id=None, lang="en", at=clock.now()
        )
        session.flush()
        return f"/unsubscribe/{session.scalars(select(Alert.token)).one()}"


def make_pages(browser: Any, address: str, state: Path) -> dict[str, str]:
    """Buy something, keep something, join, forget a password: what pages of one's own are made of."""
    context = browser.new_context(base_url=address, viewport=DESK)
    tab = context.new_page()
    made = {}
    join(tab, "newcomer@example.com")
    sign_in(tab, SHOPPER)
    tab.goto("/account/profile")
    tab.fill("[name=name]", "Maria Sokolova")
    tab.locator("main form button[type=submit]").first.click()
    tab.goto("/account/addresses/new")
    tab.fill("[name=city]", "Moscow")
    tab.fill("[name=street]", "42 Leninsky Prospekt")
    tab.locator("main form button[type=submit]").first.click()
    made["address"] = path_of(tab.locator("main a[href*='/account/addresses/']:not([href$='/new'])").first)
    tab.goto("/catalog/smartphones/?in_stock=1")
    made["product"] = path_of(tab.locator("main .tm-card a[href*='/product/']").first)
    say_something(tab, made["product"])
    made |= wait_for_something(tab)
    tab.goto("/catalog/smartphones/?in_stock=1")
    for place in (0, 5, 9):
        card = tab.locator("main .tm-card").nth(place)
        card.locator("[formaction*='/favourites/']").first.click()
        card.locator("[formaction*='/compare/']").first.click()
    tab.locator("main .tm-card [formaction$='/cart/lines']:visible").first.click()
    tab.locator("main .tm-step").first.wait_for()
    tab.goto("/en/checkout")
    tab.fill("[name=phone]", "8 915 000-12-34")
    tab.check("[data-kind=courier]")
    tab.check("[name=offer]")
    tab.locator("main form button[type=submit]:visible").last.click()
    tab.wait_for_url(re.compile("/orders/"))
    made["order"] = tab.url.removeprefix(address + "/en")
    made["number"] = re.search(r"TM-\d{6}-\w{5}", tab.title())[0]  # type: ignore[index]
    made |= buy_two(tab)
    made |= begin_to_pay(tab)
    tab.goto("/catalog/laptops/?in_stock=1")
    tab.locator("main .tm-card [formaction$='/cart/lines']:visible").first.click()
    tab.locator("main .tm-step").first.wait_for()
    made |= read_letters(tab)
    context.storage_state(path=state)
    context.close()
    office = browser.new_context(base_url=address, viewport=DESK)
    tab = office.new_page()
    sign_in(tab, OWNER)
    tab.goto(f"/office/orders/{made['number']}")
    made["sku"] = re.search(r"\d{7}", tab.locator("main tbody small").first.inner_text())[0]  # type: ignore[index]
    made |= give_back(tab, made["given"], made["given_number"])
    office.storage_state(path=office_state(state))
    office.close()
    return made


def begin_to_pay(tab: Any) -> dict[str, str]:
    """An order that waits for money: the page before the bank, and the bank's own."""
    tab.goto("/catalog/laptops/?in_stock=1")
    tab.locator("main .tm-card [formaction$='/cart/lines']:visible").first.click()
    tab.locator("main .tm-step").first.wait_for()
    tab.goto("/checkout")
    tab.fill("[name=phone]", "8 915 000-12-34")
    tab.check("[data-kind=courier]")
    tab.check("[name=payment][value=sbp]")
    tab.check("[name=offer]")
    tab.locator("main form button[type=submit]:visible").last.click()
    tab.wait_for_url(re.compile("/pay/"))
    made = {"pay": re.sub(r"^https?://[^/]+", "", tab.url)}
    made["bank"] = path_of(tab.locator("main a[href*='/dev/bank/']").first)
    return made


def buy_two(tab: Any) -> dict[str, str]:
    """An order of two pieces, fetched and paid at the counter: one of them is going to come back."""
    tab.goto("/catalog/smartphones/?in_stock=1")
    for piece in range(2):
        tab.locator("main .tm-card [formaction$='/cart/lines']:visible").first.click()
        tab.locator("main .tm-step").nth(piece).wait_for()
    tab.goto("/en/checkout")
    tab.fill("[name=phone]", "8 915 000-12-34")
    tab.check("[data-kind=pickup]")
    tab.locator("[name=pickup]").first.check()
    tab.check("[name=payment][value=on_delivery_cash]")
    tab.check("[name=offer]")
    tab.locator("main form button[type=submit]:visible").last.click()
    tab.wait_for_url(re.compile("/orders/"))
    number = re.search(r"TM-\d{6}-\w{5}", tab.title())
    assert number is not None
    return {"given": re.sub(r"^https?://[^/]+/en", "", tab.url), "given_number": number[0]}


def give_back(tab: Any, given: str, number: str) -> dict[str, str]:
    """The shop's people hand the order over, and a piece of it is asked back: the number of the return."""
    for move in ("confirm", "make-ready", "take-payment", "hand-over"):
        tab.goto(f"/office/orders/{number}")
        with tab.expect_navigation():
            tab.locator(f"form[action$='/{move}']").evaluate("form => form.requestSubmit()")
    tab.goto(f"{given}/return")
    tab.locator("main select").first.select_option("1")
    tab.check("[name=reason][value=faulty]")
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url(re.compile("#returns"))
    found = re.search(r"RT-\d{6}-\w{5}", tab.locator("#returns").inner_text())
    assert found is not None
    return {"return": found[0]}


def office_state(state: Path) -> Path:
    """Where the owner's cookie is kept."""
    return state.with_name("office.json")


def say_something(tab: Any, product: str) -> None:
    """A review and a question that wait for the shop's people."""
    tab.goto(f"{product}reviews/new")
    tab.check("[name=rating][value='4']")
    tab.fill("[name=text]", "Экран яркий.")
    tab.check("[name=consent]")
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_load_state()
    tab.goto(f"{product}questions/new")
    tab.fill("[name=text]", "Есть ли зарядка?")
    tab.check("[name=consent]")
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_load_state()


def wait_for_something(tab: Any) -> dict[str, str]:
    """Ask to be told of goods that are sold out, in a box of their page."""
    tab.goto("/catalog/smartphones/")
    sold_out = path_of(tab.locator("main .tm-card__tell").first)
    tab.goto(sold_out)
    tab.check("#alert-consent")
    tab.locator(".tm-tellme button[type=submit]").click()
    tab.wait_for_url(re.compile("noted=1"))
    return {"sold_out": sold_out.partition("#")[0]}


def sign_in(tab: Any, email: str) -> None:
    tab.goto("/sign-in")
    tab.fill("[name=email]", email)
    tab.fill("[name=password]", DEMO_PASSWORD)
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url(re.compile("/account/"))


def join(tab: Any, email: str) -> None:
    """Ask for two letters: one with the link that confirms, one with the link to a new password."""
    tab.goto("/sign-up")
    tab.fill("[name=name]", "Пётр")
    tab.fill("[name=email]", email)
    tab.fill("[name=password]", "granite-lamp-violet-9")
    for box in tab.locator("main form input[type=checkbox]").all():
        box.check()
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url(re.compile("/letter-sent/"))
    tab.goto("/forgot-password")
    tab.fill("[name=email]", OWNER)
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url(re.compile("/letter-sent/"))


LETTERS = "main a[href*='/dev/letters/']:not([href*='/samples/'])"


def read_letters(tab: Any) -> dict[str, str]:
    """The newest letters' own pages and the links that stand in them, once the worker has delivered them."""
    found: dict[str, str] = {}
    for _look in range(60):
        tab.goto("/dev/letters")
        letters = [path_of(link) for link in tab.locator(LETTERS).all()]
        for letter in letters:
            tab.goto(letter + "/page")
            for link in tab.locator("a[href]").all():
                for name, mark in (("confirm", "/confirm/"), ("reset", "/reset-password/")):
                    if mark in (target := path_of(link)):
                        found |= {name: target, "letter": letter}
        if {"confirm", "reset"} <= set(found):
            return found
        tab.wait_for_timeout(500)
    raise TimeoutError(f"the letters did not come: {found}")


def path_of(link: Any) -> str:
    return re.sub(r"^https?://[^/]+", "", link.get_attribute("href"))


def axe(tab: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    told = Axe().run(tab, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in told.response["violations"]]


def test_every_route_that_shows_a_page_is_walked(tmp_path: Path) -> None:
    runtime = build(Settings(data_dir=tmp_path))
    upgrade(runtime.settings.database)
    rules = create_app(runtime).url_map.iter_rules()
    runtime.close()
    shown = {
        rule.endpoint for rule in rules if "GET" in (rule.methods or set()) and not rule.rule.startswith("/api/")
    }
    named = {name for name in shown if name not in NO_PAGES and name.split(".")[-1] not in NO_PAGES}
    assert named == set(PAGES) | set(OFFICE_PAGES)


IN_ENGLISH = ("/en", DESK, "dark")


@pytest.mark.parametrize(
    ("prefix", "viewport", "light", "ask_axe"),
    [
        pytest.param("", PHONE, "light", True, id="phone"),
        pytest.param(*IN_ENGLISH, False, id="desk"),
        pytest.param(*IN_ENGLISH, True, id="desk, asked of axe too", marks=pytest.mark.proof),
    ],
)
def test_every_page_is_whole_and_accessible(
    browser: Any,
    shop: WalkedShop,
    state: Path,
    prefix: str,
    viewport: dict[str, int],
    light: str,
    ask_axe: bool,
) -> None:
    for keep, pages in ((state, shop.pages()), (office_state(state), shop.office())):
        how = {"prefix": prefix, "viewport": viewport, "light": light, "ask_axe": ask_axe}
        wrong = walk(browser, shop.address, keep, pages=pages, **how)
        assert not wrong, "\n".join(f"{path}: {told}" for path, found in wrong.items() for told in found)


def walk(
    browser: Any,
    address: str,
    state: Path,
    *,
    pages: list[str],
    prefix: str,
    viewport: dict[str, int],
    light: str,
    ask_axe: bool,
) -> dict[str, list[str]]:
    """What is wrong with these pages, by page."""
    context = browser.new_context(
        base_url=address, viewport=viewport, color_scheme=light, storage_state=state, reduced_motion="reduce"
    )
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    wrong: dict[str, list[str]] = {}
    for path in pages:
        complaints.clear()
        tab.goto(prefix + path)
        found = [told for told in complaints if not (path == "/no-such-page" and "404" in told)]
        found += axe(tab) if ask_axe else []
        if sideways := tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
            found.append(f"{sideways} px wider than the window")
        if prefix:
            found += [words for words in tab.evaluate(CYRILLIC) if words not in RUSSIAN_NAMES]
        if found:
            wrong[prefix + path] = found
    context.close()
    return wrong
