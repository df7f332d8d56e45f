"""Are the values of a sheet alone more than its reader can hold?

To measure how far the cells of a large sheet reach takes five times as long as to expand it, and is
in vain where there are too many. So its values are counted first: each fills a cell at least, so
that it is certain before the end of the sheet that it will not fit.
"""

from collections.abc import Iterable
from typing import NamedTuple

from crm.formats.sheet_extents import MEMORY_LIMIT, TooManyRows, least_memory

LARGE = 64 << 20
"""From how many bytes on a sheet is counted: fewer hold hardly more values than fit."""


class Marks(NamedTuple):
    """What stands once for each value, and for each row, in the XML of a sheet.

    A mark that lies across two pieces is not counted, so that there are never fewer than counted.
    """

    values: tuple[bytes, ...]
    row: bytes
    of_document: bool = False


SHEET = Marks((b"</v>", b"</is>"), b"<row")
DOCUMENT = Marks((b"office:value-type=",), b"<table:table-row", of_document=True)


def refuse_too_many(pieces: Iterable[bytes], size: int, marks: Marks) -> None:
    """Raise TooManyRows as soon as a sheet of so many bytes certainly does not fit."""
    values = rows = taken = 0
    for piece in pieces:
        taken += len(piece)
        rows += piece.count(marks.row)
        values += sum(map(piece.count, marks.values))
        if least_memory(values, of_document=marks.of_document) > MEMORY_LIMIT:
            raise TooManyRows(rows * size // taken)
