"""Wording that several answers share, Chinese and English beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.turn import Language
from structured.figures import dimension, plain
from structured.schema import Target
from structured.table import Table

_COMPARATORS: dict[str, tuple[str, str]] = {
    "=": ("", ""), ">=": ("不低于", "at least "), "<=": ("不高于", "no more than "), ">": ("高于", "more than "),
    "<": ("低于", "less than "), "range": ("", ""), "none": ("", ""), "change": ("", ""),
}
FIRMNESS_EN = {
    "力争": "strive for", "确保": "ensure", "原则上": "in principle", "保持": "keep", "全面": "fully", "至少": "at least",
    "进一步": "further",
        "高标准": "to a high standard", "规模化": "at scale", "严控": "strictly control", "应": "shall", "基本": "basically",
    "不断": "continuously", "持续": "continuously", "初步": "initially", "合理": "reasonably", "明显": "markedly", "显著": "markedly",
    "普遍": "widely", "有效": "effectively", "稳妥": "prudently", "稳步": "steadily", "逐步": "gradually", "逐渐": "gradually",
    "重大": "major", "全部": "all", "不低于": "no lower than", "不高于": "no higher than", "不少于": "no fewer than", "以上": "or more",
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
    equivalent = si_equivalent(target.value, target.unit)
    joined = f"{value}{unit}" if unit == "%" else f"{value}{target.unit} ({equivalent})" if equivalent else f"{value} {unit}"
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


_UNITS_EN = {
    "平方米": "m²", "公顷": "ha", "平方公里": "km²", "公里": "km", "米": "m", "兆瓦": "MW", "千瓦": "kW", "吉瓦": "GW",
    "吨": "tonnes", "公斤": "kg", "吨标准煤": "tce",
}


def measure(value: Decimal, unit: str, language: Language) -> str:
    """A value with its unit of measure; counters (个, 座) are not said in English."""
    if unit == "%" or language == "zh":
        return f"{number(value)}{unit}"
    if unit in _UNITS_EN:
        return f"{number(value)} {_UNITS_EN[unit]}"
    return f"{number(value)}{unit}" if dimension(unit) else number(value)


def si_equivalent(value: Decimal, unit: str) -> str:
    """`19.2`, `万千瓦` -> `192 MW`; "" for units that need no translation."""
    if unit == "万千瓦":
        return f"{number(plain(value * 10))} MW"
    if unit == "万平方米":
        square_metres = value * 10000
        return f"{number(plain(square_metres / 10**6))} million m²" if square_metres >= 10**6 else f"{plain(square_metres):,f} m²"
    return ""


def trim(quote: str) -> str:
    """A quote as a sentence part: without the punctuation at its ends."""
    return quote.strip(",，。;；、 ")
