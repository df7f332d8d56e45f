"""Cells that a spreadsheet would run as a formula, made harmless, and back again.

The rule is OWASP's for CSV injection: a cell that begins with `=`, `+`, `-`, `@`, a tab or a
line break (also after what shows nothing, also full width) gets an apostrophe before it, and so
does one that reads as the error of a formula (`#N/A`). Plain numbers and phone numbers, also
several of them, are left as they are. One apostrophe is taken off again when such a cell is read,
and a cell that began with apostrophes gets one more, so that reading gives back what was written.
"""

import re

# What spreadsheets write where a formula failed, in English, Swedish and German.
ERRORS = frozenset(
    [
        "#N/A",
        "#NAME?",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#SAKNAS!",
        "#NAMN?",
        "#REFERENS!",
        "#VÄRDEFEL!",
        "#DIVISION/0!",
        "#OGILTIGT!",
        "#SKÄRNING!",
        "#NV",
        "#BEZUG!",
        "#WERT!",
        "#ZAHL!",
    ]
)
_ERROR = "|".join(re.escape(error) for error in sorted(ERRORS))
# What shows nothing before a sign may be passed over by the program that opens the file.
_BLANK = r"[\s\x00-\x1f\x7f-\xa0\u200b-\u200f\u2060\ufeff]*"
_RISKY = re.compile(
    rf"'*(?:{_BLANK}[=+\-@＝＋－＠]|[ \xa0]*[\t\r\n]|\s*(?:{_ERROR}|#{{3,}})\s*\Z)", re.IGNORECASE
)
_PHONE = r"\+\d[\d ()]*(?:;ext=\d+)?"
_HARMLESS = re.compile(rf"[+-]\d+(?:[.,]\d+)?|{_PHONE}(?: ::: {_PHONE})*")


def neutralise(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet could take for a formula."""
    # Most cells begin with a letter or digit, which nothing risky does.
    if cell[:1].isalnum():
        return cell
    if _HARMLESS.fullmatch(cell) or not _RISKY.match(cell):
        return cell
    return f"'{cell}"


def restore(cell: str) -> str:
    """Take off the apostrophe that `neutralise` put there."""
    if cell[:1] == "'" and _RISKY.match(cell):
        return cell[1:]
    return cell
