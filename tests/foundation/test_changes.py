"""The list of changes: gathered, each is written once, at the end."""

from sqlalchemy.orm import Session

from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind


def noted(session: Session) -> list[tuple[ChangeKind, int]]:
    return [(kind, variant_id) for _, kind, variant_id, _ in changes.after(session, 0, 100)]


def test_gathered_changes_are_written_once_and_at_the_end(session: Session) -> None:
    with changes.gathered(session):
        changes.note(session, ChangeKind.row, [2, 1])
        changes.note(session, ChangeKind.offer, [1, 3])
        changes.note(session, ChangeKind.price, [2, 4])
        changes.note(session, ChangeKind.row, [1])
        changes.note(session, ChangeKind.vocabulary, [0])
        changes.note(session, ChangeKind.vocabulary, [0])
        assert noted(session) == []
    assert sorted(noted(session)) == [
        (ChangeKind.offer, 3),
        (ChangeKind.price, 4),
        (ChangeKind.row, 1),
        (ChangeKind.row, 2),
        (ChangeKind.vocabulary, 0),
    ]
    changes.note(session, ChangeKind.offer, [1])
    assert len(noted(session)) == 6


def test_nothing_is_left_behind_when_the_block_fails(session: Session) -> None:
    try:
        with changes.gathered(session):
            changes.note(session, ChangeKind.row, [1])
            raise LookupError
    except LookupError:
        changes.note(session, ChangeKind.row, [2])
    assert noted(session) == [(ChangeKind.row, 2)]
