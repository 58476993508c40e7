"""What search writes: the words of goods, folded from the truth, and the names people use."""

from technomart.domain.search.commands.aliases import add_alias, remove_alias
from technomart.domain.search.commands.counting import Sought, count_searches, forget_searches, words_to_count
from technomart.domain.search.commands.folding import Fold, draft_fold, fold

__all__ = [
    "Fold",
    "Sought",
    "add_alias",
    "count_searches",
    "draft_fold",
    "fold",
    "forget_searches",
    "remove_alias",
    "words_to_count",
]  # fmt: skip
