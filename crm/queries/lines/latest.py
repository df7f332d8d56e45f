"""When somebody was last met or written to."""

from crm.driver import Connection
from crm.queries.lines.asking import AMONG, Ids, ask
from crm.settings import today
from crm.vocabulary import InteractionStatus

DAY_LENGTH = len("2019-05-02")

# Chosen by status, SQLite would walk through all held interactions of the book.
_LATEST = f"""
    SELECT participant.{{owner}},
    max(CASE WHEN interaction.status = '{InteractionStatus.HELD}' THEN interaction.starts_at END)
    FROM participant JOIN interaction ON participant.interaction_id = interaction.id
    WHERE participant.{{owner}} {AMONG} GROUP BY participant.{{owner}}
"""  # noqa: S608 - our own names


def last_interactions(connection: Connection, owner: str, ids: Ids) -> dict[int, str]:
    """Return the date of the latest held interaction for each id in a column of `participant`."""
    rows = ask(connection, _LATEST.format(owner=owner), ids, today())
    return {identity: moment[:DAY_LENGTH] for identity, moment in rows if moment}
