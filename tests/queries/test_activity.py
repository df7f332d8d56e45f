from typing import Any

from sqlmodel import Session

from crm.actions.interactions import log_interaction
from crm.inputs import InteractionIn
from crm.queries.activity import last_logged, monthly_activity


def logged(session: Session, starts_at: str, **values: Any) -> None:
    log_interaction(
        session,
        InteractionIn(kind="call", subject=starts_at, starts_at=starts_at, **values),
    )


def test_each_of_the_last_twelve_months_is_counted(session: Session) -> None:
    for day in ("2018-05-31", "2018-06-01", "2019-04-01", "2019-04-30T10:00", "2019-05", "2019"):
        logged(session, day)
    logged(session, "2019-05-20", status="planned")
    found = monthly_activity(session)
    assert [one["month"] for one in found][:2] == ["2018-06", "2018-07"]
    assert [one["interactions"] for one in found] == [1, *[0] * 9, 2, 1]


def test_what_was_written_down_last_comes_first_whenever_it_took_place(session: Session) -> None:
    for day in ("2019-04-01", "2017-01-01", "2018-01-01"):
        logged(session, day)
    logged(session, "2019-05-20", status="planned")
    assert [row["subject"] for row in last_logged(session, limit=2)] == ["2018-01-01", "2017-01-01"]
