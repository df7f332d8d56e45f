"""What it costs to look something up, beside bare SQL that reads the same rows.

Times are of the processor: other work on the machine lengthens them less.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import Session

from crm import driver, search
from crm.book import open_book
from crm.queries.agenda import agenda
from crm.queries.follow_ups import list_follow_ups
from crm.queries.orders import place_of
from crm.queries.people import person_ids, person_rows
from crm.queries.timeline import timeline_page
from crm.store import driver_connection
from crm.text import fold
from crm.vocabulary import RecordKind
from tests.benchmarks.measuring import Measurement, median, slow_end
from tests.benchmarks.swedish import FAMILY, GIVEN, PLACES, ROLES

PAGE = 50
FIRST = 1000
"""How many matches are read to be put in order, here as in a search."""
KEYSTROKE_GOAL, PAGE_GOAL, LIST_GOAL = 2, 2, 3
KEYSTROKES = 150
TODAY = "2019-05-02"

FIND = (
    "SELECT d.id, d.name, d.word, d.detail, d.sort_key, d.names || d.words"
    " FROM search_index CROSS JOIN search_document AS d ON d.id = search_index.rowid"
    f" WHERE search_index MATCH ? LIMIT {FIRST}"
)
KEYSET = "SELECT id FROM person WHERE (sort_key, id) > (?, ?) ORDER BY sort_key, id LIMIT 50"
ROWS = """
SELECT p.id, p.name, m.role, o.id, o.name,
  (SELECT value FROM contact_detail WHERE membership_id = m.id AND type = 'email' LIMIT 1),
  (SELECT value FROM contact_detail WHERE person_id = p.id AND type = 'phone' LIMIT 1),
  (SELECT max(i.starts_at) FROM participant t JOIN interaction i ON i.id = t.interaction_id
   WHERE t.person_id = p.id)
FROM json_each(?) AS wanted JOIN person p ON p.id = wanted.value
LEFT JOIN membership m ON m.person_id = p.id AND m."primary"
LEFT JOIN organisation o ON o.id = m.organisation_id
"""
PROMISES = """
SELECT f.*, p.name, o.name, i.subject, c.title FROM follow_up f
LEFT JOIN person p ON p.id = f.person_id LEFT JOIN organisation o ON o.id = f.organisation_id
LEFT JOIN interaction i ON i.id = f.interaction_id
LEFT JOIN collaboration c ON c.id = f.collaboration_id
WHERE f.status IN ('open', 'waiting') AND {condition} ORDER BY f.due_date LIMIT ?
"""
MEETINGS = """
SELECT i.*, (SELECT group_concat(coalesce(p.name, t.organisation_name), ', ') FROM participant t
  LEFT JOIN person p ON p.id = t.person_id WHERE t.interaction_id = i.id),
  (SELECT group_concat(t.name, ', ') FROM interaction_topic x JOIN topic t ON t.id = x.topic_id
   WHERE x.interaction_id = i.id)
FROM interaction i WHERE {condition} ORDER BY i.starts_at DESC, i.id DESC LIMIT ?
"""
REVIEWS = """
SELECT c.*, (SELECT group_concat(o.name, ', ') FROM collaboration_organisation x
  JOIN organisation o ON o.id = x.organisation_id WHERE x.collaboration_id = c.id),
  (SELECT count(*) FROM follow_up WHERE collaboration_id = c.id)
FROM collaboration c WHERE c.review_on <= ? AND c.status <> 'ended' ORDER BY c.review_on
"""
LATEST = """
WITH newest AS (
  SELECT i.id, i.kind, i.subject, i.starts_at FROM interaction i
  WHERE i.id IN (SELECT interaction_id FROM participant WHERE organisation_id = 1)
  ORDER BY i.starts_at DESC, i.id DESC LIMIT 51)
SELECT n.*, (SELECT group_concat(coalesce(p.name, t.organisation_name), ', ') FROM participant t
  LEFT JOIN person p ON p.id = t.person_id
  WHERE t.interaction_id = n.id AND +t.organisation_id = 1),
  (SELECT group_concat(t.name, ', ') FROM interaction_topic x JOIN topic t ON t.id = x.topic_id
   WHERE x.interaction_id = n.id),
  (SELECT group_concat(text) FROM statement WHERE interaction_id = n.id)
FROM newest n
"""

Call = Callable[[], object]


def measure_asking(path: Path) -> Iterator[Measurement]:
    """Measure searches, pages of lists, the agenda, a busy timeline and promises."""
    yield measure_keystrokes(path)
    with open_book(path, actor="benchmark") as book, book.read() as session:
        for name, floor, ours, bare, goal in _compared(session):
            yield Measurement(name, floor, median(ours), median(bare), goal)


def measure_keystrokes(path: Path) -> Measurement:
    """Compare what each keystroke asks with the bare query for the same words, at the 95th of 100.

    The texts are prefixes of any length of one to three words, as people type them.
    """
    with closing(driver.connect(path, readonly=True)) as connection:

        def ask_bare(text: str) -> object:
            terms = " ".join(f'"{word}"*' for word in text.split())
            return sorted(connection.execute(FIND, (terms,)), key=lambda row: row[4])[:PAGE]

        typed = list(typed_texts())
        for text in typed:
            search.find(connection, text)
        ours = slow_end([partial(search.find, connection, text) for text in typed])
        bare = slow_end([partial(ask_bare, text) for text in typed])
    return Measurement("keystroke, p95", "the bare FTS query in order", ours, bare, KEYSTROKE_GOAL)


def typed_texts() -> Iterator[str]:
    """Give what stands in the search line after each of many keystrokes, folded."""
    chance = Random(1)
    for _text in range(KEYSTROKES):
        words = [chance.choice(each) for each in (GIVEN, FAMILY, chance.choice((PLACES, ROLES)))]
        chosen = words[chance.randrange(3) :][: chance.randint(1, 3)]
        last = chosen[-1]
        yield fold(" ".join([*chosen[:-1], last[: chance.randint(1, len(last))]]))


def _compared(session: Session) -> Iterator[tuple[str, str, Call, Call, float]]:
    connection: Any = driver_connection(session)
    ids = person_ids(session)

    def bare(statement: str, *values: object) -> Call:
        return lambda: connection.execute(statement, values).fetchall()

    def bare_page(sort_key: str, after: int) -> object:
        found = connection.execute(KEYSET, (sort_key, after)).fetchall()
        return connection.execute(ROWS, (json.dumps([row[0] for row in found]),)).fetchall()

    def page(first: int) -> tuple[Call, Call]:
        last = connection.execute(
            "SELECT sort_key, id FROM person WHERE id = ?", (ids[first - 1],)
        ).fetchone()
        return partial(person_rows, session, ids[first : first + PAGE]), partial(bare_page, *last)

    def jump() -> object:
        place = place_of(session, RecordKind.PERSON, ids, None, "s") or 0
        return person_rows(session, ids[place : place + PAGE])

    keyset = "the keyset query and its rows"
    yield "next page", keyset, *page(len(ids) // 2), PAGE_GOAL
    yield "last page", keyset, *page(len(ids) - PAGE), PAGE_GOAL
    yield "jump to a letter", keyset, jump, partial(bare_page, "s", 0), PAGE_GOAL
    yield "agenda", "SQL for its rows", partial(agenda, session, most=200), _agenda(bare), LIST_GOAL
    story = partial(timeline_page, session, RecordKind.ORGANISATION, 1, limit=PAGE)
    yield "busy timeline", "SQL for its rows", story, bare(LATEST), LIST_GOAL
    filters: dict[str, Any] = {"status": "open", "direction": "ours", "owner": "Handläggare 3"}
    wanted = partial(list_follow_ups, session, limit=PAGE, **filters)
    condition = "f.direction = 'ours' AND f.owner = 'Handläggare 3'"
    promises = bare(PROMISES.format(condition=condition), PAGE)
    yield "promises, filtered", "SQL for its rows", wanted, promises, LIST_GOAL


def _agenda(bare: Callable[..., Call]) -> Call:
    """Return what reads the rows of an agenda, list by list."""
    promises = [
        bare(PROMISES.format(condition=condition), most)
        for condition, most in (
            (f"f.due_date < '{TODAY}'", 200),
            (f"f.due_date BETWEEN '{TODAY}' AND '2019-05-16'", 200),
            ("f.due_date > '2019-05-16' AND f.direction <> 'theirs'", 50),
            (f"f.due_date >= '{TODAY}' AND f.direction = 'theirs'", 200),
            ("f.due_date IS NULL", 200),
        )
    ]
    planned = f"i.status = 'planned' AND i.starts_at BETWEEN '{TODAY}' AND '2019-05-17'"
    meetings = bare(MEETINGS.format(condition=planned), 200)
    lists = [*promises, meetings, bare(REVIEWS, TODAY)]
    return lambda: [read() for read in lists]
