"""The form in which a person says whether an answer is right, and what of it is kept. HTML and feedback."""

from __future__ import annotations

from html import escape
from typing import get_args

from assistant.presentation import to_json
from assistant.store.feedback import COMMENT_LIMIT_CHARACTERS, Feedback, Verdict
from assistant.turn import Language
from assistant.web.session import Session
from assistant.web.texts import TEXTS
from corpus.sources import Plan

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def rating_form(number: int, verdict: str, language: Language) -> str:
    """The folded form for an answer; once it is rated, its label says how."""
    texts = TEXTS[language]
    label = texts.rated.format(verdict=verdict_name(verdict, language)) if verdict else texts.rate
    choices = "".join(
        f'<label><input type="radio" name="verdict-{number}" value="{name}"> <span>{escape(verdict_name(name, language))}</span></label>'
        for name in VERDICTS
    )
    return (
        f'<details class="rating" name="rating"><summary class="tool">{escape(label)}</summary>'
        f'<form data-rate="{number}"><fieldset><legend>{escape(texts.rate_question)}</legend>{choices}</fieldset>'
        f'<label class="comment"><span>{escape(texts.comment)}</span>'
        f'<textarea name="comment" rows="2" maxlength="{COMMENT_LIMIT_CHARACTERS}"></textarea></label>'
        f'<p class="small">{escape(texts.rate_note)}</p>'
        f'<button type="submit">{escape(texts.rate_send)}</button></form></details>'
    )


def verdict_name(verdict: str, language: Language) -> str:
    """A verdict in the page's words."""
    return getattr(TEXTS[language], f"verdict_{verdict}")


def feedback_of(session: Session, number: int, verdict: str, comment: str, plan: Plan) -> Feedback | None:
    """What is kept of a rating: the answer object and the questions before it. None for what no form of ours can send."""
    if verdict not in VERDICTS or not 0 <= number < len(session.exchanges) or len(comment) > COMMENT_LIMIT_CHARACTERS:
        return None
    earlier = tuple(answer.question for answer in session.answers[:number])
    return Feedback(
        plan=plan.id, plan_version=plan.info.version, verdict=verdict, answer=to_json(session.exchanges[number].turn),
        comment=comment.strip(), earlier=earlier,
    )
