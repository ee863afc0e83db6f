"""A reading -> one typed query, or an early end.

The rules stand in `RULES` in the order in which they are asked; the first that has an answer decides. Exact references
and whole-plan questions (counts, joins, lists) come first, because nothing else may take them; then the early ends;
then the questions about one topic, where the trained model says which kind it is. No rule knows a topic, unit or clause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.turn import Refusal
from assistant.understanding import cues
from assistant.understanding.compare import parse_compare
from assistant.understanding.own import parse_own_figures
from assistant.understanding.parts import answers_time, asked_targets, each_time, targets_by_radius
from assistant.understanding.reading import Reading
from assistant.understanding.refuse import refuse
from assistant.understanding.select import (
    applicable,
    best_statements,
    best_targets,
    enumerated_targets,
    printed_again,
    statements_with_terms,
    touching_targets,
    with_parts,
)
from assistant.understanding.verify import parse_verification, stated_bound
from assistant.understanding.whole import (
    parse_besides,
    parse_count,
    parse_figures_of_topics,
    parse_joint,
    parse_list,
    parse_rank,
    parse_unit_kinds,
    parse_unit_tasks,
    time_filter,
    wants_numbers,
)
from structured.figures import dimension, in_base, parse_figures
from structured.queries import (
    ActionOfClause,
    CountRows,
    Explain,
    FindObligations,
    FindTargets,
    FindUnits,
    LocateTopic,
    Query,
    ReadClause,
    TasksOfUnits,
    UnitsOfTopic,
    VerifyStatement,
    find_targets,
)
from structured.schema import Statement, Target

Outcome = Query | Refusal
_MAX_PLACES = 12
_FEW_PLACES = 4
# Below this score of the best statement the text search decides what is shown.
_CERTAIN = 0.3
_ASKS_FIGURE = 0.6
_SURELY_FIGURE = 0.85
# … and where no word of the question asks for units.
_SURELY_UNITS = 0.95
_LIKELY_UNITS = 0.35
_SURE_TARGET = 0.9
_SURELY_EXPLAIN = 0.7
# The chance of lying outside from which a question that resembles no sentence and names nothing of the field does.
_ALIEN = 0.1
# A question of so few characters that names a unit and no topic leaves open what is meant.
_FAINT = 0.2
_BARE = 24
Rule = Callable[[Reading], Outcome | None]


def parse(reading: Reading) -> Outcome:
    """The query that the question means, or why it is not asked."""
    for rule in RULES:
        outcome = rule(reading)
        if outcome is not None:
            return outcome
    return Explain(statements=tuple(row.id for row in best_statements(reading)))


def parse_reference(reading: Reading) -> Outcome | None:
    """A clause or action named by number or title: its units, its figures or its content."""
    if not reading.clauses and not reading.numbered_actions:
        return None
    if reading.units and not reading.clauses and (reading.says(cues.UNIT_TASKS) or reading.says(cues.OUTSIDE)):
        return parse_unit_tasks(reading)
    if reading.says(cues.YES_NO) and reading.units:
        return UnitsOfTopic(clauses=reading.clauses, asked=reading.units, alone=reading.says(cues.ONLY)) if reading.clauses else None
    likely = reading.kind.get("units", 0) > (_SURELY_UNITS if reading.says(cues.TELL) else 0.5)
    units = reading.says(cues.UNITS) and not (reading.says(cues.TELL) and not reading.says(cues.UNITS_PLAINLY))
    if units or likely or (reading.says(cues.COUNT) and reading.says(cues.UNIT_WORD)):
        with_units = tuple(clause for clause in reading.clauses if clause in reading.table.task_by_clause)
        inside = tuple(task.clause for task in reading.table.tasks if task.action in reading.numbered_actions)
        if with_units or reading.numbered_actions:
            return UnitsOfTopic(clauses=with_units or inside, printed=reading.says(cues.REPEATED)) if with_units or inside else None
    return _figures_of_reference(reading) if _asks_figures(reading) else _words_of_reference(reading)


def _asks_figures(reading: Reading) -> bool:
    """Whether the figures or dates of a reference are asked for, not its title or content."""
    if reading.says(cues.YES_NO) or reading.says(cues.TELL):
        return False
    titled = reading.says(cues.TITLE) and not reading.says(cues.HOW_MANY) and not reading.says(cues.NUMERIC)
    return not titled and (reading.says(cues.TARGETS) or (reading.says(cues.WHEN) and bool(reading.clauses)))


def _figures_of_reference(reading: Reading) -> Outcome | None:
    """The targets of the clauses or actions named: the dated ones where a date is asked for, else those that fit the time."""
    if reading.says(cues.WHEN) and reading.clauses:
        rows = [row for clause in reading.clauses for row in reading.table.targets_by_clause.get(clause, ())]
        dated = tuple(row.id for row in rows if (row.period or row.deadline or row.start) and row.kind != "threshold")
        if dated or not reading.says(cues.TARGETS):
            return FindTargets(ids=dated) if dated else _words_of_reference(reading)
    query = FindTargets(
        clauses=reading.clauses, actions=() if reading.clauses else reading.numbered_actions, listing=True,
        period=reading.periods[0] if reading.periods else "", numeric=wants_numbers(reading), **time_filter(reading),
    )
    if find_targets(reading.table, query):
        return query
    return Refusal(status="not_in_plan", reason="amount", nearest=reading.clauses) if reading.clauses else None


def _words_of_reference(reading: Reading) -> Outcome | None:
    """Title, list of tasks, or content of the clauses or actions named."""
    named = reading.clauses or reading.numbered_actions
    listed = reading.says(cues.TASK_NOUN) or reading.says(cues.LOCATE_PLACES) or reading.says(cues.NUMBERS_OF_TASKS)
    if reading.says(cues.TITLE) and not any(reading.says(cue) for cue in (cues.HOW_MANY, cues.NUMERIC, cues.CONCERNED, cues.TELL)):
        return ReadClause(clauses=named, detail="tasks" if listed and not reading.clauses else "title")
    if reading.numbered_actions and not reading.clauses and listed and not reading.says(cues.TARGETS):
        return ReadClause(clauses=reading.numbered_actions, detail="tasks")
    if reading.says(cues.TELL) and not reading.says(cues.YES_NO):
        return ReadClause(clauses=named)
    open_question = not (reading.says(cues.HOW_MANY) or reading.says(cues.YES_NO) or reading.figures or reading.says(cues.LOCATE))
    if reading.kind.get("clause", 0) > 0.35 or reading.kind.get("explain", 0) > 0.6 or _bare(reading) or open_question:
        return ReadClause(clauses=named)
    return None


def parse_action_of_clause(reading: Reading) -> Outcome | None:
    """To which action does a clause, or the clause of a topic, belong; or does it belong to the one named?"""
    clauses = tuple(clause for clause in reading.clauses if clause in reading.table.task_by_clause)
    supposed = tuple(action for action in reading.actions if action in {task.action for task in reading.table.tasks})
    belongs = reading.says(cues.BELONGS) and (len(supposed) > 1 or (len(supposed) == 1 and reading.says(cues.YES_NO)))
    if reading.units or not (reading.says(cues.WHICH_ACTION) or belongs):
        return None
    if not clauses and reading.best_clause and reading.clause_scores.get(reading.best_clause, 0) > _CERTAIN:
        clauses = (reading.best_clause,)
    return ActionOfClause(clauses=clauses, supposed=supposed) if clauses else None


def parse_lead(reading: Reading) -> Outcome | None:
    """Does this unit lead, and the others follow? The plan names responsible units only: all are told."""
    if not reading.units or "lead_unit" not in reading.values("aspect") or not reading.says(cues.YES_NO):
        return None
    clause = reading.best_clause
    if not clause or (not reading.clauses and reading.clause_scores.get(clause, 0) < _CERTAIN):
        return None
    return UnitsOfTopic(clauses=(clause,), asked=reading.units, lead=True)


def parse_everywhere_unit(reading: Reading) -> Outcome | None:
    """Is this unit responsible in every clause? The clauses that do not name it say no."""
    if len(reading.units) != 1 or reading.clauses or not reading.says(cues.YES_NO) or not reading.says(cues.EVERY_TASK):
        return None
    tasks = [task for task in reading.table.tasks if task.clause.isdigit() or not reading.numbered_only]
    missing = tuple(task.clause for task in tasks if reading.units[0] not in task.units)
    if 0 < len(missing) <= _FEW_PLACES:
        return UnitsOfTopic(clauses=missing, asked=reading.units)
    return TasksOfUnits(units=reading.units, every=True)


def parse_overview(reading: Reading) -> Outcome | None:
    """The whole plan: all its targets, all its units, or what it is about. Nothing else is named."""
    if reading.clauses or reading.units or reading.actions or reading.years or reading.periods:
        return None
    if reading.settled_kind or cues.WITHOUT_TOPIC.sub("", reading.text):
        return None
    counting = reading.says(cues.HOW_MANY_OF)
    if reading.says(cues.HOW_MANY) and not counting:
        return None
    if reading.says(cues.UNIT_WORD):
        return CountRows(of="units") if counting else FindUnits()
    if reading.says(cues.TARGETS) and (counting or reading.says(cues.LIST)):
        return CountRows(of="targets", numeric=True) if counting else FindTargets(listing=True, numeric=True)
    if reading.says(cues.PLAN_NOUN) and reading.says(cues.SAY):
        sections = dict.fromkeys(clause.partition("(")[0] for clause in reading.table.action_by_id)
        telling = {row.clause for row in reading.table.targets} | {task.action.partition("(")[0] for task in reading.table.tasks}
        return ReadClause(clauses=tuple(section for section in sections if section in telling), detail="tasks")
    return None


def parse_nothing(reading: Reading) -> Outcome | None:
    """A fragment that names nothing at all (`是不是`, `how many`)."""
    if reading.mentions or reading.settled_kind or reading.says(cues.NAMES_SOMETHING) or reading.says(cues.THANKS):
        return None
    rest = cues.YES_NO.sub("", cues.WITHOUT_TOPIC.sub("", reading.text)).strip(" 还吗呢么吧啊")
    return Refusal(status="clarify", reason="empty") if not rest else None


def parse_headings(reading: Reading) -> Outcome | None:
    """The headings inside a whole section: the names of the actions, or of the safeguards."""
    sections = tuple(dict.fromkeys(m.value for m in reading.mentions if m.kind == "action" and m.score > 0))
    if len(sections) != 1 or "(" in sections[0] or reading.clauses or reading.units or not reading.says(cues.NAMES):
        return None
    if any(reading.says(cue) for cue in (cues.UNITS, cues.TARGETS, cues.UNIT_WORD, cues.YES_NO, cues.NUMERIC)) or reading.years:
        return None
    return ReadClause(clauses=sections, detail="tasks") if reading.kind.get("not_in_plan", 0) < 0.5 else None


def _bare(reading: Reading) -> bool:
    """Whether hardly anything is left beside the reference itself."""
    rest = reading.text
    for mention in reading.mentions:
        if mention.kind in ("clause", "action"):
            rest = rest.replace(mention.text, "")
    return len(rest.strip(" ?？。.!,，")) <= 8


def parse_value(reading: Reading) -> Outcome | None:
    """`172万平方米是什么`: the targets that have this value, where the question says nothing else."""
    if not 1 <= len(reading.figures) <= 3 or not reading.says(cues.WHAT_IS):
        return None
    rest = cues.WHAT_IS.sub("", reading.text)
    for _, _, mention in reading.figures:
        rest = rest.replace(mention.text, "")
    if len(rest.strip(" ?？,，。的那个这数字方案里和plan'sithed")) > 6:
        return None
    rows = [row for value, unit, _ in reading.figures for row in reading.table.targets if _has_value(row, value, unit)]
    if len({row.metric for row in rows}) > 2:
        names = tuple(dict.fromkeys(row.metric_zh if reading.language == "zh" else row.metric_en for row in rows))
        return Refusal(status="clarify", reason="ambiguous", readings=names)
    distinct = {(row.metric, row.period, row.deadline): row for row in reversed(rows)}
    return FindTargets(ids=tuple(row.id for row in reversed(distinct.values()))) if rows else None


def _has_value(row: Target, value: Decimal, unit: str) -> bool:
    """Whether the row's value is the one written, in its own unit or in one of the same dimension (200万 is 200万平方米)."""
    if row.value is None:
        return False
    if value in (row.value, row.value_max):
        return not unit or row.unit == unit or row.unit.endswith(unit)
    return value >= 1000 and in_base(value, unit) == in_base(row.value, row.unit) and (not unit or dimension(unit) == dimension(row.unit))


def parse_asked_units(reading: Reading) -> Outcome | None:
    """Is this unit responsible for that, and is it alone?"""
    if not reading.units or not (reading.says(cues.ONLY) or reading.says(cues.YES_NO)) or reading.figures:
        return None
    if (reading.says(cues.UNIT_TASKS) or reading.says(cues.WHICH_OF)) and not reading.says(cues.ONLY):
        return None
    if reading.says(cues.ONCE) and len(reading.units) == 1:
        return TasksOfUnits(units=reading.units)
    responsible = sum(reading.kind.get(kind, 0) for kind in ("units", "verify", "clauses_of_unit"))
    clause = reading.best_clause
    if reading.says(cues.ONLY) and not reading.clauses and _names_only_units(reading):
        tasks = reading.table.tasks_by_unit.get(reading.units[0], ())
        return Refusal(status="clarify", reason="ambiguous", readings=tuple(reading.title(task.clause) for task in tasks[:3]))
    if responsible < 0.3 or reading.clause_scores.get(clause, 0) < 0.1:
        return None
    return UnitsOfTopic(clauses=(clause,), asked=reading.units, alone=reading.says(cues.ONLY), others=reading.says(cues.WHO_ELSE))


def _names_only_units(reading: Reading) -> bool:
    """Whether a short question is about no topic once the names of its units are taken out."""
    if reading.topical_terms or reading.values("place") or len(reading.text) > (_BARE if reading.language == "zh" else 2 * _BARE):
        return False
    rest = reading.text
    for mention in reading.mentions:
        rest = rest.replace(mention.text, " ") if mention.kind == "unit" else rest
    return reading.rescore(rest).best("clause")[1] < _FAINT


def parse_units(reading: Reading) -> Outcome | None:
    """Who is responsible for a topic?"""
    likely = reading.kind.get("units", 0)
    if reading.says(cues.OTHER_ONES) and not reading.says(cues.UNIT_WORD):
        return None
    plainly = reading.asks_units or (reading.says(cues.WHO_DOES) and reading.kind.get("not_in_plan", 0) < _CERTAIN)
    hinted = reading.says(cues.UNIT_WORD) or reading.says(cues.WHOM)
    worded = reading.says(cues.UNIT_WORD) or reading.says(cues.UNITS_PLAINLY)
    elsewise = reading.kind.get("explain", 0) > _SURELY_EXPLAIN and not worded
    if likely < ((0.1 if elsewise else 0.03) if reading.says(cues.UNITS) else _LIKELY_UNITS if hinted else _SURELY_UNITS) and not plainly:
        return None
    if not reading.best_clause:
        return None
    asked = reading.units if reading.says(cues.ONLY) or reading.says(cues.YES_NO) else ()
    if reading.says(cues.SEVERAL_PLACES):
        printed = statements_with_terms(reading)
        clauses = tuple(dict.fromkeys(row.clause for row in printed if row.clause in reading.table.task_by_clause))
        if 1 < len(clauses) <= 4:
            return UnitsOfTopic(clauses=clauses)
    return UnitsOfTopic(clauses=(reading.best_clause,), asked=asked, alone=reading.says(cues.ONLY),
                        others=reading.says(cues.WHO_ELSE), printed=reading.says(cues.REPEATED), targets=_also_targets(reading))


def _also_targets(reading: Reading) -> tuple[str, ...]:
    """The targets that a question about units asks for in the same breath (`the target and who is responsible`)."""
    also = reading.says(cues.ALSO_TARGET)
    if not (reading.says(cues.HOW_MANY_EXACTLY) or also) or (reading.kind.get("units", 0) > 0.97 and not also):
        return ()
    rows = [row for row in best_targets(reading) if row.clause == reading.best_clause and row.value is not None]
    return tuple(row.id for row in rows) if rows and reading.target_scores[rows[0].id] >= _CERTAIN else ()


def parse_sure_units(reading: Reading) -> Outcome | None:
    """Who is responsible, where that is plain: before a figure in the question is taken for the asker's own."""
    likely = reading.kind.get("units", 0)
    plainly = likely > 0.5 or (reading.says(cues.UNITS) and likely > 0.1) or reading.asks_units
    return parse_units(reading) if plainly else None


def parse_locate(reading: Reading) -> Outcome | None:
    """Where is it written? Every place that prints the term, where the question asks for places of a term."""
    likely = reading.kind.get("locate", 0)
    if likely < 0.4 and not (reading.says(cues.LOCATE) and likely > 0.12) and not reading.says(cues.LOCATE_PLACES):
        return None
    best = printed_again(reading, best_statements(reading, limit=1))
    everywhere = statements_with_terms(reading)
    if everywhere and (best[0] in everywhere or not best or reading.says(cues.EVERYWHERE)) and not reading.figures:
        return LocateTopic(statements=tuple(row.id for row in everywhere[:_MAX_PLACES]))
    return LocateTopic(statements=tuple(row.id for row in best)) if best else None


def parse_everywhere(reading: Reading) -> Outcome | None:
    """Everything that the plan says of a term, wherever it stands: if that is asked for, or is only a few sentences."""
    open_question = sum(reading.kind.get(kind, 0) for kind in ("explain", "list", "locate"))
    if open_question < (0.15 if reading.says(cues.EVERYWHERE) else 0.4):
        return None
    found = _with_titles(reading, statements_with_terms(reading))
    limit = _MAX_PLACES if reading.says(cues.EVERYWHERE) else _FEW_PLACES
    best = best_statements(reading, limit=1)
    if len({row.clause for row in found}) < 2 or len(found) > limit or not best or best[0].clause not in {row.clause for row in found}:
        return None
    return Explain(statements=tuple(row.id for row in found))


def parse_plain_figure(reading: Reading) -> Outcome | None:
    """A figure, where one numbered target is surely meant and no kind of question is likelier: before any sentence is shown."""
    best, score = next(iter(reading.target_scores.items()), ("", 0.0))
    likeliest = max(reading.kind, key=reading.kind.__getitem__, default="")
    if likeliest != "figure" or reading.says(cues.YES_NO) or score < _SURE_TARGET:
        return None
    if reading.table.target_by_id[best].value is None:
        return None
    return parse_figure(reading)


def _with_titles(reading: Reading, found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, with the first one of each clause whose title alone names a place of the question."""
    if not reading.says(cues.EVERYWHERE):
        return tuple(found)
    places, clauses = reading.values("place"), {row.clause for row in found}
    titled = [task.clause for task in reading.table.tasks if task.clause not in clauses and any(name in task.title for name in places)]
    first = [row for clause in titled for row in reading.table.statements_by_clause.get(clause, ())[:1]]
    return tuple(row for row in reading.table.statements if row in first or row in found)


def parse_own_obligations(reading: Reading) -> Outcome | None:
    """What applies to an asker who says who he is, before any list or figure is thought of."""
    broad = {kind.id for kind in reading.table.subject_kinds if kind.broad}
    own = set(reading.values("subject")) - broad
    asking = reading.kind.get("obligations", 0) + 0.5 * (reading.kind.get("list", 0) + reading.kind.get("figure", 0))
    everything = reading.says(cues.EVERYTHING)
    if reading.asks_units:
        return None
    if not own or reading.figures or reading.units or (not everything and (asking < 0.3 or reading.kind.get("obligations", 0) < 0.1)):
        return None
    if not (everything or len(reading.segments) > 2 or reading.kind.get("obligations", 0) > 0.35):
        return None
    rows = applicable(reading)
    return FindObligations(ids=tuple(row.id for row in rows)) if rows else None


def parse_obligations(reading: Reading) -> Outcome | None:
    """What applies to somebody: the rows for such subjects, limited to the topics that the question names."""
    if reading.kind.get("obligations", 0) < 0.35:
        return None
    rows = applicable(reading)
    return FindObligations(ids=tuple(row.id for row in rows)) if rows else None


def parse_figure(reading: Reading) -> Outcome | None:
    """A figure of the plan."""
    chances = [reading.kind.get(kind, 0) for kind in ("figure", "check", "compute", "verify")]
    if max(chances) < 0.25 and sum(chances) < _CERTAIN and not reading.says(cues.HOW_MANY):
        return None
    if reading.says(cues.DESCRIBE) and reading.kind.get("explain", 0) > 0.15 and not reading.says(cues.HOW_MANY_EXACTLY):
        return None
    several, asked = enumerated_targets(reading), asked_targets(reading)
    targets = several if len(several) > 1 else each_time(reading, with_parts(reading, best_targets(reading)))
    if not {row.metric for row in asked} <= {row.metric for row in targets}:
        several = targets = asked
    if reading.says(cues.NEW_STATE) and reading.says(cues.EXISTING_STATE) and len({row.metric for row in targets}) > 1:
        both = best_targets(reading, both=True)
        family = tuple(row for row in both if row.metric == both[0].metric)
        several = targets = family if len(family) > 1 else targets
    if len(measured := targets_by_radius(reading)) > len(targets):
        several = targets = measured
    statements = () if len(several) > 1 else best_statements(reading, limit=1)
    touching = touching_targets(reading, statements)
    if not targets or (statements and not touching):
        return None
    if targets[0].kind == "threshold" and statements:
        return Explain(statements=tuple(row.id for row in statements))
    if reading.says(cues.UNITS) and targets[0].clause in reading.table.task_by_clause:
        return UnitsOfTopic(clauses=(targets[0].clause,), targets=tuple(row.id for row in targets))
    stated = tuple((value, unit) for value, unit, _ in reading.figures if dimension(unit) == dimension(targets[0].unit))
    asserting = reading.says(cues.YES_NO) or reading.kind.get("verify", 0) + reading.kind.get("check", 0) > 0.2
    if stated and asserting and not (reading.says(cues.HOW_MANY) or reading.says(cues.EITHER)) and len(several) < 2:
        return VerifyStatement(targets=tuple(row.id for row in targets), values=stated, bound=stated_bound(reading))
    return FindTargets(ids=tuple(row.id for row in targets), unstated=_unstated(reading, targets), asked_unit=_asked_unit(reading, targets))


def _asked_unit(reading: Reading, targets: Sequence[Target]) -> str:
    """The unit of measure that the question asks for, where the first target is printed in another one of its dimension."""
    match = cues.ASKED_UNIT.search(reading.text)
    asked = next((figure.unit for figure in parse_figures(f"1 {match['unit'] or match['unit_en']}")), "") if match else ""
    alike = asked and dimension(asked) == dimension(targets[0].unit) and targets[0].value is not None
    return asked if alike and asked != targets[0].unit else ""


def _unstated(reading: Reading, targets: Sequence[Target]) -> tuple[str, ...]:
    """Of several times that are asked, those for which no target is told; a year that a figure is measured from is none."""
    times = [mention for mention in reading.mentions if mention.kind in ("year", "period")]
    asked = {mention.value: mention for mention in times if mention.value in mention.text or mention.kind == "year"}
    if len(asked) < 2:
        return ()
    return tuple(
        value for value, mention in asked.items()
        if not any(value in row.baseline_zh or answers_time(row, mention) for row in targets)
    )


def parse_explain(reading: Reading) -> Outcome | None:
    """What the plan says about it: a whole clause if its title is asked for, else the sentences that say it."""
    if reading.kind.get("clause", 0) > 0.5 and reading.best_clause:
        return ReadClause(clauses=(reading.best_clause,))
    asked = reading.kind.get("figure", 0)
    if (
        (asked > _SURELY_FIGURE or (asked > _ASKS_FIGURE and reading.says(cues.HOW_MANY_EXACTLY)))
        and reading.settled_kind is None
        and not reading.clauses
    ):
        nearest = (reading.best_clause,) if reading.best_clause else ()
        return Refusal(status="not_in_plan", reason="amount", nearest=nearest)
    rows = best_statements(reading)
    certain = max((reading.statement_scores.get(row.id, 0.0) for row in rows), default=0.0)
    if certain < _FAINT and not reading.clauses and reading.kind.get("out_of_scope", 0) >= _ALIEN and not _speaks_of_field(reading):
        return Refusal(status="out_of_scope", reason="outside")
    unsure = certain < _CERTAIN and not reading.clauses
    return Explain(statements=tuple(row.id for row in rows), search=reading.text if unsure else "")


def _speaks_of_field(reading: Reading) -> bool:
    """Whether the question names anything that the tables or the glossary know."""
    return any(mention.kind not in ("figure", "year", "period", "firmness", "aspect") for mention in reading.mentions)


RULES: tuple[Rule, ...] = (
    parse_value,
    parse_overview,
    parse_nothing,
    parse_rank,
    parse_besides,
    parse_joint,
    parse_count,
    parse_compare,
    parse_unit_kinds,
    parse_headings,
    parse_action_of_clause,
    parse_lead,
    parse_everywhere_unit,
    refuse,
    parse_reference,
    parse_asked_units,
    parse_unit_tasks,
    parse_own_obligations,
    parse_list,
    parse_figures_of_topics,
    parse_sure_units,
    parse_own_figures,
    parse_units,
    parse_locate,
    parse_plain_figure,
    parse_everywhere,
    parse_verification,
    parse_obligations,
    parse_figure,
    parse_explain,
)
