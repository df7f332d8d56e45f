"""`crm org`, `crm post` and `crm membership`."""

import pytest

from tests.cli.conftest import Prepare, Run


def test_adding_an_organisation(do: Run) -> None:
    do("org", "add", "ALMI", "--kind", "state_company")
    organisation = do(
        *("org", "add", "ALMI Invest", "--kind", "State Company", "--parent", "ALMI"),
        *("--orgnr", "5560160680", "--area", "Stockholm", "--website", "https://almi.se/invest"),
        *("--alias", "Invest", "--note", "Venture", "--founded", "2009", "--tag", "kapital"),
        *("--email", "info@almi.se", "--json"),
    ).data
    assert organisation["classification"] == "state_company"
    assert organisation["parent"] == {"id": 1, "name": "ALMI"}
    assert organisation["identifiers"] == [{"scheme": "orgnr", "identifier": "556016-0680"}]
    assert organisation["other_names"][0]["name"] == "Invest"
    assert (organisation["area"], organisation["founding_date"]) == ("Stockholm", "2009")


def test_an_organisation_number_that_cannot_be(run: Run) -> None:
    outcome = run("org", "add", "ALMI", "--orgnr", "556016-0681")
    assert (outcome.code, outcome.out) == (5, "")
    assert outcome.err.startswith("Organisation number: ")
    assert outcome.err.count("\n") == 1


def test_list_can_be_narrowed_by_kind_and_parent(do: Run) -> None:
    do("org", "add", "ALMI", "--kind", "state_company")
    do("org", "add", "ALMI Invest", "--kind", "state_company", "--parent", "ALMI")
    do("org", "add", "Unionen", "--kind", "interest_organisation", "--phone", "08-709 89 00")
    assert do("org", "list").out == (
        "    Name         Kind                   Part of  Phone         People\n"
        "o1  ALMI         state company                                 0\n"
        "o2  ALMI Invest  state company          ALMI                   0\n"
        "o3  Unionen      interest organisation           08-709 89 00  0\n"
    )
    assert do("org", "list", "--kind", "state_company", "--format", "ids").out == "o1\no2\n"
    assert do("org", "list", "--parent", "ALMI", "--format", "ids").out == "o2\n"
    [whole] = do("org", "list", "--parent", "ALMI", "--json").data
    assert whole == do("org", "show", "o2", "--json").data


def test_show_has_people_posts_and_parts(do: Run) -> None:
    do("org", "add", "Näringsdepartementet", "--kind", "ministry")
    do("post", "add", "Statssekreterare", "--organisation", "o1")
    do("person", "add", "Emil Högberg", "--organisation", "o1", "--post", "s1", "--since", "2019")
    do("post", "add", "Minister", "--organisation", "o1")
    sheet = do("org", "show", "närings").out
    assert sheet.partition("\nLatest\n")[0] == (
        "Näringsdepartementet  o1\n"
        "Kind  ministry\n"
        "\n"
        "People\n"
        "  p1  Emil Högberg  Statssekreterare  2019 –  now\n"
        "\n"
        "Posts\n"
        "  s2  Minister          vacant\n"
        "  s1  Statssekreterare  Emil Högberg\n"
    )


def test_edit_and_merge_and_delete(do: Run, run: Run) -> None:
    do("org", "add", "Näringsdepartementet")
    do("org", "edit", "o1", "--name", "Klimatdepartementet", "--alias", "Näringsdepartementet")
    assert do("org", "show", "näringsdepartementet", "--json").data["name"] == "Klimatdepartementet"
    do("org", "add", "KN", "--website", "https://regeringen.se")
    assert do("org", "merge", "o1", "o2").out == "o1\n"
    assert do("org", "show", "o1", "--json").data["website"] == "https://regeringen.se"
    assert do("org", "delete", "o1").out == "o1\n"
    assert run("org", "show", "o1").code == 3


def test_a_person_is_no_organisation(do: Run, run: Run) -> None:
    do("person", "add", "Eva")
    outcome = run("org", "show", "p1")
    assert outcome.code == 3
    assert outcome.err == ("“p1” is of another kind; here one of these is needed: organisation.\n")


@pytest.fixture
def ministry(prepare: Prepare) -> None:
    prepare(
        ("org", "add", "Näringsdepartementet", "--kind", "ministry"),
        ("post", "add", "Statssekreterare", "--organisation", "Näringsdepartementet"),
        (
            *("person", "add", "Emil Högberg"),
            *("--organisation", "o1", "--post", "s1", "--since", "2019"),
        ),
    )


@pytest.mark.usefixtures("ministry")
def test_a_successor_takes_the_post_and_the_old_meeting_keeps_the_role(do: Run) -> None:
    do("log", "meeting", "Örnsköldsvik", "--on", "2019-04-11", "--with", "Högberg")
    do("membership", "end", "Emil Högberg", "--on", "2019-04-30")
    assert do("post", "list", "--vacant", "--format", "ids").out == "s1\n"
    do("person", "add", "Eva Ny")
    assert do(
        *("membership", "add", "Eva Ny", "Näringsdepartementet"),
        *("--post", "Statssekreterare", "--since", "2019-05-01"),
    ).out == ("m2\n")
    assert do("post", "list").out == (
        "    Post              Organisation          Held by\n"
        "s1  Statssekreterare  Näringsdepartementet  Eva Ny\n"
    )
    [participant] = do("interaction", "show", "i1", "--json").data["participants"]
    assert participant["role"] == "Statssekreterare"
    assert participant["organisation"] == {"id": 1, "name": "Näringsdepartementet"}


@pytest.mark.usefixtures("ministry")
def test_giving_a_post_ends_the_one_before(do: Run) -> None:
    do("person", "add", "Eva Ny")
    outcome = do("post", "give", "Statssekreterare, Näringsdepartementet", "Eva", "--on", "igår")
    assert (outcome.out, outcome.err) == ("s1\n", "on: Wed 2019-05-01\n“Eva”: p2 Eva Ny\n")
    assert do("post", "show", "s1").out == (
        "Statssekreterare  s1\n"
        "Organisation  Näringsdepartementet\n"
        "\n"
        "Held by\n"
        "  p2  Eva Ny        2019-05-01 –       now\n"
        "  p1  Emil Högberg  2019 – 2019-04-30\n"
    )


@pytest.mark.usefixtures("ministry")
def test_posts_are_changed_and_deleted(do: Run, run: Run) -> None:
    assert do("post", "edit", "s1", "--label", "Statsråd", "--note", "x").out == "s1\n"
    assert do("post", "show", "s1", "--json").data["label"] == "Statsråd"
    assert do("post", "delete", "s1").out == "s1\n"
    assert do("membership", "list", "--json").data[0]["role"] == "Statsråd"
    assert run("post", "add", "Chef").code == 2


@pytest.mark.usefixtures("ministry")
def test_memberships_are_listed_changed_and_deleted(do: Run) -> None:
    assert do("membership", "list").out == (
        "    Person        Organisation          Post              Since  Now\n"
        "m1  Emil Högberg  Näringsdepartementet  Statssekreterare  2019   yes\n"
    )
    do("membership", "edit", "m1", "--role", "Ordförande", "--until", "2019-12", "--primary")
    [membership] = do("membership", "list", "--person", "Högberg", "--json").data
    assert (membership["role"], membership["end_date"]) == ("Ordförande", "2019-12")
    do("membership", "edit", "Emil Högberg", "--until", "")
    assert do("membership", "list", "--current", "--json").data[0]["end_date"] is None
    assert do("membership", "delete", "m1", "--json").data["person"]["name"] == "Emil Högberg"
    assert do("membership", "list", "--organisation", "o1", "--json").data == []


@pytest.mark.usefixtures("ministry")
def test_a_membership_cannot_end_before_it_began(run: Run) -> None:
    outcome = run("membership", "end", "m1", "--on", "2018")
    assert (outcome.code, outcome.out) == (5, "")
    assert outcome.err == "The end date lies before the start date.\n"
