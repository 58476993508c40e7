"""A leaf's block as bytes and back: what is kept between two starts, and thrown away at the slightest doubt."""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from technomart.domain.search.columns.blocks import BRAND, FIGURES, Block, Cells, FacetKey, narrowed
from technomart.domain.search.columns.marks import BYTE
from technomart.domain.search.columns.terms import Array

MARK = b"TMB4"
HEAD = struct.Struct("<4sIII")
"""The mark of the format, the checksum of all that follows, the length of the contents, the number of rows."""

HEAD_BYTES = HEAD.size
PIECE = 4096
SIZES = struct.Struct("<II")
COUNTS = np.dtype("<i4")
KINDS = {name: np.dtype(name) for name in ("|u1", "|i1", "<u2", "<u4", "<i2", "<i4", "<i8", "|b1")}


FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, OverflowError, StopIteration)


class BadBlock(ValueError):
    """These bytes are no block of ours, or no longer."""


def pack(block: Block, spec_ids: Mapping[str, int]) -> bytes:
    """The block as bytes. The same goods in the same order give the same bytes.

    `spec_ids` are the ids of specs by code: whoever reads the block sees whether a code still means the same.
    """
    columns: list[Array] = [narrowed(block.ids)]
    columns += [narrowed(block.figures[name].astype(np.int64)) for name in FIGURES]
    columns += [block.in_stock.astype(bool), *block.located]
    facets, counts = [], [np.empty(0, np.int64)]
    for key, cells in sorted(block.cells.items()):
        kind = np.uint8 if len(cells.values) < 256 else np.uint16 if len(cells.values) < 65536 else np.uint32
        columns += [column.astype(kind) for column in cells.columns]
        counts.append(cells.counts)
        spec_id = None if key == BRAND else spec_ids.get(key.code)
        facets.append([key.kind, key.code, spec_id, len(cells.columns), list(cells.values)])
    contents = {
        "leaf": block.leaf,
        "locations": list(block.locations),
        "facets": facets,
        "kinds": [column.dtype.newbyteorder("<").str for column in columns],
    }
    words = json.dumps(contents, separators=(",", ":")).encode()
    arrays = [np.concatenate(counts).astype(COUNTS), *columns]
    body = b"".join([words, *(np.ascontiguousarray(each).tobytes() for each in arrays)])
    sizes = (len(words), len(block.ids))
    return HEAD.pack(MARK, _checksum(*sizes, body), *sizes) + body


def _checksum(length: int, size: int, body: bytes | memoryview) -> int:
    """Of the sums of pieces read as whole numbers and of what is left: a third of the time of every single byte."""
    whole = len(body) // PIECE * PIECE
    sums = np.frombuffer(body[:whole], "<u8").reshape(-1, PIECE // 8).sum(axis=1)
    return zlib.crc32(body[whole:], zlib.crc32(sums, zlib.crc32(SIZES.pack(length, size))))


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
    facets, locations = contents["facets"], tuple(map(int, contents["locations"]))
    counts = np.frombuffer(body, COUNTS, sum(len(facet[-1]) for facet in facets), length)
    columns = _columns(body[length + counts.nbytes :], contents["kinds"], size)
    ids, figures, (in_stock, _) = next(columns)[0], {name: next(columns)[0] for name in FIGURES}, next(columns)
    located = [next(columns)[0] for _ in range(-(-len(locations) // BYTE))]
    if len(set(locations)) != len(locations) or any(each.dtype != np.uint8 for each in located):
        raise BadBlock("goods lie nobody knows where")
    cells: dict[FacetKey, Cells] = {}
    start = 0
    for kind, code, spec_id, width, values in facets:
        if kind != BRAND.kind and spec_ids.get(code) != spec_id:
            raise BadBlock(f"{code} is another spec now")
        taken = [next(columns) for _ in range(width)]
        if any(most > len(values) for _, most in taken):
            raise BadBlock(f"{code} has values nobody knows")
        stop = start + len(values)
        cells[FacetKey(kind, code)] = Cells(values, counts[start:stop], [column for column, _ in taken])
        start = stop
    if next(columns, None) is not None:
        raise BadBlock("more than was said")
    return Block(contents["leaf"], ids, figures, in_stock, locations, located, cells)


def _columns(data: memoryview, kinds: Sequence[str], size: int) -> Iterator[tuple[Array, float]]:
    """The columns of so many rows, each with the greatest code in it, or too great a one if these are no codes."""
    start = 0
    for kind, run in groupby(kinds):
        many = len(list(run))
        some: Array = np.frombuffer(data, KINDS[kind], many * size, start).reshape(many, size)
        is_of_codes = some.dtype.kind == "u"
        yield from zip(some, some.max(axis=1, initial=0).tolist() if is_of_codes else [np.inf] * many, strict=True)
        start += some.nbytes
    if start != len(data):
        raise BadBlock("more or less than was said")


def fingerprint(data: bytes) -> tuple[int, int] | None:
    """What tells two blocks apart without reading them: checksum and rows, from the first bytes."""
    try:
        mark, checksum, _length, size = HEAD.unpack_from(data)
    except struct.error:
        return None
    return (checksum, size) if mark == MARK else None
