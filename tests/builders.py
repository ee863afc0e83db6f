"""Small rows, tables and a tiny plan for tests: name only the cells that matter, the rest is filled in."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.sources import Plan, PlanInfo, parse_plan
from structured.differences import Difference
from structured.findings import FILES
from structured.schema import (
    Action,
    Exemption,
    Obligation,
    Place,
    Quantity,
    Row,
    Statement,
    SubjectKind,
    Target,
    Task,
    Term,
    Unit,
)
from structured.signoff import row_cells
from structured.table import Table

TINY_TITLE = "示例区低碳实施方案"
TINY_TEXT = """示例区低碳实施方案
为落实上级部署,制定本方案。
一、主要目标
“十四五”期间,力争新增储能容量2.5万千瓦。到2025年,单位能耗比2020年下降10%以上。
二、重点任务
(一)建筑行动
1.推进建筑节能。2022年起新建厂房屋顶绿化的面积比例不低于50%。鼓励业主开展节能改造。(责任单位:区甲局、区乙委,各街镇)
2.推进循环利用。到2025年,创建1-2个循环园区。严禁露天焚烧。(责任单位∶区乙委、区甲局、区乙委)
"""


def plan_info(**fields: str) -> PlanInfo:
    """A plan description; `jurisdiction` is a tuple."""
    cells: dict[str, Any] = {
        "id": "tiny", "title": TINY_TITLE, "title_en": "Low-Carbon Plan of a Sample District", "issuer": "示例区政府",
        "issuer_en": "Sample District", "language": "zh", "version": "1", "source_file": "source.txt", "sha256": "",
        "jurisdiction": ("示例区",),
    }
    cells.update(fields)
    return PlanInfo(**cells)


def plan(text: str = TINY_TEXT) -> Plan:
    """The plan of a source text, the tiny one by default."""
    return parse_plan(plan_info(), text)


def write_plan(folder: Path, text: str = TINY_TEXT) -> Path:
    """A plan folder as `load_plan` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.txt").write_text(text, encoding="utf-8", newline="")
    fields = vars(plan_info(sha256=hashlib.sha256(text.encode()).hexdigest()))
    lines = [f"{name} = {list(value) if isinstance(value, tuple) else value!r}" for name, value in fields.items()]
    (folder / "plan.toml").write_text("\n".join(lines).replace("'", '"'), encoding="utf-8")
    return folder


def target(**cells: object) -> Target:
    """A target; without `value` it is a direction."""
    filled = {
        "id": "t", "metric": "m", "clause": "1", "metric_zh": "指标", "metric_en": "metric",
        "comparator": "=" if "value" in cells else "none", "value": "", "value_max": "", "unit": "", "unit_en": "",
        "period": "", "deadline": "", "start": "", "time_printed": "", "baseline_zh": "", "baseline_en": "",
        "scope_zh": "", "scope_en": "", "firmness": "", "kind": "target", "aliases_zh": "", "aliases_en": "",
        "quote": "推进",
    }
    return Target.model_validate(filled | cells)


def obligation(**cells: object) -> Obligation:
    """An obligation of the government without figures."""
    filled = {
        "id": "o", "clause": "1", "subject_zh": "政府", "subject_en": "government", "subject_kinds": "government",
        "modality": "planned", "what_zh": "推进", "what_en": "advance", "comparator": "", "value": "", "unit": "",
        "from_printed": "", "until_printed": "", "firmness": "", "input": "", "rate": "", "output": "", "quote": "推进",
    }
    return Obligation.model_validate(filled | cells)


def task(**cells: object) -> Task:
    """A task of clause 1."""
    filled = {
        "id": "task-1", "clause": "1", "title": "推进建筑节能", "title_en": "Save energy in buildings",
        "action": "二(一)", "units": "区甲局", "lead_units": "", "aliases_zh": "", "aliases_en": "",
        "quote": "(责任单位:区甲局)",
    }
    return Task.model_validate(filled | cells)


def unit(name: str, **cells: object) -> Unit:
    """A unit by its printed name, which is its id too."""
    filled = {
        "id": name, "name": name, "kind": "bureau", "full_name": name, "full_name_source": "background",
        "name_en": f"Bureau {name}", "aliases_zh": "", "aliases_en": "",
    }
    return Unit.model_validate(filled | cells)


def action(clause: str, title: str) -> Action:
    """A section or action."""
    return Action.model_validate({"id": clause, "title": title, "title_en": title, "aliases_zh": "", "aliases_en": ""})


def place(**cells: object) -> Place:
    """A place of clause 1."""
    filled = {
        "id": "p", "clause": "1", "name": "东园", "kind": "park", "name_en": "East Park", "aliases_zh": "",
        "aliases_en": "", "quote": "东园",
    }
    return Place.model_validate(filled | cells)


def statement(**cells: object) -> Statement:
    """A statement of clause 1."""
    return Statement.model_validate({"id": "s", "clause": "1", "quote": "推进。", "en": "Advance."} | cells)


def exemption(**cells: object) -> Exemption:
    """An exemption of clause 1."""
    return Exemption.model_validate({"id": "x", "clause": "1", "quote": "1.推进", "reason": "clause number"} | cells)


def term(**cells: object) -> Term:
    """A glossary term."""
    filled = {"id": "g", "zh": "节能", "en": "energy saving", "synonyms_zh": "", "synonyms_en": "", "links": "tiny:1"}
    return Term.model_validate(filled | cells)


def quantity(row_id: str, **cells: object) -> Quantity:
    """A quantity by its id."""
    filled = {
        "id": row_id, "zh": row_id, "en": row_id, "unit": "平方米", "unit_en": "m²", "whole": "no", "synonyms_zh": "",
        "synonyms_en": "",
    }
    return Quantity.model_validate(filled | cells)


def subject_kind(row_id: str) -> SubjectKind:
    """A subject kind by its id."""
    return SubjectKind.model_validate(
        {"id": row_id, "zh": row_id, "en": row_id, "synonyms_zh": "", "synonyms_en": ""}
    )


def difference(**cells: object) -> Difference:
    """An explained difference of the target `t`."""
    filled = {"id": "d", "table": "targets", "row": "t", "field": "comparator", "reason": "because"}
    return Difference.model_validate(filled | cells)


def table(**rows: Iterable[Row]) -> Table:
    """A table with these rows (tuples or lists by attribute) and nothing else."""
    filled: dict[str, Any] = {file.attribute: tuple(rows.get(file.attribute, ())) for file in FILES}
    return Table(plan="tiny", **filled)


def tiny_table(**rows: Iterable[Row]) -> Table:
    """The whole, faultless table of the tiny plan; `rows` replace some of its lists."""
    return table(**(_tiny_rows() | rows))


def _tiny_rows() -> dict[str, Iterable[Row]]:
    roof = "2022年起新建厂房屋顶绿化的面积比例不低于50%"
    return {
        "units": [unit("区甲局", aliases_zh="甲局"), unit("区乙委"), unit("各街镇", kind="group")],
        "actions": [
            action("前言", "前言"), action("一", "主要目标"), action("二", "重点任务"), action("二(一)", "建筑行动"),
        ],
        "tasks": [
            task(units="区甲局;区乙委;各街镇", quote="(责任单位:区甲局、区乙委,各街镇)"),
            task(id="task-2", clause="2", title="推进循环利用", units="区乙委;区甲局",
                 quote="(责任单位∶区乙委、区甲局、区乙委)"),
        ],
        "targets": [
            target(id="storage", clause="一", quote="“十四五”期间,力争新增储能容量2.5万千瓦", value="2.5",
                   unit="万千瓦", unit_en="10,000 kW", period="十四五", time_printed="“十四五”期间", firmness="力争"),
            target(id="intensity", clause="一", quote="到2025年,单位能耗比2020年下降10%以上", comparator=">=",
                   value="10", unit="%", unit_en="%", deadline="2025", time_printed="到2025年", baseline_zh="2020年",
                   baseline_en="2020", firmness="以上"),
            target(id="roof", quote=roof, comparator=">=", value="50", unit="%", unit_en="%", start="2022",
                   time_printed="2022年起", firmness="不低于", kind="requirement"),
            target(id="parks", clause="2", quote="到2025年,创建1-2个循环园区", comparator="range", value="1",
                   value_max="2", unit="个", unit_en="parks", deadline="2025", time_printed="到2025年"),
        ],
        "obligations": [
            obligation(id="o-storage", clause="一", quote="“十四五”期间,力争新增储能容量2.5万千瓦", firmness="力争",
                       what_zh="新增储能容量2.5万千瓦", what_en="add 2.5 (10,000 kW) of storage",
                       comparator="=", value="2.5", unit="万千瓦", until_printed="“十四五”期间"),
            obligation(id="o-intensity", clause="一", quote="到2025年,单位能耗比2020年下降10%以上", firmness="以上",
                       what_zh="单位能耗比2020年下降10%以上", what_en="energy intensity falls by 10% or more on 2020",
                       comparator=">=", value="10", unit="%", until_printed="到2025年"),
            obligation(id="o-roof", subject_kinds="factory", modality="must", quote=roof, what_zh=roof,
                       what_en="From 2022 on, no less than 50 % of the roof area of new plants must be greened",
                       comparator=">=", value="50", unit="%", from_printed="2022年起", firmness="不低于",
                       input="roof_area", rate="0.5", output="green_area"),
            obligation(id="o-owners", modality="encouraged", quote="鼓励业主开展节能改造", firmness="鼓励"),
            obligation(id="o-parks", clause="2", quote="到2025年,创建1-2个循环园区", what_zh="创建1-2个循环园区",
                       what_en="create 1-2 circular parks", until_printed="到2025年"),
            obligation(id="o-burning", clause="2", modality="prohibited", quote="严禁露天焚烧", firmness="严禁"),
        ],
        "statements": [
            statement(id="s0", clause="前言", quote="为落实上级部署,制定本方案。"),
            statement(id="s1", clause="一", quote="“十四五”期间,力争新增储能容量2.5万千瓦。",
                      en="In the 14th Five-Year Plan period, strive to add 2.5 (10,000 kW) of storage."),
            statement(id="s2", clause="一", quote="到2025年,单位能耗比2020年下降10%以上。",
                      en="By 2025, energy intensity is to fall by 10% or more compared with 2020."),
            statement(id="s3", quote=f"{roof}。", en="From 2022, at least 50% of new plant roofs shall be green."),
            statement(id="s4", quote="鼓励业主开展节能改造。", en="Encourage owners to retrofit."),
            statement(id="s5", clause="2", quote="到2025年,创建1-2个循环园区。",
                      en="By 2025, create 1-2 circular parks."),
            statement(id="s6", clause="2", quote="严禁露天焚烧。", en="Open burning is strictly prohibited."),
        ],
        "exemptions": [exemption(), exemption(id="x2", clause="2", quote="2.推进")],
        "terms": [term()],
        "quantities": [quantity("roof_area"), quantity("green_area")],
        "subject_kinds": [subject_kind("government"), subject_kind("factory")],
    }


def write_tables(folder: Path, rows: Table, differences: tuple[Difference, ...] = ()) -> Path:
    """The CSV files of a table as the project keeps them: its own in `folder/tiny`, the shared ones in `folder`."""
    (folder / "tiny").mkdir(parents=True, exist_ok=True)
    for file in FILES:
        path = (folder if file.shared else folder / "tiny") / f"{file.name}.csv"
        write_csv(path, file.schema, getattr(rows, file.attribute))
    if differences:
        write_csv(folder / "tiny" / "differences.csv", Difference, differences)
    return folder


def write_csv(path: Path, schema: type[Row], rows: tuple[Row, ...]) -> None:
    """One CSV file: a header of all columns, `signoff` last."""
    columns = [name for name in schema.model_fields if name != "signoff"] + ["signoff"]
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            cells = row_cells(row) | {"signoff": row.signoff}
            writer.writerow([cells[name] for name in columns])
