"""What importing a price list refuses."""

from technomart.foundation.errors import Conflict, Invalid


class BadMapping(Invalid):
    """The mapping says something that cannot be; `problems` are (place, sentence) pairs."""

    code = "bad_mapping"


class WordsClash(Invalid):
    """The mapping calls something by a name under which the shop keeps something else; `problem` says what."""

    code = "words_clash"


class UnreadableFile(Invalid):
    """The file as a whole cannot be read; `problem` is the sentence why."""

    code = "unreadable_file"


class CatalogMoved(Conflict):
    """Somebody changed these goods between the comparison and the writing: compare again."""

    code = "catalog_moved"
