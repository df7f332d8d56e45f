"""Names for files, made of data: safe on every system, whatever the data holds.

They hold no separator, nothing that Windows forbids or reserves ("Naming Files, Paths, and
Namespaces", Microsoft), nothing that hides, reorders or looks like an option, and fit into what
every file system takes.
"""

import re
import unicodedata
from collections.abc import Iterable

from crm.text import clean_line

# Windows and macOS take 255 units of UTF-16, Linux 255 bytes, encrypted folders there 143.
NAME_BYTES = 120

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
# A dot at the beginning hides a file, a hyphen makes it an option and a tilde somebody's home;
# Windows drops dots and spaces at the end. Joiners and variation selectors show nothing there.
_AT_THE_BEGINNING = " .-~_\u200c\u200d\ufe0e\ufe0f"
_AT_THE_END = " .\u200c\u200d\ufe0e\ufe0f"
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|(?:COM|LPT)[0-9¹²³])[ ]*(?:\..*)?", re.IGNORECASE
)


def file_name(text: str, suffix: str = "", *, otherwise: str = "unnamed") -> str:
    """Return a name for a file that is about something, such as a person: `Anna Åkesson.eml`.

    The name has at most 120 bytes in UTF-8 with its suffix, and names no folder. `otherwise` is
    its beginning where nothing of the text can be kept.
    """
    name = _FORBIDDEN.sub("-", clean_line(text))
    name = name.lstrip(_AT_THE_BEGINNING).rstrip(_AT_THE_END) or otherwise
    if _RESERVED.fullmatch(name):
        name = f"{otherwise} {name}"
    return _cut(name, NAME_BYTES - len(suffix.encode())) + suffix


class FileNames:
    """The names of the files of one folder, each given once: `Anna.eml`, then `Anna (2).eml`.

    Names that differ only in case or in how letters are composed are one name, as Windows and
    macOS take them. `present` are those that are taken from the start.
    """

    def __init__(self, present: Iterable[str] = ()) -> None:
        self._taken = {_as_compared(name) for name in present}
        self._numbers: dict[str, int] = {}

    def give(self, text: str, suffix: str = "", *, otherwise: str = "unnamed") -> str:
        """Return a name as `file_name` does, with a number where it is taken."""
        name = file_name(text, suffix, otherwise=otherwise)
        plain = _as_compared(name)
        while _as_compared(name) in self._taken:
            self._numbers[plain] = number = self._numbers.get(plain, 1) + 1
            name = file_name(text, f" ({number}){suffix}", otherwise=otherwise)
        self._taken.add(_as_compared(name))
        return name


def _cut(name: str, size: int) -> str:
    """Shorten a name to a number of bytes, at the end of a character."""
    return name.encode()[:size].decode("utf-8", "ignore").rstrip(_AT_THE_END)


def _as_compared(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
