"""Terms of one family: those whose English names hold the one word that a general term is called by.

A question for everything about hydrogen means the hydrogen stations and the fuel cells, too, which a Chinese text prints
without one common word; the English names of the glossary have it. Relatives also share a Chinese character.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from structured.schema import Term

# A word that more terms share than these (energy, green) tells no family.
_MOST_TERMS = 12
_WORD = re.compile(r"[a-z][a-z-]{2,}")


def term_families(terms: Sequence[Term]) -> Mapping[str, tuple[str, ...]]:
    """Term id -> the Chinese names and synonyms of all terms of its family, its own first."""
    holders: dict[str, list[Term]] = defaultdict(list)
    for term in (term for term in terms if term.links):
        for word in {word for name in _english(term) for word in _words(name)}:
            holders[word].append(term)
    return {term.id: _names((term, *_relatives(term, holders))) for term in terms}


def _relatives(term: Term, holders: Mapping[str, list[Term]]) -> Sequence[Term]:
    bare = [word for name in _english(term) for word in _words(name) if word == name.lower().removesuffix("s")]
    telling = [word for word in bare if len(holders[word]) <= _MOST_TERMS]
    return [other for word in telling[:1] for other in holders[word] if set(other.zh) & set(term.zh)]


def _english(term: Term) -> tuple[str, ...]:
    return (term.en, *term.synonyms_en)


def _words(name: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(name.lower())}


def _names(terms: Sequence[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for term in terms for name in (term.zh, *term.synonyms_zh)))
