"""What a coordinator is shown to begin with, and before a meeting."""

from typing import TypedDict

from crm.queries.records.contacts import Link
from crm.queries.records.rows import InteractionRow
from crm.queries.records.work import FollowUpRecord


class SilentRecord(TypedDict):
    """Somebody whom we have a tie with and have not spoken to for too long.

    `role` and `organisation` are what a person holds now; of an organisation the `role` is its
    classification. The `tie` is a collaboration or list, called `through`, or an interaction.
    """

    kind: str
    id: int
    name: str
    role: str | None
    organisation: str | None
    last_interaction: str | None
    tie: str
    through: str | None


class MonthRecord(TypedDict):
    """How many interactions were held in a month such as 2019-05."""

    month: str
    interactions: int


class PartyRecord(TypedDict):
    """Somebody one is to meet: a person, or an organisation as a whole.

    `role` and `organisation` are those of the day; `attendance` says whether they come;
    `last_contact` is what was held last with them before.
    """

    person: Link | None
    organisation: Link | None
    role: str | None
    attendance: str | None
    last_contact: InteractionRow | None


class SaidRecord(TypedDict):
    """What somebody said on a topic, when and where."""

    topic: Link | None
    speaker: Link | None
    stance: str | None
    text: str
    date: str
    interaction: Link


class BriefingRecord(TypedDict):
    """What to know before meeting somebody; `interaction` is the one prepared for, if any."""

    kind: str
    id: int
    title: str
    interaction: InteractionRow | None
    parties: list[PartyRecord]
    promises: list[FollowUpRecord]
    said: list[SaidRecord]
