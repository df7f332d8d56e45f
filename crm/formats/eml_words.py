"""The words of a message: bytes as text, and what its fields encode (RFC 2047).

Everything takes time in step with the length, and nothing raises.
"""

import base64
import binascii
import codecs
import re

from crm.formats.encoding import code_page

_GUESSED_FROM = 5_000
_ENCODED_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?\r\n]{0,4000})\?=")
# White space between two encoded words is no part of the text (RFC 2047 6.2).
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s=]{1,60}\?[bBqQ]\?)")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_WESTERN = ("cp1252", "iso8859-1", "iso8859-15")
# What programs write under the name of a part of it (WHATWG Encoding Standard 4.2).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
}
# Codecs of Python that are no charset of any message, and take long or warn.
_NO_CHARSETS = ("punycode", "idna", "unicode_escape", "raw_unicode_escape", "unicode-escape",
                "raw-unicode-escape", "undefined", "mbcs", "oem")  # fmt: skip


def decoded(text: str) -> str:
    """Return a text with its encoded words decoded, those that are broken as written.

    A character may be parted between two words, so neighbours in one charset are joined first.
    """
    if "=?" not in text:
        return text
    text = _BETWEEN_WORDS.sub(r"\1", text)
    pieces: list[str] = []
    charset, waiting, place = "", b"", 0
    for word in _ENCODED_WORD.finditer(text):
        if word.start() != place or word[1].lower() != charset:
            pieces += [text_of(waiting, charset), text[place : word.start()]]
            charset, waiting = word[1].lower(), b""
        waiting += _bytes_of(word[2], word[3], charset)
        place = word.end()
    return "".join([*pieces, text_of(waiting, charset), text[place:]])


def text_of(content: bytes, charset: str) -> str:
    """Decode bytes by the charset that is said, or by what they look like where that is wrong."""
    if content.isascii() and not charset.lower().startswith(("utf-7", "iso-2022", "hz")):
        return content.decode("ascii")
    codec = _codec(charset)
    if not codec or codec in _WESTERN:
        # What can be read as UTF-8 is hardly ever anything else.
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
    try:
        return content.decode(codec) if codec else eight_bit_text(content)
    except (ValueError, LookupError):  # what is no codec for text raises the latter
        return content.decode("latin-1") if codec in _WESTERN else eight_bit_text(content)


def eight_bit_text(content: bytes) -> str:
    """Decode bytes that do not say what they are: UTF-8, else the likeliest code page."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(code_page([content[:_GUESSED_FROM]]), "replace")


def _codec(charset: str) -> str:
    """Return the codec for a charset; none where it is unknown, or ASCII, which needs no saying."""
    try:
        name = codecs.lookup(charset.partition("*")[0].strip(" \"'") or "ascii").name
    except (LookupError, ValueError):
        return ""
    return "" if name == "ascii" or name in _NO_CHARSETS else _WIDER.get(name, name)


def _bytes_of(encoding: str, written: str, charset: str) -> bytes:
    if encoding in "qQ":
        # What is beyond ASCII should have been encoded; it has been decoded as what it seemed.
        try:
            content = written.replace(" ", "_").encode(_codec(charset) or "utf-8")
        except (ValueError, LookupError):
            content = written.replace(" ", "_").encode("utf-8", "replace")
        return binascii.a2b_qp(content, header=True)
    letters = _NO_BASE64.sub("", written)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(letters + "=" * (-len(letters) % 4))
