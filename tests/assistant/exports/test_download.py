"""A file inside an event's answer is the file, and asking twice is two answers."""

import base64
import json

from assistant.exports.rendering import render
from assistant.web.download import file_value, print_value
from tests.assistant.exports.documents import document, text


def test_the_value_holds_the_whole_file_under_its_name():
    given = document(text("甲"))
    value = json.loads(file_value(given, "xlsx"))
    assert base64.b64decode(value["content"]) == render(given, "xlsx")
    assert (value["action"], value["name"]) == ("save", "甲方案-标题-2026-03-04.xlsx")
    assert value["mime"].endswith("spreadsheetml.sheet")


def test_printing_takes_the_print_view():
    given = document(text("甲"))
    value = json.loads(print_value(given))
    assert (value["action"], value["name"]) == ("print", "标题")
    assert base64.b64decode(value["content"]) == render(given, "html")


def test_the_same_file_asked_for_twice_is_two_values():
    assert file_value(document(), "docx") != file_value(document(), "docx")
