import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.eml_markup import plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Hej", "Hej"),
        ("<p>Hej</p><p>d&aring;</p>", "Hej\n\ndå"),
        ("Hej<br>då<BR/>Bo", "Hej\ndå\nBo"),
        ("<div>Hej</div>\n<div>då</div>", "Hej\ndå"),
        ("Hej <b>Bo</b>, &lt;du&gt; &amp;\n   jag&nbsp;!", "Hej Bo, <du> & jag !"),
        ("<ul><li>ett</li><li>två</ul>", "- ett\n- två"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<h1>Rubrik</h1>text", "Rubrik\n\ntext"),
        ("Ja<blockquote>Varför<blockquote>Om</blockquote></blockquote>Nej", None),
        ("<head><title>T</title><style>p {}</style></head><body>Hej</body>", "Hej"),
        ("<script>if (a < b) alert('</p>')</script>Hej", "Hej"),
        ("<STYLE>p</STYLE >Hej<!-- <p>dolt</p> -->då", "Hejdå"),
        ("<!DOCTYPE html><?xml v?>Hej<o:p></o:p>", "Hej"),
        ("1 < 2 > 0 <3", "1 < 2 > 0 <3"),
        ("&#229;&#xE5;&unknown;&#xD800;&#0;", "åå&unknown;\ufffd\ufffd"),
        ("&#" + "9" * 5_000 + ";", "\ufffd"),
        ("<p", ""),
        ("<!--", ""),
        ("<script>", ""),
        ("</blockquote></blockquote>Hej", "Hej"),
    ],
)
def test_a_page_is_what_it_says(markup: str, text: str | None) -> None:
    expected = text if text is not None else "Ja\n\n> Varför\n\n>> Om\n\nNej".replace(">>", "> >")
    assert plain_text(markup) == expected


@given(st.text(st.sampled_from("<>/!-? &#;x09abpdivscript\"'=\n"), max_size=80))
def test_no_page_breaks_it(markup: str) -> None:
    assert isinstance(plain_text(markup), str)
