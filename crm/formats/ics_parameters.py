"""The parameters of a content line (RFC 5545 3.2), read in one pass and forgivingly.

The library icalendar takes ten times as long for a line, and refuses what mail programs write:
a name with a comma in it, a quotation mark that is never closed.
"""

import re

from crm.formats.ics_lines import ContentLine

PARAMETERS_LENGTH = 20_000
_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER = re.compile(r'[ \t]*;[ \t]*([A-Za-z0-9._-]*)[ \t]*(?:=((?:"[^"]*"|[^";:])*))?')
# A quotation mark that closes after the value, as in `TZID="Somewhere:20190502T093000"`.
_MISQUOTED = re.compile(r'[^"]*;TZID="[^":]*:[0-9TZ]+"')
# RFC 6868: the signs that a parameter cannot hold as they are.
_ENCODED = re.compile(r"\^[\^n']")
_SIGNS = {"^^": "^", "^n": "\n", "^'": '"'}


def parted(line: ContentLine) -> tuple[dict[str, str], str] | None:
    """Return the parameters of a line and its value as written, None where it has no value.

    Names are in capitals; the first of several parameters of one name counts, and its values stay
    together as they are written.
    """
    text = line.text
    if _MISQUOTED.fullmatch(text[:PARAMETERS_LENGTH]):
        text = text.replace('"', "")
    found = _parted(text)
    if found is None and '"' in text[:PARAMETERS_LENGTH]:
        found = _parted(text.replace('"', ""))
    return found


def _parted(text: str) -> tuple[dict[str, str], str] | None:
    name = _NAME.match(text)
    if name is None:
        return None
    parameters: dict[str, str] = {}
    place = name.end()
    while match := _PARAMETER.match(text, place, PARAMETERS_LENGTH):
        place = match.end()
        if match[1]:
            parameters.setdefault(match[1].upper(), _plain(match[2] or ""))
    rest = text[place:].lstrip(" \t")
    return (parameters, rest[1:]) if rest.startswith(":") else None


def _plain(value: str) -> str:
    value = value.replace('"', "").strip()
    return _ENCODED.sub(lambda sign: _SIGNS[sign.group()], value) if "^" in value else value
