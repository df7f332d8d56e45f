"""One page of HTML that needs nothing else: a table to read, print or send."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, BinaryIO
from urllib.parse import quote

from crm.formats.protocol import WRITTEN_KINDS, WriteOptions
from crm.formats.readable import COLUMNS as READABLE
from crm.formats.readable import fit_to_read, texts_of
from crm.formats.streams import text_over
from crm.i18n import ngettext

TAKES = "rows"
SUFFIX = ".html"
KINDS = WRITTEN_KINDS
COLUMNS = READABLE

# The policy lets nothing be fetched and no script run, whatever the page holds.
HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.45 system-ui, sans-serif; margin: 2rem; }}
h1 {{ font-size: 1.5rem; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: .4rem .8rem .4rem 0; text-align: start; vertical-align: top; }}
td {{ white-space: pre-line; }}
thead th {{ border-bottom: 2px solid; }}
tbody tr {{ border-bottom: 1px solid #8886; break-inside: avoid; }}
tbody th {{ font-weight: 600; }}
@media print {{
  body {{ margin: 0; font-size: 9pt; }}
  a {{ color: inherit; text-decoration: none; }}
  thead {{ display: table-header-group; }}
}}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<table>
<thead>
<tr>"""
BODY = "</tr>\n</thead>\n<tbody>\n"
FOOT = "</tbody>\n</table>\n<p>{count}</p>\n</main>\n</body>\n</html>\n"

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
_PHONE = re.compile(r"\+?[\d ()/.-]+(?:;ext=\d+)?")
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write rows as a page in UTF-8; data is text, and a link only to where one may lead.

    Links are those to e-mail addresses, phone numbers and addresses with http or https.
    """
    count = 0
    with text_over(stream, newline="") as text:
        title = _escaped(options.title or "Samverkan")
        text.write(HEAD.format(language=_escaped(options.language), title=title))
        for column in options.columns:
            text.write(f'<th scope="col">{_escaped(options.heading(column))}</th>')
        text.write(BODY)
        for item in items:
            text.write(f"<tr>{''.join(_cells(item, options.columns))}</tr>\n")
            count += 1
        records = ngettext("{count} record", "{count} records", count).format(count=count)
        text.write(FOOT.format(count=_escaped(records)))
    return count


def _cells(item: Mapping[str, Any], columns: Iterable[str]) -> Iterable[str]:
    opening, closing = '<th scope="row" dir="auto">', "</th>"
    for column in columns:
        shown = (_linked(column, text) for text in texts_of(column, item.get(column)))
        yield f"{opening}{'<br>'.join(shown)}{closing}"
        opening, closing = '<td dir="auto">', "</td>"


def _linked(column: str, text: str) -> str:
    target = _target(column.partition(":")[0], text)
    shown = _escaped(text)
    return f'<a href="{escape(target)}">{shown}</a>' if target else shown


def _target(column: str, text: str) -> str:
    """Return where a value leads, or nothing."""
    if column == "email" and _EMAIL.fullmatch(text):
        return f"mailto:{quote(text, safe='@')}"
    if column == "phone" and _PHONE.fullmatch(text):
        return f"tel:{re.sub('[ ()/.]', '', text)}"
    if column == "website" and _WEB.fullmatch(text):
        return text
    return ""


def _escaped(text: str) -> str:
    return escape(fit_to_read(text))
