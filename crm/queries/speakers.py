"""What an organisation that spoke as a whole was called on that day."""

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from crm.models import Participant, Statement


def name_on_the_day() -> ColumnElement[str | None]:
    """Return the name an organisation took part under, for a statement of the enclosing query."""
    return (
        select(func.max(col(Participant.organisation_name)))
        .where(
            col(Participant.interaction_id) == col(Statement.interaction_id),
            col(Participant.organisation_id) == col(Statement.organisation_id),
        )
        .correlate(Statement)
        .scalar_subquery()
    )
