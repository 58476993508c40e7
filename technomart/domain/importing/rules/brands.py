"""Whose goods they are, where no column says it: the longest known name that begins the goods' name."""

from __future__ import annotations

from technomart.domain.importing.rules.cleaning import NotTaken, squeezed
from technomart.domain.importing.rules.mapping import BrandRule

LONGEST_BRAND = 120


class BrandReader:
    """Finds brands by the rule of a mapping. Names that differ only in case are one brand."""

    def __init__(self, rule: BrandRule) -> None:
        self._rule = rule
        self._aliases = {squeezed(alias).casefold(): squeezed(name) for alias, name in rule.aliases.items()}
        known = {squeezed(name).casefold(): squeezed(name) for name in rule.known}
        self._known = known | self._aliases
        self._longest = max((len(name.split()) for name in self._known), default=0)
        self.spellings: dict[str, str] = {}

    def read(self, cell: str, name: str) -> tuple[str, str]:
        """The brand by its folded name, and what is left of the goods' name. Raises NotTaken.

        `cell` is the brand's column, if there is one; `name` the goods' name, squeezed.
        """
        if self._rule.column:
            found = squeezed(cell)
            brand = self._known.get(found.casefold(), found)
            begins = name.casefold().startswith(found.casefold() + " ")
            rest = name[len(found) + 1 :] if begins else name
        else:
            brand, rest = self._from_name(name)
        if not any(letter.isalnum() for letter in brand) or len(brand) > LONGEST_BRAND:
            raise NotTaken("no_brand", brand)
        folded = brand.casefold()
        before = self.spellings.get(folded)
        if before is None or brand < before:  # of several spellings the same one wins in any order of lines
            self.spellings[folded] = brand
        return folded, rest

    def _from_name(self, name: str) -> tuple[str, str]:
        words = name.split()
        for count in range(min(self._longest, len(words)), 0, -1):
            begin = " ".join(words[:count])
            known = self._known.get(begin.casefold())
            if known is not None:
                return known, " ".join(words[count:])
        return words[0], " ".join(words[1:])
