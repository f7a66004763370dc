"""Workbooks of Excel (.xlsx) for tests, written by hand: the smallest, and as Excel writes them."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

AS_INSTANT, AS_DATE = 1, 2
"""Styles of a cell of `as_excel_writes`."""


def smallest(*rows: Iterable[str]) -> bytes:
    """Text alone, within its cells."""

    def cell(said: str) -> str:
        return f'<c t="inlineStr"><is><t>{escape(said)}</t></is></c>'

    told = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return packed({"xl/worksheets/sheet1.xml": sheet(told)})


def as_excel_writes(rows: str, strings: Iterable[str] = (), **parts: str) -> bytes:
    """Rows as Excel writes them: shared strings by number, dates as numbers with a style."""
    shared = "".join(f"<si><t>{escape(one)}</t></si>" for one in strings)
    styles = (
        '<fonts count="1"><font><sz val="11"/></font></fonts>'
        '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="3">'
        '<xf numFmtId="0" xfId="0"/><xf numFmtId="22" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs>'
    )
    return packed(
        {
            "xl/worksheets/sheet1.xml": sheet(rows),
            "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>',
            "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        }
        | parts
    )


def sheet(rows: str) -> str:
    """The part of a sheet."""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def packed(parts: Mapping[str, str]) -> bytes:
    """The archive of a workbook with one sheet and these parts."""
    kinds = {"styles": "styles", "sharedStrings": "sharedStrings"}
    links = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
        if f"xl/{name}.xml" in parts
    )
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{SHEET}.{kind}+xml"/>'
        for part, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"))
    )
    made = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship'
        f' Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Units" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f"{links}</Relationships>",
    }
    packed_ = io.BytesIO()
    with zipfile.ZipFile(packed_, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (made | dict(parts)).items():
            archive.writestr(name, content)
    return packed_.getvalue()
