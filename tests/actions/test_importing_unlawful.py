"""A personal identity number in a meeting or letter: that text is left out, and all else read."""

from crm.actions.importing.unlawful import lawful
from crm.book import Book
from crm.formats.records import ProposalRecord
from tests.actions.taking_in import counted, meeting, shown, take, who

NUMBER = "640823-3234"


def test_what_holds_no_number_is_as_it_was() -> None:
    record = meeting(participants=[who("Nina Ek", "nina@almi.example", role="VD")], topics=["a"])
    assert lawful(record) is record


def test_only_the_text_that_holds_a_number_is_left_out() -> None:
    guests = [
        who("Nina Ek", "nina@almi.example", role=f"VD {NUMBER}", function="chair"),
        who(f"Bo Al {NUMBER}", "bo@almi.example"),
        who(f"Cia {NUMBER}"),
    ]
    record = meeting(
        participants=guests,
        topics=["Kapital", NUMBER],
        attachments=[f"{NUMBER}.pdf", "b.pdf"],
        unmapped={"COMMENT": NUMBER, "URL": "https://a.example"},
        proposals=[ProposalRecord("nina@almi.example", "Nina Ek", "role", NUMBER)],
    )
    found = lawful(record)
    assert found.participants == [
        who("Nina Ek", "nina@almi.example", function="chair"),
        who("", "bo@almi.example"),
    ]
    assert (found.topics, found.attachments) == (["Kapital"], ["b.pdf"])
    assert (found.unmapped, found.proposals) == ({"URL": "https://a.example"}, [])
    fields = [problem.field for problem in found.problems]
    assert fields == ["participants"] * 3 + ["topics", "attachments", "COMMENT"]
    assert NUMBER not in "".join(problem.message + problem.value for problem in found.problems)
    assert record.problems == []


def test_one_number_refuses_no_file(book: Book) -> None:
    odd = meeting(
        "m2",
        details=f"Om {NUMBER}.",
        unmapped={"URL": "https://a.example"},
        participants=[who("Nina Ek", "nina@almi.example", role=NUMBER)],
    )
    tally = take(book, meeting("m1"), odd, meeting("m3"), add_people=True)
    assert counted(tally) == (3, 0, 0, 0)
    found = shown(book, 2)
    assert found["details"] == "URL: https://a.example"
    assert [one["role"] for one in found["participants"]] == [None]
    warned = {(one["line"], one["field"], one["value"]) for one in tally.warnings()}
    assert warned == {(4, "participants", ""), (4, "details", "")}
