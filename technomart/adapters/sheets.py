"""Opens price lists: CSV or XLSX by the ending of the name; what is neither is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from technomart.adapters.sheet_csv import CsvSheet
from technomart.adapters.sheet_xlsx import open_xlsx
from technomart.domain.importing import ImportMapping, Sheet, UnreadableFile

CSV_ENDINGS = (".csv", ".tsv", ".txt")


@contextmanager
def open_sheet(path: Path, mapping: ImportMapping) -> Iterator[Sheet]:
    """The sheet in this file, open inside the block. Refuses UnreadableFile."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnreadableFile(problem=error.strerror or "it cannot be opened") from error
    with file:
        try:
            if path.suffix.lower() in CSV_ENDINGS:
                source = mapping.source
                yield CsvSheet(file, delimiter=source.delimiter, encoding=source.encoding)
            elif path.suffix.lower() == ".xlsx":
                with open_xlsx(file, mapping.source.sheet) as sheet:
                    yield sheet
            else:
                raise UnreadableFile(problem="the name must end in .csv or .xlsx")
        except OSError as error:
            raise UnreadableFile(problem=error.strerror or "it cannot be read") from error
