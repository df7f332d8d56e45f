"""The letter that drafts are made of: fields, an empty line, and text with `{{columns}}` in it.

Putting a value in the place of its name is all that is done: no conditions, no code, and what a
value holds is never looked at again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crm.errors import UsageError
from crm.formats.csv_writer import cell_text
from crm.formats.eml_addresses import addresses
from crm.formats.mailboxes import Mailbox, mailbox_of, values_of
from crm.i18n import _
from crm.text import clean, clean_line

SUBJECT = "Subject"
ADDRESS_FIELDS = ("From", "Reply-To", "Cc", "Bcc")
_FIELDS = (SUBJECT, *ADDRESS_FIELDS)
_PLACE = re.compile(r"\{\{([^{}\n]*)\}\}")
_FIELD_LINE = re.compile(r"([^\W\d_][\w-]*)[ \t]*:[ \t]*(.*)")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# What else people would write above a letter, which is not to become its first line.
_OTHERS = ("to", "date", "sender", "attachment", "attachments", "ämne", "till", "från", "kopia")


@dataclass(frozen=True, slots=True)
class Template:
    """A letter to many: `subject` and `text` with places for values, and fields of addresses."""

    subject: str
    addresses: Mapping[str, tuple[Mailbox, ...]]
    text: str

    def check(self, columns: Iterable[str]) -> None:
        """Raise UsageError for a place in it that none of the columns fills."""
        known = list(dict.fromkeys(columns))
        for name in _PLACE.findall(f"{self.subject}\n{self.text}"):
            if name.strip() not in known:
                message = _("There is no field {field} for the letter: choose one of {fields}.")
                raise UsageError(
                    message.format(field="{{" + name.strip() + "}}", fields=", ".join(known))
                )

    def subject_for(self, row: Mapping[str, Any]) -> str:
        """Return the subject with the values of a row, on one line."""
        return clean_line(_filled(self.subject, row))

    def text_for(self, row: Mapping[str, Any]) -> str:
        """Return the text with the values of a row."""
        return clean(_filled(self.text, row))


def parse_template(written: str) -> Template:
    """Return the letter that is written in a text.

    Its first lines may be `Subject:`, `From:`, `Reply-To:`, `Cc:` and `Bcc:`, up to an empty line.
    Raises UsageError for another field, an address that is none, and a place that never ends.
    """
    if not written:
        message = _("Drafts are made of a template: name a text file with the letter.")
        raise UsageError(message)
    written = clean(written).lstrip("\n")
    fields, text = _parted(written)
    letter = Template(
        subject=fields.pop(SUBJECT, ""),
        addresses={name: _mailboxes(name, value) for name, value in fields.items()},
        text=text,
    )
    if not written.strip():
        raise UsageError(_("The template is empty: write the letter in it."))
    if "{{" in _PLACE.sub("", f"{letter.subject}\n{letter.text}"):
        raise UsageError(_("A field in the template never ends: write it as {{name}}."))
    return letter


def _parted(written: str) -> tuple[dict[str, str], str]:
    """Return the fields above the first empty line, if there are any, and the text."""
    head, *below = _EMPTY_LINE.split(written, maxsplit=1)
    lines = head.split("\n")
    first = _FIELD_LINE.fullmatch(lines[0])
    if not first or first[1].lower() not in (*map(str.lower, _FIELDS), *_OTHERS):
        return {}, written
    fields: dict[str, str] = {}
    for line in lines:
        found = _FIELD_LINE.fullmatch(line)
        name = next((one for one in _FIELDS if found and one.lower() == found[1].lower()), None)
        if not found or not name:
            message = _(
                "{line} is no field of a template: write {fields} above an empty line and the text "
                "below it."
            )
            raise UsageError(message.format(line=line, fields=", ".join(_FIELDS)))
        fields[name] = found[2]
    return fields, "".join(below)


def _mailboxes(name: str, value: str) -> tuple[Mailbox, ...]:
    """Return the addresses of a field; values have no place there, where they could add others."""
    if "{{" in value:
        message = _("{field} holds addresses as they are: write fields in the subject and text.")
        raise UsageError(message.format(field=name))
    found = [mailbox_of({"name": one.name, "email": one.email}) for one in addresses(value)]
    known = tuple(filter(None, (mailbox and mailbox.in_ascii() for mailbox in found)))
    if len(known) < len(found) or not found:
        message = _("{value} is no e-mail address for {field}: correct the template.")
        raise UsageError(message.format(value=value, field=name))
    return known


def _filled(text: str, row: Mapping[str, Any]) -> str:
    return _PLACE.sub(lambda place: _value(row, place[1].strip()), text)


def _value(row: Mapping[str, Any], column: str) -> str:
    return ", ".join(filter(None, map(cell_text, values_of(row, column))))
