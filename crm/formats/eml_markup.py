"""The text of a page or message in HTML, without its mark-up.

Every character is looked at once: the parser of the standard library takes a time that grows with
the square of the length for some broken pages, and a message is written by anybody.
"""

import re
from html import unescape

from crm.text import REPLACEMENT

# Elsewhere a `<` is text.
_OPENED = re.compile(r"<(?=/?[A-Za-z]|[!?])")
_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:]*")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
# A number of thousands of digits is one that Python refuses to read; no character has so many.
_ENDLESS_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_BLANK_LINES = re.compile(r"\n{3,}")
# What is between these is not read by people.
_HIDDEN = ("script", "style", "head", "title", "noscript", "template", "svg")
_NEW_LINE = {
    "br", "p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "pre", "section", "article", "header", "footer", "address", "dt", "dd", "center",
}  # fmt: skip
_APART = ("p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "blockquote")
_LINE_QUOTED = "> "


class _Page:
    """The text of a page as it comes about; `depth` counts the quotations around it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.depth = 0
        self.has_text = False

    def add(self, text: str) -> None:
        """Add text, in which any white space is one space."""
        if text:
            text = _ENDLESS_REFERENCE.sub(REPLACEMENT, text)
            self.pieces.append(_SPACE.sub(" ", unescape(text)))
            self.has_text = self.has_text or not text.isspace()

    def end_line(self, *, apart: bool = False) -> None:
        """Begin a new line, after an empty one where `apart`."""
        line = _SPACE.sub(" ", "".join(self.pieces)).strip()
        self.pieces, self.has_text = [], False
        if line or (self.lines and not apart):
            self.lines.append(_LINE_QUOTED * min(self.depth, 5) + line if line else "")
        if apart and self.lines and self.lines[-1]:
            self.lines.append("")


def plain_text(markup: str) -> str:
    """Return what a page says; quotations begin with `>`, list items with `-`."""
    page = _Page()
    place = 0
    while opened := _OPENED.search(markup, place):
        page.add(markup[place : opened.start()])
        place = _after_tag(page, markup, opened.start())
    page.add(markup[place:])
    page.end_line()
    return _BLANK_LINES.sub("\n\n", "\n".join(page.lines)).strip()


def _after_tag(page: _Page, markup: str, opened: int) -> int:
    """Do what the tag at a place says, and return the place to read on at."""
    if markup.startswith("<!--", opened):
        return _beyond(markup, "-->", opened)
    if markup[opened + 1 : opened + 2] in ("!", "?"):
        return _beyond(markup, ">", opened)
    name = _NAME.match(markup, opened + 1)
    word = name.group().lower() if name else ""
    end = _beyond(markup, ">", opened + 1 + len(word))
    if word in _HIDDEN and markup[end - 2 : end] != "/>":
        return _beyond_element(markup, word, end)
    _apply(page, word)
    return end


def _beyond(markup: str, sign: str, place: int) -> int:
    found = markup.find(sign, place)
    return len(markup) if found < 0 else found + len(sign)


def _beyond_element(markup: str, word: str, place: int) -> int:
    closing = re.compile(rf"</{word}\s*>", re.IGNORECASE).search(markup, place)
    return closing.end() if closing else len(markup)


def _apply(page: _Page, word: str) -> None:
    name = word.lstrip("/")
    if name == "blockquote":
        page.end_line(apart=True)
        page.depth = max(page.depth + (-1 if word.startswith("/") else 1), 0)
    elif name == "br":
        page.end_line()
    elif name in ("td", "th"):
        page.add(" ")
    elif name in _NEW_LINE and (page.has_text or name in _APART):
        page.end_line(apart=name in _APART)
    if word == "li":
        page.add("- ")
