"""The people, organisations and topics that a form names and the book does not know yet."""

from crm.actions.organisations import add_organisation
from crm.actions.people import add_person
from crm.actions.topics import add_topic
from crm.book import Session
from crm.errors import Invalid
from crm.i18n import _
from crm.inputs import OrganisationIn, PersonIn, TopicIn
from crm.queries.topics import find_topic
from crm.text import fold
from crm.vocabulary import RecordKind, reference
from tui.widgets.suggestions import Choice


class Newcomers:
    """Adds what is new, each name once, in the same transaction as what the form is about."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[RecordKind, str], int] = {}

    def knows(self, kind: RecordKind, choice: Choice) -> bool:
        """Tell whether what is chosen has been added as a record of a noun."""
        return (kind, fold(choice.label)) in self._known

    def reference(self, kind: RecordKind, choice: Choice) -> str:
        """Return the reference of what is chosen, added as a record of a noun where it is new.

        Errors: `Invalid` for a name that cannot be.
        """
        if not choice.is_new:
            return choice.reference
        key = kind, fold(choice.label)
        if key not in self._known:
            self._known[key] = self._add(kind, choice.label)
        return reference(kind, self._known[key])

    def references(self, kind: RecordKind, choices: tuple[Choice, ...]) -> list[str]:
        """Return the references of everything chosen."""
        return [self.reference(kind, choice) for choice in choices]

    def optional(self, kind: RecordKind, choices: tuple[Choice, ...]) -> str | None:
        """Return the reference of the first thing chosen, or None where nothing is."""
        return self.reference(kind, choices[0]) if choices else None

    def required(self, kind: RecordKind, field: str, choices: tuple[Choice, ...]) -> int:
        """Return the id of the first thing chosen; errors: `Invalid` where nothing is."""
        chosen = self.optional(kind, choices)
        if chosen is None:
            raise Invalid.field(field, _("This must be filled in."))
        return int(chosen[1:])

    def _add(self, kind: RecordKind, name: str) -> int:
        if kind is RecordKind.PERSON:
            row_id = add_person(self._session, PersonIn(name=name)).id
        elif kind is RecordKind.ORGANISATION:
            row_id = add_organisation(self._session, OrganisationIn(name=name)).id
        else:
            known = find_topic(self._session, name)
            row_id = known or add_topic(self._session, TopicIn(name=name)).id
        return saved(row_id)


def saved(row_id: int | None) -> int:
    """Return the id of a row that has been stored."""
    if row_id is None:
        raise ValueError("the row has not been stored")
    return row_id
