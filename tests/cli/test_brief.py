"""`crm brief`: what to know before meeting somebody."""

from tests.cli.conftest import Run


def test_what_to_know_before_a_meeting(do: Run, run: Run) -> None:
    do("org", "add", "ALMI")
    do("topic", "add", "kapital")
    do("person", "add", "Göran Lundwall", "--organisation", "ALMI", "--role", "VD")
    do(
        *("log", "meeting", "Tillväxt", "--on", "2019-04-11", "--with", "Göran Lundwall"),
        *("--said", "Göran Lundwall: kapital: Det räcker."),
        *("--follow-up", "Ring ALMI", "--due", "2019-05-03"),
    )
    page = do("brief", "Göran Lundwall").out
    assert "p1  Göran Lundwall  VD  ALMI" in page
    assert "2019-04-11 Tillväxt" in page
    assert "Ring ALMI" in page
    assert "Det räcker." in page
    assert do("brief", "ALMI", "--format", "ids").out == "o1\np1\n"
    assert do("brief", "i1", "--json").data["said"] == []
    assert "Göran Lundwall" in do("brief", "i1", "--format", "csv").out
    assert run("brief", "nobody").code == 3
