"""A number of the list of changes is given once, also when the table is written anew."""

from alembic import command

from technomart.cli.database import configuration, upgrade
from technomart.foundation import changes
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.database import Database

BEFORE_PRICES = "8e41f7c2d9b6"


def test_changes_that_were_thrown_away_leave_their_numbers_behind(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    with database.transaction() as session:
        changes.note(session, ChangeKind.price, [1, 2])
        changes.note(session, ChangeKind.row, [3])
        newest = changes.newest(session)
    command.downgrade(configuration(url), BEFORE_PRICES)
    with database.writer.begin() as connection:
        kinds = connection.exec_driver_sql("SELECT kind FROM change ORDER BY seq").scalars().all()
        assert kinds == ["offer", "offer", "row"]
        connection.execute(Change.__table__.delete().where(Change.seq == newest))  # type: ignore[attr-defined]
    upgrade(url)
    with database.transaction() as session:
        changes.note(session, ChangeKind.price, [4])
        assert changes.newest(session) == newest + 1
