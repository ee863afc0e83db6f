"""The page and the styles of a Word file: A4, headings, fonts for Latin and for Chinese text, a header and a footer."""

from __future__ import annotations

import re
from typing import cast

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.exports.parts import Document, printable
from assistant.exports.texts import TEXTS

# (Latin, Chinese): faces that Word has on Windows and macOS alike; elsewhere the nearest serif and sans stand in.
BODY = ("Times New Roman", "SimSun")
SANS = ("Arial", "SimHei")
INK, FAINT = RGBColor(0x11, 0x11, 0x11), RGBColor(0x55, 0x55, 0x55)
_MARGIN_MM = {False: 22, True: 17}
_HEADINGS = {"Title": 20, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11}
# name -> (points, space after in points, colour)
_OWN: dict[str, tuple[float, float, RGBColor]] = {
    "Facts": (9.5, 1, INK), "Question": (11, 6, INK), "Status": (9.5, 4, FAINT), "Quoted Clause": (10, 4, INK),
    "Small": (9, 4, FAINT), "Table Text": (9, 0, INK), "footnote text": (9, 2, INK),
}


def set_page(word: WordFile, document: Document) -> None:
    """A4 upright, or lying for wide documents; header with plan, version and date, footer with title and page."""
    section = word.sections[0]
    sides = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if document.wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = sides[::-1] if document.wide else sides
    section.left_margin = section.right_margin = Mm(_MARGIN_MM[document.wide])
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    for name in ("Header", "Footer"):
        _set_right_tab(paragraph_style(word, name), text_width(word))


def text_width(word: WordFile) -> Emu:
    """The width between the margins."""
    section = word.sections[0]
    return Emu((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def _set_right_tab(style: ParagraphStyle, width: Emu) -> None:
    _drop(style, "w:tabs")
    style.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _drop(style: ParagraphStyle, tag: str) -> None:
    """Take an element out of the properties of the style's paragraphs."""
    properties = style.element.get_or_add_pPr()
    for element in properties.findall(qn(tag)):
        properties.remove(element)


def paragraph_style(word: WordFile, name: str) -> ParagraphStyle:
    """A paragraph style that the file has."""
    return cast(ParagraphStyle, word.styles[name])


def set_styles(word: WordFile, document: Document) -> None:
    """Every style that is used, with its Latin and its East Asian font."""
    _set_defaults(word, document)
    normal = paragraph_style(word, "Normal")
    _set_style(normal, BODY, 10.5, 4, INK)
    normal.paragraph_format.line_spacing = 1.25
    for name, points in _HEADINGS.items():
        _set_style(paragraph_style(word, name), SANS, points, 4, INK)
        paragraph_style(word, name).paragraph_format.space_before = Pt(points if name != "Title" else 0)
    _drop(paragraph_style(word, "Title"), "w:pBdr")
    for name in ("Header", "Footer"):
        _set_style(paragraph_style(word, name), SANS, 8.5, 0, FAINT)
    _set_style(paragraph_style(word, "List Bullet"), BODY, 10.5, 2, INK)
    for name, (points, after, colour) in _OWN.items():
        style = cast(ParagraphStyle, word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name[0].islower()))
        style.base_style = normal
        _set_style(style, BODY, points, after, colour)
    paragraph_style(word, "Question").font.bold = True
    for name in ("Question", "Small"):
        paragraph_style(word, name).paragraph_format.keep_with_next = True
    paragraph_style(word, "Table Text").paragraph_format.line_spacing = 1.1
    shade(paragraph_style(word, "Quoted Clause").element.get_or_add_pPr(), "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind")
    mark = cast(CharacterStyle, word.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True))
    mark.font.superscript = True


def _set_style(style: ParagraphStyle, fonts: tuple[str, str], points: float, after: float, colour: RGBColor) -> None:
    style.font.size, style.font.color.rgb = Pt(points), colour
    style.paragraph_format.space_after = Pt(after)
    set_fonts(style.element.get_or_add_rPr(), fonts)


def set_fonts(properties: BaseOxmlElement, fonts: tuple[str, str]) -> None:
    """Both faces by name: the theme's fonts, which would win over names, are taken out."""
    face = properties.get_or_add_rFonts()  # pyright: ignore[reportAttributeAccessIssue]
    for name in list(face.attrib):
        if "theme" in name.lower():
            del face.attrib[name]
    latin, chinese = fonts
    for place, value in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        face.set(qn(f"w:{place}"), value)


def _set_defaults(word: WordFile, document: Document) -> None:
    properties = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    set_fonts(properties, BODY)
    language = properties.find(qn("w:lang"))
    language.set(qn("w:val"), "en-US" if document.language == "en" else "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    for found in word.settings.element.findall(qn("w:themeFontLang")):
        found.set(qn("w:eastAsia"), "zh-CN")


def shade(properties: BaseOxmlElement, *before: str) -> None:
    """A light ground behind a paragraph or a cell; `before` are the elements that must follow it."""
    properties.insert_element_before(_element("w:shd", val="clear", color="auto", fill="EFEFEF"), *before)


def frame_table(table: Table) -> None:
    """Thin grey lines and some room inside the cells."""
    borders, margins = _element("w:tblBorders"), _element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="A6A6A6"))
    for side, width in (("top", "40"), ("left", "85"), ("bottom", "40"), ("right", "85")):
        margins.append(_element(f"w:{side}", w=width, type="dxa"))
    properties = table._tbl.tblPr
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption")
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def set_header_and_footer(word: WordFile, document: Document) -> None:
    """Plan and version left, date right; below the title left, the page number right."""
    texts, section = TEXTS[document.language], word.sections[0]
    head = section.header.paragraphs[0]
    add_words(head, texts.header.format(plan=document.plan_title, version=document.version))
    head.add_run(f"\t{document.day.isoformat()}")
    foot = section.footer.paragraphs[0]
    add_words(foot, document.title)
    foot.add_run("\t")
    for part in re.split(r"(\{pages?\})", texts.page):
        if part.startswith("{"):
            add_field(foot, "NUMPAGES" if part == "{pages}" else "PAGE", "1")
        elif part:
            add_words(foot, part)


def add_words(paragraph: Paragraph, text: str) -> Run:
    """Text as a run; where it is mostly Chinese, the quotation marks that both scripts share take the Chinese face."""
    run = paragraph.add_run(printable(text))
    if sum(char >= "\u2e80" for char in text) > sum(char.isascii() and char.isalpha() for char in text):
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


def add_field(paragraph: Paragraph, instruction: str, shown: str, style: str | None = None) -> None:
    """A field that Word computes; `shown` stands there until it does."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("result", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "result" else None, style)
        if kind in ("begin", "separate", "end"):
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)
        elif not kind:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
            run._r.append(element)
