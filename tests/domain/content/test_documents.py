"""Documents are published in versions; nothing that somebody agreed to is ever lost."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain import content
from technomart.domain.content.models import ContentDocument, ShopDetails
from technomart.foundation.changes import Change, ChangeKind


def count_of(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_changed_text_becomes_the_next_version_and_the_old_one_stays(session: Session) -> None:
    first = content.publish(session, "offer", "ru", title="Оферта", text="Раз")
    second = content.publish(session, "offer", "ru", title="Оферта", text="Два")
    assert (first.version, second.version) == (1, 2)
    assert content.current(session, "offer", "ru").text == "Два"
    assert content.get_version(session, "offer", "ru", 1).text == "Раз"
    assert [entry.version for entry in content.versions_of(session, "offer", "ru")] == [2, 1]


def test_the_same_text_is_not_published_twice(session: Session) -> None:
    first = content.publish(session, "offer", "ru", title="Оферта", text="Раз")
    assert content.publish(session, "offer", "ru", title="Оферта", text="Раз") is first
    assert count_of(session, ContentDocument) == 1


def test_a_new_title_is_a_new_version_too(session: Session) -> None:
    content.publish(session, "offer", "ru", title="Оферта", text="Раз")
    assert content.publish(session, "offer", "ru", title="Публичная оферта", text="Раз").version == 2


def test_languages_have_versions_of_their_own(session: Session) -> None:
    content.publish(session, "offer", "ru", title="Оферта", text="Раз")
    assert content.publish(session, "offer", "en", title="Offer", text="One").version == 1
    with pytest.raises(content.UnknownDocument):
        content.current(session, "privacy", "en")


@pytest.mark.parametrize("version", [0, -1, 2, 10**30])
def test_a_version_that_never_was_is_refused(session: Session, version: int) -> None:
    content.publish(session, "offer", "ru", title="Оферта", text="Раз")
    with pytest.raises(content.UnknownDocument):
        content.get_version(session, "offer", "ru", version)


def test_publishing_is_noted_so_that_kept_pages_are_made_anew(session: Session) -> None:
    content.publish(session, "offer", "ru", title="Оферта", text="Раз")
    content.publish(session, "offer", "ru", title="Оферта", text="Раз")
    noted = list(session.scalars(select(Change)))
    assert [(change.kind, change.variant_id) for change in noted] == [(ChangeKind.vocabulary, 0)]


def test_a_fresh_shop_gets_all_its_documents_once(session: Session) -> None:
    assert content.seed(session) == 2 * len(content.SLUGS)
    assert content.seed(session) == 0
    assert [entry.slug for entry in content.documents(session, "en")] == list(content.SLUGS)
    assert count_of(session, ShopDetails) == 1
    assert content.shop_details(session).legal_name == "ООО «Техномарт»"


def test_seeding_leaves_the_owners_text_alone(session: Session) -> None:
    content.publish(session, "delivery", "ru", title="Доставка", text="Своя")
    content.seed(session)
    assert content.current(session, "delivery", "ru").text == "Своя"


def test_lists_show_the_version_in_force_and_the_owners_own_documents_last(session: Session) -> None:
    content.seed(session)
    content.publish(session, "aktsiya", "ru", title="Акция", text="Текст")
    content.publish(session, "offer", "ru", title="Оферта 2", text="Два")
    entries = content.documents(session, "ru")
    assert entries[-1].slug == "aktsiya"
    assert {entry.slug: (entry.title, entry.version) for entry in entries}["offer"] == ("Оферта 2", 2)


def test_a_shop_without_details_says_so(session: Session) -> None:
    with pytest.raises(content.UnknownDocument):
        content.shop_details(session)
