"""People as the lines of lists, and when somebody was last met, for whoever has a session."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from crm.queries.fetching import beneath
from crm.queries.lines import latest, people
from crm.queries.records import PersonRow


def person_rows(session: Session, identities: Sequence[int]) -> list[PersonRow]:
    """Return people as lines in the order of `identities`; those that are gone are left out."""
    return people.person_lines(beneath(session), identities)


def last_interactions(
    session: Session, participant: Any, identities: Sequence[int]
) -> dict[int, str]:
    """Return the date of the latest held interaction for each id in a column of Participant."""
    return latest.last_interactions(beneath(session), participant.key, identities)
