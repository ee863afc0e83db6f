"""The fixed texts of the early ends, one for each reason and language."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.context import Context
from assistant.answers.targets import target_sentence
from assistant.answers.wording import say
from assistant.turn import Draft, Refusal, Sentence
from structured.schema import QuotedRow, Target

_MISSING: dict[str, tuple[str, str]] = {
    "lead_unit": ("牵头单位（方案只列责任单位，未区分牵头与配合）", "a lead unit (it lists responsible units without naming a lead)"),
    "subsidy": ("补贴或奖励的标准", "any subsidy amount"), "budget": ("投资或预算金额", "any budget or investment amount"),
    "penalty": ("罚款或处罚标准", "any fine or penalty"), "contact": ("联系方式", "any contact details"),
    "person": ("具体的人员或企业名单", "any names"), "address": ("具体地址", "any address"),
    "progress": ("实际完成情况", "actual results so far"), "baseline": ("现状或基期数值", "present or baseline values"),
    "deadline": ("这项工作的完成时限", "a deadline for this"), "amount": ("这个数值", "this figure"),
    "other_year": ("该年份或时期的数值", "a figure for that year or period"), "other_subject": ("这方面的内容", "this subject"),
    "procedure": ("办理流程", "a procedure"), "reason": ("原因说明", "reasons"), "law": ("这项依据", "this legal basis"),
    "definition": ("这个定义", "this definition"), "comparison": ("与其他地区的比较", "a comparison with other places"),
    "price": ("价格", "prices"), "method": ("具体做法", "the method"), "unknown_clause": ("这一条", "that clause"), "unknown_unit": (
        "这个单位（它不在责任单位之列）",
        "that unit among its responsible units"),
}


def render_refusal(context: Context, refusal: Refusal, rows: Sequence[QuotedRow] = ()) -> Draft:
    """What is missing and what is near; or that the question lies outside; or the readings to choose from."""
    language = context.language
    if refusal.status == "clarify":
        return _clarify(context, refusal)
    if refusal.status == "out_of_scope":
        title = say(language, f"《{context.plan.info.title}》", f"the “{context.plan.info.title_en}”")
        text = say(language, f"这个问题不在{title}的范围内；我只回答这份方案的内容。",
                   f"This is outside {title}; I only answer questions about that plan.")
        return Draft(status="out_of_scope", sentences=(Sentence(text=text),))
    zh, en = _MISSING.get(refusal.reason, _MISSING["amount"])
    sentences = [Sentence(text=say(language, f"方案没有写明{zh}。", f"The plan does not state {en}."))]
    if refusal.reason == "unknown_unit":
        text = say(language, f"方案的责任单位中没有“{refusal.missing}”。", f"The plan names no responsible unit “{refusal.missing}”.")
        sentences = [Sentence(text=text)]
    if refusal.reason == "absent_term":
        text = say(language, f"方案没有提到“{refusal.missing}”。", f"The plan does not mention “{refusal.missing}”.")
        sentences = [Sentence(text=text)]
    for row in rows:
        if isinstance(row, Target):
            near = target_sentence(context, row)
            lead = say(language, "方案写明的是：", "What it does state: ")
            sentences.append(Sentence(text=f"{lead}{near.text}", support=near.support, calculations=near.calculations))
    for clause in () if rows else refusal.nearest:
        title = context.title(clause)
        where = clause if title == clause else f"{clause} {title}"
        sentences.append(Sentence(text=say(language, f"最接近的条款：{where}。",
            f"Nearest clause: {where}."), support=(context.heading(clause),)))
    return Draft(status="not_in_plan", sentences=tuple(sentences), choices=refusal.nearest)


def _clarify(context: Context, refusal: Refusal) -> Draft:
    if refusal.reason == "empty":
        text = say(context.language, "请输入一个关于这份方案的问题。", "Please type a question about the plan.")
        return Draft(status="clarify", sentences=(Sentence(text=text),))
    if refusal.reason == "too_long":
        text = say(context.language, "问题太长，请缩短后再问。", "The question is too long; please shorten it.")
        return Draft(status="clarify", sentences=(Sentence(text=text),))
    if refusal.reason == "figure":
        text = say(context.language, "请把您的数字写成一个正数；占比不能超过全部。",
                   "Please write your figure as a positive number; a share cannot exceed the whole.")
        return Draft(status="clarify", sentences=(Sentence(text=text),))
    asked = say(context.language, "您指的是哪一个？", "Which one do you mean?")
    choices = say(context.language, "、", "; ").join(refusal.readings)
    return Draft(
        status="clarify", sentences=(Sentence(text=f"{asked}{'' if context.language == 'zh' else ' '}{choices}"),), choices=refusal.readings
    )
