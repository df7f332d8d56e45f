"""Real cards of others, where they are at hand beside the checkout."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from crm.errors import FormatError
from crm.formats import PersonRecord, WriteOptions
from crm.formats.protocol import ReadOptions
from crm.formats.vcard_reader import read as read_cards
from crm.formats.vcard_writer import write
from tests.formats.files import SHARED, details, people, read

CARDS = SHARED / "corpora" / "vcard"
FILES = sorted(CARDS.rglob("*.vcf")) if CARDS.is_dir() else []
APPLE, EZ, ICAL4J = "apple+ccs-caldavtester", "mangstadt+ez-vcard", "ical4j+ical4j-vcard"
# What a file holds, if it is not one person.
HELD = {
    f"{APPLE}/bulk__crud-one-return__2.vcf": {"list": 1},
    f"{APPLE}/bulk__crud-one-return__4.vcf": {"list": 1},
    f"{APPLE}/bulk__simple__11.vcf": {"list": 1},
    f"{APPLE}/bulk__simple__14.vcf": {"list": 1},
    f"{APPLE}/bulk__simple__4.vcf": {"person": 2},
    f"{APPLE}/vcardput__16.vcf": {"list": 1},
    f"{APPLE}/vcardput__17.vcf": {"list": 1},
    # A company with the person whom its card names.
    f"{APPLE}/vcardput__3.vcf": {"organisation": 1, "person": 1},
    f"{APPLE}/vreports__put__3.vcf": {"organisation": 1, "person": 1},
    # Each with an agent.
    "gachris+vCard.Net/v2.1__Data__Contacts.vcf": {"person": 4},
    "gachris+vCard.Net/v2.1__Data__John_Doe.vcf": {"person": 2},
    "gachris+vCard.Net/v3.0__Data__Contacts.vcf": {"person": 4},
    "gachris+vCard.Net/v3.0__Data__John_Doe.vcf": {"person": 2},
    "gachris+vCard.Net/v4.0__Data__Contacts.vcf": {"person": 4},
    "gachris+vCard.Net/v4.0__Data__John_Doe.vcf": {"person": 2},
    # Nobody is named in these three.
    f"{ICAL4J}/valid__vcard-group.vcf": {"rejected": 1},
    f"{ICAL4J}/valid__vcard-url.vcf": {"rejected": 1},
    "sabre-io+vobject/issue64.vcf": {"rejected": 1},
    f"{ICAL4J}/vcard-rfc2426.vcf": {"person": 2},
    f"{ICAL4J}/vcard-vCards-SAP.vcf": {"organisation": 1, "person": 30},
    "jeroendesloovere+vcard/contacts.vcf": {"person": 5},
    f"{EZ}/io__text__John_Doe_ANDROID.vcf": {"person": 6},
    f"{EZ}/io__text__gmail-list.vcf": {"person": 3},
    f"{EZ}/io__text__rfc2426-example.vcf": {"person": 2},
}

pytestmark = pytest.mark.skipif(not FILES, reason="the shared corpora are not here")


def test_every_card_is_read() -> None:
    found = {
        path.relative_to(CARDS).as_posix(): dict(Counter(one.kind for one in read(path)))
        for path in FILES
    }
    assert len(found) == 83
    assert {name: kinds for name, kinds in found.items() if kinds != {"person": 1}} == HELD


def test_an_iphone() -> None:
    (john,) = people(read(CARDS / EZ / "io__text__John_Doe_IPHONE.vcf"))
    assert (john.name, john.honorific_prefix) == ("John Richter James Doe Sr.", "Mr.")
    assert details(john) == [
        ("email", "john.doe@ibm.com", ""),
        ("phone", "905-555-1234", "mobile"),
        ("phone", "905-666-1234", "home"),
        ("phone", "905-777-1234", "work"),
        ("phone", "905-888-1234", "home fax"),
        ("phone", "905-999-1234", "fax"),
        ("phone", "905-111-1234", "pager"),
        ("phone", "905-222-1234", "assistant"),
        (
            "address",
            "Silicon Alley 5, 12345 New York, New York, United States of America",
            "home",
        ),
        ("address", "Street4, Building 6, Floor 8, 12345 New York, USA", "work"),
        ("link", "http://www.ibm.com", "homepage"),
    ]
    assert [line.partition(":")[0] for line in john.preserved][-1] == "PHOTO;TYPE=jpeg;ENCODING=b"
    assert john.preserved[-1].endswith("k=")


def test_an_android() -> None:
    found = people(read(CARDS / EZ / "io__text__John_Doe_ANDROID.vcf"))
    assert [one.name for one in found] == [
        "john.doe@company.com",
        "jane.doe@company.com",
        "Ñ Ñ Ñ Ñ Ñ",
        "Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ",
        "Ñ Ñ Ñ Ñ",
        "ÑÑÑÑ",
    ]
    assert [one.organisation for one in found[4].memberships] == ["Ñ" * 12] * 2


def test_an_outlook() -> None:
    (one,) = people(read(CARDS / EZ / "io__text__outlook-2007.vcf"))
    assert one.note.splitlines()[1] == "I assume it encodes this text inside a NOTE vCard type."
    assert (one.memberships[0].role, one.custom) == ("TheJobTitle", {"department": "TheDepartment"})
    assert one.revision == "2012-08-01T18:46:31Z"


def test_a_label_with_colons_that_lacks_its_quotation_marks() -> None:
    (dummy,) = people(read(CARDS / EZ / "issue__issue114.vcf"))
    (address,) = [one.value for one in dummy.contact_details if one.type == "address"]
    assert address == "BHG01:, Dummy-Dummy-Strasse 1, 61352 Bad Homburg, Germany"


def test_no_file_of_any_kind_crashes_the_reader() -> None:
    for path in sorted(path for path in CARDS.parent.rglob("*") if path.is_file()):
        try:
            for record in read_cards(path, ReadOptions()):
                assert record.line > 0, path
        except FormatError as error:
            assert error.message.endswith("."), path


def test_hostile_texts_stay_text(tmp_path: Path) -> None:
    naughty = CARDS.parent / "security/minimaxir+big-list-of-naughty-strings/blns.json"
    path = tmp_path / "hostile.vcf"
    for text in json.loads(naughty.read_text(encoding="utf-8")):
        value = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "")
        card = f"BEGIN:VCARD\nFN:Anna\nNOTE:{value}\nX-A:{value}\nTEL;TYPE={value}:1\nEND:VCARD"
        path.write_bytes(card.encode("utf-8", "replace"))
        (anna,) = people(read(path))
        assert anna.note == text.replace("\r", "").replace("\0", "").strip()


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_what_was_written_once_is_written_the_same_again(tmp_path: Path, version: str) -> None:
    """A card that goes out and comes in again changes nothing."""
    once, twice = tmp_path / "once.vcf", tmp_path / "twice.vcf"
    records = [one for path in FILES for one in read(path)]
    for path in (once, twice):
        with path.open("wb") as stream:
            write(map(item_of, people(records)), stream, WriteOptions(version=version))
        records = read(path)
    assert twice.read_bytes() == once.read_bytes()


def item_of(person: PersonRecord) -> dict[str, Any]:
    """Return a person as our JSON has them."""
    item = asdict(person)
    item["updated_at"] = person.revision
    item["relationships"] = [
        {"type": one.type, "other": {"name": one.name}} for one in person.relations
    ]
    return item
