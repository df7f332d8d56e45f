"""What was going on lately: the last things logged, and how much there was in each month."""

from sqlalchemy import func, select
from sqlmodel import Session, col

from crm.models import Interaction
from crm.queries.interactions import interaction_rows, was_held
from crm.queries.records import InteractionRow, MonthRecord
from crm.settings import today
from crm.vocabulary import InteractionStatus

MONTHS = 12
MONTH_LENGTH = len("2019-05")


def last_logged(session: Session, *, limit: int = 6) -> list[InteractionRow]:
    """Return what was held and written down last, whenever it took place, the newest first."""
    newest = col(Interaction.id).desc()
    statement = select(col(Interaction.id)).where(was_held()).order_by(newest).limit(limit)
    return interaction_rows(session, list(session.scalars(statement)))


def monthly_activity(session: Session, *, months: int = MONTHS) -> list[MonthRecord]:
    """Return how many interactions were held in each of the last months, this one at the end.

    What is known only to the year is in no month.
    """
    names = _last_months(months)
    month = func.substr(col(Interaction.starts_at), 1, MONTH_LENGTH)
    statement = (
        select(month, func.count())
        .where(
            col(Interaction.status) == InteractionStatus.HELD,
            col(Interaction.starts_at) >= names[0],
            col(Interaction.starts_at) < f"{names[-1]}~",
        )
        .group_by(month)
    )
    counts = dict(session.execute(statement).all())
    return [MonthRecord(month=name, interactions=counts.get(name, 0)) for name in names]


def _last_months(count: int) -> list[str]:
    this = today().year * 12 + today().month - 1
    months = (divmod(number, 12) for number in range(this - count + 1, this + 1))
    return [f"{year:04}-{month + 1:02}" for year, month in months]
