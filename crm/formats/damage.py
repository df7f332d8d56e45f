"""What spreadsheets do to cells, undone where only one reading is possible, and said always.

Excel takes leading zeros from codes, writes long numbers as `4,67E+10`, turns dates into day
counts and puts `#NAME?` where a formula failed. Phone numbers are mended where they are
validated (`crm.validation.phone_cells`), since only there it is known which of them can exist.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from crm.formats.assembly import Row
from crm.formats.columns import Column
from crm.formats.formulas import ERRORS, restore
from crm.formats.records import RecordProblem
from crm.i18n import _

DATE_FIELDS = frozenset(
    {
        "start_date",
        "end_date",
        "founding_date",
        "dissolution_date",
        "custom:birthday",
        "custom:linkedin_since",
    }
)
NUMBER_CODES = frozenset({"identifier:orgnr", "identifier:kommunkod"})
# The day that Excel counts from, so that its day 60 (29 February 1900, which was none) is past.
DAY_ZERO = date(1899, 12, 30)
FIRST_DAY, LAST_DAY = 10_000, 80_000  # 1927 and 2119

_GUARDED_NUMBER = re.compile(r"'[0-9][0-9 ()/-]*", re.ASCII)
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}", re.ASCII)
_ISO_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T][0-9]{2}:[0-9]{2}(?::[0-9.]+)?", re.ASCII
)
_NO_DATE = re.compile(r"0{1,4}([./-])0{1,2}\1(?:0{2}|0{4})", re.ASCII)
_DAYS = re.compile(r"([0-9]{5})(?:[.,]0+)?", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", re.ASCII)
_DAY_NAMED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4})", re.ASCII)
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.ASCII)
_YEARLESS = re.compile(r"[0-9]{1,2}[-/ ][A-Za-zåäö]{3}\.?|[A-Za-zåäö]{3}\.?[-/ ][0-9]{2}")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan|january|januari|januar",
            "feb|february|februari|februar",
            "mar|march|mars|marz",
            "apr|april",
            "may|maj|mai",
            "jun|june|juni",
            "jul|july|juli",
            "aug|august|augusti",
            "sep|sept|september",
            "oct|october|okt|oktober",
            "nov|november",
            "dec|december|dez|dezember",
        ),
        start=1,
    )
    for name in names.split("|")
}
_WHOLE = re.compile(r"([0-9]+)[.,]0+", re.ASCII)
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]{1,20}))?E\+([0-9]{1,2})", re.ASCII | re.IGNORECASE)


class Mender:
    """Mends the rows of one table; made once, from the table's columns.

    `guarded` says that the table is text, where an apostrophe may stand before a cell so that
    no spreadsheet runs it, and where nothing but its text tells the error of a formula. In a
    workbook an error is no text, so that a text is what it looks like.
    """

    def __init__(self, columns: Sequence[Column], *, guarded: bool = False) -> None:
        self._guarded = guarded
        self._headers = [column.header for column in columns]
        self._dates = [column.position for column in columns if column.field in DATE_FIELDS]
        numbers = {one.position for one in columns if is_number(one)}
        # What we wrote ourselves in a register of another kind is a code, whatever it looks like.
        is_ours = any(column.field == "uid" for column in columns)
        self._codes = [
            (column.position, column.position in numbers)
            for column in columns
            if column.position in numbers or (column.base == "identifier" and not is_ours)
        ]
        self._numbers = numbers | {one.position for one in columns if one.base == "phone"}

    def mend(self, row: Row, cells: list[str]) -> list[str]:
        """Return the cells of a row as they were meant; what was done to them is its problem."""
        if self._guarded and may_be_damaged(cells):
            cells = [self._mend_any(row, place, cell) for place, cell in enumerate(cells)]
        for place in self._dates:
            if place < len(cells) and cells[place]:
                cells[place] = self._mend_date(row, place, cells[place])
        for place, is_whole in self._codes:
            if place < len(cells) and cells[place] and not cells[place].isdecimal():
                cells[place] = self._mend_code(row, place, cells[place], is_whole)
        return cells

    def _mend_any(self, row: Row, place: int, cell: str) -> str:
        if cell[:1] == "#" and is_error(cell):
            message = _("A spreadsheet could not work out this cell: it is left empty.")
            self._report(row, place, cell, message)
            return ""
        if cell[:1] == "=" and (match := _TEXT_FORMULA.fullmatch(cell)):
            return match[1]
        if cell[:1] == "'" and place in self._numbers and _GUARDED_NUMBER.fullmatch(cell):
            message = _("{value} was read as {number}: a spreadsheet had put a sign before it.")
            self._report(row, place, cell, message.format(value=cell, number=cell[1:]))
            return cell[1:]
        return restore(cell).strip()

    def _mend_date(self, row: Row, place: int, cell: str) -> str:
        value, note = mend_date(cell)
        if note:
            self._report(row, place, cell, note)
        return value

    def _mend_code(self, row: Row, place: int, cell: str, is_whole: bool) -> str:
        value, note = mend_code(cell, is_whole=is_whole)
        if note:
            self._report(row, place, cell, note)
        if not value:
            row.unmapped[self._headers[place]] = cell
        return value

    def _report(self, row: Row, place: int, cell: str, message: str) -> None:
        header = self._headers[place] if place < len(self._headers) else ""
        row.problems.append(RecordProblem(row.line, header, cell, message))


def may_be_damaged(cells: Sequence[str]) -> bool:
    """Tell whether any cell of a row of text may be other than it was meant, dates and codes aside.

    All are looked through at once: hardly any row is damaged.
    """
    text = "".join(cells)
    return "#" in text or "'" in text or '="' in text


def is_number(column: Column) -> bool:
    """Tell whether a column holds numbers of a register or postal codes."""
    return column.field in NUMBER_CODES or column.base == "postal_code"


def is_error(cell: str) -> bool:
    """Tell whether a cell holds what a spreadsheet writes where a formula failed."""
    return cell.strip().upper() in ERRORS or (len(cell) > 2 and not cell.strip("#"))


def mend_date(text: str) -> tuple[str, str | None]:
    """Return a date as `2019-05-02` where it can be read in one way only, and a note.

    Day counts of a spreadsheet (`43587`) become their date, with a note; `0/0/00`, which Outlook
    writes for none, becomes empty. What has lost its year (`2-jan`) comes back with a note, and
    anything else as it is.
    """
    if _ISO_DATE.fullmatch(text):
        return text, None
    if _NO_DATE.fullmatch(text):
        return "", None
    if match := _ISO_MOMENT.fullmatch(text):
        return match[1], None
    if (match := _DAYS.fullmatch(text)) and FIRST_DAY <= int(match[1]) <= LAST_DAY:
        day = (DAY_ZERO + timedelta(days=int(match[1]))).isoformat()
        message = _("{value} was read as {date}: a spreadsheet had written the date as a number.")
        return day, message.format(value=text, date=day)
    if _YEARLESS.fullmatch(text):
        return text, _("{value} has lost its year in a spreadsheet.").format(value=text)
    return _written_date(text) or text, None


def _written_date(text: str) -> str | None:
    """Read `05.03.2024` (day first, as everywhere with points), `05 Mar 2024`, `16/07/2010`."""
    if match := _DAY_FIRST.fullmatch(text):
        return _iso(match[3], int(match[2]), match[1])
    if match := _DAY_NAMED.fullmatch(text):
        return _iso(match[3], _MONTHS.get(match[2].lower(), 0), match[1])
    if match := _SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        # Only a number beyond 12 tells the day from the month.
        if first > 12:
            return _iso(match[3], second, match[1])
        if second > 12 or first == second:
            return _iso(match[3], first, match[2])
    return None


def _iso(year: str, month: int, day: str) -> str | None:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def mend_code(text: str, *, is_whole: bool = True) -> tuple[str, str | None]:
    """Return a number of a register or a postal code as it was before a spreadsheet took it.

    `5564816204.0` and `5,564816204E+09`, whose digits are all there, become whole numbers, with
    a note. `5,56E+09` has lost its digits for good: empty, with a note. Other registers than those
    of whole numbers (`is_whole`) may have codes such as `12.0`, which stay.
    """
    if text.isdecimal():
        return text, None
    number = ""
    if is_whole and (match := _WHOLE.fullmatch(text)):
        number = match[1]
    elif match := _SCIENTIFIC.fullmatch(text):
        number = whole_number(match) or ""
        if not number:
            note = _("{value} has lost its last digits in a spreadsheet.").format(value=text)
            return "", note
    if not number:
        return text, None
    message = _("{value} was read as {number}: a spreadsheet had changed how it is written.")
    return number, message.format(value=text, number=number)


def whole_number(match: re.Match[str]) -> str | None:
    """Return the number of a scientific notation that still has all its digits, else None."""
    digits = match[1] + (match[2] or "")
    return digits if len(digits) == int(match[3]) + 1 else None
