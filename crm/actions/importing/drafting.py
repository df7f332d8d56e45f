"""Make a draft of each record of a file."""

from contextlib import suppress
from functools import partial

from crm.actions.importing.bounds import bound
from crm.actions.importing.checking import (
    CONTACT_CHECKS,
    ORGANISATION_FIELDS,
    PERSON_FIELDS,
    Check,
    check_date,
    check_identifier,
    check_name,
    check_short,
    check_text,
    checked,
    checked_period,
    ends_early,
    keep,
    looks_like_a_link,
    refuse,
    restored_code,
    warn,
)
from crm.actions.importing.drafts import DetailDraft, Draft, OtherNameDraft
from crm.actions.importing.place_drafts import place_draft
from crm.actions.importing.plain_drafts import plain_draft
from crm.actions.importing.unlawful_contacts import lawful_lines
from crm.errors import Invalid
from crm.formats.records import (
    ContactDetailRecord,
    IdentifierRecord,
    OrganisationRecord,
    OtherNameRecord,
    PersonRecord,
)
from crm.i18n import _
from crm.queries.matches import match_key
from crm.text import clean_line, fold
from crm.validation import normalise_link, normalise_phone, repair_phone, split_phones
from crm.vocabulary import Classification, ContactType, RecordKind


def person_draft(record: PersonRecord) -> Draft:
    """Check a person; a draft without a name cannot be saved."""
    return plain_draft(record) or whole_draft(record)


def whole_draft(record: PersonRecord) -> Draft:
    """Check a person of whom anything may be said, and report what is wrong."""
    bound(record)
    draft = Draft(record.line, RecordKind.PERSON, problems=list(record.problems))
    name = record.name or f"{record.given_name} {record.family_name}"
    if not _named(draft, name):
        return draft
    _take_fields(draft, record, PERSON_FIELDS)
    _take_common(draft, record)
    draft.places = [place for one in record.memberships if (place := place_draft(draft, one))]
    draft.gather_keys()
    return draft


def organisation_draft(record: OrganisationRecord) -> Draft:
    """Check an organisation; a draft without a name cannot be saved."""
    bound(record)
    draft = Draft(record.line, RecordKind.ORGANISATION, problems=list(record.problems))
    if not _named(draft, record.name):
        return draft
    _take_classification(draft, record.classification)
    _take_fields(draft, record, ORGANISATION_FIELDS)
    _drop_early_end(draft)
    for identifier in record.identifiers:
        _take_identifier(draft, identifier)
    if record.language:
        refuse(draft, "language", record.language, _("An organisation has no language."))
    _take_common(draft, record)
    draft.parent = checked(draft, "parent", record.parent, check_name)
    draft.gather_keys()
    return draft


def _named(draft: Draft, name: str) -> bool:
    try:
        draft.name = check_name(name) if clean_line(name) else ""
    except Invalid as error:
        warn(draft, "name", name, error.message)
        return False
    draft.folded_name = fold(draft.name)
    if not draft.folded_name.strip():
        draft.name = ""
        warn(draft, "name", name, _("The record has no name."))
    return bool(draft.name)


def _take_fields(
    draft: Draft, record: PersonRecord | OrganisationRecord, checks: dict[str, Check]
) -> None:
    for name, check in checks.items():
        given = getattr(record, name)
        if given and (value := checked(draft, name, given, check)):
            draft.fields[name] = value


def _take_common(draft: Draft, record: PersonRecord | OrganisationRecord) -> None:
    draft.uid = checked(draft, "uid", record.uid, check_short) if record.uid else ""
    draft.revision = record.revision
    if record.preserved:
        draft.preserved = lawful_lines(draft, record.preserved)
    if record.note.strip():
        _take_note(draft, record.note)
    for name in record.other_names:
        _take_other_name(draft, name)
    for detail in record.contact_details:
        _take_detail(draft, detail)
    if not record.preserved:
        # A card keeps its relations among the lines that go out as they came in.
        for one in record.relations:
            keep(draft, "relation", f"{one.type}: {one.name or one.uid}")
    if record.tags:
        tags = [checked(draft, "tags", tag, check_name) for tag in record.tags]
        draft.tags = [tag for tag in tags if fold(tag).strip()]
    if record.custom:
        draft.custom = {key: value for key, value in record.custom.items() if clean_line(value)}


def _take_note(draft: Draft, note: str) -> None:
    try:
        draft.note = check_text(note)
    except Invalid as error:
        warn(draft, "note", note[:200], error.message)


def _take_classification(draft: Draft, word: str) -> None:
    if not word:
        return
    if word in set(Classification):
        draft.fields["classification"] = word
        return
    message = _("This is no classification; “other” was taken. Known are: {words}.")
    refuse(draft, "classification", word, message.format(words=", ".join(Classification)))


def _drop_early_end(draft: Draft) -> None:
    end = draft.fields.get("dissolution_date", "")
    if ends_early(draft.fields.get("founding_date", ""), end):
        del draft.fields["dissolution_date"]
        message = _("The end date lies before the start date.")
        refuse(draft, "dissolution_date", end, message)


def _take_identifier(draft: Draft, record: IdentifierRecord) -> None:
    scheme = clean_line(record.scheme).casefold()
    restored = restored_code(scheme, record.identifier)
    if restored:
        message = _("{value} was read as {number}: its beginning was missing.")
        sentence = message.format(value=record.identifier, number=restored)
        warn(draft, scheme, record.identifier, sentence)
    number = checked(
        draft, scheme, restored or record.identifier, partial(check_identifier, scheme)
    )
    if number and (scheme, number) not in draft.identifiers:
        draft.identifiers.append((scheme, number))


def _take_other_name(draft: Draft, record: OtherNameRecord) -> None:
    name = checked(draft, "alias", record.name, check_name)
    if not fold(name).strip() or fold(name) == draft.folded_name:
        return
    start = checked(draft, "start_date", record.start_date, check_date) or None
    end = checked(draft, "end_date", record.end_date, check_date) or None
    note = checked(draft, "note", record.note, check_text) or None
    draft.other_names.append(OtherNameDraft(name, start, end, note))


def _take_detail(draft: Draft, record: ContactDetailRecord) -> None:
    if record.type == ContactType.PHONE:
        _take_phones(draft, record)
    elif record.type == ContactType.EMAIL and looks_like_a_link(record.value):
        _take_misplaced_link(draft, record)
    else:
        value = checked(draft, record.type, record.value, CONTACT_CHECKS[record.type])
        _add_detail(draft, record, record.type, value)


def _take_phones(draft: Draft, record: ContactDetailRecord) -> None:
    try:
        _add_detail(draft, record, ContactType.PHONE, normalise_phone(record.value))
    except Invalid:
        for piece in split_phones(record.value):
            _take_phone(draft, record, piece)


def _take_phone(draft: Draft, record: ContactDetailRecord, piece: str) -> None:
    number, note = repair_phone(piece)
    try:
        value = normalise_phone(number)
    except Invalid as error:
        refuse(draft, "phone", piece, note or error.message)
        return
    if note:
        warn(draft, "phone", piece, note)
    _add_detail(draft, record, ContactType.PHONE, value)


def _take_misplaced_link(draft: Draft, record: ContactDetailRecord) -> None:
    """Take the address of a page that stands where an e-mail address should for a link."""
    link = ""
    with suppress(Invalid):
        link = normalise_link(record.value)
    if not link:
        refuse(draft, "email", record.value, _("This is not an e-mail address."))
        return
    is_website = draft.kind == RecordKind.ORGANISATION and "website" not in draft.fields
    if is_website:
        draft.fields["website"] = link
    elif draft.fields.get("website") != link:
        _add_detail(draft, record, ContactType.LINK, link)
    message = _("This is not an e-mail address but a page; it was kept as a link.")
    warn(draft, "email", record.value, message)


def _add_detail(draft: Draft, record: ContactDetailRecord, kind: str, value: str) -> None:
    if not value:
        return
    detail = DetailDraft(str(kind), value, match_key(kind, value))
    if record.label:
        detail.label = checked(draft, "label", record.label, check_short) or None
    if record.note:
        detail.note = checked(draft, "note", record.note, check_text) or None
    if record.valid_from or record.valid_until:
        names = ("valid_from", "valid_until")
        period = checked_period(draft, record.valid_from, record.valid_until, names)
        detail.valid_from, detail.valid_until = period
    draft.details.append(detail)
