"""What search writes: the words of goods, folded from the truth, and the names people use."""

from technomart.domain.search.commands.aliases import add_alias, remove_alias
from technomart.domain.search.commands.folding import Fold, draft_fold, fold

__all__ = ["Fold", "add_alias", "draft_fold", "fold", "remove_alias"]
