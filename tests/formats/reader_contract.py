"""What every reader keeps to. A test class inherits it, and says what its files look like."""

import hashlib
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm import formats
from crm.errors import FormatError, UsageError
from crm.formats import ReadOptions, Record
from crm.formats.protocol import FormatReader
from crm.formats.records import RecordProblem
from crm.text import clean
from tests.hostile import OWN, some_naughty_strings
from tests.rounds import rounds

NAMES = ("Åsa Öberg-Ählström", "Ωραίος", "Владимир", "山田太郎", "עברית", "Zoë Ek")
# No damage to a file of a few kilobytes can make more of it: a series of meetings may be long.
MOST_RECORDS = 5_000
LONGEST_TEXT = 20_000

Change = Callable[[bytes, int, int, bytes], bytes]


def cut_off(content: bytes, at: int, _to: int, _piece: bytes) -> bytes:
    """Return the beginning of a file."""
    return content[: at % (len(content) + 1)]


def flipped(content: bytes, at: int, to: int, _piece: bytes) -> bytes:
    """Return a file with one bit turned over."""
    if not content:
        return content
    place = at % len(content)
    return content[:place] + bytes([content[place] ^ 1 << to % 8]) + content[place + 1 :]


def spliced(content: bytes, at: int, to: int, _piece: bytes) -> bytes:
    """Return a file with some of itself written over some other of itself."""
    place, other = at % (len(content) + 1), to % (len(content) + 1)
    some = content[other : other + at % 60]
    return content[:place] + some + content[place + to % 60 :]


def inserted(content: bytes, at: int, to: int, piece: bytes) -> bytes:
    """Return a file with bytes put in, over others or between them."""
    place = at % (len(content) + 1)
    return content[:place] + piece + content[place + to % 2 * len(piece) :]


# Cutting off comes last of a list of changes, or the others would find nothing to change.
CHANGES = st.lists(
    st.tuples(
        st.sampled_from([flipped, spliced, inserted]),
        st.integers(0, 1 << 20),
        st.integers(0, 1 << 20),
        st.binary(max_size=6) | st.sampled_from([b"\n", b"\x00", b'"', b"\xff\xfe", b"&a;", b"::"]),
    ),
    max_size=6,
)
TRIED = settings(
    deadline=None,
    suppress_health_check=[
        *(HealthCheck.function_scoped_fixture, HealthCheck.differing_executors),
        *(HealthCheck.too_slow, HealthCheck.data_too_large),
    ],
)


def hostile() -> list[str]:
    """Return texts that would act if a reader took them for more than text."""
    return [text[:LONGEST_TEXT] for text in (*OWN, *some_naughty_strings(3))]


def check(record: Record) -> None:
    """Look at what every record is, wherever it comes from."""
    assert isinstance(record, get_args(Record))
    assert record.line > 0
    assert pickle.loads(pickle.dumps(record)) == record
    for problem in record.problems:
        check_problem(problem)


def check_problem(problem: RecordProblem) -> None:
    """See that what is wrong is said in a sentence, with the place it is at."""
    assert problem.line > 0
    assert isinstance(problem.field, str)
    assert isinstance(problem.value, str)
    check_sentence(problem.message)


def check_sentence(text: str) -> None:
    """See that a text is a sentence on a line: nothing left to fill in, no name of a class."""
    assert text.endswith("."), text
    assert "\n" not in text, text
    assert "Error" not in text and "Traceback" not in text, text


class ReaderContract:
    """The contract; `name` is that of the format, `suffix` ends its files."""

    name: str
    suffix: str

    def valid(self) -> Sequence[bytes]:
        """Return files that hold as much as one of the format can, to be read and damaged."""
        raise NotImplementedError

    def packed(self, content: bytes) -> bytes:
        """Return a file around a piece of its inside, where the whole would only break a sum."""
        return content

    @property
    def reader(self) -> FormatReader:
        """The reader, in this process, so that its faults are seen as they are."""
        return formats.reader(self.name)

    @pytest.fixture(autouse=True)
    def _file(self, tmp_path: Path) -> None:
        self.path = tmp_path / f"a.{self.suffix}"

    def records(self, content: bytes) -> list[Record]:
        """Read a file."""
        self.path.write_bytes(content)
        return list(self.reader.read(self.path, ReadOptions()))

    def try_to_read(self, content: bytes) -> None:
        """Read a file that may be no file: there are records, or a sentence."""
        try:
            found = self.records(content)
        except FormatError as error:
            check_sentence(error.message)
            return
        assert len(found) <= MOST_RECORDS
        for record in found:
            check(record)

    # --- Files as they should be ---

    def test_every_record_is_plain_data_with_its_line(self) -> None:
        for content in self.valid():
            found = self.records(content)
            assert found
            for record in found:
                check(record)

    def test_records_come_in_the_order_of_the_file(self) -> None:
        for content in self.valid():
            lines = [record.line for record in self.records(content)]
            assert lines == sorted(lines)

    def test_what_a_file_is_and_what_it_holds_agree(self) -> None:
        for content in self.valid():
            self.path.write_bytes(content)
            described = self.reader.describe(self.path, ReadOptions())
            assert described.path == self.path
            assert described.format in formats.names()
            assert described.size == len(content)
            assert described.sha256 == hashlib.sha256(content).hexdigest()
            for problem in described.problems:
                check_problem(problem)
            told = set(described.mapping) | set(described.unmapped)
            assert told <= set(described.headers)
            assert list(self.reader.read(self.path, ReadOptions()))

    def test_a_file_is_read_the_same_again_and_left_as_it_is(self) -> None:
        for content in self.valid():
            first, again = (self.records(content) for _time in range(2))
            assert first == again
            assert self.path.read_bytes() == content

    def test_reading_can_be_broken_off(self) -> None:
        self.path.write_bytes(self.valid()[0])
        found = iter(self.reader.read(self.path, ReadOptions()))
        next(found)
        # What is not closed would be a warning, and warnings are errors here.
        del found
        self.path.unlink()

    def test_the_file_comes_out_of_a_process_of_its_own_as_it_is(self) -> None:
        content = self.valid()[0]
        expected = self.records(content)
        assert list(formats.read(self.path, name=self.name)) == expected

    # --- Files as they should not be ---

    def test_a_file_that_holds_nothing_is_told_so(self) -> None:
        for content in (b"", b"\n", b" \r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 100):
            self.try_to_read(content)

    def test_what_is_no_file_is_told_so(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "none", tmp_path / "none" / "none"):
            for ask in (self.reader.describe, lambda *asked: list(self.reader.read(*asked))):
                with pytest.raises(FormatError) as raised:
                    ask(path, ReadOptions())
                check_sentence(raised.value.message)

    def test_an_option_that_cannot_be_is_told_so(self) -> None:
        self.path.write_bytes(self.valid()[0])
        for wrong in (ReadOptions(encoding="base64"), ReadOptions(records="dogs")):
            with pytest.raises(UsageError) as raised:
                self.reader.describe(self.path, wrong)
            check_sentence(raised.value.message)

    @given(content=st.binary(max_size=400))
    @settings(TRIED, max_examples=rounds(10, 3_000))
    def test_any_bytes_give_records_or_a_sentence(self, content: bytes) -> None:
        self.try_to_read(content)
        self.try_to_read(self.packed(content))

    @given(which=st.integers(0, 99), at=st.integers(0, 1 << 20))
    @settings(TRIED, max_examples=rounds(10, 1_500))
    def test_a_file_that_is_cut_off(self, which: int, at: int) -> None:
        self.try_to_read(self.packed(cut_off(self._one(which), at, 0, b"")))
        self.try_to_read(cut_off(self.packed(self._one(which)), at, 0, b""))

    @given(which=st.integers(0, 99), changes=CHANGES)
    @settings(TRIED, max_examples=rounds(20, 4_000))
    def test_a_file_that_was_damaged(
        self, which: int, changes: list[tuple[Change, int, int, bytes]]
    ) -> None:
        inside = self._one(which)
        whole = self.packed(inside)
        for change, at, to, piece in changes:
            inside = change(inside, at, to, piece)
            whole = change(whole, at, to, piece)
        self.try_to_read(self.packed(inside))
        self.try_to_read(whole)

    def inside(self) -> Sequence[bytes]:
        """Return what is damaged: the inside of files where `packed` makes a file of it."""
        return self.valid()

    def _one(self, which: int) -> bytes:
        pieces = self.inside()
        return pieces[which % len(pieces)]


class TextContract(ReaderContract):
    """The contract of readers whose files hold texts of anybody's, which stay text."""

    def told(self, texts: Sequence[str]) -> list[str]:
        """Write texts as another program would, a record each, and return them as read."""
        raise NotImplementedError

    def shown(self, text: str) -> str:
        """Return what a file of the format can hold of a text, but for half letters."""
        return clean(text).strip()

    def test_letters_of_every_script_are_kept(self) -> None:
        assert self.told(NAMES) == list(NAMES)

    def test_hostile_text_is_only_text(self) -> None:
        texts = [text.encode("utf-8", "replace").decode() for text in hostile()]
        # What no terminal may be shown is taken away where records enter a book.
        told = [clean(text).strip() for text in self.told(texts)]
        assert told == [self.shown(text) for text in texts]
