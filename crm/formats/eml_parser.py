"""Messages as trees of parts, by the parser of the standard library, within limits.

A message is written by anybody: how many lines, parts and fields it has and how deep it nests is
bounded while it is parsed, and no fault of the parser leaves this module.
"""

from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Compat32, compat32
from typing import Any, NamedTuple

from crm.formats.eml_headers import unfolded

SIZE = 32 << 20
LINES = 500_000
DEPTH = 20
PARTS = 2_000
FIELDS = 10_000
# The standard library reads parameters in a time that grows with the square of their number.
PARAMETERS, PARAMETERS_LENGTH = 50, 4_000


class Parsed(NamedTuple):
    """A message, and whether only its beginning was read."""

    message: Message
    is_cut: bool


def parsed(content: bytes) -> Parsed | None:
    """Return the message in some bytes, None for one that the parser fails at."""
    content, is_cut = _beginning(content)
    parser = BytesFeedParser(_Part, policy=_Fields())
    try:
        parser.feed(content)
        return Parsed(parser.close(), is_cut)
    except _EnoughError as enough:
        return Parsed(enough.root, True)
    except Exception:  # what the parser makes of broken messages
        return None


def _beginning(content: bytes) -> tuple[bytes, bool]:
    """Return as much of a message as is read, and whether that is less than the whole."""
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    is_cut = len(content) > SIZE
    # CR CR LF comes from files that were converted twice.
    content = content[:SIZE].replace(b"\r\r\n", b"\r\n")
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    return (_first_lines(content), True) if lines > LINES else (content, is_cut)


def _first_lines(content: bytes) -> bytes:
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    end = 0
    for _line in range(LINES):
        end = content.index(b"\n", end) + 1
    return content[:end]


class _EnoughError(Exception):
    """A message has more parts or fields than are read; `root` holds those that are."""

    def __init__(self, root: "_Part") -> None:
        super().__init__()
        self.root = root


class _Part(Message):
    """A part that knows how deep it is and, at the root, how many parts and fields there are."""

    def __init__(self, policy: Any = compat32) -> None:
        super().__init__(policy)
        self.root, self.depth, self.parts, self.fields = self, 0, 1, 0

    def set_raw(self, name: str, value: Any) -> None:
        """Take in a field."""
        self.root.fields += 1
        if self.root.fields > FIELDS:
            raise _EnoughError(self.root)
        super().set_raw(name, value)

    def attach(self, payload: Any) -> None:
        """Take in a part, which the parser hands over before it reads on."""
        payload.root, payload.depth = self.root, self.depth + 1
        self.root.parts += 1
        if payload.depth > DEPTH or self.root.parts > PARTS:
            raise _EnoughError(self.root)
        super().attach(payload)


class _Fields(Compat32):
    """Gives fields unfolded and decoded, those that hold parameters up to a length."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a field as it is read."""
        value = unfolded(value)
        if name.lower().startswith("content-"):
            return ";".join(value[:PARAMETERS_LENGTH].split(";", PARAMETERS)[:PARAMETERS])
        return value
