"""Footnotes of a Word file, which python-docx reads past but does not write: the part, its references, the settings.

Part 1 of ISO/IEC 29500, 17.11: ids -1 and 0 are the two separators, which the settings name; the notes follow from 1.
A note that is referred to again is a NOTEREF field to the bookmark around its first reference.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from assistant.exports.parts import Source
from assistant.exports.word_styles import add_field, add_words, paragraph_style

REFERENCE_STYLE = "footnote reference"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
# What follows footnotePr in the settings, by the order of the schema.
_AFTER_NOTES = (
    "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang",
    "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions",
    "w:readModeInkLockDown", "w:smartTagType", "w:schemaLibrary", "w:shapeDefaults", "w:doNotEmbedSmartTags",
    "w:decimalSymbol", "w:listSeparator",
)


class Notes:
    """The footnotes of one file: references are added while the text is written, the part when it is finished."""

    def __init__(self, word: WordFile, sources: Sequence[Source], colon: str) -> None:
        self._word, self._sources, self._colon = word, sources, colon
        self._used: set[int] = set()

    def refer(self, paragraph: Paragraph, number: int) -> None:
        """A reference to source `number` (from 1), at the end of the paragraph."""
        name = f"_RefNote{number}"
        if number in self._used:
            add_field(paragraph, f"NOTEREF {name} \\f \\h", str(number), REFERENCE_STYLE)
            return
        self._used.add(number)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(number))
        start.set(qn("w:name"), name)
        paragraph._p.append(start)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        paragraph.add_run(style=REFERENCE_STYLE)._r.append(reference)
        paragraph._p.append(end)

    def finish(self) -> None:
        """Write the part with all notes and name the separators in the settings."""
        if not self._sources:
            return
        root = OxmlElement("w:footnotes")
        for note_id, kind in _SEPARATORS:
            root.append(_separator(note_id, kind))
        for number, source in enumerate(self._sources, 1):
            root.append(self._note(number, source))
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, serialize_part_xml(root), self._word.part.package)
        self._word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._name_separators()

    def _note(self, number: int, source: Source) -> BaseOxmlElement:
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        paragraph = Paragraph(OxmlElement("w:p"), self._word._body)
        paragraph.style = paragraph_style(self._word, "footnote text")
        note.append(paragraph._p)
        paragraph.add_run(style=REFERENCE_STYLE)._r.append(OxmlElement("w:footnoteRef"))
        add_words(paragraph, f" {source.heading}{self._colon}{source.quote}")
        return note

    def _name_separators(self) -> None:
        properties = OxmlElement("w:footnotePr")
        for note_id, _ in _SEPARATORS:
            element = OxmlElement("w:footnote")
            element.set(qn("w:id"), note_id)
            properties.append(element)
        settings = self._word.settings.element
        settings.insert_element_before(properties, *_AFTER_NOTES)


def _separator(note_id: str, kind: str) -> BaseOxmlElement:
    return parse_xml(
        f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{note_id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
        f' w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    )
