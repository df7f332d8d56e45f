"""The draft of somebody of whom little is said is the one that is made of anybody."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.actions.importing.drafting import person_draft, whole_draft
from crm.actions.importing.plain_drafts import plain_draft
from crm.formats import ContactDetailRecord, MembershipRecord, PersonRecord
from tests.rounds import rounds

ODD = ["", " ", "…", "19900101-0017", "x" * 301]


def mostly(*usual: str) -> st.SearchStrategy[str]:
    """Return usual texts, and now and then an odd one."""
    return st.sampled_from([*usual * (24 // len(usual)), *ODD])


SELDOM = mostly("")
EMAILS = mostly("a@b.example", "A.B@B.Example", "mailto:a@b.example")
PHONES = mostly("070-123 45 67", "+46 8 709 89 00", "112")
FIELDS = {"valid_from": SELDOM, "note": SELDOM}
LABELS = mostly("", "work")
DETAILS = st.one_of(
    st.builds(ContactDetailRecord, st.just("email"), EMAILS, LABELS, **FIELDS),
    st.builds(ContactDetailRecord, st.just("phone"), PHONES, LABELS, **FIELDS),
    st.builds(
        ContactDetailRecord,
        st.sampled_from(["email", "phone", "link", "address"]),
        st.sampled_from(["www.ek.se", "mailto:a%40b.se", "08-709 89 00 / 01", "Storgatan 1"]),
    ),
)
PLACES = st.builds(
    MembershipRecord,
    mostly("Almi", "  Åsa  AB"),
    role=mostly("", "VD"),
    post=SELDOM,
    start_date=mostly("", "2019-04"),
    end_date=mostly("", "2020", "2018"),
    primary=st.sampled_from([None, True, False]),
    uid=SELDOM,
)
RECORDS = st.builds(
    PersonRecord,
    st.integers(1, 9),
    name=mostly("Åsa Ek", "  Bo   Ek", ""),
    given_name=mostly("", "Åsa"),
    family_name=mostly("", "Ek"),
    language=mostly("", "sv"),
    note=SELDOM,
    uid=SELDOM,
    contact_details=st.lists(DETAILS, max_size=2),
    memberships=st.lists(PLACES, max_size=2),
    tags=st.sampled_from([[], [], [], ["Avesta"]]),
)


def usual() -> PersonRecord:
    """Return a person as lists of contacts have them."""
    return PersonRecord(
        2,
        name="Åsa Ek",
        language="sv",
        contact_details=[
            ContactDetailRecord("phone", "070-123 45 67", "mobile"),
            ContactDetailRecord("email", "Asa@Ek.example"),
        ],
        memberships=[MembershipRecord("Almi", role="VD", start_date="2019")],
    )


def test_a_usual_person_is_plain() -> None:
    draft = plain_draft(usual())
    assert draft and draft.is_plain
    assert (draft.name, draft.folded_name, draft.fields) == ("Åsa Ek", "asa ek", {"language": "sv"})
    assert draft.keys == [("email", "asa@ek.example"), ("phone", "+46701234567")]
    assert [(one.organisation, one.role, one.start_date) for one in draft.places] == [
        ("Almi", "VD", "2019")
    ]
    assert draft == whole_draft(usual())


@pytest.mark.parametrize(
    "said",
    [{"note": "Ring"}, {"uid": "1"}, {"tags": ["Avesta"]}, {"name": " "}, {"language": "?" * 40}],
)
def test_who_has_more_said_of_them_or_something_wrong_is_not(said: dict[str, str]) -> None:
    record = usual()
    for name, value in said.items():
        setattr(record, name, value)
    assert plain_draft(record) is None
    assert not person_draft(record).is_plain


@given(record=RECORDS)
@settings(max_examples=rounds(150, 3000), deadline=None)
def test_a_plain_draft_is_the_whole_one(record: PersonRecord) -> None:
    plain = plain_draft(deepcopy(record))
    assert plain is None or plain == whole_draft(record)
