"""The load benchmark: what it counts, and that it counts nothing wrong where everything is right."""

import asyncio
from pathlib import Path

import pytest

from assistant.build import build_assistant
from assistant.settings import Settings
from eval.load import Script, Tally, Turn, belongs, crowd, passes, report, scripts
from eval.visitors import Shown, _changed, _last_answer, _questions, words
from tests.assistant.serving import build_page, running

SCRIPT: Script = (
    Turn(question="how many?", lines=(words("100 trees"),)),
    Turn(question="by when?", lines=(words("2025"), words("at the latest"))),
)


@pytest.mark.parametrize(("questions", "answer", "own"), [
    (["how many?", "by when?"], "2025 At all, at the latest", True),
    (["how many?", "by when?"], "2030, at the latest", False),
    (["who?", "by when?"], "2025, at the latest", False),
    (["by when?"], "2025, at the latest", False),
])
def test_an_answer_belongs_to_the_conversation_it_is_asked_in(questions: list[str], answer: str, own: bool):
    assert belongs(Shown(questions=questions, answer=words(answer)), SCRIPT, 1) == own


def test_changes_are_made_to_what_was_shown():
    shown = _changed([], ["a", {"value": "x"}, None])
    assert _changed(shown, [[], [["append", ["value"], "y"]], [["replace", [], 3]]]) == ["a", {"value": "xy"}, 3]


def test_the_page_is_read_as_a_person_reads_it():
    html = (
        '<div class="user">a &lt; b?</div><div class="prose"><p>no</p></div><div class="user">2?</div>'
        '<div class="prose" lang="en"><p>at <b>least</b> 5<a href="#cite-1-1" class="cite" title="t">1</a></p></div>'
        '<div class="sources">15</div>'
    )
    assert (_questions(html), _last_answer(html)) == (["a < b?", "2?"], "atleast5")


def test_a_run_passes_only_if_nothing_failed_nobody_was_mixed_up_and_it_was_quick():
    good = Tally(way="rest", elapsed=2, answers=[0.1, 0.2])
    assert passes(good, 1)
    assert not passes(good, 0.1)
    assert not passes(Tally(way="rest", elapsed=2), 1)
    assert not passes(Tally(way="rest", elapsed=2, answers=[0.1], mixed=["x"]), 1)
    assert "failures 0" in report(good)


def test_conversations_differ_in_what_only_the_history_explains():
    made = scripts(build_assistant(Settings()))
    assert len({script[1].question for script in made}) == 1
    assert len({script[1].lines for script in made}) == len(made) > 30


@pytest.mark.parametrize("way", ["page", "rest"])
def test_users_at_once_each_get_their_own_answers(way: str, tmp_path: Path):
    assistant = build_assistant(Settings(data_dir=tmp_path))
    settings = Settings(data_dir=tmp_path, rate_per_minute=10_000)
    with running(build_page(assistant, settings)[1]) as address:
        tally = asyncio.run(crowd(way, address, scripts(assistant), users=4, seconds=1, pause=0))
    assert len(tally.answers) >= 20
    assert (tally.failures.total(), tally.mixed) == (0, [])
