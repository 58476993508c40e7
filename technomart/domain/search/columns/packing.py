"""A leaf's block as bytes and back: what is kept between two starts, and thrown away at the slightest doubt."""

import json
import struct
import zlib
from collections.abc import Mapping

import numpy as np

from technomart.domain.search.columns.blocks import BRAND, FIGURES, Block, Cells, FacetKey, narrowed
from technomart.domain.search.columns.marks import BYTE
from technomart.domain.search.columns.terms import Array

MARK = b"TMB3"
HEAD = struct.Struct("<4sIII")
"""The mark of the format, the checksum of all that follows, the length of the contents, the number of rows."""

HEAD_BYTES = HEAD.size
SIZES = struct.Struct("<II")
KINDS = {name: np.dtype(name) for name in ("|u1", "|i1", "<u2", "<u4", "<i2", "<i4", "<i8", "|b1")}


FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, OverflowError, StopIteration)


class BadBlock(ValueError):
    """These bytes are no block of ours, or no longer."""


def pack(block: Block, spec_ids: Mapping[str, int]) -> bytes:
    """The block as bytes. The same goods in the same order give the same bytes.

    `spec_ids` are the ids of specs by code: whoever reads the block sees whether a code still means the same.
    """
    arrays: list[Array] = [narrowed(block.ids)]
    arrays += [narrowed(block.figures[name].astype(np.int64)) for name in FIGURES]
    arrays += [block.in_stock.astype(bool), *block.located]
    facets, counts = [], [np.empty(0, np.int64)]
    for key, cells in sorted(block.cells.items()):
        kind = np.uint8 if len(cells.values) < 256 else np.uint16 if len(cells.values) < 65536 else np.uint32
        arrays += [column.astype(kind) for column in cells.columns]
        counts.append(cells.counts)
        spec_id = None if key == BRAND else spec_ids.get(key.code)
        facets.append([key.kind, key.code, spec_id, len(cells.columns), list(cells.values)])
    arrays.append(narrowed(np.concatenate(counts)))
    contents = {
        "leaf": block.leaf,
        "locations": list(block.locations),
        "facets": facets,
        "arrays": [[_kind_of(each), len(each)] for each in arrays],
    }
    words = json.dumps(contents, separators=(",", ":")).encode()
    body = b"".join([words, *(np.ascontiguousarray(each).tobytes() for each in arrays)])
    sizes = (len(words), len(block.ids))
    return HEAD.pack(MARK, _checksum(*sizes, body), *sizes) + body


def _checksum(length: int, size: int, body: bytes | memoryview) -> int:
    return zlib.crc32(body, zlib.crc32(SIZES.pack(length, size)))


def _kind_of(column: Array) -> str:
    return column.dtype.newbyteorder("<").str


def unpack(data: bytes, spec_ids: Mapping[str, int]) -> Block:
    """The block in these bytes. Raises BadBlock for any others, and if a spec's code has another meaning by now."""
    try:
        return _unpack(memoryview(data), spec_ids)
    except FAULTS as fault:
        raise BadBlock(str(fault)) from fault


def _unpack(data: memoryview, spec_ids: Mapping[str, int]) -> Block:
    mark, checksum, length, size = HEAD.unpack_from(data)
    body = data[HEAD.size :]
    if mark != MARK or _checksum(length, size, body) != checksum:
        raise BadBlock("damaged")
    contents = json.loads(bytes(body[:length]))
    arrays = _arrays(body[length:], contents["arrays"])
    ids, figures = arrays[0], dict(zip(FIGURES, arrays[1:], strict=False))
    in_stock, *columns_left, counts = arrays[len(FIGURES) + 1 :]
    columns, locations = iter(columns_left), tuple(map(int, contents["locations"]))
    located = [next(columns) for _ in range(-(-len(locations) // BYTE))]
    cells: dict[FacetKey, Cells] = {}
    counted = 0
    for kind, code, spec_id, width, values in contents["facets"]:
        if kind != BRAND.kind and spec_ids.get(code) != spec_id:
            raise BadBlock(f"{code} is another spec now")
        taken = [next(columns) for _ in range(width)]
        if any(len(column) != size or int(column.max(initial=0)) > len(values) for column in taken):
            raise BadBlock(f"{code} has values nobody knows")
        cells[FacetKey(kind, code)] = Cells(values, counts[counted : counted + len(values)], taken)
        counted += len(values)
    if counted != len(counts):
        raise BadBlock("values that are not counted")
    if any(len(each) != size for each in (ids, in_stock, *located, *figures.values())):
        raise BadBlock("columns of several lengths")
    if len(set(locations)) != len(locations) or any(each.dtype != np.uint8 for each in located):
        raise BadBlock("goods lie nobody knows where")
    return Block(contents["leaf"], ids, figures, in_stock, locations, located, cells)


def _arrays(data: memoryview, described: list[tuple[str, int]]) -> list[Array]:
    found: list[Array] = []
    start = 0
    for kind, count in described:
        column: Array = np.frombuffer(data, dtype=KINDS[kind], count=count, offset=start)
        found.append(column)
        start += column.nbytes
    if start != len(data):
        raise BadBlock("more or less than was said")
    return found


def fingerprint(data: bytes) -> tuple[int, int] | None:
    """What tells two blocks apart without reading them: checksum and rows, from the first bytes."""
    try:
        mark, checksum, _length, size = HEAD.unpack_from(data)
    except struct.error:
        return None
    return (checksum, size) if mark == MARK else None
