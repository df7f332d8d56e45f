"""The head of a message: its fields, decoded (RFC 5322, RFC 2047), its addresses and dates.

Addresses are parted before their names are decoded, so that a comma which a name encodes does not
part it. Everything takes time in step with the length, and nothing raises.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from crm.formats.encoding import code_page
from crm.text import clean_line

FIELD_LENGTH = 100_000
ADDRESSES = 2_000
_ENCODED_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?\r\n]{0,4000})\?=")
# White space between two encoded words is no part of the text (RFC 2047 6.2).
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s=]{1,60}\?[bBqQ]\?)")
_IDENTIFIER = re.compile(r"<([^<>\s]{1,1000})>")
_TOKEN = re.compile(
    r'=\?[^?\s=]{1,60}\?[bBqQ]\?[^?\r\n]{0,4000}\?=|"(?:[^"\\]|\\.)*"?|<[^<>]*>?|[(),;:]|[^"<(),;:=]+|=',
    re.DOTALL,
)
_COMMENTED_ZONE = re.compile(r"\([^()]{0,200}\)")


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody named in a field; either may be empty."""

    name: str
    email: str


def field_values(message: Message, name: str) -> list[str]:
    """Return the values of a field as written, unfolded, with bytes that are no ASCII decoded."""
    wanted = name.lower()
    return [_unfolded(str(value)) for key, value in message.raw_items() if key.lower() == wanted]


def field_text(message: Message, name: str) -> str:
    """Return the decoded text of the first field of a name, on one line; empty without one."""
    values = field_values(message, name)
    return clean_line(decoded(values[0])) if values else ""


def _unfolded(value: str) -> str:
    value = value[:FIELD_LENGTH]
    if not value.isascii():
        value = eight_bit_text(value.encode("utf-8", "surrogateescape"))
    return value.replace("\r", "").replace("\n", "")


def eight_bit_text(content: bytes) -> str:
    """Decode bytes that do not say what they are: UTF-8, else the likeliest code page."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(code_page([content[:5_000]]), "replace")


# --- Encoded words -------------------------------------------------------------------------------


def decoded(text: str) -> str:
    """Return a text with its encoded words decoded (RFC 2047), those that are broken as written.

    A character may be parted between two words, so neighbours in one charset are joined first.
    """
    if "=?" not in text:
        return text
    text = _BETWEEN_WORDS.sub(r"\1", text)
    pieces: list[str] = []
    charset, waiting, place = "", b"", 0
    for word in _ENCODED_WORD.finditer(text):
        content = _bytes_of(word[2], word[3])
        follows = word.start() == place and word[1].lower() == charset
        if content is None or not follows:
            pieces.append(text_of(waiting, charset))
            pieces.append(text[place : word.start()])
            waiting = b""
        charset, place = word[1].lower(), word.end()
        if content is None:
            pieces.append(word.group())
        else:
            waiting += content
    return "".join([*pieces, text_of(waiting, charset), text[place:]])


def _bytes_of(encoding: str, written: str) -> bytes | None:
    if encoding in "qQ":
        return binascii.a2b_qp(written.replace(" ", "_").encode("utf-8", "replace"), header=True)
    try:
        padding = "=" * (-len(written.rstrip("=")) % 4)
        return base64.b64decode(written.rstrip("=") + padding)
    except (binascii.Error, ValueError):
        return None


def text_of(content: bytes, charset: str) -> str:
    """Decode bytes by the charset that is said, by what they look like where that is wrong.

    Latin-1 is read as cp1252, of which it is a part (WHATWG Encoding Standard 4.2).
    """
    charset = charset.partition("*")[0].strip().lower()
    if charset in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        charset = "cp1252" if charset.startswith(("iso", "lat")) else "utf-8"
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return eight_bit_text(content)


# --- Addresses -----------------------------------------------------------------------------------


def addresses(value: str) -> list[Address]:
    """Return the addresses in a field: those of groups too, without the groups' names.

    Commas part them, and so do semicolons, which Outlook writes.
    """
    found: list[Address] = []
    tokens: list[str] = []
    depth = 0
    for token in _TOKEN.findall(value[:FIELD_LENGTH]):
        depth = max(depth + (token == "(") - (token == ")"), 0)
        if depth == 0 and token in ",;":
            found += _address(tokens)
            tokens = []
        elif depth == 0 and token == ":" and not any(one[:1] == "<" for one in tokens):
            tokens = []
        else:
            tokens.append(token)
        if len(found) >= ADDRESSES:
            return found
    return [*found, *_address(tokens)]


def _address(tokens: list[str]) -> Iterator[Address]:
    """Make an address of the tokens between two commas, if it is one."""
    comment, plain = _parted(tokens)
    bracketed = [token.strip("<> \t") for token in plain if token[:1] == "<"]
    words = "".join(_unquoted(token) for token in plain if token[:1] != "<")
    email = next((one for one in bracketed if "@" in one), "")
    if not bracketed and "@" in words:
        email, words = words, comment
    name = clean_line(decoded(words)) or clean_line(decoded(comment))
    email = clean_line(decoded(email)).replace(" ", "").strip("<>")
    email = email.removeprefix("mailto:")
    name = name.strip("'\" ")
    if name.casefold() == email.casefold():
        name = ""
    if name or email:
        yield Address(name, email)


def _parted(tokens: list[str]) -> tuple[str, list[str]]:
    """Return what stands in parentheses, and the tokens that do not."""
    comment: list[str] = []
    plain: list[str] = []
    depth = 0
    for token in tokens:
        if token == "(":
            depth += 1
        elif token == ")" and depth:
            depth -= 1
        else:
            (comment if depth else plain).append(token)
    return "".join(comment), plain


def _unquoted(token: str) -> str:
    if token[:1] != '"':
        return token
    return re.sub(r"\\(.)", r"\1", token[1:].removesuffix('"'), flags=re.DOTALL)


# --- Dates and identifiers -----------------------------------------------------------------------


def moment(value: str) -> datetime | None:
    """Return the date of a field with its zone, in UTC where it names none; None for no date."""
    text = _COMMENTED_ZONE.sub("", value[:500]).strip()
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def identifiers(value: str) -> list[str]:
    """Return the message identifiers in a field, without their angle brackets."""
    found = _IDENTIFIER.findall(value)
    return found or [one for one in [clean_line(value).strip("<>")] if one and " " not in one]
