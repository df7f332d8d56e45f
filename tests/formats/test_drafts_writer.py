import email.policy
from collections.abc import Mapping
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm import formats
from crm.errors import Conflict, UsageError
from crm.formats import WriteOptions
from crm.formats.drafts_writer import write_folder
from crm.formats.records import InteractionRecord
from crm.text import clean, clean_line
from tests.formats.files import read
from tests.formats.messages import interaction
from tests.rounds import rounds

LETTER = """\
Subject: Industridagen, {{given_name}}
Cc: "Ek, Åsa" <asa@network.example>, bo@network.example

Hej {{ given_name }}!

Välkommen till Sandviken, du och {{organisation}}.
"""
GUNTHER = {
    "name": "Mårder, Günther",
    "given_name": "Günther",
    "email": ["gunther@foretagarna.example", "g@home.example"],
    "organisation": "Företagarna",
}


def drafts(folder: Path, *rows: Mapping[str, object], letter: str = LETTER) -> int:
    return write_folder(rows, folder, WriteOptions(template=letter))


def parsed(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(draft: EmailMessage) -> str:
    return str(draft.get_content()).replace("\r\n", "\n").strip("\n")


def only(folder: Path) -> EmailMessage:
    (path,) = folder.iterdir()
    return parsed(path)


def test_a_draft_opens_in_a_mail_program(tmp_path: Path) -> None:
    assert formats.writer("drafts").TAKES == "rows"
    assert drafts(tmp_path, GUNTHER) == 1
    (path,) = tmp_path.iterdir()
    assert path.name == "Mårder, Günther.eml"
    content = path.read_bytes()
    assert content.isascii() and b"\r\n" in content and b"\n" not in content.replace(b"\r\n", b"")
    draft = parsed(path)
    assert draft["X-Unsent"] == "1"
    assert str(draft["To"]) == '"Mårder, Günther" <gunther@foretagarna.example>'
    assert str(draft["Cc"]) == '"Ek, Åsa" <asa@network.example>, bo@network.example'
    assert str(draft["Subject"]) == "Industridagen, Günther"
    assert text_of(draft) == "Hej Günther!\n\nVälkommen till Sandviken, du och Företagarna."


def test_a_draft_is_read_back_as_it_was_meant(tmp_path: Path) -> None:
    drafts(tmp_path, GUNTHER)
    (record,) = read(tmp_path / "Mårder, Günther.eml")
    assert isinstance(record, InteractionRecord)
    assert record.subject == "Industridagen, Günther"
    assert record.details == "Hej Günther!\n\nVälkommen till Sandviken, du och Företagarna."
    assert [(one.name, one.email) for one in record.participants] == [
        ("Mårder, Günther", "gunther@foretagarna.example"),
        ("Ek, Åsa", "asa@network.example"),
        ("", "bo@network.example"),
    ]


def test_whoever_has_no_address_gets_no_draft(tmp_path: Path) -> None:
    rows = [
        GUNTHER,
        {**GUNTHER, "email": []},
        {**GUNTHER, "email": "no address"},
        {**GUNTHER, "email": "günther@home.example"},  # needs SMTPUTF8, which few servers take
        {**GUNTHER, "email": "g@räksmörgås.example"},
    ]
    assert drafts(tmp_path, *rows) == 2
    second = parsed(tmp_path / "Mårder, Günther (2).eml")
    assert second["To"].addresses[0].domain == "xn--rksmrgs-5wao1o.example"


@pytest.mark.parametrize(
    "letter",
    [
        "Hej {{given_name}}!\n\nNote: this is text.",
        "Hej: {{given_name}}",
        "\n\nHej {{given_name}}",
    ],
)
def test_a_letter_needs_no_fields_above_it(tmp_path: Path, letter: str) -> None:
    drafts(tmp_path, GUNTHER, letter=letter)
    draft = only(tmp_path)
    assert draft["Subject"] is None
    assert text_of(draft) == letter.strip().replace("{{given_name}}", "Günther")


def test_values_are_written_as_people_write_them(tmp_path: Path) -> None:
    row = {**GUNTHER, "phone": ["08-1", "070-2"], "since": None, "chair": True, "custom:size": 7}
    letter = "{{phone}}|{{since}}|{{chair}}|{{custom:size}}|{{ name}}"
    drafts(tmp_path, row, letter=letter)
    assert text_of(only(tmp_path)) == "08-1, 070-2||true|7|Mårder, Günther"


def test_values_that_stand_apart_by_label_count_too(tmp_path: Path) -> None:
    row = {"name": "Anna", "email": [], "email:work": ["a@x.example"], "phone": ["08-1"]}
    row |= {"phone:mobile": ["070-2", "08-1"]}
    drafts(tmp_path, row, letter="{{phone}}|{{phone:mobile}}|{{email}}")
    draft = only(tmp_path)
    assert str(draft["To"]) == "Anna <a@x.example>"
    assert text_of(draft) == "08-1, 070-2|070-2, 08-1|a@x.example"


def test_a_row_may_lack_a_column_that_others_have(tmp_path: Path) -> None:
    row = {"name": "Anna", "email": "anna@x.example"}
    options = WriteOptions(template="Hej från {{organisation}}.", columns=("name", "organisation"))
    assert write_folder([row], tmp_path, options) == 1
    assert text_of(only(tmp_path)) == "Hej från ."


@pytest.mark.parametrize(
    ("letter", "sentence"),
    [
        ("Hej {{firstname}}", r"no field {{firstname}} .* name, given_name, email, organisation"),
        ("Subject: {{ nope }}\n\nHej", "no field {{nope}}"),
        ("Hej {{}}", "no field {{}}"),
        ("Hej {{name", "never ends"),
        ("Hej {{na\nme}}", "never ends"),
        ("", "Drafts are made of a template: name a text file"),
        (" \n\n", "The template is empty"),
        ("Subject: Hej\nVälkommen!", "Välkommen! is no field of a template"),
        ("Subject: Hej\nX-Mailer: mine\n\nText", "X-Mailer: mine is no field"),
        ("To: all@x.example\n\nText", "To: all@x.example is no field"),
        ("Ämne: Hej\n\nText", "Ämne: Hej is no field"),
        ("Cc: {{email}}\n\nText", "Cc holds addresses as they are"),
        ("Cc: nobody\n\nText", "nobody is no e-mail address for Cc"),
        ("Bcc:\n\nText", "is no e-mail address for Bcc"),
    ],
)
def test_a_letter_that_cannot_be_filled_is_refused_before_anything_is_written(
    tmp_path: Path, letter: str, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        drafts(tmp_path, GUNTHER, letter=letter)
    assert not list(tmp_path.iterdir())


def test_values_stay_values(tmp_path: Path) -> None:
    row = {
        **GUNTHER,
        "name": "{{email}}",
        "given_name": "Günther\r\nBcc: all@x.example\r\n\r\nBuy",
        "organisation": "{{name}}\r\n\x1b[31mred",
    }
    drafts(tmp_path, row)
    draft = only(tmp_path)
    assert str(draft["Subject"]) == "Industridagen, Günther Bcc: all@x.example Buy"
    assert draft["Bcc"] is None
    assert draft["To"].addresses[0].display_name == "{{email}}"
    assert text_of(draft).endswith("Välkommen till Sandviken, du och {{name}}\n[31mred.")


def test_nothing_is_written_outside_the_folder_or_over_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    names = ["../up", "/etc/passwd", "CON", "..", "Anna", "ANNA", "a/b"]
    rows = [{**GUNTHER, "name": name} for name in names]
    assert drafts(folder, *rows) == len(names)
    assert [path.name for path in tmp_path.iterdir()] == ["drafts"]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(before) == len(names)
    with pytest.raises(Conflict, match=r"Anna\.eml is there already: choose an empty folder"):
        drafts(folder, {**GUNTHER, "name": "New"}, {**GUNTHER, "name": "Anna"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_failure_leaves_no_drafts_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, mode: str) -> object:
        if path.name == "Bo.eml":
            raise OSError(28, "No space left on device")
        return open(path, mode)  # noqa: PTH123 - the method that is replaced

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space"):
        drafts(tmp_path, {**GUNTHER, "name": "Anna"}, {**GUNTHER, "name": "Bo"})
    assert not list(tmp_path.iterdir())


def test_a_long_name_keeps_its_spaces_where_it_is_broken(tmp_path: Path) -> None:
    name = "Åsa Öberg-Lindström, Avdelningen för regional tillväxt och utveckling i Gävleborg"
    drafts(tmp_path, {**GUNTHER, "name": name})
    (path,) = tmp_path.iterdir()
    content = path.read_bytes()
    assert max(map(len, content.splitlines())) <= 78
    assert interaction(content).participants[0].name == name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("aÅö ,;:.()<>@[]\\\"'=?é–🎉_"), max_size=90))
def test_our_reader_finds_the_same_person(tmp_path: Path, name: str) -> None:
    drafts(tmp_path, {"name": name, "email": "x@y.example"}, letter="Hej")
    (path,) = tmp_path.iterdir()
    found = interaction(path.read_bytes())
    path.unlink()
    (person,) = found.participants
    assert (person.name, person.email) == (clean_line(name).strip("'\" "), "x@y.example")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=rounds(40, 150))
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=200))
def test_every_name_subject_and_text_comes_back(
    tmp_path: Path, name: str, given_name: str, note: str
) -> None:
    row = {"name": name, "given_name": given_name, "email": "x@y.example", "note": note}
    drafts(tmp_path, row, letter="Subject: a {{given_name}} z\n\n{{note}}")
    (path,) = tmp_path.iterdir()
    draft = parsed(path)
    path.unlink()
    assert [one.addr_spec for one in draft["To"].addresses] == ["x@y.example"]
    assert clean_line(str(draft["Subject"])) == clean_line(f"a {given_name} z")
    assert text_of(draft) == clean(note).strip("\n")
