"""Who waits is told by letter: found by the worker, once, in the reader's language."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from technomart import worker
from technomart.domain import accounts, alerts, inventory
from technomart.domain.accounts import Circumstances, ConsentText
from technomart.domain.alerts import Alert, AlertKind
from technomart.domain.carts import Cart
from technomart.domain.notifications import Unreachable
from technomart.foundation import clock
from technomart.foundation.jobs import Job
from technomart.runtime import Runtime
from tests.conftest import count_queries
from tests.domain.accounts.people import hash_of
from tests.factories.buying import ACTOR, a_cart, an_open_shop, goods_on_sale
from tests.worker.conftest import RememberingCarrier, let_leases_run_out

MARIA = "maria@example.ru"


def let_a_round_pass(runtime: Runtime) -> None:
    """Let every duty be due again, and do everything that follows."""
    with runtime.database.transaction() as session:
        session.execute(update(Job).values(due_at=clock.now() - timedelta(seconds=1)))
    worker.run_once(runtime)


def somebody_waits(runtime: Runtime, pieces: int = 0) -> int:
    with runtime.database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), pieces=pieces)
        alerts.watch(session, AlertKind.stock, phone.sku, email=MARIA, account_id=None, lang="en", at=clock.now())
        return phone.id


def count(runtime: Runtime, variant_id: int, pieces: int) -> None:
    with runtime.database.transaction() as session:
        place = inventory.get_location(session, "central")
        inventory.adjust(session, variant_id, place.id, pieces, cause="count", actor=ACTOR)


def test_whoever_waits_gets_one_letter_when_the_goods_are_back(runtime: Runtime, carrier: RememberingCarrier) -> None:
    phone = somebody_waits(runtime)
    let_a_round_pass(runtime)
    assert carrier.sent == []
    count(runtime, phone, 3)
    let_a_round_pass(runtime)
    let_a_round_pass(runtime)
    (letter,) = carrier.sent
    assert (letter.recipient, letter.subject[:14]) == (MARIA, "Back in stock:")
    with runtime.database.reader() as session:
        token = session.scalars(select(Alert.token)).one()
    assert letter.unsubscribe == f"https://shop.test/en/unsubscribe/{token}"


def test_while_the_mail_server_is_away_nothing_is_lost_and_nothing_doubled(
    runtime: Runtime, carrier: RememberingCarrier
) -> None:
    somebody_waits(runtime, pieces=1)
    carrier.trouble += [Unreachable(), Unreachable()]
    for _ in range(4):
        let_a_round_pass(runtime)
        let_leases_run_out(runtime)
    worker.run_once(runtime)
    assert [letter.recipient for letter in carrier.sent] == [MARIA]


def test_a_letter_that_waited_for_the_mail_server_does_not_tell_of_what_is_gone_again(
    runtime: Runtime, carrier: RememberingCarrier
) -> None:
    phone = somebody_waits(runtime, pieces=1)
    carrier.trouble.append(Unreachable())
    let_a_round_pass(runtime)
    count(runtime, phone, 0)
    let_leases_run_out(runtime)
    let_a_round_pass(runtime)
    assert carrier.sent == []
    count(runtime, phone, 1)
    let_a_round_pass(runtime)
    assert [letter.recipient for letter in carrier.sent] == [MARIA]


def test_a_letter_that_waited_is_not_sent_to_whoever_no_longer_waits(
    runtime: Runtime, carrier: RememberingCarrier
) -> None:
    somebody_waits(runtime, pieces=1)
    carrier.trouble.append(Unreachable())
    let_a_round_pass(runtime)
    with runtime.database.transaction() as session:
        alerts.end_by_link(session, session.scalars(select(Alert.token)).one())
    let_leases_run_out(runtime)
    let_a_round_pass(runtime)
    assert carrier.sent == []


def test_a_worker_with_nothing_to_tell_only_looks(runtime: Runtime) -> None:
    somebody_waits(runtime)
    with count_queries(runtime.database) as asked:
        worker.waiting.tell(runtime, {})
        worker.waiting.remind(runtime, {})
    assert len(asked) <= 6
    assert all(statement.lstrip().startswith("SELECT") for statement in asked)


def test_a_cart_that_was_left_is_reminded_of_by_one_letter(runtime: Runtime, carrier: RememberingCarrier) -> None:
    text = ConsentText(purpose="marketing", document_slug="consent-marketing", document_version=1, text_hash="0")
    seen = Circumstances(ip="", user_agent="", form="account")
    with runtime.database.transaction() as session:
        maria = accounts.open_account(session, name="Мария", email=MARIA, password_hash=hash_of("x" * 12))
        session.flush()
        accounts.record_consent(session, text, seen, subject=MARIA, account_id=maria.id)
        a_cart(session, (goods_on_sale(session, an_open_shop(session)), 2), account_id=maria.id)
        session.execute(update(Cart).values(changed_at=clock.now() - timedelta(hours=25)))
    let_a_round_pass(runtime)
    let_a_round_pass(runtime)
    (letter,) = carrier.sent
    assert (letter.recipient, letter.subject) == (MARIA, "Товары ждут в вашей корзине")
    assert "Мария, они всё ещё там." in letter.text
    assert "https://shop.test/cart" in letter.text
