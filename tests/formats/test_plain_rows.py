"""A person of whom a row says little is the one that is made of any row."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.formats import MembershipRecord
from crm.formats.columns import map_columns
from crm.formats.damage import Mender
from crm.formats.plain_rows import plain_rows
from crm.formats.rows import RowReader
from tests.rounds import rounds

USUAL = ["Namn", "Organisation", "Roll", "E-post", "Telefon", "Mobil", "Förnamn", "Efternamn"]
HEADERS = st.lists(
    st.sampled_from([*USUAL * 4, "Titel", "Post", "Notering", "Webb", "Sedan", "Orgnr", "Typ"]),
    min_size=1,
    max_size=6,
)
CELLS = st.sampled_from(
    ["", " ", "Åsa Ek", " Almi ", "VD", "a@b.se", "a@b.se; c@d.se", "08-1 ::: 08-2", "#NAME?",
     "'070", "O'Neill", '="08"', "2019-04", "myndighet", "x" * 9]
)  # fmt: skip


def row_reader(*headers: str, chosen: str = "auto") -> RowReader:
    columns = map_columns(headers, {})
    return RowReader(columns, chosen, Mender(columns, guarded=True))


def test_a_usual_row_is_plain() -> None:
    rows = plain_rows(map_columns(["Namn", "Organisation", "Roll", "E-post"], {}))
    assert rows
    anna = rows.person(2, ["Anna Berg", " ALMI", "VD", "anna@almi.example"])
    assert anna
    assert (anna.line, anna.name) == (2, "Anna Berg")
    assert anna.memberships == [MembershipRecord("ALMI", role="VD")]
    assert [(one.type, one.value) for one in anna.contact_details] == [
        ("email", "anna@almi.example")
    ]
    assert rows.person(3, ["Anna Berg", "ALMI", "VD"]) is None
    assert rows.person(3, ["", "ALMI", "", ""]) is None
    assert rows.person(3, ["Anna Berg", "", "VD", ""]) is None
    assert rows.person(3, ["Anna Berg", "#NAME?", "", ""]) is None


def test_a_table_with_other_columns_is_not() -> None:
    assert plain_rows(map_columns(["Namn", "Sedan"], {})) is None
    assert plain_rows(map_columns(["Namn", "Skostorlek"], {})) is None
    assert plain_rows(map_columns(["Namn", "Name"], {})) is None


@given(
    headers=HEADERS,
    chosen=st.sampled_from(["auto", "people", "organisations"]),
    row=st.lists(CELLS, max_size=7),
)
@settings(max_examples=rounds(100, 5000), deadline=None)
def test_a_plain_row_is_read_as_any(headers: list[str], chosen: str, row: list[str]) -> None:
    cells = row + [""] * (len(headers) - len(row))
    read = list(row_reader(*headers, chosen=chosen).records(2, cells))
    assert read == list(row_reader(*headers, chosen=chosen).any_records(2, cells))
