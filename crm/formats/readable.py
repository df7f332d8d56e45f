"""What lists that people read have in common: which columns, and how a value is worded."""

import re
from collections.abc import Mapping

from crm.i18n import _
from crm.labels import label

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "people": ("name", "role", "organisation", "email", "phone"),
    "organisations": ("name", "classification", "area", "email", "phone", "website"),
    "interactions": ("starts_at", "kind", "subject", "place", "participants", "topics"),
    "follow-ups": ("due_date", "title", "direction", "owner", "organisation", "person", "status"),
    "collaborations": ("title", "status", "organisations", "lead", "agreed_on", "review_on"),
}
WORDS = frozenset({"classification", "kind", "status", "direction", "priority"})
"""The columns whose values are words of a closed list."""
MOMENTS = frozenset({"starts_at", "ends_at"})

# Half letters, what is no character, and controls but for tabs and line ends.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def texts_of(column: str, value: object) -> list[str]:
    """Return the values of a cell as people read them, empty ones left out."""
    values = value if isinstance(value, list | tuple) else [value]
    texts = [_text_of(column, one) for one in values]
    return [text for text in texts if text]


def fit_to_read(text: str) -> str:
    """Put a sign in the place of each character that no page may hold."""
    return text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def _text_of(column: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    if column in WORDS:
        text = label(text)
    elif column in MOMENTS:
        text = text.replace("T", " ")
    return fit_to_read(text).strip()
