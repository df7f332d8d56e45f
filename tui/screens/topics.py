"""What one talks about."""

from collections.abc import Sequence
from typing import Any

from crm.book import Session
from crm.i18n import _
from crm.queries.interactions import interaction_ids
from crm.queries.topics import topic_ids, topic_rows
from crm.vocabulary import RecordKind
from tui.screens.filtered_list import FilteredList
from tui.screens.widths import width_of
from tui.widgets.table_columns import Column


class TopicsScreen(FilteredList):
    """Topics and how often they came up."""

    MODE = "topics"
    NEW_KIND = RecordKind.TOPIC

    def columns(self) -> Sequence[Column]:
        """Return the topic first."""
        return [
            Column("name", _("Topic"), flex=4, minimum=20, priority=9),
            Column("synonyms", _("Also called"), flex=3, minimum=14, priority=4, text=_synonyms),
            Column("parent", _("Part of"), flex=3, minimum=14, priority=5, text=_parent),
            Column(
                "interactions",
                _("Interactions"),
                width=width_of(_("Interactions")),
                align="right",
                priority=6,
                text=_count,
            ),
        ]

    def read_ids(self, session: Session, /, **filters: Any) -> list[int]:
        """Return topics by name."""
        return topic_ids(session, **filters)

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return topic_rows(session, ids)

    def nothing_at_all(self) -> str:
        """Say how topics come in."""
        return _("No topics yet. They come with what you log; n adds one.")

    @property
    def exports(self) -> bool:
        """Whether there are formats that carry what was said on a topic."""
        return True

    async def to_export(self) -> tuple[RecordKind, list[int]] | None:
        """Export the interactions on the topics that are marked, or on the one at hand."""
        topics = self.subjects_of([self.NEW_KIND])
        return RecordKind.INTERACTION, await self.access.ask(_interactions_on, topics)


def _interactions_on(session: Session, topics: Sequence[int]) -> list[int]:
    found = (one for topic in topics for one in interaction_ids(session, topic=topic))
    return list(dict.fromkeys(found))


def _synonyms(row: Any) -> str:
    return ", ".join(row["synonyms"])


def _parent(row: Any) -> str:
    return row["parent"]["name"] if row["parent"] else ""


def _count(row: Any) -> str:
    return str(row["interactions"] or "")
