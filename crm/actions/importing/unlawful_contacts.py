"""What of a person or organisation the book must not keep: personal identity numbers.

Texts are checked when they are taken; here it is what programs gave: the uid, and the lines of a
card that no field holds. The law: dataskyddslagen 3 kap. 10 §.
"""

import re
from collections.abc import Sequence

from crm.actions.importing.checking import warn
from crm.actions.importing.drafts import Draft
from crm.errors import Invalid
from crm.formats.records import OrganisationRecord, PersonRecord, RecordProblem
from crm.i18n import _
from crm.models.base import new_uid
from crm.validation import find_personal_identity_number

LONG = 200
"""From how many characters on the line of a card may be one of bytes."""

# Pictures and keys, in whose base64 (RFC 4648 4) digits mean nothing.
_BYTES = re.compile(r"[:,][A-Za-z0-9+/]{64,}={0,2}$")
_NAME = re.compile(r"(?:[\w-]+\.)?([\w-]+)")


class OwnUids:
    """The uids of ours that stand for those of one file which are or hold such a number.

    They follow from nothing, so that no number can be worked out of them: the same file read again
    gets others, and whoever it means is then found by all else that it says.
    """

    def __init__(self) -> None:
        self._own: dict[str, str] = {}

    def of(self, uid: str) -> str:
        """Return a uid that may be kept: itself, or within one file always the same of ours."""
        return uid if has_lawful_uid(uid) else self._own.setdefault(uid, new_uid())

    def put_in(self, record: PersonRecord | OrganisationRecord) -> bool:
        """Let a record, and where somebody works, go by uids that may be kept.

        Tells whether the record's own is another now, which is reported.
        """
        for place in record.memberships if isinstance(record, PersonRecord) else ():
            if place.uid:
                place.uid = self.of(place.uid)
        if not record.uid or has_lawful_uid(record.uid):
            return False
        record.uid = self.of(record.uid)
        record.problems.append(RecordProblem(record.line, "uid", "", own_uid_sentence()))
        return True


def lawful_lines(draft: Draft, lines: Sequence[str]) -> list[str]:
    """Return the lines of a card that may be kept, and report the others by their property."""
    if not find_personal_identity_number("\n".join(map(_without_bytes, lines))):
        return list(lines)
    kept = []
    for line in lines:
        try:
            kept.append(lawful_line(line))
        except Invalid as error:
            name = _NAME.match(line)
            warn(draft, name[1] if name else "", "", error.message)
    return kept


def lawful_line(line: str) -> str:
    """Return a line of a card as it is; errors: `Invalid` where it holds such a number."""
    if find_personal_identity_number(_without_bytes(line)):
        raise Invalid(
            _(
                "The line holds a personal identity number, which this book must not keep "
                "(dataskyddslagen 3 kap. 10 §); it is left out."
            )
        )
    return line


def _without_bytes(line: str) -> str:
    return _BYTES.sub("", line) if len(line) > LONG else line


def has_lawful_uid(uid: str) -> bool:
    """Tell whether a uid holds no such number."""
    return not find_personal_identity_number(uid)


def own_uid_sentence() -> str:
    """Return what is said of a record whose uid was replaced."""
    return _(
        "The uid holds a personal identity number, which this book must not keep "
        "(dataskyddslagen 3 kap. 10 §); another was given instead."
    )
