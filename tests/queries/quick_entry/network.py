"""A small network with namesakes, and what a line would save in it."""

from typing import Any

from sqlmodel import Session

from crm.queries.quick_entry import Plan, plan_line, rows_of
from tests.people import attend, meeting, organisation, person


def build(session: Session) -> None:
    """Add ALMI, Företagarna and a network, two called Anna Berg, and when each was met."""
    for name in ("ALMI", "ALMI Invest", "Företagarna", "Svenska industrikommuner"):
        organisation(session, name)
    vd = {"organisation": "ALMI", "role": "VD", "start_date": "2008", "primary": True}
    person(session, "Göran Lundwall", memberships=[vd, {"organisation": "Företagarna"}])
    left = {"organisation": "ALMI", "role": "ekonom", "end_date": "2019-04-20"}
    person(session, "Günther Mårder", emails=["gunther@ftg.se"], memberships=[left])
    first = person(session, "Anna Berg", memberships=[{"organisation": "Företagarna"}])
    second = person(session, "Anna Berg")
    person(session, "Anna Bergman")
    attend(session, meeting(session, "2019-03-01"), second)
    attend(session, meeting(session, "2018-03-01"), first)


def planned(session: Session, text: str, **how: Any) -> dict[str, str]:
    """Return what a line would save: each name, with what more is said of it."""
    return told(plan_line(session, text, **how))


def told(plan: Plan) -> dict[str, str]:
    """Return the rows of a plan but the first two, by what they name."""
    return {row.text: row.detail for row in rows_of(plan)[2:]}
