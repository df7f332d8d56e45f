from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import formats
from crm.errors import CrmError, FormatError, UsageError
from crm.formats import Description, ReadOptions, RejectedRecord
from crm.formats.csv_reader import CELL_LIMIT
from tests.formats.files import WriteFile, people, read
from tests.rounds import rounds


def describe(path: Path, **options: object) -> Description:
    return formats.describe(path, ReadOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(file: WriteFile, delimiter: str) -> None:
    lines = [["Namn", "E-post", "Ort"], ["Anna", "a@b.se", "Solna"], ["Bo", "", "Åre"]]
    path = file("\r\n".join(delimiter.join(cells) for cells in lines))
    assert describe(path).delimiter == delimiter
    assert [person.name for person in people(read(path))] == ["Anna", "Bo"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Namn;Adress\nAnna;Storgatan 1, Solna\nBo;Lillgatan 2, Solna\n", ";"),
        ("Namn\tAnteckning\nAnna\tett, två; tre, fyra\n", "\t"),
        ("Okänt;Namn\n1,5;Anna\n2,5;Bo\n", ";"),
        ("Namn\nBerg, Anna\nAlm, Bo\n", ";"),
    ],
)
def test_commas_inside_cells_do_not_mislead(file: WriteFile, text: str, delimiter: str) -> None:
    path = file(text)
    found = describe(path).delimiter
    assert found == delimiter or found not in text
    assert not any(record.problems for record in read(path))


def test_a_line_that_declares_the_delimiter_is_no_header(file: WriteFile) -> None:
    path = file("sep=|\r\nNamn|Ort\r\nAnna|Åre, Jämtland\r\n")
    description = describe(path)
    assert (description.delimiter, description.header_line) == ("|", 2)
    assert people(read(path))[0].line == 3


def test_the_caller_may_say_the_delimiter(file: WriteFile) -> None:
    assert describe(file("Namn:Ort\nAnna:Åre\n"), delimiter=":").headers == ("Namn", "Ort")


def test_a_file_is_described(file: WriteFile) -> None:
    description = describe(file("Namn;Mejl;Färg\nAnna;a@b.se;blå\n"))
    assert description.format == "csv"
    assert description.mapping == {"Namn": "name", "Mejl": "email"}
    assert description.unmapped == ("Färg",)
    assert description.records == "people"
    assert [(one.line, one.field) for one in description.problems] == [(1, "Färg")]


def test_lines_above_the_headers_are_reported(file: WriteFile) -> None:
    path = file('Notes:\n"A list, with a comma."\n\nFirst Name,Last Name\nAnna,Berg\n')
    description = describe(path)
    assert description.header_line == 4
    assert [(one.line, one.value) for one in description.problems] == [
        (1, "Notes:"),
        (2, "A list, with a comma."),
    ]
    assert people(read(path))[0].line == 5


def test_identity_numbers_are_not_kept_and_that_is_said(file: WriteFile) -> None:
    path = file("Namn,Personnummer\nAnna,640823-3234\n")
    assert [one.field for one in describe(path).problems] == ["Personnummer"]
    (anna,) = people(read(path))
    assert anna.unmapped == {}
    assert anna.note == ""


def test_line_numbers_are_those_of_the_file(file: WriteFile) -> None:
    text = 'Namn,Anteckning\r\n\r\nAnna,"ett\r\ntvå\r\ntre"\r\n,\r\nBo,x\r\n"Cia",""\n'
    assert [(person.name, person.line) for person in people(read(file(text)))] == [
        ("Anna", 3),
        ("Bo", 7),
        ("Cia", 8),
    ]


def test_lines_may_end_as_on_an_old_mac(file: WriteFile) -> None:
    records = people(read(file("Namn,Ort\rAnna,Solna\rBo,Åre\r")))
    assert [(person.name, person.line) for person in records] == [("Anna", 2), ("Bo", 3)]


def test_quoted_cells_hold_anything(file: WriteFile) -> None:
    (anna,) = people(read(file('namn,note\nAnna,"a ""b"", c\nd"\n')))
    assert anna.note == 'a "b", c\nd'


def test_a_row_with_too_many_cells_keeps_them(file: WriteFile) -> None:
    (anna,) = people(read(file("Namn,Ort\nAnna,Solna,extra,,\n")))
    assert anna.unmapped == {"column 3": "extra"}
    assert [(one.line, one.value) for one in anna.problems] == [(2, "extra")]
    assert anna.raw == {
        "Namn": "Anna",
        "Ort": "Solna",
        "column 3": "extra",
        "column 4": "",
        "column 5": "",
    }


def test_a_row_with_too_few_cells_is_read_and_reported(file: WriteFile) -> None:
    (anna,) = people(read(file("Namn,Ort,Telefon\nAnna\n")))
    assert anna.name == "Anna"
    assert anna.problems[0].message.startswith("The row has 1 cells where the header has 3")


def test_empty_cells_beyond_the_headers_are_no_problem(file: WriteFile) -> None:
    (anna,) = people(read(file("Namn,Ort\nAnna,Solna,,,\n")))
    assert anna.problems == []


def test_duplicate_headers_keep_both_values(file: WriteFile) -> None:
    (anna,) = people(read(file("Namn,E-post,E-post,Ort,Namn\nAnna,a@b.se,c@d.se,x,Anna B\n")))
    assert [detail.value for detail in anna.contact_details[:2]] == ["a@b.se", "c@d.se"]
    assert anna.name == "Anna"
    assert anna.unmapped == {"Namn (2)": "Anna B"}
    assert [one.field for one in anna.problems] == ["Namn (2)"]


def test_an_unclosed_quotation_mark_costs_one_row(file: WriteFile) -> None:
    rejected, *rest = read(file('Namn,Ort\n"Anna,Solna\nBo,Åre\nCia ""C"",Umeå\n'))
    assert isinstance(rejected, RejectedRecord)
    assert (rejected.line, rejected.problems[0].value) == (2, '"Anna,Solna')
    assert "never closed" in rejected.problems[0].message
    assert [(person.name, person.line) for person in people(rest)] == [("Bo", 3), ('Cia ""C""', 4)]


def test_an_unclosed_quotation_mark_on_the_last_line(file: WriteFile) -> None:
    anna, rejected = read(file('Namn,Ort\nAnna,Solna\nBo,"Åre'))
    assert people([anna])[0].name == "Anna"
    assert isinstance(rejected, RejectedRecord)
    assert rejected.line == 3


def test_a_cell_beyond_all_measure_is_refused_with_its_line(file: WriteFile) -> None:
    path = file(f"namn,note\nBo,x\nAnna,{'x' * (CELL_LIMIT + 1)}\n")
    with pytest.raises(FormatError, match="Line 3 has a cell of more than 1000000 characters"):
        read(path)


def test_a_long_cell_within_measure_is_read(file: WriteFile) -> None:
    (anna,) = people(read(file(f"namn,note\nAnna,{'x' * 500_000}\n")))
    assert len(anna.note) == 500_000


def test_too_many_columns(file: WriteFile) -> None:
    with pytest.raises(FormatError, match="more than 1000 columns"):
        read(file("namn" + ",x" * 1000 + "\nAnna\n"))
    (rejected,) = read(file("namn,x\nAnna" + ",1" * 1000 + "\n"))
    assert isinstance(rejected, RejectedRecord)
    assert "more than 1000 cells" in rejected.problems[0].message


@pytest.mark.parametrize("text", ["\n\n\n", " , , \n", "sep=;\n", "\ufeff"])
def test_a_file_without_rows(file: WriteFile, text: str) -> None:
    with pytest.raises(FormatError):
        read(file(text))


def test_a_header_alone_is_no_record_and_no_error(file: WriteFile) -> None:
    assert read(file("Namn,Ort")) == []


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n", "Anna Berg;anna@b.se\nBo;b@b.se\n"])
def test_without_a_column_for_names_the_user_is_asked(file: WriteFile, text: str) -> None:
    with pytest.raises(FormatError, match=r"No column of .* is a name: say which one with --map"):
        read(file(text))


def test_a_mapping_makes_an_unknown_table_readable(file: WriteFile) -> None:
    path = file("Who,Where,Colour\nAnna,Solna,blue\n")
    mapping = {"Who": "name", "Where": "city", "Colour": "custom:colour"}
    (anna,) = people(read(path, mapping=mapping))
    assert (anna.name, anna.custom) == ("Anna", {"colour": "blue"})
    assert describe(path, mapping=mapping).unmapped == ()


def test_an_ignored_column_is_left_out_on_purpose(file: WriteFile) -> None:
    (anna,) = people(read(file("Namn,Färg\nAnna,blå\n"), mapping={"Färg": "ignore"}))
    assert anna.unmapped == {}
    assert anna.raw["Färg"] == "blå"


def test_a_mapping_that_does_not_fit_is_a_usage_error(file: WriteFile) -> None:
    with pytest.raises(UsageError):
        read(file("Namn\nAnna\n"), mapping={"Mejl": "email"})


def test_formula_guards_are_taken_off_but_kept_in_the_raw_cells(file: WriteFile) -> None:
    (anna,) = people(read(file("name,note,phone\nAnna,'=1+1,'+46-8-1\n")))
    assert anna.note == "=1+1"
    assert anna.contact_details[0].value == "+46-8-1"
    assert anna.raw["note"] == "'=1+1"


@settings(max_examples=rounds(50, 150))
@given(content=st.text(alphabet=st.sampled_from("namn,;\"\n\r\t|=:\0'å �\ud800@"), max_size=80))
def test_any_text_gives_records_or_a_sentence(
    content: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(("namn,x\n" + content).encode("utf-8", "surrogatepass"))
    lines = len(content.splitlines()) + 2
    try:
        assert all(1 <= record.line <= lines for record in read(path))
    except CrmError as error:
        assert error.exit_code == 7


@settings(max_examples=rounds(50, 150))
@given(content=st.binary(max_size=120))
def test_any_bytes_give_records_or_a_sentence(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.csv"
    path.write_bytes(content)
    try:
        read(path)
    except CrmError as error:
        assert error.exit_code == 7
