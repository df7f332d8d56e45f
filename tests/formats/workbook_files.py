"""Workbooks made by hand, so that they can be wrong in any way."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

OOXML = "http://schemas.openxmlformats.org"
MAIN = f"{OOXML}/spreadsheetml/2006/main"
RELATIONS = f"{OOXML}/officeDocument/2006/relationships"
PACKAGE = f"{OOXML}/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
DATE_STYLE, MOMENT_STYLE = 1, 2


def archive(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return stream.getvalue()


def column(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else column(place // 26 - 1) + column(place % 26)


def cell(row: int, place: int, value: object) -> str:
    """A cell: text, a number, a truth value, or XML as `("t=…", "<v>…</v>")`."""
    at = f'r="{column(place)}{row}"'
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f"<c {at} {value[0]}>{value[1]}</c>"
    if isinstance(value, bool):
        return f'<c {at} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c {at}><v>{value}</v></c>"
    return f'<c {at} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet(rows: Mapping[int, list[object]], after: str = "") -> str:
    lines = [
        f'<row r="{number}">'
        + "".join(cell(number, place, value) for place, value in enumerate(cells))
        + "</row>"
        for number, cells in rows.items()
    ]
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'


def xlsx_parts(
    sheets: Mapping[str, str], hidden: tuple[str, ...] = (), texts: list[str] | None = None
) -> dict[str, str | bytes]:
    states = ("visible", "hidden")
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"'
        f' state="{states[name in hidden]}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATIONS}/worksheet" Target="worksheets/s{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    shared = (
        f'<Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    )
    formats = "".join(f'<xf numFmtId="{number}" fontId="0"/>' for number in (0, 14, 22))
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">{related}{shared}</Relationships>'
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>',
        **{
            f"xl/worksheets/s{at}.xml": content
            for at, content in enumerate(sheets.values(), start=1)
        },
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{MAIN}">'
            + "".join(f"<si><t>{escape(text)}</t></si>" for text in texts or [])
            + "</sst>"
        ),
    }


def xlsx(rows: Mapping[int, list[object]], name: str = "Kontakter") -> bytes:
    return archive(xlsx_parts({name: sheet(rows)}))


def ods_row(cells: list[str], attributes: str = "") -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
        for text in cells
    )
    return f"<table:table-row{attributes}>{inside}</table:table-row>"


def ods(rows: str, manifest: str = "") -> bytes:
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0"'
        f' xmlns:text="{ODF}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Kontakter">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">{manifest}'
    return archive(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f"{listed}</manifest:manifest>",
            "content.xml": content,
        },
        zipfile.ZIP_STORED if len(content) < 10_000 else zipfile.ZIP_DEFLATED,
    )
