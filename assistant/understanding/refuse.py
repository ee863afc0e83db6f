"""The early ends: what is not about the plan, what the plan does not state, and what has several readings.

Whether a figure exists is decided by the table; whether a question asks for something that plans do not state (a phone
number, a subsidy, what was achieved) by its words and by the trained model together.
"""

from __future__ import annotations

from assistant.turn import Refusal
from assistant.understanding import cues
from assistant.understanding.parts import asked_targets
from assistant.understanding.reading import Reading
from assistant.understanding.select import best_statements, best_targets, fits_time, statements_with_terms, touching_targets
from assistant.understanding.whole import whole_plan
from structured.figures import dimension, parse_figures
from structured.periods import parse_times, period_years
from structured.schema import Target

# Probabilities from which the model alone decides, or decides together with a cue; tuned on the development questions.
_OUT_OF_SCOPE = 0.5
_NOT_IN_PLAN = 0.22
# … and where the words of one target of the plan fit the question nearly surely.
_NOT_IN_PLAN_PLAIN = 0.7
_PLAIN = 0.85
# A bare metric looks like a question for its present value: without a word for that, it asks for the goal.
_SHORT = 9
_NEEDS_CUE = ("baseline", "progress")
_WITH_CUE = 0.04
_SURELY = 0.85
_LIKELY_FIGURE = 0.55
# A target as likely as that is meant, whatever clauses the terms of the question are linked to.
_LIKELY_OTHER = 0.75
# … and where a general word bears out what the model supposes.
_BORNE_OUT = 0.1
# What plans do not state: a word for it is enough.
_NEVER_STATED = {"penalty", "price", "contact", "document_number", "issue_date", "complaint"}
# What may be asked in vain of the responsible units themselves.
_ABOUT_UNITS = {"lead_unit", "contact", "person", "address", "name_list", "contractor", "complaint"}
_CLARIFY = 0.5
_CLARIFY_BARE = 0.35
_NEAR = 0.15
# What lies outside and what is asked in vain together, from which a question without a topic is not about the plan.
_ASIDE = 0.4
# … and the chance of lying outside that is enough where no word of the field is said.
_CERTAIN_ASIDE = 0.25
_SURE = 0.4
_UNKNOWN_TOPIC = 0.25
_FITTING = 0.06
_UNMENTIONED = 0.35
_PLAIN_QUESTION = 40


def refuse(reading: Reading) -> Refusal | None:
    """The first early end that applies, or None; several figures in one breath are told as far as there are any."""
    several = len(asked_targets(reading)) > 1
    for rule in _RULES[: _RULES.index(_other_term)] if several else _RULES:
        refusal = rule(reading)
        if refusal is not None:
            return refusal
    return None


def _unknown_clause(reading: Reading) -> Refusal | None:
    about_units = reading.kind.get("clauses_of_unit", 0) > 0.2 or max(reading.kind.get(kind, 0) for kind in ("units", "verify")) > 0.3
    taken = [(mention.start, mention.end) for mention in reading.mentions if mention.kind in ("unit", "term", "place")
             and mention not in reading.absent_terms]
    for named in cues.UNIT_LIKE.finditer(reading.text) if about_units else ():
        known = any(start < named.end() and named.start() < end for start, end in taken)
        if not known and not cues.NO_UNIT_NAME.search(named.group()):
            return Refusal(status="not_in_plan", reason="unknown_unit", missing=named.group(), nearest=_nearest(reading))
    unknown = [mention for mention in reading.mentions if mention.kind in ("clause", "action") and mention.score == 0]
    if not unknown or reading.clauses:
        return None
    last = [task.clause for task in reading.table.tasks if task.clause.isdigit()][-1:]
    return Refusal(status="not_in_plan", reason="unknown_clause", missing=unknown[0].text, nearest=tuple(last))


def _outside(reading: Reading) -> Refusal | None:
    at_home = any(name.lower() in reading.text for name in reading.jurisdiction)
    if reading.values("elsewhere") and not at_home and not reading.says(cues.DIFFERENCE):
        return Refusal(status="out_of_scope", reason="elsewhere")
    if reading.absent_terms and (at_home or reading.says(cues.PLAN_NOUN)):
        return None
    if reading.says(cues.THANKS):
        return Refusal(status="out_of_scope", reason="meta")
    if reading.says(cues.INSIDES) and next(iter(reading.clause_scores.values()), 0.0) < _SURE:
        return Refusal(status="out_of_scope", reason="meta")
    if reading.says(cues.HARMFUL):
        return Refusal(status="out_of_scope", reason="outside")
    if reading.asks_units:
        return None
    outside = reading.kind.get("out_of_scope", 0) + reading.kind.get("meta", 0)
    if reading.values("aspect") and reading.kind.get("not_in_plan", 0) > outside:
        return None
    named = reading.units or reading.clauses or reading.numbered_actions
    if reading.figures and not named and _names_nothing(reading):
        return Refusal(status="out_of_scope", reason="outside")
    missing = reading.kind.get("not_in_plan", 0)
    topic = reading.scores.best("clause")[1]
    aside = not (reading.topical_terms or reading.values("place") or reading.values("subject"))
    if aside and not named and outside > _CERTAIN_ASIDE and topic < _SURE:
        return Refusal(status="out_of_scope", reason="outside")
    if outside > (0.05 if aside else _NEAR) and outside + missing > _ASIDE and topic < (0.3 if aside else _NEAR) and not named:
        return Refusal(status="out_of_scope", reason="outside")
    if (outside >= _OUT_OF_SCOPE and not named) or (reading.scores.known < 0.05 and not named):
        return Refusal(status="out_of_scope", reason="meta" if reading.kind.get("meta", 0) > outside / 2 else "outside")
    return None


def _names_nothing(reading: Reading) -> bool:
    """Whether a question with figures names nothing of the field and resembles no clause (`小明有12个苹果…`)."""
    named = any(mention.kind not in ("figure", "year", "period", "firmness") for mention in reading.mentions)
    worked = reading.kind.get("compute", 0) + reading.kind.get("check", 0) > _CLARIFY
    return worked and not named and next(iter(reading.clause_scores.values()), 0.0) < _SURE


def _unmentioned(reading: Reading) -> Refusal | None:
    """Whether the plan speaks of something at all is asked, and nothing of the plan resembles it."""
    near = max(reading.scores.best("clause")[1], next(iter(reading.statement_scores.values()), 0.0))
    if not reading.says(cues.MENTIONS) or near >= _UNMENTIONED or reading.clauses or reading.units or reading.numbered_actions:
        return None
    if statements_with_terms(reading):
        return None
    return Refusal(status="not_in_plan", reason="other_subject", nearest=_nearest(reading))


def _nearest(reading: Reading) -> tuple[str, ...]:
    clause = reading.best_clause
    return (clause,) if clause and (clause in reading.clauses or reading.clause_scores.get(clause, 0) >= _NEAR) else ()


def _asks_in_vain(reading: Reading) -> Refusal | None:
    """The question asks for something that plans do not state: by its words, the trained model, or both."""
    likely = reading.kind.get("not_in_plan", 0)
    aspect, certain = reading.scores.best("aspect")
    worded = aspect in cues.BORNE_OUT and reading.says(cues.BORNE_OUT[aspect])
    borne_out = certain >= _SURE and (worded or _before_the_plan(reading, aspect))
    cued = reading.values("aspect") or ((aspect,) if borne_out and likely >= _BORNE_OUT else ())
    row = next(iter(reading.target_scores.items()), ("", 0.0))
    plain = row[1] >= _PLAIN and reading.table.target_by_id[row[0]].value is not None and reading.kind.get("figure", 0) > _WITH_CUE
    limit = _NOT_IN_PLAN_PLAIN if plain and not cued else _NOT_IN_PLAN
    others = max(reading.kind.get(kind, 0) for kind in ("explain", "obligations", "locate", "clause", "verify"))
    told = max(reading.kind.get(kind, 0) for kind in ("explain", "verify", "units", "locate"))
    never = bool(cued) and cued[0] in _NEVER_STATED and told < _SURE and not reading.units
    if not never and (reading.kind.get("clarify", 0) > likely or (others > likely and not (cued and likely > 4 * _WITH_CUE))):
        return None
    if whole_plan(reading) + reading.kind.get("units", 0) > 0.4 and not cued:
        return None
    if reading.asks_units and not set(cued) & _ABOUT_UNITS:
        return None
    leads = "lead_unit" in reading.values("aspect") and not reading.units and (reading.says(cues.UNITS) or reading.says(cues.WHOM))
    if likely < limit and not (cued and likely >= _WITH_CUE) and not leads and not never:
        return None
    if (not cued and _needs_more(reading, aspect, likely, plain=plain)) or (aspect == "deadline" and _has_date(reading)):
        return None
    if aspect == "other_year" and not cued and _has_time(reading):
        return None
    numeric = row[1] >= _LIKELY_FIGURE and reading.table.target_by_id[row[0]].value is not None
    numeric = numeric and reading.kind.get("figure", 0) >= likely
    if aspect == "amount" and not cued and (numeric or (reading.figures and reading.says(cues.CHECK))):
        return None
    reason = cued[0] if cued and (certain <= 0.3 or aspect == "other_subject") else aspect
    return Refusal(status="not_in_plan", reason=reason, nearest=_nearest(reading))


def _before_the_plan(reading: Reading, aspect: str) -> bool:
    """Whether a past value is asked for: one of a year before the first that the plan sets goals for."""
    first = min((years[0] for row in reading.table.targets if (years := period_years(row.period))), default=0)
    return aspect == "baseline" and any(year < first for year in reading.years)


def _needs_more(reading: Reading, aspect: str, likely: float, *, plain: bool) -> bool:
    """Whether the model alone does not suffice: no word of the question says that this aspect is asked for."""
    unlikely = likely < _NOT_IN_PLAN_PLAIN
    if (reading.numbered_actions or reading.clauses) and unlikely:
        return True
    match aspect:
        case "other_subject":
            printed = bool(reading.topical_terms) and reading.kind.get("explain", 0) > _WITH_CUE and unlikely
            return printed or (bool(statements_with_terms(reading)) and not reading.says(cues.HOW_MANY))
        case "deadline":
            return not reading.says(cues.WHEN)
        case "amount":
            asks = (cues.HOW_MANY, cues.PERCENT, cues.NUMERIC, cues.TARGETS, cues.ASKED_UNIT)
            return reading.language == "zh" and not any(reading.says(cue) for cue in asks)
        case "other_year":
            return not (reading.years or reading.periods)
    if aspect in _NEEDS_CUE and (reading.years or reading.periods):  # a goal's time is no present
        return True
    return aspect in _NEEDS_CUE and ((plain and likely < _SURELY) or unlikely or len(reading.text) <= _SHORT)


def _has_date(reading: Reading) -> bool:
    """Whether the plan dates what is meant: a target of the clauses named, or the one that the question surely means.

    A period of five years is no answer to which year or month.
    """
    best, score = next(iter(reading.target_scores.items()), ("", 0.0))
    exact = reading.says(cues.EXACT_DATE)
    if score >= _SURE and _dated(row := reading.table.target_by_id[best]) and not (exact and row.deadline is None and row.start is None):
        return True
    return any(_dated(row) for clause in reading.clauses for row in reading.table.targets_by_clause.get(clause, ()))


def _has_time(reading: Reading) -> bool:
    """Whether what the question surely means has a dated figure for one of the times asked."""
    best, score = next(iter(reading.target_scores.items()), ("", 0.0))
    if score < _SURE:
        return False
    family = reading.table.targets_by_metric[reading.table.target_by_id[best].metric]
    return any(_dated(row) and row.value is not None and fits_time(row, reading.periods, reading.years) for row in family)


def _absent_term(reading: Reading) -> Refusal | None:
    """Something of the field is asked after that this plan does not speak of."""
    absent = reading.absent_terms
    if not absent or reading.figures or reading.clauses or reading.numbered_actions or whole_plan(reading) > 0.5:
        return None
    about_asker = reading.kind.get("obligations", 0) > _NEAR and reading.values("subject")
    if about_asker or reading.kind.get("out_of_scope", 0) > _NOT_IN_PLAN_PLAIN:
        return None
    named = absent[0].text
    return Refusal(status="not_in_plan", reason="absent_term", missing=named, nearest=_nearest(reading))


def _asks_figure(reading: Reading) -> bool:
    elsewhere = max(reading.kind.get("units", 0), reading.kind.get("locate", 0))
    if reading.says(cues.UNITS):
        return False
    if reading.says(cues.IS_THERE) and reading.says(cues.TARGETS) and (reading.years or reading.periods) and not (
        reading.clauses or reading.units):
        return True
    return whole_plan(reading) < 0.4 and not reading.clauses and elsewhere < 0.3 and (
        reading.kind.get("figure", 0) > _SURE or (reading.says(cues.HOW_MANY) and reading.kind.get("explain", 0) < 0.5))


def _other_time(reading: Reading) -> Refusal | None:
    """The metric that is meant has figures, but none for the time asked."""
    if not (reading.years or reading.periods) or not _asks_figure(reading) or not reading.target_scores:
        return None
    row_id, score = next(iter(reading.target_scores.items()))
    best = reading.table.target_by_id[row_id]
    if best.kind == "threshold":  # what a goal is measured by: the goal itself is meant
        beside = [row for row in reading.table.targets_by_clause[best.clause] if row.kind != "threshold"]
        goals = [row for row in beside if best.quote in row.quote + row.metric_zh]
        best = max(goals, key=lambda row: reading.target_scores.get(row.id, 0.0), default=best)
    family = [row for row in reading.table.targets_by_metric[best.metric] if row.value is not None or row.baseline_zh]
    fitting = sum(
        chance for row_id, chance in reading.target_scores.items()
        if fits_time(reading.table.target_by_id[row_id], reading.periods, reading.years)
        and _dated(reading.table.target_by_id[row_id])
        and (reading.table.target_by_id[row_id].value is not None or not reading.says(cues.HOW_MANY_EXACTLY))
    )
    if score < _SURE or fitting > min(score / 2, _FITTING) or any(fits_time(row, reading.periods, reading.years) for row in family):
        return None
    if any(fits_time(row, reading.periods, reading.years) for row in best_targets(reading)[:1]) and best.value is None:
        return None
    return Refusal(status="not_in_plan", reason="other_year", nearest=(best.clause,), targets=(best.id,))


def _other_term(reading: Reading) -> Refusal | None:
    """A figure or date is asked of something that the plan speaks of in other clauses than that of the likeliest target."""
    if not (_asks_figure(reading) or reading.says(cues.WHEN)) or reading.figures or reading.clauses or not reading.target_scores:
        return None
    terms, prefix = reading.table.term_by_id, f"{reading.plan}:"
    links = [[link.removeprefix(prefix) for link in terms[term].links if link.startswith(prefix)] for term in reading.topical_terms]
    row_id, score = next(iter(reading.target_scores.items()))
    best = reading.table.target_by_id[row_id]
    unsure = score < _LIKELY_OTHER and reading.kind.get("not_in_plan", 0) >= _NEAR
    if not unsure or len(links) != 1 or not links[0] or best.clause in links[0]:
        return None
    return Refusal(status="not_in_plan", reason="deadline" if reading.says(cues.WHEN) else "amount", nearest=(links[0][0],))


def _dated(row: Target) -> bool:
    return bool(row.period or row.deadline or row.start)


def _no_figure(reading: Reading) -> Refusal | None:
    """A number is asked of something that the plan speaks of without one."""
    if not _asks_figure(reading) or not reading.says(cues.HOW_MANY) or reading.figures:
        return None
    if reading.says(cues.WHEN) or reading.says(cues.HOW_OFTEN):
        return None
    best = best_targets(reading)
    certain = max((reading.target_scores[row.id] for row in best), default=0.0)
    if (
        best
        and certain >= _UNKNOWN_TOPIC
        and all(row.value is None and (not row.baseline_zh or reading.says(cues.PERCENT)) for row in best)
        and not any(cues.UNIVERSAL.search(row.quote) for row in best)
        and reading.says(cues.HOW_MANY_EXACTLY)
    ):
        return Refusal(status="not_in_plan", reason="amount", nearest=(best[0].clause,), targets=(best[0].id,))
    if best and certain >= _SURE and any(cues.UNIVERSAL.search(row.quote) for row in best):
        return None
    statements = best_statements(reading, limit=1)
    if not statements or reading.statement_scores[statements[0].id] < _SURE:
        return None
    touching = touching_targets(reading, statements)
    if any(row.value is not None or row.baseline_zh for row in touching):
        return None
    return Refusal(status="not_in_plan", reason="amount", nearest=(statements[0].clause,), targets=tuple(row.id for row in touching[:1]))


def _unclear(reading: Reading) -> Refusal | None:
    spans = {}
    for mention in reading.mentions:
        if mention.kind in ("clause", "action") and mention.how == "exact":
            spans.setdefault((mention.start, mention.end), set()).add((mention.kind, mention.value))
    for readings in spans.values():
        if len({kind for kind, _ in readings}) > 1:
            return Refusal(status="clarify", reason="ambiguous", readings=tuple(sorted(value for _, value in readings)))
    if reading.clauses or reading.units or reading.numbered_actions:
        return None
    several = _several_readings(reading)
    if several:
        return Refusal(status="clarify", reason="ambiguous", readings=several)
    topic = reading.scores.best("clause")[1]
    named = reading.topical_terms or reading.values("place") or reading.values("subject")
    pointless = reading.kind.get("units", 0) > 0.6 and topic < _UNKNOWN_TOPIC and not named
    first = next(iter(reading.target_scores.values()), 0.0)
    if not named and len(reading.text) <= _SHORT and _asks_figure(reading) and first < _PLAIN - _UNKNOWN_TOPIC:
        pointless = True
    telling = reading.topical_terms or any(reading.values(kind) for kind in ("place", "quantity", "subject"))
    if not pointless and (_one_sentence(reading) or (telling and first >= _PLAIN)):
        return None
    limit = _CLARIFY if reading.topical_terms or reading.values("place") else _CLARIFY_BARE
    if reading.kind.get("clarify", 0) < limit and not pointless and not _several_metrics(reading):
        return None
    rows = [reading.table.target_by_id[row_id] for row_id in list(reading.target_scores)[:4]]
    names = [row.metric_zh if reading.language == "zh" else row.metric_en for row in rows]
    if pointless and reading.kind.get("units", 0) > 0.6:
        names = [reading.title(clause) for clause in list(reading.clause_scores)[:3]]
    return Refusal(status="clarify", reason="ambiguous", readings=tuple(dict.fromkeys(names)))


def _one_sentence(reading: Reading) -> bool:
    """Whether all likely figures stand in one sentence: then all are told, none is asked back."""
    likely = [(row_id, score) for row_id, score in reading.target_scores.items() if score >= _NEAR]
    if len(likely) < 2 or sum(score for _, score in likely) < _PLAIN:
        return False
    rows = [reading.table.target_by_id[row_id] for row_id, _ in likely]
    return any(
        all(row in touching_targets(reading, (statement,)) for row in rows)
        for statement in reading.table.statements_by_clause.get(rows[0].clause, ())
    )


def _several_readings(reading: Reading) -> tuple[str, ...]:
    """The scopes or times that one metric has different figures for, where the question asks for one and names none."""
    if not _asks_figure(reading) or reading.figures or reading.says(cues.SEVERALLY) or reading.says(cues.LIST):
        return ()
    if reading.years or reading.periods or reading.settled_kind or len(reading.text) > _PLAIN_QUESTION:
        return ()
    if reading.says(cues.NEW_STATE) and reading.says(cues.EXISTING_STATE):  # both are asked for
        return ()
    rows = best_targets(reading)
    first = reading.target_scores[rows[0].id] if rows else 0.0
    if first < _UNKNOWN_TOPIC:
        return ()
    family = [row for row in rows if row.metric == rows[0].metric and row.value is not None]
    labels = [_label(reading, row, family) for row in family]
    distinct = tuple(dict.fromkeys(labels))
    return distinct if len(distinct) > 1 and len({row.value for row in family}) > 1 and len(family) == len(rows) else ()


def _label(reading: Reading, row: Target, family: list[Target]) -> str:
    """What sets the row apart from its siblings: its scope where that differs, else its printed time."""
    scopes = {other.scope_zh for other in family}
    scope = row.scope_zh if reading.language == "zh" else row.scope_en
    if len(scopes) > 1 and scope:
        return scope
    if reading.language == "zh":
        return row.time_printed.replace("“", "").replace("”", "")
    years = period_years(row.period)
    return f"{years[0]}-{years[1]} ({row.period})" if years else str(row.deadline or row.start or "")


def _several_metrics(reading: Reading) -> bool:
    """Whether a figure is asked for and three or more different ones fit about as well."""
    if not _asks_figure(reading) or len(reading.segments) > 1 or reading.says(cues.LIST):
        return False
    rows = best_targets(reading)
    return len({row.metric for row in rows}) >= 3 and next(iter(reading.target_scores.values())) < _SURE


def _wrong_dimension(reading: Reading) -> Refusal | None:
    """A number of tonnes, kilowatts or yuan is asked of something that the plan measures otherwise."""
    match = cues.ASKED_UNIT.search(reading.text)
    if match is None or reading.figures or not _asks_figure(reading) or not reading.target_scores:
        return None
    asked = next((figure.unit for figure in parse_figures(f"1 {match['unit'] or match['unit_en']}")), "")
    rows = best_targets(reading)
    if not dimension(asked) or dimension(asked) == "share" or any(dimension(row.unit) == dimension(asked) for row in rows):
        return None
    return Refusal(status="not_in_plan", reason="amount", nearest=(rows[0].clause,), targets=(rows[0].id,))


def _no_date(reading: Reading) -> Refusal | None:
    """A date is asked of something that the plan does not date."""
    if not reading.says(cues.WHEN) or reading.clauses or reading.says(cues.UNITS) or whole_plan(reading) > 0.4:
        return None
    best = best_targets(reading)
    if best and reading.target_scores[best[0].id] >= _UNKNOWN_TOPIC and any(_dated(row) for row in best):
        return None
    statements = best_statements(reading, limit=1)
    if statements and (parse_times(statements[0].quote) or any(_dated(row) for row in touching_targets(reading, statements))):
        return None
    return Refusal(status="not_in_plan", reason="deadline", nearest=_nearest(reading))


def _unknown_topic(reading: Reading) -> Refusal | None:
    """A figure is asked of something that neither the plan's rows nor its sentences resemble."""
    first = next(iter(reading.target_scores.values()), 0.0)
    topic = reading.scores.best("clause")[1]
    if _asks_figure(reading) and first < _UNKNOWN_TOPIC and topic < _UNKNOWN_TOPIC and not reading.figures and reading.kind.get(
        "clarify", 0) < 0.3:
        return Refusal(status="not_in_plan", reason="other_subject", nearest=_nearest(reading))
    return None


_RULES = (
    _unknown_clause, _outside, _asks_in_vain, _absent_term, _unmentioned, _other_term, _other_time, _no_figure, _wrong_dimension,
    _no_date, _unknown_topic, _unclear,
)
