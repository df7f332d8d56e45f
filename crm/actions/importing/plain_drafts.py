"""Make the draft of a person of whom a file says what lists of contacts say, and nothing is wrong.

It is the draft that `drafting.whole_draft` makes, with fewer steps: most rows of a file are so.
"""

from operator import attrgetter

from crm.actions.importing.checking import CONTACT_CHECKS, PERSON_FIELDS, check_name, check_short
from crm.actions.importing.drafts import DetailDraft, Draft, PlaceDraft
from crm.actions.importing.place_drafts import plain_place
from crm.errors import Invalid
from crm.formats.records import ContactDetailRecord, PersonRecord
from crm.queries.matches import match_key
from crm.text import fold
from crm.vocabulary import RecordKind

MOST_DETAILS = 20
PERSON = RecordKind.PERSON
_FIELDS = attrgetter(*PERSON_FIELDS)


class _Doubtful(Exception):
    """Something is said that is not plain."""


def plain_draft(record: PersonRecord) -> Draft | None:
    """Return the draft of a person, None where more is said of them or anything is wrong."""
    if _says_more(record) or len(record.contact_details) > MOST_DETAILS:
        return None
    try:
        name = check_name(record.name or f"{record.given_name} {record.family_name}")
        fields = _fields(record) if any(_FIELDS(record)) else {}
        details = [_detail(one) for one in record.contact_details]
        places = _places(record)
    except (Invalid, _Doubtful):
        return None
    folded = fold(name)
    if not folded.strip():
        return None
    return Draft(
        record.line,
        PERSON,
        name,
        folded,
        fields=fields,
        details=details,
        places=places,
        keys=sorted([(one.type, one.key) for one in details]),
        folded_names={folded},
        is_plain=True,
    )


def _says_more(record: PersonRecord) -> bool:
    """Tell whether a record says what is not plain, or what is wrong with it."""
    if record.uid or record.note or record.revision or record.preserved or record.problems:
        return True
    return bool(record.other_names or record.tags or record.custom or record.relations)


def _fields(record: PersonRecord) -> dict[str, str]:
    given = zip(PERSON_FIELDS.items(), _FIELDS(record), strict=True)
    return {name: check(value) for (name, check), value in given if value}


def _detail(record: ContactDetailRecord) -> DetailDraft:
    kind, value = record.type, record.value
    if record.note or record.valid_from or record.valid_until:
        raise _Doubtful
    if not (kind == "phone" or (kind == "email" and "@" in value)):
        raise _Doubtful
    value = CONTACT_CHECKS[kind](value)
    label = check_short(record.label) if record.label else None
    return DetailDraft(kind, value, match_key(kind, value), label)


def _places(record: PersonRecord) -> list[PlaceDraft]:
    if not record.memberships:
        return []
    if len(record.memberships) > 1:
        raise _Doubtful
    place = plain_place(record.memberships[0])
    if place is None:
        raise _Doubtful
    return [place]
