"""Both languages are complete: every text in the code has its Swedish, with the same gaps."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("babel")

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from crm.i18n import FOLDER, LANGUAGES, ngettext, use_language
from crm.locales.update import ROOT, extract

WITHIN_BRACES = re.compile(r"\{[^{}]*\b(?:_|ngettext)\(")
GAP = re.compile(r"\{[^{}]*\}")
SWEDISH = Path(FOLDER) / "sv" / "LC_MESSAGES" / "samverkan.po"


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    with SWEDISH.open("rb") as stream:
        return read_po(stream, locale="sv")


@pytest.fixture(scope="module")
def in_the_code() -> Catalog:
    return extract()


def texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(message: Message) -> list[str]:
    found = message.string or ""
    return [found] if isinstance(found, str) else list(found)


def test_every_text_in_the_code_is_translated(swedish: Catalog, in_the_code: Catalog) -> None:
    known = {message.id for message in texts(swedish) if all(forms(message))}
    missing = sorted(str(message.id) for message in texts(in_the_code) if message.id not in known)
    assert not missing, "run `make catalogues` and translate: " + "; ".join(missing)


def texts_within_f_strings(source: str) -> Iterator[str]:
    """Yield what Babel overlooks: texts to translate that stand within an f-string."""
    for string in ast.walk(ast.parse(source)):
        if isinstance(string, ast.JoinedStr):
            for call in ast.walk(string):
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Name)
                    and call.func.id in {"_", "ngettext"}
                    and isinstance(call.args[0], ast.Constant)
                ):
                    yield ast.unparse(call)


def test_no_text_stands_where_it_is_overlooked() -> None:
    example = """f"{name}, {_('late')}" """
    assert list(texts_within_f_strings(example)) == ["_('late')"]
    assert WITHIN_BRACES.search(example)
    for folder in ("crm", "tui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            source = path.read_text()
            if WITHIN_BRACES.search(source):
                assert not list(texts_within_f_strings(source)), path


def test_the_catalogue_keeps_no_text_that_the_code_has_dropped(
    swedish: Catalog, in_the_code: Catalog
) -> None:
    used = {message.id for message in texts(in_the_code)}
    assert not [message.id for message in texts(swedish) if message.id not in used]


def test_a_translation_has_the_gaps_of_its_text(swedish: Catalog) -> None:
    for message in texts(swedish):
        last = message.id if isinstance(message.id, str) else message.id[-1]
        for form in forms(message)[-1:]:
            assert sorted(GAP.findall(form)) == sorted(GAP.findall(last)), message.id


def test_no_translation_shouts(swedish: Catalog) -> None:
    shouting = [message.id for message in texts(swedish) if "!" in GAP.sub("", forms(message)[0])]
    assert not shouting


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_are_spoken_in_both_languages(language: str) -> None:
    use_language(language)
    one, many = (ngettext("{count} record", "{count} records", count) for count in (1, 2))
    assert one and many


def test_the_compiled_catalogue_is_that_of_the_source(swedish: Catalog) -> None:
    compiled = SWEDISH.with_suffix(".mo")
    assert compiled.is_file(), "install the package again: pip install --editable ."
    use_language("sv")
    from crm.i18n import _

    sample = [message for message in texts(swedish) if isinstance(message.id, str)][:50]
    assert [_(str(message.id)) for message in sample] == [message.string for message in sample]


def test_the_source_folder_is_the_one_in_use() -> None:
    assert Path(__file__).parents[1] / "crm" / "locales" == Path(FOLDER)
