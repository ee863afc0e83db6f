"""File names that every file system takes, texts in both languages, and a light import."""

import subprocess
import sys

import pytest

from assistant.exports.parts import printable
from assistant.exports.rendering import file_name
from assistant.exports.texts import TEXTS
from tests.assistant.exports.documents import HOSTILE, document


def test_a_file_is_called_after_plan_title_subject_and_date():
    assert file_name(document(subject="几棵树？"), "docx") == "甲方案-标题-几棵树？-2026-03-04.docx"


@pytest.mark.parametrize("words", [*HOSTILE, "a/b\\c:d*e?f\"g<h>i|j", "..", "CON", "x" * 400])
def test_a_file_name_holds_nothing_that_a_file_system_refuses(words: str):
    name = file_name(document(subject=words, title=words), "xlsx")
    assert not set(name) & set('\\/:*?"<>|\n\r\t\x00\u202e\u2066')
    assert name.endswith("-2026-03-04.xlsx")
    assert len(name.encode()) < 255
    assert name == printable(name)


def test_both_languages_say_everything_and_fill_in_the_same():
    chinese, english = vars(TEXTS["zh"]), vars(TEXTS["en"])
    assert all(chinese.values())
    assert all(english.values())
    braces = {key: {word for word in ("{plan}", "{page}", "{pages}", "{number}", "{unit}", "{name}", "{count}", "{part}", "{question}",
                                      "{version}") if word in chinese[key]} for key in chinese}
    assert all(word in english[key] for key, words in braces.items() for word in words)


def test_no_heavy_library_is_imported_before_a_file_is_made():
    heavy = "{'docx', 'xlsxwriter', 'lxml', 'gradio'}"
    code = f"import sys, assistant.exports.document, assistant.exports.rendering; print({heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "set()"
