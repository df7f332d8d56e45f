"""The parts of a message (RFC 2045, 2046): its text, and what is attached to it."""

from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message

from crm.formats.eml_headers import field_text
from crm.formats.eml_markup import plain_text
from crm.formats.eml_words import decoded, eight_bit_text, text_of
from crm.i18n import _
from crm.text import clean, clean_line

TEXT_SIZE = 1 << 20
NAME_LENGTH = 200
SIGNATURE_DIVIDER = "-- "
_TEXTS = ("text/plain", "text/html", "text/enriched")


@dataclass(slots=True)
class Content:
    """What a message holds: its texts, and the names and sizes of what is attached."""

    texts: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the whole text: its parts one below the other."""
        return "\n\n".join(self.texts)


def content_of(part: Message) -> Content:
    """Return the text of a message or part and the names of what is attached, in their order."""
    kind, children = _type(part), _children(part)
    if kind.startswith("message/") and children:
        return Content(attachments=[_message_name(children[0], kind)])
    if kind == "multipart/alternative" and children:
        return _alternative([content_of(child) for child in children])
    if kind == "multipart/related" and children:
        rest = [name for child in children[1:] for name in _attached(child)]
        page = content_of(children[0])
        return Content(page.texts, page.attachments + rest)
    if children:
        parts = [content_of(child) for child in children]
        return Content(
            [text for one in parts for text in one.texts],
            [name for one in parts for name in one.attachments],
        )
    if _is_text(part, kind):
        text = _text(part, kind)
        return Content([text] if text else [])
    return Content(attachments=_attached(part))


def _alternative(forms: list[Content]) -> Content:
    """Choose the plainest of several forms of one text; what only the others hold is listed."""
    chosen = next((form for form in forms if form.texts), forms[0])
    return Content(chosen.texts, [name for form in forms for name in form.attachments])


def _children(part: Message) -> list[Message]:
    # Of text, the payload would be decoded by whatever charset it names.
    payload = part.get_payload() if part.is_multipart() else []
    return [one for one in payload if isinstance(one, Message)]


def _type(part: Message) -> str:
    with suppress(Exception):  # the fields of a part are written by anybody
        return clean_line(part.get_content_type())
    return "text/plain"


def _is_text(part: Message, kind: str) -> bool:
    """Tell whether a part is to be read; so is one whose parts cannot be told apart."""
    if kind not in _TEXTS and not kind.startswith("multipart/"):
        return False
    return not _file_name(part) and "attachment" not in _disposition(part)


def _disposition(part: Message) -> str:
    with suppress(Exception):
        return part.get_content_disposition() or ""
    return ""


# --- Text ----------------------------------------------------------------------------------------


def _text(part: Message, kind: str) -> str:
    charset = _parameter(part, "charset")
    content = _beginning(_bytes(part))
    words = text_of(content, charset) if charset else eight_bit_text(content)
    if kind == "text/html":
        return clean(plain_text(words))
    lines = clean(words).split("\n")
    if _parameter(part, "format").lower() == "flowed":
        lines = unflowed(lines, is_spaced=_parameter(part, "delsp").lower() == "yes")
    kept = (line if line == SIGNATURE_DIVIDER else line.rstrip() for line in lines)
    return "\n".join(kept).strip("\n")


def _beginning(content: bytes) -> bytes:
    """Return as much of a text as is read, up to the end of a line."""
    if len(content) <= TEXT_SIZE:
        return content
    end = content.rfind(b"\n", 0, TEXT_SIZE)
    return content[:end] if end > 0 else content[:TEXT_SIZE]


def _bytes(part: Message) -> bytes:
    with suppress(Exception):  # a transfer encoding that is broken in a way nobody thought of
        payload = part.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""
    return b""


def _parameter(part: Message, name: str) -> str:
    with suppress(Exception):
        value = part.get_param(name)
        if isinstance(value, tuple):  # RFC 2231
            value = value[2]
        return value.strip() if isinstance(value, str) else ""
    return ""


def unflowed(lines: list[str], *, is_spaced: bool) -> list[str]:
    """Join the lines of flowed text (RFC 3676 4): those that end with a space go on.

    `is_spaced` says that the space is no part of the text (DelSp). A signature's line does not
    flow, and neither do lines that are quoted a different number of times.
    """
    joined: list[list[str]] = []
    flowing = None
    for line in lines:
        quotes = line[: len(line) - len(line.lstrip(">"))]
        words = line[len(quotes) :].removeprefix(" ")
        flows = words.endswith(" ") and words != SIGNATURE_DIVIDER
        kept = words[:-1] if flows and is_spaced else words
        if quotes == flowing and words != SIGNATURE_DIVIDER:
            joined[-1].append(kept)
        else:
            joined.append([f"{quotes} " if quotes else "", kept])
        flowing = quotes if flows else None
    return ["".join(pieces) for pieces in joined]


# --- Attachments ---------------------------------------------------------------------------------


def _attached(part: Message) -> list[str]:
    """Return what is attached, with its size: `agenda.pdf (120 kB)`."""
    kind, children = _type(part), _children(part)
    if kind.startswith("message/") and children:
        return [_message_name(children[0], kind)]
    if children:
        return [name for child in children for name in _attached(child)]
    name, size = _file_name(part), len(_bytes(part))
    return [f"{name or kind} ({_readable(size)})"] if name or size else []


def _readable(size: int) -> str:
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _message_name(message: Message, kind: str) -> str:
    """Return what a message that is passed on is about."""
    subject = field_text(message, "Subject")[:NAME_LENGTH].rstrip()
    if kind != "message/rfc822" or not subject:
        return kind
    return _("{subject} (a message)").format(subject=subject)


def _file_name(part: Message) -> str:
    """Return the file name of a part (RFC 2231, or an encoded word), without any folder."""
    with suppress(Exception):
        name = clean_line(decoded(part.get_filename() or ""))
        return name.replace("\\", "/").rpartition("/")[2][:NAME_LENGTH].strip()
    return ""
