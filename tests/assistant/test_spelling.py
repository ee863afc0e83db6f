"""Names that stand in a text nearly as they are written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from assistant.understanding.spelling import Spellings

SCORE = 88.0
NAMES = ("housing bureau", "transport commission", "water authority", "greenery and city appearance bureau")
SPELLINGS = Spellings(NAMES, SCORE)


def test_a_misspelt_name_is_found():
    assert SPELLINGS.nearest("what does the transprt commission do")[0] == "transport commission"  # type: ignore[index]


def test_a_text_without_a_name_has_none():
    assert SPELLINGS.nearest("who plants trees along the roads") is None


@given(
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["", "e", "st", " "])), max_size=6),
    st.text("aeo nst", max_size=9),
)
def test_no_name_is_lost_by_not_comparing_it(name: str, edits: list[tuple[int, str]], around: str):
    for place, letters in edits:
        name = name[:place] + letters + name[place + 1 :]
    text = f"{around}{name}{around}"
    best = max(round(fuzz.partial_ratio(other, text), 6) for other in NAMES)
    found = SPELLINGS.nearest(text)
    assert (round(found[1], 6) if found else None) == (best if best >= SCORE else None)
