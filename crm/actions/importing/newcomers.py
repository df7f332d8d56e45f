"""People of whom nobody has heard: most of a first import, and cheap because nothing is compared.

Whoever shares nothing that a record may be known by, neither with the book nor with another record
of the same part of a file, is nobody else and cannot be meant by another of them; so what the
record says goes straight to its rows.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from crm.actions.importing.drafts import Draft
from crm.actions.importing.intake import Intake
from crm.actions.importing.known import Directory
from crm.actions.importing.places import Place
from crm.actions.importing.plan import Outcome
from crm.actions.importing.rows import Rows
from crm.actions.names import split_name
from crm.text import sort_key
from crm.vocabulary import RecordKind

PERSON = RecordKind.PERSON


class Newcomers:
    """Those of a part of a file who are certainly new; its drafts are all in the directory."""

    def __init__(self, intake: Intake, rows: Rows) -> None:
        self._intake = intake
        self._rows = rows
        self._directory = Directory()
        self._shared: set[object] = set()
        self._are_plain = False
        self._found: list[tuple[Draft, Sequence[Place]]] = []

    def expect(self, drafts: Sequence[Draft], directory: Directory) -> None:
        """Look for what several drafts of a part may be known by."""
        self._directory = directory
        # Whoever is put into an organisation by other means than its name may be a colleague.
        self._are_plain = not self._intake.tally.keeps(Outcome.NEW) and all(
            draft.kind == PERSON and not any(place.uid for place in draft.places)
            for draft in drafts
        )
        if self._are_plain:
            said: list[object] = []
            for draft in drafts:
                said += draft.keys
                said += draft.folded_names
                said += _colleagues(draft)
            self._shared = {one for one, count in Counter(said).items() if count > 1}

    def add(self, draft: Draft, places: Sequence[Place]) -> bool:
        """Keep somebody who is certainly new for `store`, and tell whether that is so."""
        if not (self._are_plain and _is_plain(draft, places)):
            return False
        if not self._is_unheard_of(draft, places):
            return False
        self._found.append((draft, places))
        return True

    def _is_unheard_of(self, draft: Draft, places: Sequence[Place]) -> bool:
        shared, directory, name = self._shared, self._directory, draft.folded_name
        if not shared.isdisjoint(draft.keys) or directory.is_any_held(draft.keys):
            return False
        if directory.is_also_called(PERSON, name):
            return False
        is_known = directory.is_called(PERSON, name)
        if name not in directory.common:
            return not is_known and name not in shared
        if not shared.isdisjoint(_colleagues(draft)):
            return False
        return not is_known or not self._has_colleague(name, places)

    def _has_colleague(self, name: str, places: Sequence[Place]) -> bool:
        """Tell whether somebody of this name is known where somebody is."""
        employers = {known.id for _place, known in places}
        return any(
            one.organisation_id in employers
            for known in self._directory.called(PERSON, name)
            for one in known.memberships
        )

    def store(self) -> None:
        """Add the rows of all who were kept since the last time."""
        if not self._found:
            return
        found, self._found = self._found, []
        rows, tally = self._rows, self._intake.tally
        tally.count_all(Outcome.NEW, [draft.problems for draft, _places in found])
        people = rows.add_people([_values(draft) for draft, _places in found])
        with_keys = [(key, *one) for key, one in zip(people, found, strict=True)]
        rows.add_person_details(
            [(key, one) for key, draft, _places in with_keys for one in draft.details]
        )
        rows.add_primary_memberships(
            [
                (key, known.id, said.role, said.start_date)
                for key, _draft, places in with_keys
                for said, known in places
            ]
        )
        rows.add_person_sources(
            self._intake.file_id,
            [(key, draft.line, _given(draft, places)) for key, draft, places in with_keys],
        )


def _values(draft: Draft) -> tuple[str | None, ...]:
    """Return the values of a person's columns from the name to the language."""
    name, fields = draft.name, draft.fields
    given, family = fields.get("given_name"), fields.get("family_name")
    if not given and not family:
        given, family = split_name(name)
    rest = (fields.get("honorific_prefix"), fields.get("language"))
    return (name, draft.folded_name, sort_key(name), given, family, *rest)


def _given(draft: Draft, places: Sequence[Place]) -> str:
    """Return the fields that a draft gives, parted by spaces."""
    types = [one.type for one in draft.details]
    return _told(("name", *draft.fields, *types, *(["membership"] if places else [])))


# All rows of a table say much the same.
@lru_cache(maxsize=1000)
def _told(names: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys(names))


def _is_plain(draft: Draft, places: Sequence[Place]) -> bool:
    """Tell whether a draft says nothing but who somebody is, how to reach them and where they are.

    What it says must suffice to tell them from others of their name.
    """
    if not (draft.is_plain or _says_little(draft)):
        return False
    if len(places) != len(draft.places) or len(places) > 1 or not (places or draft.keys):
        return False
    return not places or _is_certain(places[0])


def _says_little(draft: Draft) -> bool:
    if draft.uid or draft.note or draft.kept or draft.revision or draft.preserved:
        return False
    if draft.other_names or draft.identifiers or draft.tags or draft.custom:
        return False
    # Links and postal addresses are no keys.
    return len(draft.details) == len(draft.keys)


def _is_certain(place: Place) -> bool:
    """Tell whether a place can be meant by no other name, and needs nothing but a membership."""
    said, organisation = place
    if said.uid or said.post or said.end_date or organisation.other_names:
        return False
    return said.folded == organisation.folded_name


def _colleagues(draft: Draft) -> list[tuple[str, str, str]]:
    """Return the names that somebody has together with where they are."""
    if not draft.places:
        return []
    return [
        ("colleague", name, place.folded) for name in draft.folded_names for place in draft.places
    ]
