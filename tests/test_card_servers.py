"""The book on telephones: Radicale as the server, vdirsyncer between it and our folder, khard."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.card_peers import MISSING, Peers, Side, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

NOTE = "Å, ä och ö; och , :"
PICTURE = "/9j/" + "A" * 600_000


NEW = """BEGIN:VCARD
VERSION:3.0
UID:urn:uuid:0f2d7bd8-1d5c-4a38-9d55-0c8a3e1c2b11
N:Sjödin;Marita;;;
FN:Marita Sjödin
TEL;TYPE=CELL:070-174 06 45
BDAY:1970-01-02
END:VCARD
"""


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory, empty_book: Path) -> Iterator[Peers]:
    """A book with two people, who are at the server too."""
    place = tmp_path_factory.mktemp("peers")
    (place / "server").mkdir()
    (place / "book.db").write_bytes(empty_book.read_bytes())
    with serving(place / "server") as port:
        peers = Peers(place, Side(port))
        peers.set_up()
        yield peers


@pytest.fixture
def peers(together: Peers) -> Peers:
    """The book, the folder and the server, in step with each other."""
    if together.kept.exists():
        together.restore()
        return together
    ways = ("--phone", "+4684061700", "--phone", "+46701234567", "--email", "g@foretagarna.se")
    place = ("--organisation", "Företagarna", "--role", "VD", "--create")
    together.do("person", "add", "Günther Mårder", *ways, *place, "--note", NOTE)
    together.do("person", "add", "Göran Lundwall", "--email", "goran@almi.se")
    assert together.write() == "2 cards written, 0 removed, 0 in step"
    together.run("vdirsyncer", "discover", answer="y\n")
    assert together.sync() == ["Copying", "Copying"]
    together.keep()
    return together


def lines_of(card: str) -> set[str]:
    """What a card says, in whatever order and case of its names."""
    whole = re.sub(r"\r?\n[ \t]", "", card)
    pairs = [line.partition(":") for line in whole.splitlines()]
    return {f"{name.upper()}:{value}" for name, _colon, value in pairs}


def test_the_server_has_all_that_the_book_says(peers: Peers) -> None:
    ours = {name: text.decode() for name, text in peers.state().items() if name.endswith(".vcf")}
    theirs = peers.server.cards()
    assert {name: lines_of(text) for name, text in theirs.items()} == {
        name: lines_of(text) for name, text in ours.items()
    }
    assert "FN:Günther Mårder" in peers.server.card_of("Günther Mårder")[1]


def test_a_second_round_changes_nothing(peers: Peers) -> None:
    peers.server.change("Günther Mårder", ("+46701234567", "+46709999999"))
    before = None
    for _round in range(2):
        peers.sync()
        peers.take()
        peers.write()
        after = peers.state(), peers.server.cards(), peers.do("person", "list")
        assert before in (None, after)
        before = after
    assert peers.sync() == []


def test_khard_lists_names_numbers_and_addresses(peers: Peers) -> None:
    assert peers.run("khard", "list", "--parsable").count("Günther Mårder") == 1
    numbers = peers.run("khard", "phone", "--parsable").splitlines()
    assert [line.split("\t")[:2] for line in numbers] == [
        ["+46701234567", "Günther Mårder"],
        ["+4684061700", "Günther Mårder"],
    ]
    addresses = peers.run("khard", "email", "--parsable")
    assert "goran@almi.se\tGöran Lundwall" in addresses
    assert NOTE in peers.run("khard", "show", "Mårder")


def test_what_a_telephone_changes_arrives_in_the_book(peers: Peers) -> None:
    _file, card = peers.server.card_of("Günther Mårder")
    [old] = [line for line in card.splitlines(keepends=True) if "+4684061700" in line]
    peers.server.change("Günther Mårder", (old, ""), ("+46701234567", "+46709999999"))
    peers.server.put("ny.vcf", NEW)
    assert peers.sync() == ["Copying", "Copying"]
    assert peers.take() == (1, 1)
    assert peers.numbers("Mårder") == ["+46709999999"]
    assert peers.numbers("Marita Sjödin") == ["+46701740645"]
    peers.do("undo")
    assert peers.numbers("Mårder") == ["+4684061700", "+46701234567"]
    assert len(peers.do("person", "list")) == 2


def test_what_the_book_changes_arrives_at_the_server(peers: Peers) -> None:
    peers.server.put("ny.vcf", NEW.replace("BDAY", f"PHOTO;ENCODING=b;TYPE=JPEG:{PICTURE}\nBDAY"))
    peers.sync()
    peers.take()
    peers.do("person", "edit", "Marita Sjödin", "--name", "Marita Åkesson")
    peers.do("person", "delete", "Göran Lundwall")
    assert peers.write() == "1 card written, 1 removed, 1 in step"
    assert sorted(peers.sync()) == ["Copying", "Deleting"]
    assert len(peers.server.names()) == 2
    card = lines_of(peers.server.card_of("Marita Åkesson")[1])
    # What the book does not keep, or keeps out of sight, is there as it was.
    assert lines_of(NEW) & {"BDAY:1970-01-02"} <= card
    assert "UID:urn:uuid:0f2d7bd8-1d5c-4a38-9d55-0c8a3e1c2b11" in card
    assert any(line.endswith(PICTURE) for line in card)


def test_a_card_deleted_there_takes_its_person_along_when_asked(peers: Peers) -> None:
    peers.server.ask("DELETE", peers.server.card_of("Göran Lundwall")[0])
    assert peers.sync() == ["Deleting"]
    assert "deleted there" in peers.crm("import", str(peers.folder)).stderr
    assert len(peers.do("person", "list")) == 2
    peers.take("--delete")
    assert [one["name"] for one in peers.do("person", "list")] == ["Günther Mårder"]
    assert peers.sync() == []


@pytest.mark.parametrize("winner", ["book", "telephone"])
def test_a_conflict_is_told_until_somebody_wins(peers: Peers, winner: str) -> None:
    peers.server.change("Göran Lundwall", ("FN:Göran Lundwall", "FN:Göran Telefonsson"))
    peers.sync()
    peers.do("person", "edit", "Göran Lundwall", "--name", "Göran Boksson")
    assert peers.crm("import", str(peers.folder)).exit_code == 6
    assert peers.crm("export", "--as", "vdir", str(peers.folder)).exit_code == 6
    if winner == "book":
        peers.write("--force")
        peers.sync()
        assert peers.server.card_of("Göran Boksson")
    else:
        peers.take("--force")
        assert peers.sync() == []
        assert peers.do("person", "show", "Göran Telefonsson")["name"] == "Göran Telefonsson"


def test_a_side_that_is_suddenly_empty_is_refused(peers: Peers) -> None:
    for name in peers.server.names():
        peers.server.ask("DELETE", name)
    # vdirsyncer itself refuses first.
    assert "Copying" not in peers.sync(fails=True)
    peers.sync("--force-delete")
    for words in (
        ("import", str(peers.folder), "--delete"),
        ("export", "--as", "vdir", str(peers.folder)),
    ):
        refused = peers.crm(*words)
        assert (refused.exit_code, refused.stdout) == (5, "")
        assert "All cards are gone" in refused.stderr
    assert len(peers.do("person", "list")) == 2
