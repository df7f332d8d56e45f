"""Text at the doors, for searching, for sorting and for the terminal.

Data enters through `clean` or `clean_line` and leaves for a terminal through `for_terminal`.
`fold` and `words` make text comparable (`MÅRDER` and `marder` are one word), `sort_key` puts it in
Swedish order, and `cell_width`, `shorten` and `pad` measure it in terminal cells. Every function
takes any `str`, lone surrogates included, never raises, and takes time in step with the length.
"""

import re
import unicodedata
from collections.abc import Iterator

SORT_KEY_VERSION = 1
REPLACEMENT = "\ufffd"
ELLIPSIS = "…"

# Line ends as files, Word (VT) and printers (FF, NEL, U+2028, U+2029) write them. CR CR LF comes
# from files that were converted twice.
_LINE_END = re.compile("\r{1,2}\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What can act on a terminal or reorder what is shown: C0, DEL, C1, the bidirectional controls
# (UAX #9; the marks U+200E, U+200F and U+061C too, since no name needs them and a pasted one makes
# two equal names differ), deprecated format characters, lone surrogates and noncharacters.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# Soft hyphen, zero width space, word joiner and byte order mark: harmless, but they hide inside
# words and keep them from being found. Joiners (ZWJ, ZWNJ) and variation selectors are spelling.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# What `clean` and a terminal leave as it is, each letter in one cell, told at once: the letters of
# Western Europe, and no invisible sign.
_PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff]*")
_BEYOND_LATIN = re.compile("[^\x00-\u02ff]")
_WORD = re.compile(r"[^\W_]+")
# Normalising sorts each run of marks in quadratic time; UAX #15 caps a run at this length
# (Stream-Safe Text Format).
_MARKS_IN_A_ROW = 30

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"


def clean(text: str) -> str:
    """Return text fit to be stored: NFC, plain line ends, nothing that can act or hide.

    Line ends become LF. Control characters (tab apart), bidirectional controls, lone surrogates,
    noncharacters and invisible characters go. Joiners and variation selectors stay.
    """
    if (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text):
        return text
    text = _LINE_END.sub("\n", text)
    text = _CONTROL.sub("", text)
    text = _INVISIBLE.sub("", text)
    return _compose(text)


def clean_line(text: str) -> str:
    """Return text fit to be stored on one line: as `clean`, each run of white space one space."""
    return " ".join(clean(text).split())


def sentence_case(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def for_terminal(text: str, *, multiline: bool = False) -> str:
    """Return text that a terminal can only show: each control character becomes a visible `�`.

    Line ends are kept where `multiline`, otherwise they become a space, as tabs do.
    """
    if (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text):
        return text
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _CONTROL.sub(REPLACEMENT, text)
    text = text.replace("\t", " ")
    return text if multiline else text.replace("\n", " ")


def _compose(text: str) -> str:
    if not _BEYOND_LATIN.search(text):
        return text
    return _limit_marks(unicodedata.normalize("NFC", _limit_marks(text)))


def _limit_marks(text: str) -> str:
    if len(text) <= _MARKS_IN_A_ROW:
        return text
    kept = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


# --- Searching and comparing ---------------------------------------------------------------------

# What NFKD does not take apart, or not as people type it.
_PLAIN_LETTERS = {
    "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ĸ": "k",
    "‘": "'", "’": "'", "ʼ": "'", "´": "'", "‐": "-", "–": "-", "—": "-", "−": "-",
}  # fmt: skip
_JOINERS_AND_SELECTORS = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return text for searching and comparing: no case, no accents (`Mårder` gives `marder`)."""
    if text.isascii():
        return text.lower()
    return text.translate(_FOLDING)


def _fold_character(character: str) -> str:
    # Twice, because a letter may appear only once its marks or its case are gone (ǽ, Ħ).
    for _ in range(2):
        character = _PLAIN_LETTERS.get(character, character)
        character = _without_marks(character).casefold()
        character = "".join(_PLAIN_LETTERS.get(letter, letter) for letter in character)
    return _JOINERS_AND_SELECTORS.sub("", _without_marks(character))


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Return the folded words of a text (`Anna-Lena (VD)` gives `anna`, `lena`, `vd`)."""
    return _WORD.findall(fold(text))


# --- Swedish order -------------------------------------------------------------------------------

# A key has three levels, each of which decides only where those before it are equal: the letters,
# their accents, their case. A space parts the levels and is lower than every weight.
_SPACE = "!"
_PUNCTUATION_START = '"'
_OTHER_SCRIPTS = "~"
_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_SAME_PUNCTUATION = {"‐": "-", "‑": "-", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}
# The Swedish rules of CLDR (collation/sv.xml): å ä ö after z, and the letters that other
# languages write for them as variants (ü sorts as y). A letter followed by `~` comes between
# that letter and the next, as ı does between i and j.
_SWEDISH_LETTERS = {
    "å": ("{", "a"), "ä": ("|", "a"), "æ": ("|", "b"), "ę": ("|", "c"),
    "ö": ("}", "a"), "ø": ("}", "b"), "ő": ("}", "c"), "œ": ("}", "d"), "ô": ("}", "e"),
    "ü": ("y", "b"), "ű": ("y", "c"), "đ": ("d", "b"), "ð": ("d", "c"),
    "ł": ("l", "al"), "ħ": ("h", "al"), "þ": ("th", "aa"), "ß": ("ss", "aa"),
    "ı": ("i~", "a"), "ə": ("e~", "a"), "ŋ": ("n~", "a"), "ŧ": ("t~", "a"), "ĸ": ("q~", "a"),
}  # fmt: skip
# The order of marks in the default table of UTS #10, the most common ones.
_MARKS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
_FIRST_MARK = ord("f")
_NO_ACCENT, _UNKNOWN_MARK = "a", "z"
_LOWER_CASE, _COMPATIBLE, _UPPER_CASE = "a", "b", "c"


class _Weights(dict[int, str]):
    """The weight of each character on one level, worked out when it is first met."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.level = level

    def __missing__(self, code: int) -> str:
        self[code] = weight = _weigh(chr(code))[self.level]
        return weight


_LETTERS, _ACCENTS, _CASES = _Weights(0), _Weights(1), _Weights(2)


def sort_key(text: str) -> str:
    """Return a key whose order by code point is the Swedish order of the texts.

    After z come å, ä and ö; v and w are apart; é is e, ü is y, æ is ä, ø is ö unless nothing else
    differs; digits before letters, spaces and punctuation before digits. Compares alike in SQLite's
    BINARY and PostgreSQL's C collation. Rules: CLDR, collation sv; change `SORT_KEY_VERSION` with
    them.
    """
    text = _compose(text)
    key = text.translate(_LETTERS)
    accents = "" if text.isascii() else text.translate(_ACCENTS).rstrip(_NO_ACCENT)
    cases = text.translate(_CASES).rstrip(_LOWER_CASE)
    if cases:
        return f"{key} {accents} {cases}"
    return f"{key} {accents}" if accents else key


def _weigh(character: str) -> tuple[str, str, str]:
    """Return what a character weighs as letters, as accents and as case."""
    lower = character.lower()
    case = _LOWER_CASE if character == lower else _UPPER_CASE
    if lower in _SWEDISH_LETTERS:
        letters, accents = _SWEDISH_LETTERS[lower]
        return letters, accents, case
    if lower.isascii() and lower.isalnum():
        return lower, _NO_ACCENT, case
    if character.isspace():
        return _SPACE, _NO_ACCENT, _LOWER_CASE
    if unicodedata.combining(character):
        return "", _weigh_mark(character), ""
    if unicodedata.decomposition(character):
        return _weigh_parts(character)
    return _weigh_other(character, lower, case)


def _weigh_mark(mark: str) -> str:
    place = _MARKS.find(mark)
    return _UNKNOWN_MARK + mark if place < 0 else chr(_FIRST_MARK + place)


def _weigh_parts(character: str) -> tuple[str, str, str]:
    tag, _, codes = unicodedata.decomposition(character).rpartition(">")
    parts = [_weigh(chr(int(code, 16))) for code in codes.split()]
    letters, accents, cases = ("".join(level) for level in zip(*parts, strict=True))
    return letters, accents, _COMPATIBLE + cases[1:] if tag else cases


def _weigh_other(character: str, lower: str, case: str) -> tuple[str, str, str]:
    category = unicodedata.category(character)
    if category[0] == "C":
        return "", "", ""
    if character in _SAME_PUNCTUATION:
        return _weigh(_SAME_PUNCTUATION[character])[0], _NO_ACCENT, _COMPATIBLE
    if category[0] in "PS":
        place = _PUNCTUATION.find(character)
        weight = character if place < 0 else chr(ord("A") + place)
        return _PUNCTUATION_START + weight, _NO_ACCENT, case
    if category == "Nd":
        return str(unicodedata.digit(character)), _NO_ACCENT, _COMPATIBLE
    return _OTHER_SCRIPTS + lower, _NO_ACCENT, case


# --- Terminal cells ------------------------------------------------------------------------------


def cell_width(text: str) -> int:
    """Return how many terminal cells a text takes (marks none, wide East Asian and emoji two)."""
    if (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text):
        return len(text)
    return sum(_widths(text))


def _widths(text: str) -> Iterator[int]:
    previous, before = 0, ""
    for character in text:
        width = _character_width(character)
        if before == _JOINER and width == 2:
            width = 0  # the next part of one emoji, such as a family
        elif character == _EMOJI_STYLE and previous == 1:
            width = 1  # asks for the wide form of the symbol before it
        yield width
        previous, before = width, character


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, width: int) -> str:
    """Return the text in at most `width` terminal cells, ending in `…` where it was cut."""
    if cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    room = width - cell_width(ELLIPSIS)
    end = 0
    for end, cells in enumerate(_widths(text)):  # noqa: B007 - the place of the cut is the result
        room -= cells
        if room < 0:
            break
    return text[:end].rstrip(" " + _JOINER) + ELLIPSIS


def pad(text: str, width: int) -> str:
    """Return the text in exactly `width` terminal cells, shortened or followed by spaces."""
    cells = cell_width(text)
    if cells > width:
        text = shorten(text, width)
        cells = cell_width(text)
    return text + " " * (width - cells)
