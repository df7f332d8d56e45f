"""The bytes of a card as text: the charset that a line names, and quoted-printable."""

import binascii
import codecs
import re
from functools import lru_cache

from crm.formats.encoding import code_page
from crm.formats.vcard_text import divide

# The charsets that are one, and not some other transformation that Python keeps beside them.
_CHARSET = re.compile(
    r"(iso8859|cp\d|koi8|shift|euc|gb|big5|mac|ascii|utf|hz|johab|iso2022|tis)[\w-]*"
)
_HEAD_LENGTH = 200


def from_quoted_printable(value: str, charset: str, encoding: str) -> str:
    """Decode a value part by part, so that what divides it stays apart from what is in it."""
    parts = (
        decode(binascii.a2b_qp(part.encode("utf-8", "replace")), charset, encoding)
        for part in divide(value, ";")
    )
    return ";".join(_kept_apart(part.replace("\r\n", "\n")) for part in parts)


def _kept_apart(part: str) -> str:
    """Escape the semicolons that were encoded, unless a backslash was encoded with them."""
    return "\\;".join(divide(part, ";"))


def decode(content: bytes, charset: str, encoding: str) -> str:
    """Decode bytes that are UTF-8, or in the charset they name, or in an encoding.

    What names none in a file of UTF-8 is in the code page that makes the best words of it.
    """
    try:
        return content.decode()
    except UnicodeDecodeError:
        known = _codec(charset) or ("" if encoding == "utf-8" else encoding)
        return content.decode(known or code_page([content]), "replace")


def decode_line(content: bytes, encoding: str) -> str:
    """Decode a line as a whole; errors become U+FFFD."""
    head = content[:_HEAD_LENGTH].partition(b":")[0].upper()
    _before, said, after = head.partition(b"CHARSET=")
    charset = after.partition(b";")[0].decode("ascii", "replace") if said else ""
    return decode(content, charset.strip().strip('"'), encoding)


@lru_cache(maxsize=256)
def _codec(charset: str) -> str:
    """Return Python's name of a charset, or the empty text for what is none."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return name if _CHARSET.fullmatch(name) else ""
