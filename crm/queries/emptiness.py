"""Whether there is anything in a book at all."""

from sqlmodel import Session, col, select

from crm.models import FollowUp, Interaction, Organisation, Person


def is_empty(session: Session) -> bool:
    """Tell whether a book knows nobody and nothing yet."""
    tables = (Person, Organisation, Interaction, FollowUp)
    return all(session.exec(select(col(table.id)).limit(1)).first() is None for table in tables)
