"""What comes first of what a search finds."""

from crm import search
from tests.search.conftest import Ledger
from tests.search.hits import found


def test_a_name_that_starts_so_comes_before_one_that_holds_it(ledger: Ledger) -> None:
    ledger.begin()
    held = ledger.add("person", name="Anders Lund")
    longer = ledger.add("person", name="Lundgren Åke")
    ledger.add("organisation", name="Bolaget", note="Lund")
    exact = ledger.add("topic", name="Lund")
    member = ledger.add("person", name="Bo Ek")
    town = ledger.add("organisation", name="Lunds kommun")
    ledger.add("membership", person_id=member, organisation_id=town)
    ledger.commit()
    assert found(ledger, "lund") == [
        f"t{exact}", f"p{longer}", f"o{town}", f"p{held}", f"p{member}", "o1",
    ]  # fmt: skip


def test_names_come_in_swedish_order(ledger: Ledger) -> None:
    ledger.begin()
    for name in ("Ärlig Ek", "Zeta Ek", "Åke Ek", "Adam Ek", "Örjan Ek"):
        ledger.add("person", name=name)
    ledger.commit()
    names = [hit.name for hit in search.find(ledger.connection, "ek")]
    assert names == ["Adam Ek", "Zeta Ek", "Åke Ek", "Ärlig Ek", "Örjan Ek"]


def test_interactions_come_newest_first_and_open_promises_by_their_day(ledger: Ledger) -> None:
    ledger.begin()
    for day in ("2018", "2019-05-02T09:00", "2019-04"):
        ledger.add("interaction", kind="call", status="held", subject="Om tåg", starts_at=day)
    for status, due in (
        ("done", "2017"),
        ("open", "2019-02"),
        ("waiting", "2019-01"),
        ("open", None),
    ):
        ledger.add("follow_up", title="Om tåg", direction="ours", status=status, due_date=due,
                   priority="normal")  # fmt: skip
    ledger.commit()
    details = [hit.detail for hit in search.find(ledger.connection, "tåg")]
    assert details == [
        "2019-05-02T09:00", "2019-04", "2018", "2019-01", "2019-02", "", "2017",
    ]  # fmt: skip


def test_an_exact_name_is_not_lost_among_thousands(ledger: Ledger) -> None:
    ledger.begin()
    for number in range(1500):
        ledger.add("person", name=f"Lotta Lind {number}")
    exact = ledger.add("person", name="Lind")
    starting = ledger.add("organisation", name="Lindex")
    holding = ledger.add("contact_list", name="Grupp Lind")
    ledger.commit()
    hits = found(ledger, "lind", limit=2000)
    assert hits[0] == f"p{exact}"
    assert hits[1] == f"o{starting}"
    assert f"l{holding}" in hits
    assert len(found(ledger, "lind", limit=10)) == 10
    assert search.count(ledger.connection, "lind") == 1503


def test_a_nearer_hit_of_a_later_kind_is_not_lost_among_many(ledger: Ledger) -> None:
    ledger.begin()
    for number in range(400):
        ledger.add("person", name=f"Bo {number}", note="Känner kansliet.")
    office = ledger.add("organisation", name="Länet")
    ledger.add("contact_detail", organisation_id=office, type="email", value="kansliet@lanet.se",
               match_key="")  # fmt: skip
    ledger.commit()
    assert found(ledger, "kansliet")[0] == f"o{office}"
    assert len(found(ledger, "kansliet", limit=1000)) == 401


def test_long_words_are_told_apart_by_their_ends(ledger: Ledger) -> None:
    ledger.begin()
    for number in range(400):
        ledger.add("person", name=f"Bo {number}", note="Skrev till kommunstyrelsens kansli.")
    chair = ledger.add("person", name="Åke", note="Är kommunstyrelseordförande.")
    ledger.commit()
    assert found(ledger, "kommunstyrelseord") == [f"p{chair}"]
    assert len(found(ledger, "kommunstyrelsens")) == 50
    assert len(found(ledger, "kommunstyrelse", limit=500)) == 401
    assert search.count(ledger.connection, "kommunstyrelseord") == 1


def test_completion_offers_first_whom_one_met_last(book: Ledger) -> None:
    def offered(text: str) -> list[str]:
        return [hit.name for hit in search.complete(book.connection, text, ["person"])]

    book.begin()
    names = ("Ylva Ek", "Ylva Berg", "Lisa Ylvén")
    people = [book.add("person", name=name) for name in names]
    book.commit()
    assert offered("ylv") == ["Ylva Berg", "Ylva Ek", "Lisa Ylvén"]
    book.begin()
    for person, day in zip(people, ("2019-03-01", "2019-05-20", "2019-04-01"), strict=True):
        meeting = book.add("interaction", kind="call", subject="x", starts_at=day, status="held")
        book.add("participant", interaction_id=meeting, person_id=person)
    book.commit()
    assert offered("ylv") == ["Lisa Ylvén", "Ylva Ek", "Ylva Berg"]
