"""How far the cells of a workbook reach, and what they take of the memory of its reader.

The library holds a sheet as a rectangle, so two cells far apart are as dangerous as many: all is
measured while the archive is expanded piece by piece, before the library sees any of it.
"""

import re
import string
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from crm.formats.archives import DamagedError, UnsafeError

CELL_LIMIT = 20_000_000
REPEAT_LIMIT = 1_000_000
# Of what a reader may have, the interpreter and what else it loads take the rest.
MEMORY_LIMIT = 416 << 20
# Below this all that the shared texts of a sheet can come to does not matter.
TEXTS_MATTER = 32 << 20
REFERENCE_LENGTH = 1_000
CELL_LENGTH = 20

# What the library keeps, in bytes, as measured of calamine 0.9: of each cell of the rectangle; of
# each value until it is put there, in a list whose room is a power of two; of a text, at least, or
# besides its letters; of a shared one besides that, likewise.
_CELL_COST, _VALUE_COST = 32, 40
_CELL_COST_OF_DOCUMENT, _VALUE_COST_OF_DOCUMENT = 56, 56
_TEXT_COST, _COST_BESIDE_LETTERS, _SHARED_COST = 32, 16, 24

_REFERENCE = re.compile(rb'<(?:c|row)\b[^>]{0,100}?\br="([A-Z]{0,3}[0-9]{1,7})"')
_INLINE = re.compile(rb"<t\b[^>]{0,100}>([^<]*)")
_SHARED = re.compile(rb't="s"[^>]{0,100}><v>([0-9]{1,9})</v>')
_ERROR = re.compile(rb'<c\b[^>]{0,100}?\bt="e"')
_VALUES = frozenset(
    f"office:{name}"
    for name in ("value-type", "value", "string-value", "date-value", "time-value", "boolean-value")
)
_DIGITS, _LETTERS = string.digits.encode(), string.ascii_uppercase.encode()


class TooManyRows(Exception):
    """A sheet that the library could not hold; `rows` is about how many it has."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows


@dataclass(slots=True)
class Texts:
    """The texts that cells of a workbook share: the length of each in bytes."""

    lengths: "array[int]" = field(default_factory=lambda: array("I"))

    def take(self, pieces: Iterable[bytes]) -> None:
        """Measure each text of the part that holds them."""
        begun = 0
        for piece in pieces:
            *ended, rest = piece.split(b"</si>")
            for text in ended:
                self.lengths.append(begun + len(text))
                begun = 0
            begun += len(rest)

    @property
    def memory(self) -> int:
        """What the library takes to hold them, in bytes."""
        count = len(self.lengths)
        return _room(count) * _SHARED_COST + _heap(count, sum(self.lengths))

    def matter(self, size: int) -> bool:
        """Tell whether the copies in a sheet of so many bytes can be large."""
        return max(self.lengths, default=0) * size > TEXTS_MATTER * CELL_LENGTH


def _room(count: int) -> int:
    """Return the room of a list that doubles it whenever it is full."""
    return 1 << (count - 1).bit_length() if count else 0


def _heap(count: int, length: int) -> int:
    return max(_TEXT_COST * count, _COST_BESIDE_LETTERS * count + length)


def least_memory(values: int, *, of_document: bool) -> int:
    """Return what the library takes at least to hold so many values, in bytes: a cell for each."""
    if of_document:
        return values * _CELL_COST_OF_DOCUMENT + _room(values) * _VALUE_COST_OF_DOCUMENT
    return values * _CELL_COST + _room(values) * _VALUE_COST


# --- XLSX ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Extent:
    """How far the cells of one sheet of XLSX reach, gathered from the pieces of its XML.

    `shared` are the lengths of the texts that cells share, of which each cell gets a copy.
    """

    shared: Sequence[int]
    rows: int = 0
    columns: int = 1
    values: int = 0
    texts: int = 0
    length: int = 0
    copies: int = 0
    copied: int = 0
    errors: int = 0
    _begun: int = 0
    _letters: set[bytes] = field(default_factory=set)

    def take(self, text: bytes) -> None:
        """Measure a piece; UnsafeError where its cells are too far apart."""
        begun = text.count(b"<row")
        self._begun += begun
        found = _REFERENCE.findall(text)
        self._reach(b" ".join(found))
        if text.count(b"<c") + begun > len(found):
            # Rows and cells need not say where they are: then each follows the one before it.
            self.rows = max(self.rows, self._begun)
            self.columns = max(self.columns, *(row.count(b"<c") for row in text.split(b"<row")))
        self._weigh(text)
        if b't="e"' in text:
            self.errors += len(_ERROR.findall(text))
        if self.rows * self.columns > CELL_LIMIT:
            raise UnsafeError

    def _reach(self, references: bytes) -> None:
        numbers = set(references.translate(None, _LETTERS).split())
        self.rows = max(self.rows, max(map(int, numbers), default=0))
        letters = set(references.translate(None, _DIGITS).split()) - self._letters
        self._letters |= letters
        self.columns = max(self.columns, *map(_column_number, letters), 1)

    def _weigh(self, text: bytes) -> None:
        """Count the values and texts of a piece."""
        inline, copies = text.count(b"</is>"), text.count(b't="s"')
        self.values += text.count(b"</v>") + inline
        self.texts += inline + text.count(b't="str"')
        self.copies += copies
        if inline:
            self.length += len(b"".join(_INLINE.findall(text)))
        if copies and self.shared:
            known = len(self.shared)
            places = map(int, _SHARED.findall(text))
            self.copied += sum(self.shared[place] for place in places if place < known)

    @property
    def memory(self) -> int:
        """What the library takes to hold the sheet, in bytes, besides the texts that cells share.

        They are copied when all values are in their places.
        """
        reading = _room(self.values) * _VALUE_COST
        copying = _heap(self.copies, self.copied)
        held = self.rows * self.columns * _CELL_COST + _heap(self.texts, self.length)
        return held + max(reading, copying)


def measure_sheet(pieces: Iterable[bytes], size: int, texts: Texts) -> Extent:
    """Measure a sheet of XLSX of so many bytes.

    Raises UnsafeError for cells too far apart, TooManyRows as soon as they are too many.
    """
    extent = Extent(texts.lengths if texts.matter(size) else ())
    limit = MEMORY_LIMIT - texts.memory
    rest = b""
    taken = 0
    for piece in pieces:
        taken += len(piece)
        text = rest + piece
        cut = max(text.rfind(b"<"), len(text) - REFERENCE_LENGTH, 0)
        rest = text[cut:]
        extent.take(text[:cut])
        if extent.memory > limit:
            raise TooManyRows(extent.rows * size // taken)
    extent.take(rest)
    return extent


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


# --- OpenDocument --------------------------------------------------------------------------------


class _Document:
    """The sheets of an OpenDocument workbook, all of which the library reads when it opens it.

    A cell or row may stand for many.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._area = self._values = self._texts = self._length = self._copies = 0
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._width = self._last_row = self._row = self._column = 0
        self._row_repeated = self._cell_repeated = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element; UnsafeError where it stands for too many."""
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._cell_repeated = _number(attributes, "table:number-columns-repeated")
            self._column += self._cell_repeated
            if not _VALUES.isdisjoint(attributes):
                self._fill()
        elif name == "text:p":
            self._texts += 1
            self._fill()
        elif name == "table:table-row":
            self._row += self._row_repeated
            self._row_repeated = _number(attributes, "table:number-rows-repeated")
            self._column = 0
        elif name == "table:table":
            self._begin_sheet()

    def _fill(self) -> None:
        """Count the cell that has begun, once, and stretch the rectangle to it."""
        count, self._cell_repeated = self._cell_repeated * self._row_repeated, 0
        if not count:
            return
        self._values += count
        self._copies += count - 1
        width, row = max(self._width, self._column), self._row + self._row_repeated
        self._area += width * row - self._width * self._last_row
        self.rows += row - self._last_row
        self._width, self._last_row = width, row
        if width * row > CELL_LIMIT or self._copies > REPEAT_LIMIT:
            raise UnsafeError

    def text(self, text: str) -> None:
        """Take what stands between elements."""
        self._length += len(text)

    @property
    def memory(self) -> int:
        """What the library takes to hold them, in bytes."""
        reading = _room(self._values) * _VALUE_COST_OF_DOCUMENT
        return reading + self._area * _CELL_COST_OF_DOCUMENT + _heap(self._texts, self._length)


def _number(attributes: dict[str, str], name: str) -> int:
    said = attributes.get(name, "1")
    return int(said) if said.isdecimal() and len(said) < 10 else 1


def measure_document(pieces: Iterable[bytes], size: int) -> None:
    """Measure the sheets of an OpenDocument workbook of so many bytes.

    Raises DamagedError for what is no XML, over which the library may go round for ever, and for
    entities of its own; UnsafeError and TooManyRows as `measure_sheet`.
    """
    document = _Document()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = document.begin
    parser.CharacterDataHandler = document.text
    parser.StartDoctypeDeclHandler = _refuse
    taken = 0
    try:
        for piece in pieces:
            taken += len(piece)
            parser.Parse(piece, False)
            if document.memory > MEMORY_LIMIT:
                raise TooManyRows(document.rows * size // taken)
        parser.Parse(b"", True)
    except ExpatError:
        raise DamagedError from None


def _refuse(*_said: object) -> None:
    raise DamagedError
