import pytest

from crm.formats import encoding, vcard_cards
from crm.formats.records import ListRecord, PersonRecord, RejectedRecord
from crm.formats.vcard_cards import PROPERTIES_IN_A_CARD
from tests.formats.files import WriteFile, people, read
from tests.formats.work import calls

ANNA = "BEGIN:VCARD\nFN:Anna Berg\nEND:VCARD\n"


def names(records: list[object]) -> list[str]:
    return [getattr(one, "name", "") for one in records]


@pytest.mark.parametrize(
    "text",
    [
        "begin:vcard\nfn:Anna Berg\nend:vcard",
        "BEGIN:VCARD \nFN:Anna Berg\nEND:VCARD \n",
        "\n\nBEGIN:VCARD\n\nFN:Anna Berg\n\n\nEND:VCARD\n \t \n",
        "BEGIN : VCARD\nFN:Anna Berg\nEND:VCARD",
    ],
)
def test_a_card_may_be_written_carelessly(file: WriteFile, text: str) -> None:
    (anna,) = read(file(text, "a.vcf"))
    assert isinstance(anna, PersonRecord)
    assert (anna.name, anna.problems) == ("Anna Berg", [])


def test_a_card_tells_on_which_line_it_begins(file: WriteFile) -> None:
    assert [one.line for one in read(file(ANNA + "\n" + ANNA, "a.vcf"))] == [1, 5]


@pytest.mark.parametrize("text", ["BEGIN:VCARD\nFN:Bo\n" + ANNA, ANNA + "BEGIN:VCARD\nFN:Bo"])
def test_a_card_without_an_end_harms_no_other(file: WriteFile, text: str) -> None:
    found = people(read(file(text, "a.vcf")))
    assert sorted(names(list(found))) == ["Anna Berg", "Bo"]
    (bo,) = [one for one in found if one.name == "Bo"]
    assert [one.field for one in bo.problems] == ["END"]


def test_what_stands_outside_any_card_is_rejected(file: WriteFile) -> None:
    found = read(file(f"To: you\nHello\n{ANNA}END:VCARD\nfoo:bar\n", "a.vcf"))
    assert [one.line for one in found] == [1, 3, 7]
    assert isinstance(found[0], RejectedRecord)
    assert found[0].problems[0].message == ("1 line stands outside any card and was left out.")


def test_a_line_that_is_no_property_is_told(file: WriteFile) -> None:
    (anna,) = people(read(file("BEGIN:VCARD\nsee also: foo\nFN:Anna\nEND:VCARD", "a.vcf")))
    assert [(one.line, one.value) for one in anna.problems] == [(2, "see also: foo")]


def test_a_value_that_breaks_off_is_read_as_one_and_told(file: WriteFile) -> None:
    text = "BEGIN:VCARD\nFN:Anna\nADR:;;Box 1;Solna\nNorr;;171 01;Sverige\nEND:VCARD"
    (anna,) = people(read(file(text, "a.vcf")))
    assert anna.contact_details[0].value == "Box 1, 171 01 Solna, Norr, Sverige"
    assert [(one.line, one.field) for one in anna.problems] == [(3, "ADR")]


@pytest.mark.parametrize(
    "agent",
    [
        "AGENT:\nBEGIN:VCARD\nFN:Bo\nEND:VCARD",
        "AGENT:BEGIN:VCARD\nFN:Bo\nEND:VCARD",
        "AGENT:BEGIN:VCARD\\nFN:Bo\\nTEL:1\\, 2\\nEND:VCARD\\n",
    ],
)
def test_an_agent_is_a_person_whom_the_owner_is_linked_to(file: WriteFile, agent: str) -> None:
    anna, bo = people(read(file(f"BEGIN:VCARD\nFN:Anna\n{agent}\nTEL:2\nEND:VCARD", "a.vcf")))
    assert (anna.name, bo.name) == ("Anna", "Bo")
    assert [(one.type, one.name) for one in anna.relations] == [("agent", "Bo")]
    assert [one.value for one in anna.contact_details] == ["2"]


def test_an_agent_that_copied_the_uid_of_its_owner_has_none(file: WriteFile) -> None:
    agent = "AGENT:\nBEGIN:VCARD\nFN:Bo\nUID:1\nEND:VCARD"
    anna, bo = people(read(file(f"BEGIN:VCARD\nFN:Anna\nUID:1\n{agent}\nEND:VCARD", "a.vcf")))
    assert (anna.uid, bo.uid) == ("1", "")


def test_an_agent_that_is_an_address_is_kept(file: WriteFile) -> None:
    text = "BEGIN:VCARD\nFN:Anna\nAGENT;VALUE=uri:cid:1@a.se\nEND:VCARD"
    assert people(read(file(text, "a.vcf")))[0].preserved == ["AGENT;VALUE=uri:cid:1@a.se"]


def test_cards_inside_cards_have_a_limit(file: WriteFile) -> None:
    inside = "AGENT:\nBEGIN:VCARD\nFN:Bo\n" * 50 + "END:VCARD\n" * 50
    found = read(file(f"BEGIN:VCARD\nFN:Anna\n{inside}END:VCARD\n{ANNA}", "a.vcf"))
    assert names(list(found)) == ["Anna", *["Bo"] * 20, "Anna Berg"]
    assert isinstance(found[0], PersonRecord)
    assert found[0].problems[0].message.startswith("The card holds too many cards inside it")


def test_a_card_with_too_many_properties_is_read_up_to_the_limit(file: WriteFile) -> None:
    many = "X-A:1\n" * (PROPERTIES_IN_A_CARD + 10)
    anna, other = people(read(file(f"BEGIN:VCARD\nFN:Anna\n{many}END:VCARD\n{ANNA}", "a.vcf")))
    assert len(anna.preserved) == PROPERTIES_IN_A_CARD - 1
    assert [one.message for one in anna.problems] == [
        "The card has more than 5000 properties: the rest was left out."
    ]
    assert other.problems == []


def test_a_card_that_is_too_large_is_read_up_to_the_limit(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vcard_cards, "CARD_LIMIT", 1 << 20)
    many = ("X-A:" + "1" * 400_000 + "\n") * 5
    anna, other = people(read(file(f"BEGIN:VCARD\nFN:Anna\n{many}END:VCARD\n{ANNA}", "a.vcf")))
    assert len(anna.preserved) == 2
    assert [one.message for one in anna.problems] == [
        "The card is larger than 1 MB: the rest was left out."
    ]
    assert other.problems == []


def test_a_picture_that_is_too_large_is_left_out_and_told(file: WriteFile) -> None:
    photo = "PHOTO;ENCODING=b:" + "A" * 600_000
    text = f"BEGIN:VCARD\nFN:Anna\n{photo}\nTEL:1\nEND:VCARD\n"
    (anna,) = people(read(file(text, "a.vcf")))
    assert (anna.preserved, len(anna.contact_details)) == ([], 1)
    assert [(one.line, one.field) for one in anna.problems] == [(3, "PHOTO")]


def test_a_group_may_hold_cards_too(file: WriteFile) -> None:
    found = read(file("BEGIN:VCARD\nFN:Alla\nKIND:group\nEND:VCARD\n" + ANNA, "a.vcf"))
    assert [type(one) for one in found] == [ListRecord, PersonRecord]


# --- Work ----------------------------------------------------------------------------------------

HOSTILE = {
    "folds": "FN:A" + "\n " * 400,
    "cards that do not end": "BEGIN:VCARD\n" * 400,
    "agents": "AGENT:\nBEGIN:VCARD\n" * 200,
    "agents in one line": "AGENT:BEGIN:VCARD\\nAGENT:BEGIN:VCARD\\\\nFN:B\n" * 50,
    "ends": "END:VCARD\n" * 400,
    "lines without a colon": "FN:A\n" + "x\n" * 400,
    "soft line breaks": "NOTE;QUOTED-PRINTABLE:=" + "\n=" * 400,
    "quotation marks": 'X;A="' * 400 + "\n",
    "parameters": "X" + ";A=b" * 400 + ":\n",
    "types": "TEL;TYPE=" + "a," * 400 + ":1\n",
    "parts": "N:" + ";" * 400 + "\nADR:" + ";" * 400 + "\n",
    "escapes": "NICKNAME:" + "\\,a\\" * 400 + "\n",
    "carets": "X;A=" + "^n^" * 400 + ":1\n",
    "groups": "".join(f"i{n}.TEL:1\ni{n}.X-ABLabel:a\n" for n in range(100)),
    "addresses in groups": "".join(f"i.ADR:a\ni.X-ABADR:{n}\n" for n in range(100)),
    "organisations": "ORG:a\nTITLE:b\n" * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_as_much_is_twice_the_work(file: WriteFile, name: str) -> None:
    """What a library (vobject 0.9.9) needs seconds for, a hundred bytes of it."""
    piece = HOSTILE[name]
    once = file(f"BEGIN:VCARD\nFN:A\n{piece * 2}\nEND:VCARD\n", "once.vcf")
    twice = file(f"BEGIN:VCARD\nFN:A\n{piece * 4}\nEND:VCARD\n", "twice.vcf")
    # What is remembered of the first file must not count for the second.
    read(twice)
    assert calls(lambda: read(twice)) < 2.5 * calls(lambda: read(once)) + 500


def test_cards_are_given_while_the_file_is_read(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory holds one block and one card, however many there are."""
    monkeypatch.setattr(encoding, "BLOCK", 1000)
    from crm.formats.protocol import ReadOptions
    from crm.formats.vcard_reader import read as stream

    path = file(ANNA * 5_000, "a.vcf")
    first = next(records := stream(path, ReadOptions()))
    with path.open("ab") as more:
        more.write(b"BEGIN:VCARD\nFN:Last\nEND:VCARD\n")
    *_others, last = records
    assert names([first, last]) == ["Anna Berg", "Last"]
