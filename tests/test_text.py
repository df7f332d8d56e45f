"""Cleaning, folding, Swedish order and terminal cells."""

import random
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.text import (
    cell_width,
    clean,
    clean_line,
    fold,
    for_terminal,
    pad,
    shorten,
    sort_key,
    words,
)
from tests.rounds import rounds

DANGEROUS = "\x00\x07\x1b\x7f\x85\x9b\u061c\u200e\u202e\u2066\u2069\u2028\ud800\udfff\ufffe"
anything = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(DANGEROUS + "\r\n\t \u00a0\u200d\ufe0f\ufeff\u0301åÄéß❤👩"),
    )
)


class TestClean:
    def test_composes_what_a_mac_decomposed(self) -> None:
        assert clean("Ma\u030arder") == "Mårder"

    @pytest.mark.parametrize(
        ("given", "stored"),
        [
            ("a\r\nb", "a\nb"),
            ("a\r\r\nb", "a\nb"),
            ("a\rb", "a\nb"),
            ("a\x0bb", "a\nb"),
            ("a\x85b", "a\nb"),
            ("a\u2028b", "a\nb"),
            ("a\n\nb", "a\n\nb"),
            ("a\tb", "a\tb"),
        ],
    )
    def test_ends_every_line_with_a_line_feed(self, given: str, stored: str) -> None:
        assert clean(given) == stored

    @pytest.mark.parametrize("character", [c for c in DANGEROUS if c not in "\x85\u2028"])
    def test_removes_what_can_act_on_a_terminal(self, character: str) -> None:
        assert clean(f"Anna{character}Ek") == "AnnaEk"

    def test_takes_the_escape_out_of_an_escape_sequence(self) -> None:
        assert clean("\x1b]0;owned\x07Anna") == "]0;ownedAnna"

    @pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
    def test_removes_what_hides_inside_a_word(self, hidden: str) -> None:
        assert clean(f"Mår{hidden}der") == "Mårder"

    @pytest.mark.parametrize("text", ["👩\u200d🔬", "❤\ufe0f", "می\u200cخواهم", "[/] [bold]x"])
    def test_keeps_spelling_and_markup_as_written(self, text: str) -> None:
        assert clean(text) == text

    def test_caps_a_tower_of_marks(self) -> None:
        tower = "a" + "\u0301\u0323" * 200_000
        assert len(clean(tower)) <= 31

    @given(anything)
    def test_cleaning_twice_changes_nothing(self, text: str) -> None:
        once = clean(text)
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)

    @given(anything)
    def test_what_is_clean_can_be_stored(self, text: str) -> None:
        clean(text).encode("utf-8")
        assert "\x00" not in clean(text)


class TestCleanLine:
    def test_puts_everything_on_one_line(self) -> None:
        assert clean_line("  Anna\r\n\tEk\u00a0 Berg \u2029") == "Anna Ek Berg"

    @given(anything)
    def test_leaves_no_line_end_and_nothing_to_strip(self, text: str) -> None:
        line = clean_line(text)
        assert line.splitlines() == ([line] if line else [])
        assert line == line.strip()
        assert clean_line(line) == line


class TestForTerminal:
    def test_shows_a_control_character_instead_of_obeying_it(self) -> None:
        assert for_terminal("\x1b[31mred\x9b0m\x00") == "�[31mred�0m�"

    def test_is_one_line_unless_told_otherwise(self) -> None:
        assert for_terminal("a\r\nb\tc") == "a b c"
        assert for_terminal("a\r\nb\tc", multiline=True) == "a\nb c"

    @given(anything, st.booleans())
    def test_lets_no_control_character_out(self, text: str, multiline: bool) -> None:
        shown = for_terminal(text, multiline=multiline)
        allowed = "\n" if multiline else ""
        controls = [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
        assert all(c in allowed for c in controls)
        assert not set(shown) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
        assert for_terminal(shown, multiline=multiline) == shown

    def test_every_control_character_there_is(self) -> None:
        for code in [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)]:
            shown = for_terminal(chr(code), multiline=True)
            assert shown.isprintable() or shown == "\n"


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("MÅRDER", "marder"),
            ("Ma\u030arder", "marder"),
            ("Günther", "gunther"),
            ("Sørensen", "sorensen"),
            ("Ærø", "aero"),
            ("Œuvre", "oeuvre"),
            ("STRAẞE", "strasse"),
            ("Łódź", "lodz"),
            ("Đorđe", "dorde"),
            ("Guðrún Þór", "gudrun thor"),
            ("Yıldız İnan", "yildiz inan"),
            ("O’Brien", "o'brien"),
            ("ﬁn ①", "fin 1"),
            ("", ""),
        ],
    )
    def test_forgets_case_and_accents(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    def test_folding_twice_changes_nothing_for_any_character(self) -> None:
        for code in range(0, 0x20000, rounds(7, 1)):
            once = fold(chr(code))
            assert fold(once) == once, hex(code)

    @given(anything)
    def test_composed_and_decomposed_fold_alike(self, text: str) -> None:
        assert fold(unicodedata.normalize("NFD", text)) == fold(text)

    def test_words_give_both_parts_of_a_hyphenated_name(self) -> None:
        assert words("Anna-Lena Ek_Öst (VD), 3:e") == ["anna", "lena", "ek", "ost", "vd", "3", "e"]


class TestSortKey:
    def test_sorts_as_swedish_sorts(self) -> None:
        names = [
            "3M",
            "7-Eleven",
            "A B",
            "AB",
            "Ek",
            "Ék",
            "Eka",
            "Myller",
            "Müller",
            "Mylls",
            "Valter",
            "Vera",
            "Walter",
            "Wera",
            "Zoë",
            "Åberg",
            "Ärla",
            "Æron",
            "Örn",
            "Ørn",
            "Öst",
        ]
        shuffled = random.Random(1).sample(names, len(names))
        assert sorted(shuffled, key=sort_key) == names

    def test_puts_lower_case_first_where_nothing_else_differs(self) -> None:
        assert sorted(["Ek", "EK", "ek"], key=sort_key) == ["ek", "Ek", "EK"]

    def test_compares_by_bytes_as_by_code_points(self) -> None:
        keys = [sort_key(name) for name in ("Åsa", "Ärla", "Öst", "Иван", "李", "😀", "Zorn")]
        assert sorted(keys) == sorted(keys, key=lambda key: key.encode())

    @given(anything)
    def test_is_the_same_for_composed_and_decomposed(self, text: str) -> None:
        text = clean(text)
        assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)

    @given(anything)
    def test_holds_nothing_that_a_database_refuses(self, text: str) -> None:
        key = sort_key(text)
        assert "\x00" not in key
        key.encode("utf-8")

    @given(st.text("aAbBzZåÅäÄöÖ-' 09"), st.text("aAbBzZåÅäÄöÖ-' 09"), st.text("abå"))
    def test_a_longer_name_comes_after_its_beginning(
        self, start: str, other: str, more: str
    ) -> None:
        assert sort_key(start) <= sort_key(start + more)
        assert (sort_key(start) == sort_key(other)) == (start == other)

    def test_agrees_with_icu_on_generated_names(self) -> None:
        icu = pytest.importorskip("icu", reason="PyICU is not installed")
        collator = icu.Collator.createInstance(icu.Locale("sv"))
        names = [generated_name(random.Random(seed)) for seed in range(8000)]
        for one, other in zip(names[::2], names[1::2], strict=True):
            ours = (sort_key(one) > sort_key(other)) - (sort_key(one) < sort_key(other))
            assert ours == collator.compare(one, other), (one, other)


LETTERS = "aAåÅäÄöÖeEéÉèêëvVwWyYüÜzZæÆøØôőęłŁßþðđıcçñ -'.,()/&0189b"
PARTS = [
    "Anna",
    "Åsa",
    "Örjan",
    "Émile",
    "Eva",
    "Andre",
    "André",
    "Vera",
    "Wera",
    "Zoë",
    "Bjørn",
    "Günther",
    "Łukasz",
    "Þór",
    "Özge",
    "François",
    "Mårder",
    "Öberg",
    "Øberg",
    "Aaberg",
    "Æng",
    "Walén",
    "Wallén",
    "Müller",
    "Myller",
    "H&M",
    "(AB)",
    "S:t",
    "O'Neill",
    "3M",
]


def generated_name(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 5)))
    return chance.choice(PARTS) + chance.choice([" ", "-"]) + chance.choice(PARTS)


class TestCells:
    @pytest.mark.parametrize(
        ("text", "cells"),
        [("Anna", 4), ("Åsa", 3), ("A\u030asa", 3), ("🇸🇪", 2), ("👩\u200d🔬", 2), ("❤\ufe0f", 2)],
    )
    def test_counts_cells_as_a_terminal_does(self, text: str, cells: int) -> None:
        assert cell_width(text) == cells

    @pytest.mark.parametrize(
        ("text", "width", "shown"),
        [
            ("Günther Mårder", 20, "Günther Mårder"),
            ("Günther Mårder", 9, "Günther…"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("Anna", 1, "…"),
            ("Anna", 0, ""),
            ("Anna", -1, ""),
        ],
    )
    def test_shortens_to_the_cells_there_are(self, text: str, width: int, shown: str) -> None:
        assert shorten(text, width) == shown

    @given(anything, st.integers(0, 30))
    def test_never_passes_the_width(self, text: str, width: int) -> None:
        text = clean(text)
        assert cell_width(shorten(text, width)) <= width
        assert cell_width(pad(text, width)) == width


def test_the_module_is_light_to_import() -> None:
    heavy = "'sqlalchemy', 'pydantic', 'phonenumbers', 'rapidfuzz', 'textual', 'click'"
    program = f"import sys, crm.text; sys.exit(bool({{{heavy}}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
