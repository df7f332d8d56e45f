"""Put what a draft says into somebody known: what is empty is filled, what is older replaced.

Where the book is to be believed, it is, and the difference reported.
"""

from typing import Any

from crm.actions.importing.checking import refuse, warn
from crm.actions.importing.drafts import DetailDraft, Draft
from crm.actions.importing.known import Known
from crm.actions.importing.replacing import Replacing
from crm.actions.importing.rows import Rows
from crm.actions.names import split_name
from crm.actions.versions import check_period
from crm.errors import Invalid
from crm.i18n import _
from crm.inputs.base import TEXT_LENGTH
from crm.matching import compare_people
from crm.text import clean_line, fold, shorten, sort_key, words
from crm.vocabulary import Classification, RecordKind

SHOWN_LENGTH = 60
SHORTEST_VALUE = 4
DATES = frozenset({"founding_date", "dissolution_date"})
SHORTENED = frozenset({"part", "initials"})
NAME_PARTS = frozenset({"given_name", "family_name"})


class Filling:
    """Fills those who are known from the drafts of one file."""

    def __init__(self, rows: Rows, replacing: Replacing) -> None:
        self._rows = rows
        self._replacing = replacing

    def fill(self, known: Known, draft: Draft, *, by_uid: bool) -> None:
        """Add what a draft says, noting at `known` what that changed and what it left.

        `by_uid` says that the uid tells who it is, so that another name is a new one and no other
        way to write it.
        """
        self._fill_name(known, draft, by_uid=by_uid)
        for name, value in draft.fields.items():
            self._fill_field(known, draft, name, value)
        for detail in draft.details:
            self._add_detail(known, detail)
        if draft.other_names:
            self._add_other_names(known, draft)
        if draft.identifiers:
            self._add_identifiers(known, draft)
        if draft.tags:
            self._add_tags(known, draft)
        if draft.custom:
            self._fill_custom(known, draft)

    def _fill_name(self, known: Known, draft: Draft, *, by_uid: bool) -> None:
        stored = known.name
        if draft.name == stored or draft.folded_name in known.other_names:
            return
        same_words = sorted(words(draft.name)) == sorted(words(stored))
        is_new = by_uid and not same_words and not _is_shortened(draft.name, stored)
        if is_new and self._replacing.may_replace(known, "name", draft):
            known.set("name", draft.name)
            known.take("name", stored, draft.name)
            if known.kind == RecordKind.PERSON and not NAME_PARTS & draft.fields.keys():
                for column, part in zip(
                    ("given_name", "family_name"), split_name(draft.name), strict=True
                ):
                    known.set(column, part)
        elif not same_words:
            differs(known, draft, "name", draft.name, stored)

    def _fill_field(self, known: Known, draft: Draft, name: str, value: str) -> None:
        stored = known.values[name]
        if stored == value:
            return
        is_empty = not stored or (name == "classification" and stored == Classification.OTHER)
        if not is_empty and _says(name, str(stored), value):
            return
        if is_empty or self._replacing.may_replace(known, name, draft):
            if _in_order(known, draft, name, value):
                known.set(name, value)
                known.take(name, None if is_empty else str(stored), value)
        else:
            differs(known, draft, name, value, str(stored))

    def fill_note(self, known: Known, draft: Draft) -> None:
        """Add the note, and the values that had no place elsewhere; call it last."""
        if not draft.note and not draft.kept:
            return
        stored = known.values["note"] or ""
        note = stored or draft.note
        if stored and draft.note and draft.note not in stored:
            if self._replacing.may_replace(known, "note", draft):
                note = draft.note
            else:
                differs(known, draft, "note", draft.note, stored)
        for line in draft.kept:
            if not _stands_in(line, note):
                note = f"{note}\n{line}" if note else line
        if len(note) > TEXT_LENGTH:
            message = _("The note would be too long; nothing was added to it.")
            warn(draft, "note", "", message)
        elif note != stored:
            known.set("note", note)
            known.take("note", stored or None, note)

    def _add_other_names(self, known: Known, draft: Draft) -> None:
        for other in draft.other_names:
            folded = fold(other.name)
            if folded not in {known.folded_name, *known.other_names}:
                known.other_names.add(folded)
                known.take("alias", None, other.name)
                self._rows.add(
                    "other_name",
                    **_owner(known),
                    name=other.name,
                    folded_name=folded,
                    sort_key=sort_key(other.name),
                    start_date=other.start_date,
                    end_date=other.end_date,
                    note=other.note,
                )

    def _add_identifiers(self, known: Known, draft: Draft) -> None:
        for scheme, number in draft.identifiers:
            stored = [one for known_scheme, one in known.identifiers if known_scheme == scheme]
            if not stored:
                known.identifiers.add((scheme, number))
                known.take(scheme, None, number)
                self._rows.add(
                    "identifier", organisation_id=known.id, scheme=scheme, identifier=number
                )
            elif number not in stored:
                differs(known, draft, scheme, number, stored[0])

    def _add_detail(self, known: Known, detail: DetailDraft) -> None:
        key = (detail.type, detail.key, detail.valid_from, detail.valid_until)
        if key in known.details:
            return
        anytime = not detail.valid_from and not detail.valid_until
        if anytime and key[:2] in {one[:2] for one in known.details}:
            return
        known.details.add(key)
        known.take(detail.type, None, detail.value)
        self._rows.add(
            "contact_detail",
            **_owner(known),
            type=detail.type,
            value=detail.value,
            match_key=detail.key,
            label=detail.label,
            note=detail.note,
            valid_from=detail.valid_from,
            valid_until=detail.valid_until,
        )

    def _add_tags(self, known: Known, draft: Draft) -> None:
        for name in draft.tags:
            folded = fold(name)
            if folded not in known.tags:
                known.tags.add(folded)
                known.take("tags", None, name)
                self._rows.add("tagging", tag_id=self._rows.tag(name), **_owner(known))

    def _fill_custom(self, known: Known, draft: Draft) -> None:
        for key, text in draft.custom.items():
            column, stored = f"custom:{key.casefold()}", known.values["custom"].get(key.casefold())
            name = f"custom:{key}"
            try:
                value = self._rows.custom_value(known.kind, key, text)
            except Invalid as error:
                refuse(draft, name, text, error.message)
                continue
            if value is None or stored == value:
                continue
            if stored is None or self._replacing.may_replace(known, column, draft):
                known.set("custom", {**known.values["custom"], key.casefold(): value}, column)
                known.take(name, None if stored is None else str(stored), str(value))
            else:
                differs(known, draft, name, text, str(stored))


def differs(known: Known, draft: Draft, name: str, value: str, stored: str) -> None:
    """Report that the book says something else than the file."""
    message = _("The book says “{stored}”, which was kept.")
    warn(draft, name, value, message.format(stored=shorten(clean_line(stored), SHOWN_LENGTH)))
    known.left.append((name, stored, value))


def _owner(known: Known) -> dict[str, Any]:
    return {f"{known.kind}_id": known.id}


def _is_shortened(name: str, stored: str) -> bool:
    """Tell whether a name is the stored one with less said: `A. Ek` for `Anna Ek`."""
    likeness = compare_people(tuple(words(name)), tuple(words(stored)))
    return likeness in SHORTENED and len(name) < len(stored)


def _says(name: str, stored: str, value: str) -> bool:
    """Tell whether the book says the same as the file, or the same more precisely."""
    if name in DATES:
        return stored.startswith(value)
    return fold(stored) == fold(value)


def _in_order(known: Known, draft: Draft, name: str, value: str) -> bool:
    if name not in DATES:
        return True
    dates = {one: known.values[one] for one in DATES} | {name: value}
    try:
        check_period(dates["founding_date"], dates["dissolution_date"])
    except Invalid as error:
        refuse(draft, name, value, error.message)
        return False
    return True


def _stands_in(line: str, note: str) -> bool:
    """Tell whether a kept line, or its value in another language's words, is in a note."""
    value = line.partition(": ")[2]
    return line in note.split("\n") or (len(value) > SHORTEST_VALUE and value in note)
