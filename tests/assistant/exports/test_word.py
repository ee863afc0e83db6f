"""Word files are read back: headings, fonts, footnotes, tables; nothing that people type breaks one."""

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from lxml import etree

from assistant.exports.document import unit_document
from assistant.exports.parts import Document, Heading, Mark, Paragraph, Words, printable
from assistant.exports.word import render
from tests.assistant.exports.documents import DAY, HOSTILE, document, grid, hostile, real, source, text

FOOTNOTES = "word/footnotes.xml"


def opened(given: Document) -> WordFile:
    return docx.Document(io.BytesIO(render(given)))


def part(given: Document, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(render(given))).read(name))


def notes(given: Document) -> dict[str, str]:
    found = part(given, FOOTNOTES).findall(qn("w:footnote"))
    return {note.get(qn("w:id")): "".join(t.text for t in note.iter(qn("w:t"))) for note in found}


def test_headings_are_real_ones():
    word = opened(document(Heading(text="甲"), Heading(text="乙", level=2), text("丙")))
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert (styles["标题"], styles["甲"], styles["乙"], styles["丙"]) == ("Title", "Heading 1", "Heading 2", "Normal")


def test_every_style_names_its_chinese_font_and_no_theme_overrides_it():
    word = opened(document(text("丙")))
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Table Text", "footnote text"):
        face = word.styles[name].element.rPr.rFonts
        assert face.get(qn("w:eastAsia")) in ("SimSun", "SimHei")
        assert not [key for key in face.attrib if "theme" in key.lower()]


def test_the_page_is_a4_upright_or_lying():
    upright, lying = (opened(document(wide=wide)).sections[0] for wide in (False, True))
    assert [round(length.mm) for length in (upright.page_width, upright.page_height)] == [210, 297]
    assert [round(length.mm) for length in (lying.page_width, lying.page_height)] == [297, 210]


def test_header_and_footer_carry_plan_version_date_title_and_page_numbers():
    section = opened(document()).sections[0]
    assert section.header.paragraphs[0].text == "甲方案 · 版本 1.2\t2026-03-04"
    assert section.footer.paragraphs[0].text == "标题\t第 1 页，共 1 页"
    codes = [code.text.strip() for code in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_citations_are_footnotes_with_the_heading_and_the_verbatim_quote():
    given = document(Paragraph(pieces=(Words(text="甲"), Mark(number=1), Mark(number=2))), sources=(source("种“树”"), source("浇水", "2")))
    assert notes(given) == {"-1": "", "0": "", "1": " 二1 种树：种“树”", "2": " 二2 种树：浇水"}
    body = part(given, "word/document.xml")
    assert [found.get(qn("w:id")) for found in body.iter(qn("w:footnoteReference"))] == ["1", "2"]


def test_a_source_that_is_used_twice_is_one_footnote_and_a_cross_reference():
    given = document(*(Paragraph(pieces=(Words(text="甲"), Mark(number=1))) for _ in range(2)), sources=(source("种树"),))
    body = part(given, "word/document.xml")
    assert len(list(body.iter(qn("w:footnoteReference")))) == 1
    assert [code.text.strip() for code in body.iter(qn("w:instrText"))] == ["NOTEREF _RefNote1 \\f \\h"]
    assert [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))] == ["_RefNote1"]


def test_the_footnotes_are_announced_to_the_package():
    given = document(Paragraph(pieces=(Mark(number=1),)), sources=(source("种树"),))
    package = zipfile.ZipFile(io.BytesIO(render(given)))
    assert b'PartName="/word/footnotes.xml"' in package.read("[Content_Types].xml")
    assert b'Target="footnotes.xml"' in package.read("word/_rels/document.xml.rels")
    assert b"w:footnotePr" in package.read("word/settings.xml")


def test_without_citations_there_is_no_footnote_part():
    assert FOOTNOTES not in zipfile.ZipFile(io.BytesIO(render(document(text("丙"))))).namelist()


def test_a_table_repeats_its_header_and_holds_every_cell():
    table = opened(document(grid(("甲", "乙"), ("丙", None)))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["列0", "列1"], ["甲", "乙"], ["丙", ""]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_grids_for_sheets_are_left_out_and_two_tables_stay_two():
    word = opened(document(grid(("甲",)), grid(("乙",)), grid(("丙",), place="sheet")))
    assert [table.rows[1].cells[0].text for table in word.tables] == ["甲", "乙"]
    tags = [element.tag.rpartition("}")[2] for element in word.element.body]
    assert tags[-5:] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_row_that_may_not_fit_on_a_page_may_be_split():
    row = opened(document(grid(("字" * 5000,)))).tables[0].rows[1]
    assert row._tr.trPr is None or row._tr.trPr.find(qn("w:cantSplit")) is None


def test_chinese_punctuation_takes_the_chinese_font():
    word = opened(document(text("“十四五”"), text("“plain”"), text("the bureau’s name (区交通委)")))
    hints = [run._r.rPr is not None and run._r.rPr.rFonts is not None for p in word.paragraphs[-3:] for run in p.runs]
    assert hints == [True, False, False]


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_people_type_breaks_the_file(words: str):
    word = opened(hostile(words))
    shown = [paragraph.text for paragraph in word.paragraphs if paragraph.style and paragraph.style.name == "Question"]
    assert shown == [printable(words)]
    assert word.tables[0].rows[1].cells[1].text == printable(words)


def test_the_same_document_gives_the_same_bytes():
    plan, table = real()
    given = unit_document(table.units[0].name, plan, table, day=DAY)
    assert render(given) == render(given)
    stamps = {info.date_time for info in zipfile.ZipFile(io.BytesIO(render(given))).infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_name_the_plan_and_no_program():
    properties = opened(document(title="任务清单")).core_properties
    assert (properties.title, properties.subject, properties.version, properties.author) == ("任务清单", "甲方案", "1.2", "")
    assert properties.created is not None
    assert properties.created.date() == DAY


def test_the_parts_of_a_real_file_are_well_formed_and_hold_no_outside_link():
    plan, table = real()
    package = zipfile.ZipFile(io.BytesIO(render(unit_document(table.units[0].name, plan, table, language="en", day=DAY))))
    for name in package.namelist():
        if re.search(r"\.(xml|rels)$", name):
            etree.fromstring(package.read(name))
            assert b'TargetMode="External"' not in package.read(name)
