"""The text of values and parameters: escapes, divisions and the caret of RFC 6868, both ways."""

import re
from collections.abc import Iterable

# What a backslash may stand before (RFC 6350 3.4); Google and Apple also escape `:` and `"`.
_ESCAPE = re.compile(r'\\([nN,;:"\\])')
# In vCard 2.1 a value in quoted-printable has its line ends encoded, so that `C:\new` is itself.
_ESCAPE_BUT_LINE_END = re.compile(r'\\([,;:"\\])')
_LINE_ENDS = {"n": "\n", "N": "\n"}
_DIVISION = {at: re.compile(rf"\\.|{at}", re.DOTALL) for at in ";,"}
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_NEEDS_ESCAPE = re.compile(r"[\\,;\n]")
_NEEDS_CARET = re.compile(r'[\^"\n]')
_CARET_FOR = {"^": "^^", '"': "^'", "\n": "^n"}
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")
# Nothing below a space may stand in a value but a tab, nor a lone surrogate in UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def unescape(text: str, *, line_ends: bool = True) -> str:
    r"""Resolve the escapes of a value; with `line_ends=False`, `\n` stays as it is."""
    if "\\" not in text:
        return text
    if line_ends and "\\\\" not in text:
        # As nearly all are, without a backslash that stands for itself.
        text = text.replace("\\n", "\n").replace("\\,", ",")
        if "\\" not in text:
            return text
    pattern = _ESCAPE if line_ends else _ESCAPE_BUT_LINE_END
    return pattern.sub(lambda match: _LINE_ENDS.get(match[1], match[1]), text)


def divide(text: str, at: str) -> list[str]:
    """Divide a value at semicolons or commas that no backslash stands before, escapes kept."""
    if "\\" not in text:
        return text.split(at)
    cuts = [match.start() for match in _DIVISION[at].finditer(text) if match[0] == at]
    starts = [0, *(cut + 1 for cut in cuts)]
    return [text[start:end] for start, end in zip(starts, [*cuts, len(text)], strict=True)]


def escape(text: str) -> str:
    r"""Write text as a value: `\`, `,`, `;` and line ends escaped, control characters gone."""
    if not text.isprintable():
        text = plain(text)
    if "," not in text and ";" not in text and "\\" not in text and "\n" not in text:
        return text
    return _NEEDS_ESCAPE.sub(lambda match: "\\n" if match[0] == "\n" else "\\" + match[0], text)


def plain(text: str) -> str:
    """Return text with LF as line end and nothing that may not stand in a file of text."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def on_one_line(text: str) -> str:
    """Return text with each run of white space as one space, and none around it."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.split())


def structured(parts: Iterable[str]) -> str:
    """Write the parts of a structured value, such as those of N."""
    parts = list(parts)
    whole = ";".join(parts)
    is_plain = whole.isprintable() and "\\" not in whole and "," not in whole
    if is_plain and whole.count(";") == len(parts) - 1:
        return whole
    return ";".join(map(escape, parts))


def decode_carets(text: str) -> str:
    """Resolve the escapes of a parameter (RFC 6868)."""
    return _CARET.sub(lambda match: _CARETS[match[1]], text) if "^" in text else text


def encode_carets(text: str) -> str:
    """Write a parameter so that it holds no quotation mark or line end (RFC 6868)."""
    return _NEEDS_CARET.sub(lambda match: _CARET_FOR[match[0]], plain(text))
