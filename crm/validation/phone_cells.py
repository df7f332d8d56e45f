"""Phone numbers as spreadsheets hold them: several in a cell, and without their first digits."""

import re

from crm.errors import Invalid
from crm.i18n import _
from crm.text import clean, clean_line
from crm.validation.phone import HOME, HOME_CODE, PHONE_LENGTH, SCIENTIFIC, normalise_phone

_BETWEEN = re.compile(
    r"\n|:::|[,|&/]|;(?!\s*(?:ext|phone-context|isub)=)|\s(?:eller|och|or|and|samt)\s",
    re.IGNORECASE,
)
# A number cell of a spreadsheet, read as text, may have a decimal of nought.
_DIGITS = re.compile(r"([0-9 \-]+?)(?:[.,]0)?", re.ASCII)
_MANTISSA = re.compile(r"([0-9])(?:[.,]([0-9]{1,20}))?E\+?([0-9]{1,2})", re.ASCII | re.IGNORECASE)
_LONGEST_CELL = 2000


def split_phones(text: str, region: str = HOME) -> list[str]:
    """Return the numbers in one cell as they are written there, or the cell where in doubt.

    A cell is split only where every piece is a number by itself, so that `08-123 45/46` stays whole
    and validation can say what is wrong with it. An empty cell gives nothing.
    """
    cell = clean(text).strip()
    if not cell:
        return []
    if len(cell) > _LONGEST_CELL:
        return [cell]
    pieces = [piece.strip() for piece in _BETWEEN.split(cell) if piece.strip()]
    if len(pieces) > 1 and all(_is_number(piece, region) for piece in pieces):
        return pieces
    return [cell]


def is_damaged_phone(value: str) -> bool:
    """Say whether a spreadsheet has dropped digits of a number for good (`4,67E+10`).

    `4,6701234567E+10` still has them all.
    """
    return bool(SCIENTIFIC.fullmatch(value[:PHONE_LENGTH])) and not _written_out(value)


def _written_out(value: str) -> str | None:
    """Return the whole number that a scientific notation stands for, if it has every digit."""
    match = _MANTISSA.fullmatch(value.strip())
    digits = match[1] + (match[2] or "") if match else ""
    return digits if match and len(digits) == int(match[3]) + 1 else None


def repair_phone(value: str, region: str = HOME) -> tuple[str, str | None]:
    """Return a number with the 0 or + back that a spreadsheet took, and a note that says so.

    What is right, and what could be repaired in more than one way or none, comes back as it was
    given, with None; a number whose digits are gone (`4,67E+10`) with a note. Never raises.
    """
    given = clean_line(value)
    if is_damaged_phone(given):
        return value, _("{value} has lost its last digits in a spreadsheet.").format(value=given)
    is_ours = region == HOME and len(given) <= PHONE_LENGTH
    match = _DIGITS.fullmatch(_written_out(given) or given) if is_ours else None
    if not match or _is_number(given, region):
        return value, None
    digits = match[1].strip()
    candidates = [digits, "0" + digits]
    if digits.startswith(HOME_CODE):
        candidates.append("+" + digits)
    possible = [candidate for candidate in candidates if _is_number(candidate, region)]
    if len(possible) != 1:
        return value, None
    note = _("{value} was read as {number}: its beginning was missing.")
    return possible[0], note.format(value=given, number=possible[0])


def _is_number(text: str, region: str) -> bool:
    try:
        normalise_phone(text, region)
    except Invalid:
        return False
    return True
