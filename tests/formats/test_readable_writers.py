"""Lists that people read: Markdown and HTML."""

import io
from typing import Any

import pytest

from crm.formats import WriteOptions, html_writer, markdown_writer
from crm.formats.readable import texts_of
from crm.i18n import use_language

Row = dict[str, Any]
GORAN: Row = {
    "name": "Göran Lundwall",
    "email": ["goran@almi.example", "gl@almi.example"],
    "phone": ["+46701234567", "+468123456;ext=12"],
    "website": ["https://almi.example/?a=1&b=2", "javascript:alert(1)", "almi.example"],
    "note": "Ringer\ngärna | ofta",
}


def markdown(rows: list[Row], *columns: str, **options: Any) -> str:
    stream = io.BytesIO()
    markdown_writer.write(rows, stream, WriteOptions(columns=columns, **options))
    return stream.getvalue().decode()


def html(rows: list[Row], *columns: str, **options: Any) -> str:
    stream = io.BytesIO()
    html_writer.write(rows, stream, WriteOptions(columns=columns, **options))
    return stream.getvalue().decode()


def test_markdown_is_a_table_under_its_title() -> None:
    text = markdown([GORAN], "name", "phone", title="Inbjudna", headings={"name": "Namn"})
    assert text == (
        "# Inbjudna\n\n"
        "| Namn | phone |\n"
        "| --- | --- |\n"
        "| Göran Lundwall | +46701234567, +468123456;ext=12 |\n"
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a | b", r"a \| b"),
        ("two\nlines", "two lines"),
        ("*x* _y_ `z` [l](u)", r"\*x\* \_y\_ \`z\` \[l\](u)"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("http://x.se www.x.se", r"http\://x.se www\.x.se"),
        ("13:00 anna@berg.se", "13:00 anna@berg.se"),
        (":warning: @octocat", r"\:warning: \@octocat"),
        ("\x1b[31mred\x00", "\ufffd\\[31mred\ufffd"),
    ],
)
def test_markdown_shows_data_as_it_is(text: str, cell: str) -> None:
    assert markdown([{"note": text}], "note").splitlines()[-1] == f"| {cell} |"


def test_html_links_only_where_a_link_may_lead() -> None:
    page = html([GORAN], "name", "email", "phone", "website")
    assert '<a href="mailto:goran@almi.example">goran@almi.example</a><br>' in page
    assert '<a href="tel:+46701234567">' in page
    assert '<a href="tel:+468123456;ext=12">' in page
    assert '<a href="https://almi.example/?a=1&amp;b=2">' in page
    assert "<br>javascript:alert(1)<br>almi.example</td>" in page
    assert page.count("<a ") == 5


def test_html_is_one_page_that_fetches_nothing_and_can_be_read_aloud() -> None:
    page = html([GORAN], "name", "note", title="<Inbjudna>", language="sv")
    assert page.startswith('<!doctype html>\n<html lang="sv">')
    assert "<title>&lt;Inbjudna&gt;</title>" in page
    assert "default-src 'none'" in page
    assert '<th scope="col">name</th><th scope="col">note</th>' in page
    assert '<th scope="row" dir="auto">Göran Lundwall</th>' in page
    assert "Ringer\ngärna | ofta</td>" in page
    assert "@media print" in page
    assert "<p>1 record</p>" in page


@pytest.mark.parametrize(
    ("column", "value", "texts"),
    [
        ("name", None, []),
        ("tags", ["a", None, "", "b"], ["a", "b"]),
        ("classification", "state_company", ["state company"]),
        ("name", "state_company", ["state_company"]),
        ("starts_at", "2019-05-13T13:00", ["2019-05-13 13:00"]),
        ("overdue", True, ["yes"]),
        ("custom:visits", 3, ["3"]),
    ],
)
def test_values_are_worded_for_people(column: str, value: object, texts: list[str]) -> None:
    use_language("en")
    assert texts_of(column, value) == texts
