import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.file_names import NAME_BYTES, FileNames, file_name

RESERVED = ("CON", "prn", "Aux", "NUL", "com1", "LPT9", "COM¹", "conin$")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Günther Mårder", "Günther Mårder.eml"),
        ("  Anna\tÅkesson \n", "Anna Åkesson.eml"),
        ("../../etc/passwd", "etc-passwd.eml"),
        ("C:\\Windows\\system32", "C-Windows-system32.eml"),
        ("/absolute", "absolute.eml"),
        (".hidden", "hidden.eml"),
        ("-rf *", "rf -.eml"),
        ("~root", "root.eml"),
        ("Anna (VD). . .", "Anna (VD).eml"),
        ('What? "This" <that> | those', "What- -This- -that- - those.eml"),
        ("annoying\x00\x1b[31m name", "annoying[31m name.eml"),
        ("\u202eexe.lme", "exe.lme.eml"),
        ("Anna\u200b\ud800", "Anna.eml"),
        ("A\u030angstro\u0308m", "Ångström.eml"),
        ("👩‍🚀 Astronaut", "👩‍🚀 Astronaut.eml"),
    ],
)
def test_a_name_keeps_what_is_safe_of_a_text(text: str, name: str) -> None:
    assert file_name(text, ".eml") == name


@pytest.mark.parametrize("text", ["", " ", ".", "..", "...", "///", "???", "\u200d", "\x00", "~"])
def test_what_leaves_nothing_is_called_otherwise(text: str) -> None:
    assert file_name(text, ".vcf") == "unnamed.vcf"
    assert file_name(text, ".vcf", otherwise="p12") == "p12.vcf"


@pytest.mark.parametrize("word", RESERVED)
@pytest.mark.parametrize("ending", ["", ".txt", " ", " .tar.gz", "."])
def test_names_of_devices_are_none_of_files(word: str, ending: str) -> None:
    assert file_name(word + ending, ".eml").startswith(f"unnamed {word}")


@pytest.mark.parametrize("text", ["CONNY", "Auxilia", "COM10", "nullpunkt", "LPT"])
def test_names_that_only_begin_like_devices_stay(text: str) -> None:
    assert file_name(text) == text


@pytest.mark.parametrize("letter", ["a", "å", "語", "👍"])
def test_a_long_name_is_cut_between_characters(letter: str) -> None:
    name = file_name(letter * 500, ".eml")
    assert NAME_BYTES - 4 < len(name.encode()) <= NAME_BYTES
    assert name == letter * (len(name) - 4) + ".eml"


def test_a_folder_gives_each_name_once() -> None:
    names = FileNames(["ANNA.EML"])
    assert names.give("Anna", ".eml") == "Anna (2).eml"
    assert names.give("anna", ".eml") == "anna (3).eml"
    assert names.give("Åke", ".eml") == "Åke.eml"
    assert names.give("A\u030ake", ".eml") == "Åke (2).eml"
    assert names.give("Ake", ".eml") == "Ake.eml"


def test_a_number_that_is_somebody_elses_name_is_passed_over() -> None:
    names = FileNames()
    given_names = [names.give(text, ".eml") for text in ("Anna (2)", "Anna", "Anna")]
    assert given_names == ["Anna (2).eml", "Anna.eml", "Anna (3).eml"]


def test_long_names_stay_apart_in_the_same_space() -> None:
    names = FileNames()
    given_names = {names.give("å" * 200, ".eml") for _ in range(12)}
    assert len(given_names) == 12
    assert all(len(name.encode()) <= NAME_BYTES for name in given_names)


def test_a_file_of_any_name_can_be_written(tmp_path: Path) -> None:
    texts = ["../up", "a/b", "å" * 300, "👍" * 300, "CON", "a\nb", "\udc80", ".", "x" * 400]
    names = FileNames()
    for text in texts:
        (tmp_path / names.give(text, ".eml")).write_text(text, "utf-8", "replace")
    assert len(list(tmp_path.iterdir())) == len(texts)


def any_text() -> st.SearchStrategy[str]:
    hostile = st.text(
        st.sampled_from('./\\:*?"<>|\x00\x1f~-_ \u202e\u200d\ufe0fÅåAa\u030aCONconß²')
    )
    return st.one_of(st.text(), hostile, st.sampled_from(RESERVED))


@given(any_text())
def test_every_name_is_one_on_every_system(text: str) -> None:
    name = file_name(text, ".vcf")
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert name[0] not in ".-~ " and not name.endswith((". ", " .vcf", "..vcf"))
    assert not set(name) & set('<>:"/\\|?*') and not any(ord(sign) < 32 for sign in name)
    assert not any(unicodedata.bidirectional(sign) in ("RLO", "LRO", "RLI", "PDF") for sign in name)
    assert len(name.encode()) <= NAME_BYTES
    assert unicodedata.is_normalized("NFC", name)


@given(any_text())
def test_a_name_is_its_own_name(text: str) -> None:
    assert file_name(file_name(text)) == file_name(text)


@given(st.lists(any_text(), max_size=20))
def test_no_two_names_of_a_folder_are_taken_for_one(texts: list[str]) -> None:
    names = FileNames()
    given_names = [names.give(text, ".vcf") for text in texts]
    compared = {unicodedata.normalize("NFD", name).lower() for name in given_names}
    assert len(compared) == len(texts)
