"""Whatever a reader does, there are its records or one sentence, and no process is left."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crm import formats, i18n
from crm.errors import CrmError, FormatError, UsageError
from crm.formats import Description, PersonRecord, ReadOptions, Record, isolated
from crm.formats.isolated import LIMITS, describe_isolated, read_isolated
from crm.formats.isolated_child import Limits
from crm.formats.records import (
    ContactDetailRecord,
    EntryRecord,
    IdentifierRecord,
    InteractionRecord,
    ListRecord,
    MembershipRecord,
    OrganisationRecord,
    OtherNameRecord,
    ParticipantRecord,
    ProposalRecord,
    RecordProblem,
    RejectedRecord,
    RelationRecord,
)
from tests.formats.files import WriteFile

BAD = "tests.formats.bad_readers"
FEW = Limits(seconds=3, records=1_000, record_size=1 << 20)
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory so")


@pytest.fixture(autouse=True)
def _no_process_left() -> Iterator[None]:
    """Whatever happens, the process that read is gone and waited for."""
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def gone_wrong(folder: Path, way: str, limits: Limits = FEW) -> str:
    """Read until it goes wrong, and return the sentence."""
    path = folder / f"{way}.odt"
    path.touch()
    with pytest.raises(FormatError) as caught:
        list(read_isolated(path, ReadOptions(), BAD, limits))
    assert str(path) in caught.value.message
    assert caught.value.message.count("\n") == 0
    return caught.value.message


@needs_limits
def test_a_reader_that_eats_memory(tmp_path: Path) -> None:
    assert "needs more than 512 MB of memory" in gone_wrong(tmp_path, "eats_memory", LIMITS)


def test_a_reader_that_works_for_ever(tmp_path: Path) -> None:
    message = gone_wrong(tmp_path, "loops", replace(FEW, seconds=0.6))
    assert "within 1 second: save it anew" in message


def test_a_reader_that_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "PATIENCE", 1)
    message = gone_wrong(tmp_path, "sleeps", replace(FEW, seconds=1))
    assert "within 1 second: save it anew" in message


@needs_limits
def test_a_busy_machine_refuses_no_file(tmp_path: Path) -> None:
    path = tmp_path / "dawdles.odt"
    found = list(read_isolated(path, ReadOptions(), BAD, replace(FEW, seconds=0.5)))
    assert len(found) == 2


@needs_limits
def test_time_is_counted_anew_from_record_to_record(tmp_path: Path) -> None:
    path = tmp_path / "plods.odt"
    found = list(read_isolated(path, ReadOptions(), BAD, replace(FEW, seconds=0.6)))
    assert len(found) == 6


@needs_limits
def test_a_reader_that_nobody_waits_for_is_ended_by_the_system(tmp_path: Path) -> None:
    limits = replace(FEW, seconds=60, processor_seconds=1)
    assert "within 1 second: save it anew" in gone_wrong(tmp_path, "loops", limits)


@pytest.mark.parametrize("way", ["crashes", "leaves"])
def test_a_reader_that_breaks_off(tmp_path: Path, way: str) -> None:
    assert "its reader broke off" in gone_wrong(tmp_path, way)


def test_a_reader_that_raises_what_it_should_not(tmp_path: Path) -> None:
    path = tmp_path / "fails.odt"
    path.touch()
    with pytest.raises(FormatError, match=r"its reader failed \(ZeroDivisionError\)") as caught:
        list(read_isolated(path, ReadOptions(), BAD, FEW))
    assert "bad_readers.py" in caught.value.__notes__[0]


def test_a_reader_that_goes_too_deep(tmp_path: Path) -> None:
    assert "is nested too deeply" in gone_wrong(tmp_path, "nests")


def test_a_reader_that_gives_too_many(tmp_path: Path) -> None:
    assert "holds more than 1000 records" in gone_wrong(tmp_path, "never_ends")


def test_a_reader_that_gives_too_much(tmp_path: Path) -> None:
    assert "line 7: one record is larger than 1 MB" in gone_wrong(tmp_path, "is_huge")


def test_a_reader_that_gives_what_is_no_record(tmp_path: Path) -> None:
    assert "its reader broke off" in gone_wrong(tmp_path, "pretends")


def test_what_a_reader_prints_is_no_answer(tmp_path: Path) -> None:
    found = list(read_isolated(tmp_path / "prints.odt", ReadOptions(), BAD, FEW))
    assert [getattr(one, "name", "") for one in found] == ["Anna", "Bo"]


def test_a_reader_hears_nothing_from_the_keyboard(tmp_path: Path) -> None:
    _anna, second = read_isolated(tmp_path / "listens.odt", ReadOptions(), BAD, FEW)
    assert isinstance(second, PersonRecord)
    assert second.name == repr("")
    assert second.note != str(os.getsid(0))


def test_the_errors_of_a_reader_are_those_of_ours(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"^The file is torn in two\.$"):
        list(read_isolated(tmp_path / "refuses.odt", ReadOptions(), BAD, FEW))
    with pytest.raises(UsageError, match=r"^There is no such sheet\.$"):
        list(read_isolated(tmp_path / "misunderstands.odt", ReadOptions(), BAD, FEW))
    with pytest.raises(UsageError, match=r"^There is no such sheet\.$"):
        describe_isolated(tmp_path / "misunderstands.odt", ReadOptions(), BAD, FEW)


@pytest.mark.parametrize("way", ["loops", "crashes", "fails"])
def test_a_file_that_cannot_be_described(tmp_path: Path, way: str) -> None:
    limits = replace(FEW, seconds=0.6)
    with pytest.raises(FormatError, match="save it anew"):
        describe_isolated(tmp_path / f"{way}.odt", ReadOptions(), BAD, limits)


def test_the_sentence_is_in_the_language_of_the_reader(file: WriteFile) -> None:
    path = file("{", "a.json")
    i18n.use_language("sv")
    with pytest.raises(FormatError) as caught:
        list(formats.read(path))
    reader = formats.reader("json")
    with pytest.raises(FormatError) as expected:
        list(reader.read(path, ReadOptions()))
    assert caught.value.message == expected.value.message


EVERYTHING: list[Record] = [
    PersonRecord(
        line=3,
        headers=("Namn", "Mejl"),
        cells=("Åsa \ud800", "", "\x00"),
        name="Åsa \U0001f600",
        other_names=[OtherNameRecord("Asa", "2019")],
        memberships=[MembershipRecord("ALMI", "VD", primary=True), MembershipRecord("X")],
        contact_details=[ContactDetailRecord("email", "a@b.se", "work", header="Mejl")],
        tags=["a"],
        custom={"shoe": "37"},
        relations=[RelationRecord("friend", "Bo")],
        preserved=["X-A:1"],
        unmapped={"Sko": "37"},
        problems=[RecordProblem(3, "email", "@", "Wrong.")],
    ),
    OrganisationRecord(line=4, name="ALMI", identifiers=[IdentifierRecord("orgnr", "1")]),
    InteractionRecord(
        line=5,
        subject="Möte",
        participants=[ParticipantRecord("Anna", "a@b.se")],
        proposals=[ProposalRecord("a@b.se", "Anna", "phone", "1")],
    ),
    ListRecord(line=6, name="Inbjudna", members=["Anna"]),
    EntryRecord(line=7, section="topics", values={"a": [1, 2.5, None, True, {"b": "c"}]}),
    RejectedRecord(line=8, problems=[RecordProblem(8, "", "", "No.")]),
]


def test_records_arrive_as_they_were_sent(tmp_path: Path) -> None:
    found = list(read_isolated(tmp_path / "x", ReadOptions(), "tests.formats.whole_reader"))
    assert found == [*EVERYTHING] * 400
    assert [type(one) for one in found] == [type(one) for one in EVERYTHING] * 400


def test_a_description_arrives_as_it_was_sent(file: WriteFile) -> None:
    path = file('[{"name": "Anna", "shoe": 37}]', "ö.json")
    options = ReadOptions(mapping={"shoe": "note"})
    expected = formats.reader("json").describe(path, options)
    assert formats.describe(path, options) == expected
    assert isinstance(expected, Description)


def test_a_path_may_have_any_bytes(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xe5.json"))
    try:
        path.write_text('[{"name": "Anna"}]')
    except OSError:
        pytest.skip("this file system has names in Unicode only")
    assert [getattr(one, "name", "") for one in formats.read(path)] == ["Anna"]


def test_nothing_beside_the_file_is_run(file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file('[{"name": "Anna"}]', "a.json")
    for name in ("json", "crm", "gettext", "sitecustomize"):
        path.with_name(f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("PYTHONPATH", str(path.parent))
    assert [getattr(one, "name", "") for one in formats.read(path)] == ["Anna"]


def test_a_delimited_table_needs_no_process(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated, "_started", lambda: pytest.fail("a process was started"))
    assert len(list(formats.read(file("name\nAnna\n")))) == 1


def test_whoever_stops_early_ends_the_process(tmp_path: Path) -> None:
    found = read_isolated(tmp_path / "sleeps.odt", ReadOptions(), BAD, replace(FEW, seconds=60))
    never = read_isolated(tmp_path / "never_ends.odt", ReadOptions(), BAD)
    assert isinstance(next(never), PersonRecord)
    never.close()  # type: ignore[attr-defined]
    del found, never


def test_ctrl_c_ends_the_process(tmp_path: Path) -> None:
    path = tmp_path / "sleeps.odt"
    timer = threading.Timer(1, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        list(read_isolated(path, ReadOptions(), BAD, replace(FEW, seconds=60)))
    timer.join()


def test_a_file_may_be_read_in_a_thread(file: WriteFile) -> None:
    path = file('[{"name": "Anna"}]', "a.json")
    found: list[Record] = []
    threads = [threading.Thread(target=lambda: found.extend(formats.read(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4


GARBAGE = [
    b"",
    b"R",
    b"garbage",
    b"R\x00\x00\x00\x05ab",
    b"R\xff\xff\xff\xffab",
    b"R\x00\x00\x00\x03abc",
    b"D\x00\x00\x00\x00",
    b"F\x00\x00\x00\x02N.",
    b"Q\x00\x00\x00\x02N.",
]


@pytest.mark.parametrize("answer", GARBAGE)
def test_an_answer_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({answer!r})"
    monkeypatch.setattr(isolated, "_START", code)
    path, options = tmp_path / "x", ReadOptions()
    with pytest.raises(FormatError, match="its reader broke off"):
        list(read_isolated(path, options, BAD))
    with pytest.raises(FormatError, match="its reader broke off"):
        describe_isolated(path, options, BAD)


def test_an_answer_cannot_make_us_do_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "trace"

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (os.mkdir, (str(trace),))

    body = pickle.dumps(Evil())
    answer = b"R" + len(body).to_bytes(4, "big") + body
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({answer!r})"
    monkeypatch.setattr(isolated, "_START", code)
    with pytest.raises(CrmError):
        list(read_isolated(tmp_path / "x", ReadOptions(), BAD))
    assert not trace.exists()


def test_an_interpreter_that_dies_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "_START", "raise SystemExit(1)")
    mapping = {str(number): "name" for number in range(50_000)}
    with pytest.raises(FormatError, match="its reader broke off"):
        list(read_isolated(tmp_path / "x", ReadOptions(mapping=mapping), BAD))


def test_a_large_file_has_more_time(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as stream:
        stream.truncate(56 << 20)
    assert isolated._fitting(LIMITS, path).seconds == LIMITS.seconds + 10
    with path.open("r+b") as stream:
        # A workbook of a million rows has 26 MB, and 320 MB once it is unpacked.
        stream.write(isolated.PACKED)
        stream.truncate(26 << 20)
    assert isolated._fitting(LIMITS, path).seconds == LIMITS.seconds + 22
    assert isolated._fitting(LIMITS, tmp_path / "nothing") == LIMITS


def test_a_process_of_its_own_loads_nothing_of_the_book(tmp_path: Path) -> None:
    code = (
        "import sys, crm.formats.isolated_child;"
        "print(*{name.split('.')[0] for name in sys.modules} & {'sqlalchemy', 'click', 'pydantic'})"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


def test_time_is_only_counted_while_we_wait(tmp_path: Path) -> None:
    limits = replace(FEW, seconds=1, records=100_000_000)
    found = read_isolated(tmp_path / "never_ends.odt", ReadOptions(), BAD, limits)
    next(found)
    time.sleep(1.5)
    for _number in range(5_000):
        next(found)
    found.close()  # type: ignore[attr-defined]
