"""The letters of an exchange and the meetings of a series are shown together."""

from crm.book import Session
from crm.models import Interaction
from crm.queries.interactions import get_interaction
from crm.queries.threads import EACH_WAY, threads_of
from crm.queries.whole_work import whole_interactions
from tests.counting import count_queries
from tests.people import key


def letter(session: Session, day: str, thread: str | None) -> int:
    row = Interaction(kind="email", subject=f"Brev {day}", starts_at=day, thread=thread)
    session.add(row)
    session.flush()
    return key(row)


def test_the_rest_of_a_thread_stands_in_its_order(session: Session) -> None:
    last = letter(session, "2019-04-03", "t")
    first = letter(session, "2019-04-01", "t")
    second = letter(session, "2019-04-02", "t")
    letter(session, "2019-04-02", "other")
    alone = letter(session, "2019-04-04", None)
    assert [one["id"] for one in get_interaction(session, second)["thread"]] == [first, last]
    assert get_interaction(session, second)["thread"][0] == {
        "id": first,
        "kind": "email",
        "status": "held",
        "subject": "Brev 2019-04-01",
        "starts_at": "2019-04-01",
    }
    assert get_interaction(session, alone)["thread"] == []
    for record in whole_interactions(session, [first, alone]):
        assert record == get_interaction(session, record["id"])


def test_of_a_long_series_the_nearest_are_told_by_one_query(session: Session) -> None:
    ids = [letter(session, f"2019-{n // 28 + 1:02d}-{n % 28 + 1:02d}", "t") for n in range(60)]
    with count_queries(session) as counter:
        found = threads_of(session, ids)
    assert counter.count == 1
    assert [one["id"] for one in found[ids[30]]] == [*ids[10:30], *ids[31:51]]
    assert len(found[ids[0]]) == EACH_WAY
