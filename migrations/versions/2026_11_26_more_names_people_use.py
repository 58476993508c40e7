"""know more names people use"""

import sqlalchemy as sa
from alembic import op

revision = "8e41f7c2d9b6"
down_revision = "5d2c9a71e3f4"
branch_labels = None
depends_on = None

NAMES = """
смарт тв, смарт телевизор, smart tv, smarttv = телевизор
шумодав, анц, anc, noise canceling = шумоподавление
эбук, ибук = электронная книга
nvidia = geforce
нфс, нфц = nfc
бесконтактная оплата = nfc
гпс, жпс, gps = встроенный gps
изогнутый, curved = изогнутый экран
перо, стилус, stylus = перо в комплекте
"""


def upgrade() -> None:
    aliases = sa.table("search_alias", sa.column("word", sa.String), sa.column("means", sa.String))
    known = set(op.get_bind().execute(sa.select(aliases.c.word, aliases.c.means)).tuples())
    rows = {
        (word.strip(), means.strip())
        for line in NAMES.strip().splitlines()
        for words, _, means in [line.partition("=")]
        for word in words.split(",")
    }
    op.bulk_insert(aliases, [{"word": word, "means": means} for word, means in sorted(rows - known)])
    op.execute("UPDATE search_state SET aliases = aliases + 1")


def downgrade() -> None:
    """Names stay: nobody can tell them from those the staff added."""
