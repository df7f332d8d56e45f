"""Short ways to log a meeting."""

from typing import Any

from sqlmodel import Session

from crm.actions.interactions import log_interaction
from crm.inputs import InteractionIn
from crm.queries.interactions import get_interaction
from crm.queries.records import InteractionRecord


def a_meeting(**values: Any) -> InteractionIn:
    usual = {"kind": "meeting", "subject": "Small industry", "starts_at": "2019-04-11"}
    return InteractionIn(**usual | values)


def logged(session: Session, **values: Any) -> InteractionRecord:
    create_topics = values.pop("create_topics", True)
    row = log_interaction(session, a_meeting(**values), create_topics=create_topics)
    assert row.id is not None
    return get_interaction(session, row.id)
