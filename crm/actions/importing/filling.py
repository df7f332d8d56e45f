"""Add what a draft says to somebody known: what is empty is filled, nothing is replaced.

Where the book says something else, the book is believed and the difference reported.
"""

from typing import Any

from crm.actions.importing.checking import refuse, warn
from crm.actions.importing.drafts import DetailDraft, Draft
from crm.actions.importing.known import Directory, Known
from crm.actions.importing.rows import NewRows
from crm.actions.versions import check_period
from crm.errors import Invalid
from crm.i18n import _
from crm.inputs.base import TEXT_LENGTH
from crm.models import ContactDetail, Identifier, Organisation, OtherName, Tagging
from crm.text import clean_line, fold, shorten, words
from crm.vocabulary import Classification

SHOWN_LENGTH = 60
SHORTEST_VALUE = 4
DATES = frozenset({"founding_date", "dissolution_date"})


def fill(known: Known, draft: Draft, directory: Directory, rows: NewRows) -> None:
    """Add what a draft says, noting at `known` whether that changed anything."""
    _fill_name(known, draft)
    for name, value in draft.fields.items():
        _fill_field(known, draft, name, value)
    _add_other_names(known, draft, rows)
    _add_identifiers(known, draft, rows)
    for detail in draft.details:
        _add_detail(known, detail, rows)
    _add_tags(known, draft, rows)
    _fill_custom(known, draft, rows)
    directory.add(known)


def differs(draft: Draft, name: str, value: str, stored: str) -> None:
    """Report that the book says something else than the file."""
    message = _("The book says “{stored}”, which was kept.")
    warn(draft, name, value, message.format(stored=shorten(clean_line(stored), SHOWN_LENGTH)))


def _owner(known: Known) -> dict[str, Any]:
    return {f"{known.kind}_id": known.id}


def _fill_name(known: Known, draft: Draft) -> None:
    if draft.folded_name in known.other_names:
        return
    if sorted(words(draft.name)) != sorted(words(known.row.name)):
        differs(draft, "name", draft.name, known.row.name)


def _fill_field(known: Known, draft: Draft, name: str, value: str) -> None:
    stored = getattr(known.row, name)
    if not stored or (name == "classification" and stored == Classification.OTHER != value):
        if _in_order(known, draft, name, value):
            setattr(known.row, name, value)
            known.is_changed = True
    elif not _says(name, str(stored), value):
        differs(draft, name, value, str(stored))


def _says(name: str, stored: str, value: str) -> bool:
    """Tell whether the book says the same as the file, or the same more precisely."""
    if name in DATES:
        return stored.startswith(value)
    return fold(stored) == fold(value)


def _in_order(known: Known, draft: Draft, name: str, value: str) -> bool:
    if name not in DATES:
        return True
    assert isinstance(known.row, Organisation)
    dates = {one: getattr(known.row, one) for one in DATES} | {name: value}
    try:
        check_period(dates["founding_date"], dates["dissolution_date"])
    except Invalid as error:
        refuse(draft, name, value, error.message)
        return False
    return True


def fill_note(known: Known, draft: Draft) -> None:
    """Add the note, and the values that had no place elsewhere; call it last."""
    stored = known.row.note or ""
    note = stored or draft.note
    if stored and draft.note and draft.note not in stored:
        differs(draft, "note", draft.note, stored)
    for line in draft.kept:
        if not _stands_in(line, note):
            note = f"{note}\n{line}" if note else line
    if len(note) > TEXT_LENGTH:
        message = _("The note would be too long; nothing was added to it.")
        warn(draft, "note", "", message)
    elif note != stored:
        known.row.note = note
        known.is_changed = True


def _stands_in(line: str, note: str) -> bool:
    """Tell whether a kept line, or its value in another language's words, is in a note."""
    value = line.partition(": ")[2]
    return line in note.split("\n") or (len(value) > SHORTEST_VALUE and value in note)


def _add_other_names(known: Known, draft: Draft, rows: NewRows) -> None:
    for other in draft.other_names:
        folded = fold(other.name)
        if folded not in {known.folded_name, *known.other_names}:
            known.other_names.add(folded)
            known.is_changed = True
            rows.add(
                OtherName(
                    name=other.name,
                    start_date=other.start_date,
                    end_date=other.end_date,
                    note=other.note,
                    **_owner(known),
                )
            )


def _add_identifiers(known: Known, draft: Draft, rows: NewRows) -> None:
    for scheme, number in draft.identifiers:
        stored = [one for known_scheme, one in known.identifiers if known_scheme == scheme]
        if not stored:
            known.identifiers.add((scheme, number))
            known.is_changed = True
            rows.add(Identifier(organisation_id=known.id, scheme=scheme, identifier=number))
        elif number not in stored:
            differs(draft, scheme, number, stored[0])


def _add_detail(known: Known, detail: DetailDraft, rows: NewRows) -> None:
    key = (detail.type, detail.key, detail.valid_from, detail.valid_until)
    anytime = not detail.valid_from and not detail.valid_until
    if key in known.details or (anytime and key[:2] in {one[:2] for one in known.details}):
        return
    known.details.add(key)
    known.is_changed = True
    rows.add(
        ContactDetail(
            type=detail.type,
            value=detail.value,
            match_key=detail.key,
            label=detail.label,
            note=detail.note,
            valid_from=detail.valid_from,
            valid_until=detail.valid_until,
            **_owner(known),
        )
    )


def _add_tags(known: Known, draft: Draft, rows: NewRows) -> None:
    for name in draft.tags:
        tag = rows.tag(name)
        if fold(name) not in known.tags:
            known.tags.add(fold(name))
            known.is_changed = True
            rows.add(Tagging(tag_id=tag.id or 0, **_owner(known)))


def _fill_custom(known: Known, draft: Draft, rows: NewRows) -> None:
    for key, text in draft.custom.items():
        name, stored = f"custom:{key}", known.row.custom.get(key.casefold())
        try:
            value = rows.custom_value(known.kind, key, text)
        except Invalid as error:
            refuse(draft, name, text, error.message)
            continue
        if stored is None and value is not None:
            known.row.custom = {**known.row.custom, key.casefold(): value}
            known.is_changed = True
        elif stored != value:
            differs(draft, name, text, str(stored))
