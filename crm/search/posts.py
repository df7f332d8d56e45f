"""What a person is today: the role and organisation that are shown after the name."""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
from collections.abc import Collection

from crm.driver import Connection
from crm.settings import today


def in_force(start: str, end: str) -> str:
    """Return SQL that compares two columns of partial dates with `:day`, as `crm.dates.in_force`.

    A partial date is the beginning of every day in it.
    """
    return (
        f"({start} IS NULL OR {start} <= :day)"
        f" AND ({end} IS NULL OR {end} >= substr(:day, 1, length({end})))"
    )


def current_posts(connection: Connection, people: Collection[int]) -> dict[int, str]:
    """Return `role, organisation` of the people who hold a post today, the primary one if several.

    It is looked up when shown, because it changes with the day, without anybody writing.
    """
    rows = connection.execute(
        "SELECT m.person_id, coalesce(m.role, post.role, post.name), o.name"
        " FROM membership AS m JOIN organisation AS o ON o.id = m.organisation_id"
        " LEFT JOIN post ON post.id = m.post_id"
        " WHERE m.person_id IN (SELECT value FROM json_each(:people))"
        f" AND {in_force('m.start_date', 'm.end_date')}"
        ' ORDER BY m."primary", m.start_date, m.id',
        {"day": today().isoformat(), "people": json.dumps(list(people))},
    )
    return {row[0]: f"{row[1]}, {row[2]}" if row[1] else row[2] for row in rows}
