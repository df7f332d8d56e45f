"""Every writer of ours keeps the contract, as others read its files."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser

from icalendar import Calendar
from markdown_it import MarkdownIt
from markdown_it.token import Token
from python_calamine import CalamineWorkbook

from crm.formats import WriteOptions
from crm.formats.formulas import restore
from crm.formats.readable import fit_to_read
from crm.text import clean
from tests.formats.writer_contract import WriterContract

FORMULA = tuple("=+-@\t\r＝＋－＠")
PHONE = re.compile(r"\+?[\d .,()-]+")


class TestCsv(WriterContract):
    name = "csv"

    def rows(self, content: bytes) -> list[list[str]]:
        return list(csv.reader(io.StringIO(content.decode(), newline="")))

    def names(self, content: bytes) -> list[str]:
        return [restore(row[0]) for row in self.rows(content)[1:]]

    def acting(self, content: bytes) -> list[str]:
        cells = [cell for row in self.rows(content) for cell in row]
        risky = [cell for cell in cells if cell.lstrip(" \xa0").startswith(FORMULA)]
        return [cell for cell in risky if not PHONE.fullmatch(cell)]


class TestJson(WriterContract):
    name = "json"
    options = WriteOptions(columns=("name", "note", "tags"))

    def names(self, content: bytes) -> list[str]:
        return [record["name"] for record in json.loads(content)]

    def shown(self, name: str) -> str:
        return name


class TestXlsx(WriterContract):
    name = "xlsx"

    def names(self, content: bytes) -> list[str]:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [str(row[0]) for row in sheet.to_python()[1:]]

    def shown(self, name: str) -> str:
        return fit_to_read(name)

    def acting(self, content: bytes) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        links = [name for name in names if "rels" in name and "worksheets" in name]
        return [*links, *re.findall(r"<f[ >/].*?>|<hyperlink.*?>", sheet)]


class TestIcs(WriterContract):
    name = "ics"

    def names(self, content: bytes) -> list[str]:
        entries = Calendar.from_ical(content).subcomponents
        assert {entry.name for entry in entries} <= {"VEVENT"}
        return [str(entry.get("summary", "")) for entry in entries]

    def shown(self, name: str) -> str:
        return clean(name).strip()

    def acting(self, content: bytes) -> list[str]:
        allowed = ("DT", "UID", "SUMMARY", "LOCATION", "DESCRIPTION", "CREATED", "LAST-MODIFIED")
        rest = ("BEGIN:V", "END:V", "SEQUENCE", "STATUS", "X-", "VERSION", "PRODID", "NAME", " ")
        lines = content.decode().removesuffix("\r\n").split("\r\n")
        return [line for line in lines if not line.startswith((*allowed, *rest))]


class TestMarkdown(WriterContract):
    name = "md"

    def tokens(self, content: bytes) -> list[Token]:
        parser = MarkdownIt("gfm-like")
        # Unlike GitHub, linkify takes any name with a dot for an address.
        assert parser.linkify
        parser.linkify.set({"fuzzy_link": False})
        return parser.parse(content.decode())

    def names(self, content: bytes) -> list[str]:
        tokens = self.tokens(content)
        cells = [tokens[at + 1] for at, one in enumerate(tokens) if one.type == "td_open"]
        texts = ["".join(part.content for part in cell.children or []) for cell in cells]
        return texts[:: len(self.options.columns)]

    def shown(self, name: str) -> str:
        return " ".join(fit_to_read(name).split())

    def acting(self, content: bytes) -> list[str]:
        inline = [part for token in self.tokens(content) for part in token.children or []]
        links = [str(part.attrs.get("href")) for part in inline if part.type == "link_open"]
        others = [p.type for p in inline if p.type not in ("text", "link_open", "link_close")]
        return [*(link for link in links if not link.startswith("mailto:")), *others]


class TestHtml(WriterContract):
    name = "html"

    def page(self, content: bytes) -> "Page":
        page = Page()
        page.feed(content.decode())
        page.close()
        return page

    def names(self, content: bytes) -> list[str]:
        return self.page(content).names

    def shown(self, name: str) -> str:
        return fit_to_read(name).strip()

    def acting(self, content: bytes) -> list[str]:
        return self.page(content).acting


class Page(HTMLParser):
    """The heads of the rows of a page, and each tag or link that should not be on it."""

    TAGS = frozenset(
        [
            *("html", "head", "meta", "title", "style", "body", "main", "h1"),
            *("table", "thead", "tbody", "tr", "th", "td", "br", "p", "a"),
        ]
    )
    ATTRIBUTES = frozenset(
        ["lang", "charset", "http-equiv", "content", "name", "scope", "dir", "href"]
    )
    SCHEMES = ("mailto:", "tel:", "https://", "http://")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.acting: list[str] = []
        self._in_name = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wrong = [name for name, _value in attrs if name not in self.ATTRIBUTES]
        links = [value or "" for name, value in attrs if name == "href"]
        wrong += [link for link in links if not link.lower().startswith(self.SCHEMES)]
        self.acting += wrong if tag in self.TAGS else [tag]
        if ("scope", "row") in attrs:
            self._in_name = True
            self.names.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_name = self._in_name and tag != "th"

    def handle_data(self, data: str) -> None:
        if self._in_name:
            self.names[-1] += data
