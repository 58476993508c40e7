"""The rules of importing: what a mapping can say, how cells become values, how lines are known again."""

from technomart.domain.importing.rules.cleaning import Choice
from technomart.domain.importing.rules.goods import MOST_LINES, Batch, Goods, product_tail, read_goods
from technomart.domain.importing.rules.keys import address_of, is_sku_of, line_key, option_code, sku_of, tail_of
from technomart.domain.importing.rules.mapping import ImportMapping, Leaf, Spec
from technomart.domain.importing.rules.reading import read_mapping

__all__ = [
    "MOST_LINES", "Batch", "Choice", "Goods", "ImportMapping", "Leaf", "Spec", "address_of", "is_sku_of", "line_key",
    "option_code", "product_tail", "read_goods", "read_mapping", "sku_of", "tail_of",
]  # fmt: skip
