from sqlmodel import Session

from crm.actions.topics import add_topic
from crm.inputs import TopicIn
from crm.queries.topics import find_topic, list_topics, topic_ids, topic_rows
from tests.counting import count_queries


def test_rows_come_in_the_order_of_their_ids_in_as_many_queries_as_one(session: Session) -> None:
    for name in ("Roads", "Airports", "Railways"):
        add_topic(session, TopicIn(name=name, synonyms=[f"{name} and more"]))
    ids = topic_ids(session)
    assert [row["name"] for row in topic_rows(session, ids)] == ["Airports", "Railways", "Roads"]
    wanted = [ids[2], 999, ids[0]]
    assert [row["id"] for row in topic_rows(session, wanted)] == [ids[2], ids[0]]
    with count_queries(session) as one:
        topic_rows(session, ids[:1])
    with count_queries(session) as all_of_them:
        list_topics(session)
    assert all_of_them.count == one.count + 1


def test_a_name_counts_before_a_synonym(session: Session) -> None:
    older = add_topic(session, TopicIn(name="Capital", synonyms=["Money"]))
    assert find_topic(session, "money") == older.id
    assert find_topic(session, "CAPITAL") == older.id
    assert find_topic(session, "") is None
