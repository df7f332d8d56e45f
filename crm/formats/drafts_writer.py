"""A letter to many as drafts, one .eml file each, that a mail program opens ready to be sent."""

from collections.abc import Iterable, Mapping, Sequence
from email.charset import QP, Charset
from email.message import Message
from email.policy import compat32
from pathlib import Path
from typing import Any

from crm.errors import Conflict
from crm.formats.draft_template import SUBJECT, Template, parse_template
from crm.formats.file_names import FileNames
from crm.formats.mailboxes import Mailbox, address_field, mailbox_of, text_field
from crm.formats.protocol import WriteOptions
from crm.i18n import _

TAKES = "rows"
SUFFIX = ".eml"
POLICY = compat32.clone(linesep="\r\n")


def write_folder(items: Iterable[Mapping[str, Any]], folder: Path, options: WriteOptions) -> int:
    """Write a draft to the first address of each row, and return how many were written.

    `template` of the options is the text of the letter (see `parse_template`); its fields are the
    columns. Rows without an address get no draft. Files are named after people.
    Raises UsageError for a template that cannot be filled and Conflict for a file that is there
    already, both before anything is written.
    """
    template = parse_template(options.template)
    rows = list(items)
    template.check([*options.columns, *(rows[0] if rows else ())])
    drafts = list(_addressed(rows, folder))
    _refuse_to_overwrite([path for path, _recipient, _row in drafts])
    written: list[Path] = []
    try:
        for path, recipient, row in drafts:
            with path.open("xb") as stream:
                written.append(path)
                stream.write(_draft(template, recipient, row).as_bytes())
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return len(written)


def _addressed(
    rows: Iterable[Mapping[str, Any]], folder: Path
) -> Iterable[tuple[Path, Mailbox, Mapping[str, Any]]]:
    """Give the file, the recipient and the values of each draft."""
    names = FileNames()
    for row in rows:
        mailbox = mailbox_of(row)
        recipient = mailbox.in_ascii() if mailbox else None
        if mailbox and recipient:
            about = mailbox.name or mailbox.email.partition("@")[0]
            yield folder / names.give(about, SUFFIX), recipient, row


def _refuse_to_overwrite(paths: Sequence[Path]) -> None:
    there = next((path for path in paths if path.exists() or path.is_symlink()), None)
    if there:
        message = _("{path} is there already: choose an empty folder.")
        raise Conflict(message.format(path=there))


def _draft(template: Template, recipient: Mailbox, row: Mapping[str, Any]) -> Message:
    """Return a message that Outlook opens for editing, which X-Unsent asks for."""
    draft: Message[Any, Any] = Message(policy=POLICY)
    draft["X-Unsent"] = "1"
    for name, mailboxes in {"To": (recipient,), **template.addresses}.items():
        draft[name] = address_field(name, mailboxes)
    if subject := template.subject_for(row):
        draft[SUBJECT] = text_field(SUBJECT, subject)
    draft.set_payload(template.text_for(row), _quoted_printable())
    return draft


def _quoted_printable() -> Charset:
    """Return UTF-8 written so that every mail server and person can read it."""
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return charset
