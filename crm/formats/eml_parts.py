"""The parts of a message (RFC 2045, 2046): its text, and what is attached to it.

The number of parts and how deep they nest are bounded, and no fault of the standard library's
parser leaves this module.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from crm.formats.eml_headers import decoded, eight_bit_text, field_values, text_of
from crm.formats.eml_markup import plain_text
from crm.i18n import _
from crm.text import clean, clean_line

DEPTH = 20
PARTS = 500
TEXT_LENGTH = 1_000_000


@dataclass(slots=True)
class Content:
    """What a message holds; `is_cut` says that some parts were too many or too deep."""

    texts: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    parts: int = 0
    is_cut: bool = False


def parsed(content: bytes) -> Message | None:
    """Return a message, None for one that nests deeper than can be followed."""
    try:
        return BytesParser(policy=compat32).parsebytes(content)
    except Exception:  # RecursionError, and what the parser makes of broken messages
        return None


def content_of(message: Message) -> Content:
    """Return the text of a message and the names of what is attached, in their order."""
    found = Content()
    _read_part(found, message, 0)
    return found


def text(found: Content) -> str:
    """Return the text of a message: its parts one below the other."""
    return "\n\n".join(one for one in found.texts if one)


def _read_part(found: Content, part: Message, depth: int) -> None:
    found.parts += 1
    if depth > DEPTH or found.parts > PARTS:
        found.is_cut = True
        return
    kind = _type(part)
    children = _children(part)
    if kind == "message/rfc822" or (kind.startswith("message/") and children):
        found.attachments.append(_described(part, kind, 0))
    elif kind == "multipart/alternative" and children:
        _read_alternative(found, children, depth)
    elif kind == "multipart/related" and children:
        _read_part(found, children[0], depth + 1)
        for child in children[1:]:
            _attach(found, child)
    elif children:
        for child in children:
            _read_part(found, child, depth + 1)
    elif _is_text(part, kind):
        found.texts.append(_text(part, kind)[:TEXT_LENGTH])
    else:
        _attach(found, part)


def _read_alternative(found: Content, children: list[Message], depth: int) -> None:
    """Read the plainest of several forms of one text, and list what only the others hold."""
    forms: list[Content] = []
    for child in children:
        form = Content(parts=found.parts)
        _read_part(form, child, depth + 1)
        found.parts = form.parts
        found.is_cut = found.is_cut or form.is_cut
        forms.append(form)
    chosen = next((form for form in forms if text(form).strip()), None)
    for form in forms:
        if form is chosen:
            found.texts += form.texts
        found.attachments += form.attachments


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _type(part: Message) -> str:
    try:
        return part.get_content_type()
    except Exception:  # the fields of a part are written by anybody
        return "text/plain"


def _is_text(part: Message, kind: str) -> bool:
    if kind not in ("text/plain", "text/html", "text/enriched"):
        return False
    return not _file_name(part) and "attachment" not in _disposition(part)


def _disposition(part: Message) -> str:
    with suppress(Exception):
        return (part.get_content_disposition() or "").lower()
    return ""


# --- Text ----------------------------------------------------------------------------------------


def _text(part: Message, kind: str) -> str:
    charset = _parameter(part, "charset")
    content = _bytes(part)
    words = text_of(content, charset) if charset else eight_bit_text(content)
    if kind == "text/html":
        return clean(plain_text(words))
    words = clean(words)
    if _parameter(part, "format").lower() == "flowed":
        return unflowed(words, is_spaced=_parameter(part, "delsp").lower() == "yes")
    return words.strip("\n")


def _bytes(part: Message) -> bytes:
    with suppress(Exception):  # a transfer encoding that is broken in a way nobody thought of
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return payload
    payload = part.get_payload()
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _parameter(part: Message, name: str) -> str:
    with suppress(Exception):
        value = part.get_param(name)
        if isinstance(value, tuple):  # RFC 2231
            value = value[2]
        return value.strip() if isinstance(value, str) else ""
    return ""


def unflowed(text: str, *, is_spaced: bool) -> str:
    """Join the lines of flowed text (RFC 3676 4): those that end with a space go on.

    `is_spaced` says that the space is no part of the text (DelSp). A signature's line does not
    flow, and neither do lines that are quoted a different number of times.
    """
    joined: list[str] = []
    goes_on = ""
    for line in text.split("\n"):
        quotes = line[: len(line) - len(line.lstrip(">"))]
        words = line[len(quotes) :]
        words = words.removeprefix(" ")
        if joined and goes_on and quotes == goes_on[1:]:
            joined[-1] += words
        else:
            joined.append(f"{quotes} {words}" if quotes else words)
        flows = words.endswith(" ") and words != "-- "
        goes_on = "+" + quotes if flows else ""
        if flows and is_spaced:
            joined[-1] = joined[-1][:-1]
    return "\n".join(line.rstrip() if line != "-- " else line for line in joined).strip("\n")


# --- Attachments ---------------------------------------------------------------------------------


def _attach(found: Content, part: Message) -> None:
    found.parts += 1
    if found.parts > PARTS:
        found.is_cut = True
        return
    kind = _type(part)
    if _children(part) and not kind.startswith("message/"):
        for child in _children(part):
            _attach(found, child)
        return
    size = len(_bytes(part))
    if size or _file_name(part):
        found.attachments.append(_described(part, kind, size))


def _described(part: Message, kind: str, size: int) -> str:
    """Say what an attachment is: `agenda.pdf (application/pdf, 120 kB)`."""
    name = _file_name(part) or next(_subjects(part), "") or _("without a name")
    if not size:
        return f"{name} ({kind})"
    return f"{name} ({kind}, {_readable(size)})"


def _readable(size: int) -> str:
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _subjects(part: Message) -> Iterator[str]:
    """Give the subject of a message that is attached."""
    for child in _children(part)[:1]:
        for value in field_values(child, "Subject")[:1]:
            yield clean_line(decoded(value))[:200]


def _file_name(part: Message) -> str:
    """Return the file name of a part (RFC 2231, or an encoded word), without any folder."""
    with suppress(Exception):
        name = part.get_filename() or ""
        if not name.isascii():
            name = eight_bit_text(name.encode("utf-8", "surrogateescape"))
        name = clean_line(decoded(name))
        return name.replace("\\", "/").rpartition("/")[2][:200]
    return ""
