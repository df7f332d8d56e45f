"""Quick entry against the book: whom the names of a line mean, and all that saving it would do.

::

    text ── crm.quick ──> line ── meaning (names to records) ── planning ──> plan ── wording
"""

from crm.queries.quick_entry.plan import (
    NEW,
    AtHand,
    Attending,
    Candidate,
    Certainty,
    Decisions,
    Meant,
    Party,
    Plan,
    Promised,
    decision_key,
)
from crm.queries.quick_entry.planning import plan_line
from crm.queries.quick_entry.refusing import refusal
from crm.queries.quick_entry.wording import Row, rows_of, summary

__all__ = [
    "NEW",
    "AtHand",
    "Attending",
    "Candidate",
    "Certainty",
    "Decisions",
    "Meant",
    "Party",
    "Plan",
    "Promised",
    "Row",
    "decision_key",
    "plan_line",
    "refusal",
    "rows_of",
    "summary",
]
