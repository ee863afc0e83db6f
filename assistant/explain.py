"""A turn as its maker sees it: what was understood, found, kept and dropped (`policy-assistant ask --explain`)."""

from __future__ import annotations

import json

from assistant.presentation import query_object, to_markdown
from assistant.turn import Turn


def to_explanation(turn: Turn) -> str:
    """Mentions, scores, query, evidence and what was rejected, in that order, then the answer."""
    seen = turn.understanding
    lines = [f"Question:   {seen.question}"]
    if seen.standalone != seen.question:
        lines.append(f"Standalone: {seen.standalone}")
    lines.append(f"Language:   {seen.language}")
    lines.append("Mentions:   " + ("; ".join(f"{m.text} = {m.kind} {m.value} ({m.how} {m.score:.2f})" for m in seen.mentions) or "none"))
    lines.append("Kind:       " + ", ".join(f"{c.id} {c.score:.2f}" for c in seen.kinds))
    for kind in ("clause", "target", "statement"):
        ranked = [f"{c.id} {c.score:.2f}" for c in seen.candidates if c.kind == kind]
        lines.append(f"{kind.capitalize() + ':':<11} " + (", ".join(ranked) or "none"))
    lines.append("Query:      " + json.dumps(query_object(turn), ensure_ascii=False))
    lines.append("Rows:       " + (", ".join(row.id for row in turn.evidence.rows) or "none"))
    lines.append("Passages:   " + (", ".join(f"{h.passage.clause} {h.score:.3f}" for h in turn.evidence.passages) or "none"))
    lines += [f"Rejected:   {what}: {why}" for what, why in turn.evidence.rejected]
    lines += [f"Dropped:    {text} ({why})" for text, why in turn.answer.dropped]
    lines.append("Seconds:    " + ", ".join(f"{stage} {seconds:.4f}" for stage, seconds in turn.seconds.items()))
    return "\n".join([*lines, f"Status:     {turn.answer.status}", "", to_markdown(turn.answer)])
