"""What we write as cards, we read back: nothing added, nothing lost, in either version."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm.formats import OrganisationRecord, PersonRecord, WriteOptions
from crm.formats.cells import EVERYBODY
from crm.formats.records import ListRecord
from crm.formats.vcard_text import plain
from crm.formats.vcard_writer import write
from crm.text import clean
from tests.formats.files import read
from tests.rounds import rounds

ODD = "abcåÅ ,;:\\\n\r\t\"'^=+-@<>[]%#0159\x00\x07\x85\u2028\ufeff😀\u0301"
ANY = st.text(st.sampled_from(ODD) | st.characters(codec="utf-8"), max_size=30)
TEXT = ANY.map(lambda text: plain(text).strip())
LINE = ANY.map(lambda text: " ".join(plain(text).split()))
SAID = LINE.filter(bool)
LONG = st.builds(lambda sign, count: sign * count, st.sampled_from("aå😀,"), st.integers(60, 300))
WORD = st.from_regex(r"[a-zåäö]{1,8}", fullmatch=True)
UID = st.uuids().map(str) | SAID.filter(lambda text: not text.lower().startswith("urn:uuid:"))
# Labels that look like Apple's own (`_$!<Work>!$_`) are read as those.
FREE = SAID.filter(lambda text: "$!<" not in text)
LABEL = (
    st.sampled_from(["", "work", "home", "mobile", "fax", "home fax", "pager", "switchboard"])
    | st.sampled_from(["homepage", "other", "Work", "visit"])
    | FREE
)
ADDRESS = LINE.filter(bool) | st.sampled_from(["Storgatan 1, 774 81 Avesta", "Box 1, 103 33 S, N"])
DETAIL = st.one_of(
    st.tuples(st.just("email"), st.from_regex(r"[a-z%=+'-]{1,6}@[a-z]{1,6}\.se", fullmatch=True)),
    st.tuples(st.just("phone"), st.from_regex(r"\+[0-9]{6,12}( ext\. 1)?", fullmatch=True)),
    st.tuples(st.just("link"), st.just("https://a.se/").flatmap(lambda a: LINE.map(a.__add__))),
    st.tuples(st.just("address"), ADDRESS),
)
DETAILS = st.lists(st.tuples(DETAIL, LABEL), max_size=5).map(
    lambda pairs: [{"type": kind, "value": value, "label": label} for (kind, value), label in pairs]
)
TAGS = st.lists(SAID.filter(lambda tag: tag.lower() not in EVERYBODY), max_size=3, unique=True)
CUSTOM = st.dictionaries(WORD, TEXT.filter(bool), max_size=2)
COMMON: Mapping[str, st.SearchStrategy[Any]] = {
    "uid": UID,
    "name": SAID | LONG,
    "note": TEXT | LONG,
    "tags": TAGS,
    "contact_details": DETAILS,
    "custom": CUSTOM,
    "other_names": st.lists(SAID, max_size=3, unique=True).map(
        lambda names: [{"name": name} for name in names]
    ),
    "relationships": st.lists(st.tuples(FREE, SAID), max_size=2).map(
        lambda pairs: [{"type": kind, "other": {"name": name}} for kind, name in pairs]
    ),
    "updated_at": st.datetimes().map(lambda at: f"{at.replace(microsecond=0).isoformat()}Z"),
}
PEOPLE = st.fixed_dictionaries(
    {
        **COMMON,
        **dict.fromkeys(("given_name", "family_name", "honorific_prefix", "language"), LINE),
        "memberships": st.lists(st.tuples(SAID, LINE), max_size=3).map(
            lambda pairs: [
                {"organisation": {"name": name}, "role": role, "primary": at == 0, "current": True}
                for at, (name, role) in enumerate(pairs)
            ]
        ),
    }
)
ORGANISATIONS = st.fixed_dictionaries(
    {
        **COMMON,
        **dict.fromkeys(("classification", "area"), LINE),
        "parent": LINE.map(lambda name: {"name": name} if name else None),
        "website": st.just("https://a.se/").flatmap(lambda start: LINE.map(start.__add__)),
        "identifiers": st.lists(st.tuples(WORD, SAID), max_size=2).map(
            lambda pairs: [{"scheme": scheme, "identifier": number} for scheme, number in pairs]
        ),
        **dict.fromkeys(("founding_date", "dissolution_date"), st.sampled_from(["", "2019-04"])),
    }
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cards")


def again(folder: Path, items: list[dict[str, Any]], version: str) -> list[Any]:
    """Write records and read them back."""
    stream = io.BytesIO()
    assert write(items, stream, WriteOptions(version=version)) == len(items)
    content = stream.getvalue()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    for line in content.split(b"\r\n"):
        line.decode()
    (folder / "a.vcf").write_bytes(content)
    return list(read(folder / "a.vcf"))


def common(record: PersonRecord | OrganisationRecord) -> dict[str, Any]:
    return {
        "uid": record.uid,
        "name": record.name,
        "note": record.note,
        "tags": record.tags,
        "contact_details": sorted(
            (one.type, one.value, one.label) for one in record.contact_details
        ),
        "custom": record.custom,
        "other_names": [{"name": one.name} for one in record.other_names],
        "relationships": [
            {"type": one.type, "other": {"name": one.name}} for one in record.relations
        ],
        "updated_at": record.revision,
    }


def expected(item: dict[str, Any]) -> dict[str, Any]:
    reach = [(one["type"], one["value"].strip(), one["label"]) for one in item["contact_details"]]
    return {**{key: item[key] for key in COMMON}, "contact_details": sorted(reach)}


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(item=PEOPLE)
@settings(max_examples=rounds(20, 60), deadline=None)
def test_a_person_is_read_back(folder: Path, version: str, item: dict[str, Any]) -> None:
    (found,) = again(folder, [item], version)
    assert isinstance(found, PersonRecord)
    assert found.problems == []
    assert common(found) == expected(item)
    for key in ("given_name", "family_name", "honorific_prefix", "language"):
        assert getattr(found, key) == item[key]
    assert [(one.organisation, one.role) for one in found.memberships] == [
        (one["organisation"]["name"], one["role"]) for one in item["memberships"]
    ]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(item=ORGANISATIONS)
@settings(max_examples=rounds(20, 60), deadline=None)
def test_an_organisation_is_read_back(folder: Path, version: str, item: dict[str, Any]) -> None:
    item["contact_details"] = [
        one for one in item["contact_details"] if one["type"] != "link" or one["label"]
    ]
    (found,) = again(folder, [item], version)
    assert isinstance(found, OrganisationRecord)
    assert common(found) == expected(item)
    for key in ("classification", "area", "website", "founding_date", "dissolution_date"):
        assert getattr(found, key) == item[key]
    assert found.parent == (item["parent"] or {"name": ""})["name"]
    assert [{"scheme": one.scheme, "identifier": one.identifier} for one in found.identifiers] == (
        item["identifiers"]
    )


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(name=SAID, uid=UID, members=st.lists(st.uuids().map(str), max_size=4, unique=True))
@settings(max_examples=rounds(10, 30), deadline=None)
def test_a_list_is_read_back(
    folder: Path, version: str, name: str, uid: str, members: list[str]
) -> None:
    (found,) = again(folder, [{"name": name, "uid": uid, "members": members}], version)
    assert isinstance(found, ListRecord)
    assert (found.name, found.uid, found.members) == (name, uid, members)


KEPT_IN_3 = [
    *["BDAY:1970-05-04", "PHOTO;TYPE=jpeg;ENCODING=b:AAAA", "GEO:59.3;18.1"],
    *["N:Berg;Anna;Maria;;M.Sc.", "item7.X-ABDATE:1975-03-01", "item7.X-ABLabel:Namnsdag"],
    *["item1.ADR:;;1 Main St;Austin;TX;78701;USA", "item1.X-ABADR:us", 'X-A;B="c:d":e\\,f'],
]
KEPT_IN_4 = [
    *["BDAY:--0504", "PHOTO:data:image/jpeg;base64,AAAA", "GEO:geo:59.3,18.1", "GENDER:F"],
    *["RELATED;TYPE=friend:urn:uuid:6f1c", "XML:<a/>", "ORG:A;B;C"],
    "ADR:;;1 Main St;Austin;TX;78701;USA",
]


@pytest.mark.parametrize(("version", "lines"), [("3.0", KEPT_IN_3), ("4.0", KEPT_IN_4)])
def test_what_was_kept_is_kept_again(folder: Path, version: str, lines: list[str]) -> None:
    item = {
        "name": "Anna Berg",
        "given_name": "Anna",
        "family_name": "Berg",
        "preserved": lines,
        "contact_details": [{"type": "address", "value": "1 Main St, 78701 Austin, TX, USA"}],
        "memberships": [{"organisation": "A", "role": "b"}],
        "custom": {"department": "B, C" if "ORG:A;B;C" in lines else ""},
    }
    (found,) = again(folder, [item], version)
    assert sorted(found.preserved) == sorted(lines)


@given(text=ANY)
@settings(max_examples=rounds(20, 60), deadline=None)
@example(text="a\nEND:VCARD\nBEGIN:VCARD\nFN:b")
def test_no_value_can_break_out_of_its_line(folder: Path, text: str) -> None:
    item = {
        **dict.fromkeys(("uid", "given_name", "language", "updated_at", "note"), text),
        "name": f"a{text}",
        "custom": {text: text},
        "tags": [text],
        "other_names": [{"name": text}],
        "contact_details": [{"type": "phone", "value": text, "label": text}],
        "memberships": [{"organisation": text, "role": text}],
        "relationships": [{"type": text, "other": {"name": text}}],
        "preserved": [text, f"X-A:{text}", f"X-B;C={text}:d", f"{text}.X-D:e"],
    }
    found = again(folder, [item, {"name": "Bo"}], "3.0")
    assert [type(one) for one in found] == [PersonRecord, PersonRecord]
    assert found[1].name == "Bo"
    assert clean(found[0].name) == clean(" ".join(plain(f"a{text}").split()))
