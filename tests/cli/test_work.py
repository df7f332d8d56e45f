"""`crm follow-up`, `crm collaboration`, `crm topic` and `crm list`."""

import pytest

from tests.cli.conftest import Prepare, Run


@pytest.fixture
def almi(prepare: Prepare) -> None:
    prepare(
        ("org", "add", "ALMI"),
        ("person", "add", "Göran Lundwall", "--organisation", "ALMI", "--role", "VD"),
    )


@pytest.mark.usefixtures("almi")
def test_ours_and_theirs_stand_on_the_agenda_until_done(do: Run) -> None:
    added = do("follow-up", "add", "Send figures", "--due", "om en vecka", "--person", "lundwall")
    assert (added.out, added.err) == (
        "f1\n",
        "due: Thu 2019-05-09\n“lundwall”: p1 Göran Lundwall\n",
    )
    do("follow-up", "add", "Invite us", "--direction", "theirs", "--organisation", "ALMI")
    do("follow-up", "add", "Call back", "--due", "2019-04-30", "--owner", "Eva")
    assert do("agenda").out == (
        "Thursday 2 May 2019\n"
        "\n"
        "Late\n"
        "  f3  2019-04-30  2 days ago  ours  Call back  Eva\n"
        "\n"
        "Coming\n"
        "  f1  2019-05-09  in 7 days  ours  Send figures  Göran Lundwall\n"
        "\n"
        "Waiting for others\n"
        "  f2      theirs  Invite us  ALMI\n"
    )
    assert do("follow-up", "done", "f1").out == "f1\n"
    assert do("agenda", "--format", "ids").out == "f3\nf2\n"
    assert do("follow-up", "show", "f1", "--json").data["done_on"] == "2019-05-02"
    assert do("follow-up", "reopen", "f1").out == "f1\n"
    assert do("agenda", "--format", "ids").out == "f3\nf1\nf2\n"


@pytest.mark.usefixtures("almi")
def test_follow_ups_are_listed_by_their_dates(do: Run, run: Run) -> None:
    do("follow-up", "add", "A", "--due", "2019-06-01", "--organisation", "ALMI")
    do("follow-up", "add", "B", "--due", "2019-04-01", "--direction", "theirs")
    do("follow-up", "add", "C", "--owner", "Eva")
    do("follow-up", "done", "C", "--on", "2019-05-01")
    assert do("follow-up", "list").out == (
        "    Due         Late  Whose   Status   Promise  Owner  Organisation\n"
        "f2  2019-04-01  yes   theirs  waiting  B\n"
        "f1  2019-06-01        ours    open     A               ALMI\n"
        "f3                    ours    done     C        Eva\n"
    )
    for words, found in {
        ("--open",): "f2\nf1\n",
        ("--overdue",): "f2\n",
        ("--done",): "f3\n",
        ("--direction", "theirs"): "f2\n",
        ("--owner", "Eva"): "f3\n",
        ("--organisation", "ALMI"): "f1\n",
    }.items():
        assert do("follow-up", "list", *words, "--format", "ids").out == found, words
    assert run("follow-up", "list", "--open", "--done").code == 2
    [one] = do("follow-up", "list", "--done", "--json").data
    assert one == do("follow-up", "show", "f3", "--json").data


def test_a_follow_up_is_shown_changed_and_deleted(do: Run, run: Run) -> None:
    do("follow-up", "add", "A", "--due", "2019-06", "--repeats", "monthly", "--quote", "We will")
    do("follow-up", "edit", "f1", "--title", "B", "--priority", "high", "--status", "waiting")
    assert do("follow-up", "show", "f1").out == (
        "B  f1\n"
        "Whose     ours\n"
        "Status    waiting\n"
        "Due       2019-06\n"
        "Priority  high\n"
        "Repeats   monthly\n"
        "Quote     We will\n"
    )
    do("follow-up", "edit", "f1", "--due", "")
    assert do("follow-up", "show", "f1", "--json").data["due_date"] is None
    assert do("follow-up", "delete", "f1").out == "f1\n"
    assert run("follow-up", "done", "f1").code == 3


@pytest.mark.usefixtures("almi")
def test_a_collaboration_holds_promises(do: Run, run: Run) -> None:
    added = do(
        *("collaboration", "add", "Kapital", "--organisation", "ALMI", "--organisation"),
        *("Företagarna", "--create", "--status", "active", "--agreed-on", "2019-04-12"),
        *("--review-on", "2019-05-01", "--lead", "Eva", "--purpose", "Grow"),
    )
    assert (added.out, added.err) == ("c1\n", "added: o2 Företagarna\n")
    do("follow-up", "add", "Invite", "--collaboration", "Kapital")
    assert do("collaboration", "show", "c1").out.partition("\nLatest\n")[0] == (
        "Kapital  c1\n"
        "Status         active\n"
        "Organisations  ALMI, Företagarna\n"
        "Lead           Eva\n"
        "Agreed on      2019-04-12\n"
        "Review on      2019-05-01\n"
        "Purpose        Grow\n"
        "\n"
        "Promises\n"
        "  f1    ours  open  Invite\n"
    )
    assert do("collaboration", "list").out == (
        "    Title    Status  Organisations      Lead  Agreed on   Review on   Open\n"
        "c1  Kapital  active  ALMI, Företagarna  Eva   2019-04-12  2019-05-01  1\n"
    )
    assert "\nUp for review\n  c1  2019-05-01  Kapital" in do("agenda").out
    changed = do(
        *("collaboration", "edit", "c1", "--status", "ended", "--remove-organisation", "ALMI"),
        "--json",
    ).data
    assert changed["status"] == "ended"
    assert [one["name"] for one in changed["organisations"]] == ["Företagarna"]
    assert do("collaboration", "list", "--status", "active", "--json").data == []
    assert do("collaboration", "list", "--organisation", "o2", "--format", "ids").out == "c1\n"
    assert do("collaboration", "delete", "c1").out == "c1\n"
    assert run("collaboration", "add", "x").code == 2


def test_topics(do: Run, run: Run) -> None:
    do("topic", "add", "Finansiering")
    do("topic", "add", "Riskkapital", "--synonym", "tillväxtkapital", "--parent", "Finansiering")
    assert do("topic", "list").out == (
        "    Topic         Also called      Part of       Interactions\n"
        "t1  Finansiering                                 0\n"
        "t2  Riskkapital   tillväxtkapital  Finansiering  0\n"
    )
    do("topic", "edit", "t2", "--name", "Kapital", "--synonym", "eget kapital")
    do("topic", "edit", "t2", "--remove-synonym", "tillväxtkapital", "--parent", "")
    topic = do("topic", "show", "eget kapital", "--json").data
    assert (topic["name"], topic["synonyms"]) == ("Kapital", ["eget kapital"])
    assert topic["parent"] is None
    assert run("topic", "add", "kapital").code == 5
    assert do("topic", "merge", "t1", "t2").out == "t1\n"
    assert do("topic", "show", "kapital", "--format", "ids").out == "t1\n"
    assert do("topic", "delete", "t1").out == "t1\n"
    assert run("topic", "edit", "t1", "--name", "x").code == 3


@pytest.mark.usefixtures("almi")
def test_lists_of_contacts(do: Run, run: Run) -> None:
    assert do("list", "add", "Industridagen", "--note", "30 september").out == "l1\n"
    assert do("list", "add-member", "Industridagen", "Lundwall", "o1").out == "l1\n"
    assert do("list", "show", "industridagen").out == (
        "Industridagen  l1\n"
        "Members  2\n"
        "Note     30 september\n"
        "\n"
        "On the list\n"
        "  o1  ALMI\n"
        "  p1  Göran Lundwall\n"
    )
    assert do("list", "show", "l1", "--format", "ids").out == "o1\np1\n"
    assert do("list", "show", "l1", "--format", "csv").out.splitlines()[0] == (
        "reference,kind,id,name"
    )
    assert do("person", "list", "--list", "l1", "--format", "ids").out == "p1\n"
    assert do("list", "remove-member", "l1", "p1", "--json").data["count"] == 1
    assert do("list", "list").out == (
        "    List           Members  Note\nl1  Industridagen  1        30 september\n"
    )
    do("list", "edit", "l1", "--name", "Industridagen 2019")
    assert do("list", "show", "l1", "--json").data["name"] == "Industridagen 2019"
    assert run("list", "add", "industridagen 2019").code == 5
    assert run("list", "add-member", "l1", "Nobody").code == 3
    assert do("list", "delete", "l1").out == "l1\n"


@pytest.mark.usefixtures("almi")
def test_a_saved_search_fills_itself(do: Run, run: Run) -> None:
    do("list", "add", "Kapital", "--query", "almi")
    assert "p1" in do("list", "show", "Kapital", "--format", "ids").out
    assert run("list", "add-member", "Kapital", "p1").code == 5
