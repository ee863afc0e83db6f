"""The masthead and the opening screen: which plan is loaded, what can be asked of it, and example questions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from html import escape
from pathlib import Path

from assistant.turn import Language
from assistant.web.texts import TEXTS, Texts, language_tag
from corpus.sources import Plan
from structured.table import Table


@dataclass(frozen=True, kw_only=True)
class Example:
    """A question that the opening screen offers: for which plan, to whom (civil_servant, enterprise), in zh or en."""

    plan: str
    audience: str
    language: str
    question: str


def read_examples(path: Path = Path(__file__).parent / "examples.csv") -> tuple[Example, ...]:
    """The example questions of all plans, in file order."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(Example(**cells) for cells in csv.DictReader(lines))


EXAMPLES = read_examples()


def examples_of(plan: str, language: Language) -> tuple[str, ...]:
    """The example questions of a plan in a language."""
    return tuple(example.question for example in EXAMPLES if (example.plan, example.language) == (plan, language))


def masthead(plan: Plan, table: Table, language: Language, account: str = "") -> str:
    """The line that always stands on top: the program's name; plan, issuer, version and counts; who is signed in. HTML."""
    texts = TEXTS[language]
    title, issuer = _names(plan, language)
    facts = "".join(f" <span>{escape(fact)}</span>" for fact in (issuer, *_facts(plan, table, language)))
    return (
        f'<div class="masthead" data-language="{language_tag(language)}" data-title="{escape(texts.page_title)}"'
        f' data-copied="{escape(texts.copied)}" data-link-copied="{escape(texts.link_copied)}"'
        f' data-copy-failed="{escape(texts.copy_failed)}" data-leaving="{escape(texts.leaving)}">'
        f"<h1>{escape(texts.name)}</h1>"
        f'<p class="plan"><b>{escape(title)}</b>{facts}{_signed_in(account, language)}</p></div>'
    )


def _signed_in(account: str, language: Language) -> str:
    """Who is signed in, and the way out; the address is that of the sign-in's page, beside this one."""
    if not account:
        return ""
    words = escape(TEXTS[language].sign_out)
    return f' <span class="account">{escape(account)} <a href="sign-out?lang={language}">{words}</a></span>'


def _facts(plan: Plan, table: Table, language: Language) -> tuple[str, str]:
    """The plan's version, and how much of it stands in the table."""
    texts = TEXTS[language]
    counts = texts.plan_facts.format(tasks=len(table.tasks), targets=len(table.targets), units=len(table.units))
    return texts.version.format(version=plan.info.version), counts


def state_note(texts: Texts) -> str:
    """What the page says while the text search is still being opened. HTML."""
    return f'<p class="state" role="status">{escape(texts.preparing)}</p>'


def opening_screen(plan: Plan, table: Table, language: Language) -> str:
    """What stands in an empty conversation: what can and cannot be asked, and examples by audience. HTML."""
    texts = TEXTS[language]
    groups = "".join(
        _group(plan.id, audience, language, label)
        for audience, label in (
            ("civil_servant", texts.audience_civil_servant),
            ("enterprise", texts.audience_enterprise),
        )
    )
    return (
        f'<section class="opening"><h2>{escape(texts.welcome)}</h2>'
        f'<p class="facts">{escape(" · ".join((_names(plan, language)[1], *_facts(plan, table, language))))}</p>'
        f'<p class="abilities">{escape(texts.abilities)}</p><div class="examples">{groups}</div></section>'
    )


def _group(plan: str, audience: str, language: Language, label: str) -> str:
    buttons = "".join(
        f'<li><button type="button" class="example" data-ask="{escape(example.question)}">{escape(example.question)}'
        "</button></li>"
        for example in EXAMPLES
        if (example.plan, example.audience, example.language) == (plan, audience, language)
    )
    return f"<div><h3>{escape(label)}</h3><ul>{buttons}</ul></div>" if buttons else ""


def _names(plan: Plan, language: Language) -> tuple[str, str]:
    if language == "zh":
        return plan.info.title, plan.info.issuer
    return f"{plan.info.title_en} ({plan.info.title})", plan.info.issuer_en
