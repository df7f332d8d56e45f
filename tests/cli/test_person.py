"""`crm person`, as somebody types it."""

import pytest

from tests.cli.conftest import Prepare, Run


@pytest.fixture
def almi(prepare: Prepare) -> None:
    prepare(
        ("org", "add", "ALMI", "--kind", "state_company"),
        (
            *("person", "add", "Göran Lundwall"),
            *("--organisation", "ALMI", "--role", "VD", "--since", "2010"),
        ),
    )


def test_adding_prints_the_reference(run: Run) -> None:
    outcome = run("person", "add", "Marita Sjödin")
    assert (outcome.code, outcome.out, outcome.err) == (0, "p1\n", "")


def test_adding_with_json_prints_the_record(do: Run) -> None:
    person = do(
        *("person", "add", "Göran Lundwall", "--given", "Göran", "--family", "Lundwall"),
        *(
            "--prefix",
            "Dr",
            "--email",
            "Goran.Lundwall@ALMI.se",
            "--phone",
            "070-123 45 67 (mobil)",
        ),
        *("--address", "Box 70394\n107 24 Stockholm", "--link", "https://almi.se", "--note", "VD"),
        *("--alias", "Göran L", "--tag", "kapital", "--language", "sv", "--json"),
    ).data
    assert list(person) == [
        *("id", "uid", "name", "given_name", "family_name", "honorific_prefix", "other_names"),
        *("language", "note", "memberships", "contact_details", "tags", "custom", "relationships"),
        *("last_interaction", "created_at", "updated_at", "version"),
    ]
    assert (person["id"], person["name"], person["tags"]) == (1, "Göran Lundwall", ["kapital"])
    reached = [(one["type"], one["value"], one["label"]) for one in person["contact_details"]]
    assert reached == [
        ("email", "Goran.Lundwall@almi.se", None),
        ("phone", "+46701234567", "mobil"),
        ("address", "Box 70394\n107 24 Stockholm", None),
        ("link", "https://almi.se", None),
    ]


def test_adding_into_an_organisation_shows_what_the_date_was_taken_for(do: Run) -> None:
    do("org", "add", "ALMI")
    outcome = do("person", "add", "Eva", "--organisation", "almi", "--since", "i fjol")
    assert outcome.err == "since: 2018\n"
    assert do("membership", "list", "--json").data[0]["start_date"] == "2018"


def test_unknown_organisation_saves_nothing_and_names_the_nearest(do: Run, run: Run) -> None:
    do("org", "add", "Företagarna")
    outcome = run("person", "add", "Günther Mårder", "--organisation", "Företagarnas")
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err == (
        "“Företagarnas” is not known here (organisation); did you mean “Företagarna”? "
        "With --create it is added.\n"
    )
    assert do("person", "list", "--json").data == []


def test_part_of_a_name_is_enough_and_who_was_meant_is_said(do: Run) -> None:
    do("organisation", "add", "Nya Bruket AB")
    outcome = do("person", "add", "Eva", "--org", "nya bruk", "--create")
    assert outcome.err == "“nya bruk”: o1 Nya Bruket AB\n"
    assert do("person", "edit", "ev", "--note", "x").err == "“ev”: p1 Eva\n"


def test_create_adds_the_organisation_too(do: Run) -> None:
    outcome = do("person", "add", "Günther Mårder", "--organisation", "Företagarna", "--create")
    assert (outcome.out, outcome.err) == ("p1\n", "added: o1 Företagarna\n")


@pytest.mark.parametrize("reference", ["o7", "info@almi.se", "08-709 89 00"])
def test_create_never_makes_a_name_of_a_reference(run: Run, reference: str) -> None:
    outcome = run("person", "add", "Eva", "--organisation", reference, "--create")
    assert (outcome.code, outcome.out) == (3, "")


def test_role_needs_an_organisation(run: Run) -> None:
    outcome = run("person", "add", "Eva", "--role", "VD")
    assert outcome.code == 2
    assert outcome.err == "--role, --post and --since need --organisation.\n"


def test_somebody_known_already_is_pointed_out(do: Run) -> None:
    do("person", "add", "Göran Lundwall", "--email", "goran@almi.se")
    outcome = do("person", "add", "Göran Lundvall", "--email", "goran@almi.se")
    assert outcome.out == "p2\n"
    assert outcome.err.startswith("This may be p1 Göran Lundwall (")


@pytest.mark.usefixtures("almi")
def test_list_is_a_table_of_what_is_known(do: Run) -> None:
    do("person", "add", "Anna Öberg", "--email", "anna@x.se", "--phone", "08-709 89 00")
    assert do("person", "list").out == (
        "    Name            Role  Organisation  E-mail     Phone\n"
        "p2  Anna Öberg                          anna@x.se  08-709 89 00\n"
        "p1  Göran Lundwall  VD    ALMI\n"
    )


@pytest.mark.usefixtures("almi")
def test_list_as_references_and_as_tables_for_programs(do: Run) -> None:
    do("person", "add", "=cmd|' /C calc'!A0")
    assert do("person", "list", "--format", "ids").out == "p2\np1\n"
    csv = do("person", "list", "--format", "csv").out.splitlines()
    assert csv[0] == (
        "reference,id,name,organisation,organisation_id,role,email,phone,last_interaction"
    )
    assert csv[1] == "p2,2,'=cmd|' /C calc'!A0,,,,,,"
    assert csv[2] == "p1,1,Göran Lundwall,ALMI,1,VD,,,"
    assert do("person", "list", "--format", "tsv").out.startswith("reference\tid\tname\t")


@pytest.mark.usefixtures("almi")
def test_list_in_json_holds_whole_records(do: Run) -> None:
    [person] = do("person", "list", "--json").data
    assert person["memberships"][0]["organisation"] == {"id": 1, "name": "ALMI"}
    assert person == do("person", "show", "p1", "--json").data


def test_empty_list_says_so_and_is_an_empty_array(do: Run) -> None:
    outcome = do("person", "list")
    assert (outcome.out, outcome.err) == ("", "No people.\n")
    assert do("person", "list", "--json").out == "[]\n"


@pytest.mark.usefixtures("almi")
def test_list_can_be_narrowed(do: Run) -> None:
    do("person", "add", "Eva Ny", "--tag", "ny")
    do("membership", "end", "Göran Lundwall", "--on", "2019-01-31")
    for words, found in {
        ("--organisation", "ALMI"): "",
        ("--organisation", "ALMI", "--former"): "p1\n",
        ("--kind", "state_company", "--former"): "p1\n",
        ("--tag", "ny"): "p2\n",
        ("--limit", "1"): "p2\n",
    }.items():
        assert do("person", "list", *words, "--format", "ids").out == found


@pytest.mark.usefixtures("almi")
def test_show_is_a_sheet(do: Run) -> None:
    do("person", "edit", "p1", "--phone", "070-123 45 67 (mobil)", "--note", "First line\nSecond")
    do("follow-up", "add", "Send the figures", "--person", "p1", "--due", "2019-07-02")
    sheet = do("person", "show", "lundwall").out
    assert sheet.partition("\nLatest\n")[0] == (
        "Göran Lundwall  p1\n"
        "Phone  070-123 45 67 (mobil)\n"
        "Note   First line\n"
        "       Second\n"
        "\n"
        "Roles\n"
        "  m1  VD  ALMI  2010 –  now\n"
        "\n"
        "Open promises\n"
        "  f1  2019-07-02  ours  open  Send the figures\n"
    )
    assert sheet.endswith("began\n")


@pytest.mark.usefixtures("almi")
def test_show_for_programs(do: Run) -> None:
    assert do("person", "show", "p1", "--format", "ids").out == "p1\n"
    header, row = do("person", "show", "p1", "--format", "csv").out.splitlines()
    assert header.startswith("reference,id,uid,name,")
    assert row.startswith("p1,1,")


@pytest.mark.parametrize("reference", ["p1", "Göran Lundwall", "LUNDWALL", "goran@almi.se"])
def test_a_person_has_many_references(do: Run, reference: str) -> None:
    do("person", "add", "Göran Lundwall", "--email", "goran@almi.se")
    assert do("person", "show", reference, "--format", "ids").out == "p1\n"


def test_a_name_that_fits_several_lists_them(do: Run, run: Run) -> None:
    do("person", "add", "Anna Berg")
    do("person", "add", "Anna Ek")
    outcome = run("person", "show", "anna")
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err == (
        "“anna” fits several: p1 Anna Berg, p2 Anna Ek. Say which with its reference.\n"
    )


def test_edit_changes_what_is_named_and_empties_what_is_empty(do: Run) -> None:
    do("person", "add", "Eva Ny", "--note", "x", "--email", "eva@old.se", "--alias", "Eva Gammal")
    outcome = do(
        *("person", "edit", "p1", "--name", "Eva Nyman", "--note", "", "--email", "eva@new.se"),
        *("--remove-email", "EVA@old.se", "--remove-alias", "Eva Gammal", "--alias", "Eva Ny"),
        "--json",
    )
    person = outcome.data
    assert (person["name"], person["family_name"], person["note"]) == ("Eva Nyman", "Nyman", None)
    assert [one["value"] for one in person["contact_details"]] == ["eva@new.se"]
    assert [one["name"] for one in person["other_names"]] == ["Eva Ny"]


def test_edit_of_nothing_is_wrong_use(do: Run, run: Run) -> None:
    do("person", "add", "Eva")
    outcome = run("person", "edit", "p1")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "Say what to change; see --help for the options.\n"


def test_forgetting_an_address_that_is_not_there_changes_nothing(do: Run, run: Run) -> None:
    do("person", "add", "Eva", "--email", "eva@x.se")
    outcome = run("person", "edit", "p1", "--note", "new", "--remove-email", "other@x.se")
    assert (outcome.code, outcome.err) == (3, "other@x.se is not among: eva@x.se.\n")
    assert do("person", "show", "p1", "--json").data["note"] is None


def test_the_note_is_read_from_standard_input(do: Run, run: Run) -> None:
    do("person", "add", "Eva", "--note", "-", stdin="Med åäö\nrad två\n")
    assert do("person", "show", "p1", "--json").data["note"] == "Med åäö\nrad två"
    outcome = run("person", "edit", "p1", "--note", "-", stdin=b"\xe5\xe4\xf6")
    assert (outcome.code, outcome.err) == (5, "The text on standard input is not UTF-8.\n")


def test_delete_and_merge_print_whom(do: Run, run: Run) -> None:
    do("person", "add", "Eva Ny")
    do("person", "add", "Eva Nyh", "--email", "eva@x.se")
    assert do("person", "merge", "p1", "p2").out == "p1\n"
    merged = do("person", "show", "p1", "--json").data
    assert [one["value"] for one in merged["contact_details"]] == ["eva@x.se"]
    assert run("person", "show", "p2").code == 3
    assert do("person", "delete", "p1").out == "p1\n"
    assert run("person", "delete", "p1").code == 3


def test_fields_of_ones_own_are_set_and_emptied(do: Run, run: Run) -> None:
    do("field", "add", "sedan", "--type", "date")
    do("person", "add", "Eva", "--set", "sedan=2019-04")
    assert do("person", "show", "p1", "--json").data["custom"] == {"sedan": "2019-04"}
    do("person", "edit", "p1", "--set", "sedan=")
    assert do("person", "show", "p1", "--json").data["custom"] == {}
    assert run("person", "edit", "p1", "--set", "sedan=x").code == 5
    assert run("person", "edit", "p1", "--set", "annat=x").code == 5
    outcome = run("person", "edit", "p1", "--set", "sedan")
    assert outcome.code == 2
    assert outcome.err.startswith("Invalid value for '--set': Write it as KEY=VALUE.\n")
