"""The people one knows."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crm.book import Session
from crm.i18n import N_, _
from crm.queries.people import person_ids, person_rows
from crm.validation import format_phone
from crm.vocabulary import Classification, RecordKind
from tui.screens.filtered_list import FilteredList
from tui.screens.last_contact import last_contact
from tui.screens.parted import Part
from tui.widgets.table_columns import Column


class PeopleScreen(FilteredList):
    """People with their present role and how to reach them."""

    MODE = "people"
    NEW_KIND = RecordKind.PERSON
    PARTS: ClassVar[Sequence[Part]] = (
        Part(N_("All")),
        Part(N_("Ministries"), {"classification": Classification.MINISTRY}),
        Part(N_("Agencies"), {"classification": Classification.AGENCY}),
        Part(N_("State companies"), {"classification": Classification.STATE_COMPANY}),
        Part(N_("Municipalities"), {"classification": Classification.MUNICIPALITY}),
        Part(N_("Companies"), {"classification": Classification.COMPANY}),
        Part(
            N_("Interest organisations"), {"classification": Classification.INTEREST_ORGANISATION}
        ),
    )

    def columns(self) -> Sequence[Column]:
        """Return the name first, and what tells people of one name apart."""
        return [
            Column("name", _("Name"), flex=4, minimum=18, priority=9),
            Column("role", _("Role"), flex=3, minimum=12, priority=6, role="muted"),
            Column("organisation", _("Organisation"), flex=4, minimum=14, priority=8),
            Column("phone", _("Phone"), width=16, priority=3, text=_phone),
            Column("email", _("E-mail"), flex=3, minimum=18, priority=2),
            last_contact(priority=4),
        ]

    def read_ids(self, session: Session, /, **filters: Any) -> Sequence[int]:
        """Return people by name."""
        return person_ids(session, **filters)

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return person_rows(session, ids)

    def nothing_at_all(self) -> str:
        """Say how people come in."""
        return _("No people here yet. Press n to add one, or i to import a file.")


def _phone(row: Any) -> str:
    return format_phone(row["phone"]) if row["phone"] else ""
