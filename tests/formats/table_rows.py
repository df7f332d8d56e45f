"""Any rows of tables, as we write them, and records as such rows."""

from hypothesis import strategies as st

from crm.formats import OrganisationRecord, PersonRecord
from crm.formats.formulas import ERRORS

TEXT = st.text(
    alphabet=st.sampled_from("abcåäöÅÖ =+-@'\",;|:\n\t0159<>&[]%#")
    | st.characters(codec="utf-8", exclude_categories=["Cc"]),
    max_size=20,
).map(lambda text: text.replace(":::", "").strip())
# A cell that reads as damage is text like any other when we wrote it.
TEXT |= st.sampled_from([*sorted(ERRORS), "#####", '="0701"', "'070-1", "4,67E+10", "2-jan", "5.0"])
DATE = (
    st.just("") | st.dates().map(str) | st.from_regex(r"(19|20)[0-9]{2}(-0[1-9])?", fullmatch=True)
)
WORD = st.from_regex(r"[a-zåäö=+'-]{1,8}", fullmatch=True)
EMAIL = st.from_regex(r"[a-z=+'-]{1,6}@[a-z]{1,6}\.se", fullmatch=True)
PERSON_ROWS = st.fixed_dictionaries(
    {
        "id": st.integers(1, 999).map("p{}".format),
        "uid": st.uuids().map(str),
        "name": TEXT.filter(bool),
        **dict.fromkeys(("given_name", "family_name", "honorific_prefix", "note"), TEXT),
        "organisation": TEXT.filter(bool),
        **dict.fromkeys(("role", "language"), TEXT),
        **dict.fromkeys(("start_date", "end_date"), DATE),
        "email": st.lists(EMAIL, max_size=3),
        "phone": st.lists(
            st.from_regex(r"\+?[0-9(][0-9 ()/-]{3,9}[0-9]", fullmatch=True), max_size=3
        ),
        "address": st.lists(WORD, max_size=2),
        "website": st.lists(WORD, max_size=2),
        "tags": st.lists(st.from_regex(r"[a-z,;]{1,8}", fullmatch=True), max_size=3),
        "alias": st.lists(st.from_regex(r"[a-zåäö;,]{1,8}", fullmatch=True), max_size=2),
        "custom:shoe": TEXT,
    }
)
ORGANISATION_ROWS = st.fixed_dictionaries(
    {
        "uid": st.uuids().map(str),
        "name": TEXT.filter(bool),
        "classification": st.sampled_from(["", "agency", "municipality", "state_company"]),
        "orgnr": st.from_regex(r"([0-9]{6}-[0-9]{4})?", fullmatch=True),
        **dict.fromkeys(("parent", "area", "identifier:lei", "note"), TEXT),
        **dict.fromkeys(("founding_date", "dissolution_date"), DATE),
        "website": WORD,
        "phone:switchboard": WORD,
    }
)
Row = dict[str, object]


def person_row(person: PersonRecord) -> Row:
    """Return a person that was read as the row that was written."""
    (membership,) = person.memberships
    texts = ("id", "uid", "name", "given_name", "family_name", "honorific_prefix", "note")
    return {
        **{name: getattr(person, name) for name in (*texts, "language", "tags")},
        **{
            name: getattr(membership, name)
            for name in ("organisation", "role", "start_date", "end_date")
        },
        **{
            column: [one.value for one in person.contact_details if one.type == kind]
            for column, kind in (
                ("email", "email"),
                ("phone", "phone"),
                ("address", "address"),
                ("website", "link"),
            )
        },
        "alias": [one.name for one in person.other_names],
        "custom:shoe": person.custom.get("shoe", ""),
    }


def organisation_row(record: OrganisationRecord) -> Row:
    """Return an organisation that was read as the row that was written."""
    identifiers = {one.scheme: one.identifier for one in record.identifiers}
    texts = ("uid", "name", "classification", "parent", "area", "note", "website")
    return {
        **{name: getattr(record, name) for name in texts},
        "founding_date": record.founding_date,
        "dissolution_date": record.dissolution_date,
        "orgnr": identifiers.get("orgnr", ""),
        "identifier:lei": identifiers.get("lei", ""),
        "phone:switchboard": "".join(one.value for one in record.contact_details),
    }
