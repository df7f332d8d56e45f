"""What an organisation that spoke as a whole was called on that day."""

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from crm.models import Participant, Statement


def name_on_the_day() -> ColumnElement[str | None]:
    """Return the name an organisation took part under, for a statement of the enclosing query."""
    # Not by the index on the organisation: it may have taken part in any number of interactions.
    organisation = col(Participant.organisation_id) + 0
    return (
        select(func.max(col(Participant.organisation_name)))
        .where(
            col(Participant.interaction_id) == col(Statement.interaction_id),
            organisation == col(Statement.organisation_id),
        )
        .correlate(Statement)
        .scalar_subquery()
    )
