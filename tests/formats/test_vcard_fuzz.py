"""Any bytes give records or one sentence; what was found on the way stands here as examples."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crm.errors import FormatError
from tests.formats.cards import CARD
from tests.formats.files import WriteFile, read
from tests.rounds import rounds

PIECES = [CARD[at : at + 5] for at in range(0, len(CARD), 5)] + [
    b"BEGIN:VCARD\n", b"END:VCARD\n", b"KIND:group\n", b"KIND:org\n", b":", b";", b",", b"\\", b'"',
    b"=", b"\n ", b"\r", b"\x00", b"\xff", b"\xc3", b"^", b"\n", b"AGENT:", b"BEGIN:VCARD\\n",
]  # fmt: skip
ANY = st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=60).map(b"".join)


def read_bytes(folder: Path, content: bytes) -> None:
    path = folder / "a.vcf"
    path.write_bytes(content)
    try:
        for one in read(path):
            assert one.line > 0
    except FormatError as error:
        assert error.message.endswith(".")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@given(content=ANY)
@settings(max_examples=rounds(60, 200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(content=b"BEGIN:VCARD\nFN;CHARSET=\x00:\xff\n")
@example(content=b"BEGIN:VCARD\nREV:99999-01-01\nFN:a\nEND:VCARD")
@example(content=b"B\x00E\x00G\x00I\x00N\x00:\x00V\x00C\x00A\x00R\x00D\x00\x00\xd8")
def test_any_bytes_after_a_beginning(folder: Path, content: bytes) -> None:
    read_bytes(folder, b"BEGIN:VCARD\n" + content)


@given(changes=st.lists(st.tuples(st.integers(0, len(CARD)), st.sampled_from(PIECES)), max_size=8))
@settings(max_examples=rounds(60, 200), deadline=None)
def test_a_card_with_changes_in_it(folder: Path, changes: list[tuple[int, bytes]]) -> None:
    content = CARD
    for at, piece in changes:
        content = content[:at] + piece + content[at + len(piece) :]
    read_bytes(folder, content)


@given(at=st.integers(0, len(CARD)))
@settings(max_examples=rounds(20, 50), deadline=None)
def test_a_card_that_is_cut_off(folder: Path, at: int) -> None:
    read_bytes(folder, CARD[:at])


@pytest.mark.parametrize("name", ["utf-16", "utf-32", "utf-7", "cp1252", "ascii"])
def test_a_card_in_an_encoding_it_is_not_in(file: WriteFile, name: str) -> None:
    path = file(b"BEGIN:VCARD\nFN:\xff\xfe\xff\nEND:VCARD\n", "a.vcf")
    try:
        read(path, encoding=name)
    except FormatError as error:
        assert error.message.endswith(".")
