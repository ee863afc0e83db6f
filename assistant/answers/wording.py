"""Wording that several answers share, Chinese and English beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.turn import Language
from structured.schema import Target
from structured.table import Table

_COMPARATORS: dict[str, tuple[str, str]] = {
    "=": ("", ""), ">=": ("不低于", "at least "), "<=": ("不高于", "no more than "), ">": ("高于", "more than "),
    "<": ("低于", "less than "), "range": ("", ""), "none": ("", ""), "change": ("", ""),
}
FIRMNESS_EN = {
    "力争": "strive for", "确保": "ensure", "原则上": "in principle", "保持": "keep", "全面": "fully", "至少": "at least",
    "不低于": "no lower than", "不高于": "no higher than", "不少于": "no fewer than", "以上": "or more",
}
_BOUNDS = {"不低于", "不高于", "不少于", "至少", "以上", "及以上"}


def say(language: Language, zh: str, en: str) -> str:
    """The text in the answer's language."""
    return zh if language == "zh" else en


def unit_name(table: Table, name: str, language: Language) -> str:
    """A responsible unit as the answer names it: in English with the printed Chinese name in brackets."""
    if language == "zh":
        return name
    unit = table.unit_by_name.get(name)
    return f"{unit.name_en} ({name})" if unit else name


def unit_list(table: Table, names: Sequence[str], language: Language) -> str:
    """Printed names in printed order, joined as the language joins them."""
    return say(language, "、", "; ").join(unit_name(table, name, language) for name in names)


def number(value: Decimal) -> str:
    """A decimal without exponent, as printed."""
    return f"{value:f}"


def amount(target: Target, language: Language) -> str:
    """Comparator, value and unit of measure: `不低于12%`, `at least 12%`; a row without value has none."""
    if target.value is None:
        return ""
    value = number(target.value)
    if target.value_max is not None:
        value = f"{value}-{number(target.value_max)}"
    if language == "zh":
        bound = _bound_zh(target)
        suffix = bound if bound.endswith("以上") else ""
        return f"{'' if suffix else bound}{value}{target.unit}{suffix}"
    bound = _COMPARATORS[target.comparator][1]
    unit = target.unit_en
    joined = f"{value}{unit}" if unit == "%" else f"{value} ({target.unit_en})" if unit[:1].isdigit() else f"{value} {unit}"
    return f"{bound}{joined}".strip()


def _bound_zh(target: Target) -> str:
    """The printed bound word, so that 以上 stays 以上; the comparator's own word where none is printed."""
    printed = next((word for word in target.firmness if word in _BOUNDS), "")
    return printed or _COMPARATORS[target.comparator][0]


def firmness(target: Target, language: Language) -> str:
    """The qualifier words that are no bounds (力争, 确保, 原则上), as a prefix."""
    words = [word for word in target.firmness if word not in _BOUNDS]
    if language == "zh":
        return "".join(words)
    return ", ".join(FIRMNESS_EN.get(word, word) for word in words)


def time_words(target: Target, language: Language) -> str:
    """When: the printed words in Chinese; in English what they mean, nothing inferred."""
    if language == "zh":
        return target.time_printed
    if target.deadline:
        return f"before {target.deadline}" if "前" in target.time_printed else f"by {target.deadline}"
    if target.start:
        return f"from {target.start} on"
    ordinals = {"十四五": "14th", "十五五": "15th"}
    if target.period in ordinals:
        return f"in the {ordinals[target.period]} Five-Year Plan period ({target.period})"
    return "per year on average" if target.period == "年均" else ""


def trim(quote: str) -> str:
    """A quote as a sentence part: without the punctuation at its ends."""
    return quote.strip(",，。;；、 ")
