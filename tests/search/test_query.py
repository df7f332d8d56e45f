"""How typed text becomes a question to the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.search.query import LONGEST_TEXT, MOST_TERMS, Query
from crm.search.words import LONGEST_WORD, words_of_email, words_of_phone, words_of_text


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Mårder", ((("marder",),),)),
        ("anna  lena", ((("anna",),), (("lena",),))),
        ("Anna-Lena", ((("annalena",), ("anna", "lena")),)),
        ("anna@almi.se", ((("annaalmise",),),)),
        ("@almi.se", ((("almise",), ("almi", "se")),)),
        ("2019", ((("2019",),),)),
        ("070-12", ((("07012",), ("070", "12"), ("467012",)),)),
        ("+46 70 12", ((("467012",), ("46", "70", "12")),)),
        ("0046 7012", ((("00467012",), ("0046", "7012"), ("467012",)),)),
        ("7012345", ((("7012345",), ("467012345",)),)),
        ("ring 08 12 nu", ((("ring",),), (("0812",), ("08", "12"), ("46812",)), (("nu",),))),
        ("N2019/01", ((("n201901",), ("n2019", "01")),)),
        ("8a", ((("8a",),),)),
        ('"*^()', ()),
    ],
)
def test_the_terms_of_a_text(text: str, terms: object) -> None:
    assert Query.of(text).terms == terms


def test_every_word_is_quoted_and_a_prefix() -> None:
    assert Query.of('a OR "b-c').expression() == (
        '(("a"*)) AND (("or"*)) AND (("bc"*) OR ("b"* AND "c"*))'
    )


def test_words_can_be_cut_to_what_the_index_has_prefixes_of() -> None:
    assert Query.of("statssekreterare").expression(6) == '(("statss"*))'


@given(text=st.text(st.characters()))
def test_only_words_quotes_and_our_operators_reach_the_index(text: str) -> None:
    query = Query.of(text)
    assert len(query.terms) <= MOST_TERMS
    for word in query.expression().replace("(", " ").replace(")", " ").split():
        bare = word.removeprefix('"').removesuffix('"*')
        assert word in ("AND", "OR") or (word == f'"{bare}"*' and bare.isalnum())
        assert len(bare) <= LONGEST_WORD


def test_long_text_is_cut() -> None:
    assert Query.of("a" * LONGEST_TEXT * 2).terms == ((("a" * LONGEST_WORD,),),)
    assert len(Query.of("a " * 5000).terms) == MOST_TERMS


@pytest.mark.parametrize(
    ("typed", "line"),
    [("anna", 0), ("berg", 1), ("x", 3), ("anna x", 3), ("nna", None), ("anna zebra", None),
     ("anna-berg", 1), ("an-na", 0), ("nn-na", None)],
)  # fmt: skip
def test_the_line_on_which_the_farthest_term_is(typed: str, line: int | None) -> None:
    assert Query.of(typed).finder()(" anna lind\n berg\n\n xyz anna") == line


def test_words_of_texts() -> None:
    assert words_of_text("Anna-Lena (VD), Å/Ö") == (
        "anna",
        "lena",
        "annalena",
        "vd",
        "a",
        "o",
        "ao",
    )
    assert words_of_text("x" * 99) == ("x" * LONGEST_WORD,)
    assert words_of_email("A.B@mail.almi.se") == ("abmailalmise", "a", "b", "mailalmise", "almise")
    assert words_of_email("info") == ("info", "info")
    assert words_of_phone("+46701234567;ext=12") == ("46701234567",)
    assert words_of_phone("+4733360370") == ("4733360370", "033360370", "33360370")
    assert words_of_phone("växel") == ("vaxel",)


@given(text=st.text())
def test_the_words_of_any_text_are_letters_and_digits(text: str) -> None:
    for read in (words_of_text, words_of_email, words_of_phone):
        assert all(word.isalnum() and len(word) <= 2 * LONGEST_WORD for word in read(text))
