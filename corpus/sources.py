"""Light types for a plan and for a place in its text, and the reading of a plan folder.

1. `plan.toml` names the source file, its checksum and what to call the plan.
2. The source text is made canonical: line-wrap artefacts go, nothing else changes.
3. `Plan` carries the canonical text, the map back to the source, and the clause tree.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.canonical import CanonicalText, canonicalise
from corpus.clauses import Clause
from corpus.errors import PolicyError
from corpus.parse import parse_clauses

PLANS_FOLDER = Path(__file__).parent / "plans"
# The plan that is meant where none is named: the first of those that come with the program.
BUNDLED_PLAN = min(path.parent.name for path in PLANS_FOLDER.glob("*/plan.toml"))


@dataclass(frozen=True, kw_only=True)
class SourceRef:
    """Where a quote stands: half-open character offsets into the plan's canonical text."""

    plan: str
    clause: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class PlanInfo:
    """What `plan.toml` says: identity, names in both languages, and the checksum of the source as received."""

    id: str
    title: str
    title_en: str
    issuer: str
    issuer_en: str
    language: str
    version: str
    source_file: str
    sha256: str
    jurisdiction: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One plan: its description, its canonical text and its clauses in text order."""

    info: PlanInfo
    canonical: CanonicalText
    clauses: tuple[Clause, ...]

    @property
    def id(self) -> str:
        """The plan's stable id, the name of its folder."""
        return self.info.id

    @property
    def text(self) -> str:
        """The canonical text that all offsets point into."""
        return self.canonical.text

    @cached_property
    def by_id(self) -> dict[str, Clause]:
        """The clauses by their id."""
        return {clause.id: clause for clause in self.clauses}

    def clause_text(self, clause_id: str) -> str:
        """The text of one clause without its sub-clauses; KeyError for an unknown id."""
        clause = self.by_id[clause_id]
        return self.text[clause.start : clause.end]

    def locate(self, clause_id: str, quote: str) -> SourceRef | None:
        """The first place of `quote` inside the clause, or None if it does not stand there verbatim."""
        clause = self.by_id.get(clause_id)
        if clause is None or not quote:
            return None
        start = self.text.find(quote, clause.start, clause.end)
        if start < 0:
            return None
        return SourceRef(plan=self.id, clause=clause_id, quote=quote, start=start, end=start + len(quote))

    def heading_path(self, clause_id: str) -> str:
        """The heading with its place in the tree, as people cite it: `二(四)15 推进新能源配套设施建设`."""
        clause = self.by_id[clause_id]
        parent = clause.parent or ""
        place = clause_id if clause_id.startswith(parent) else parent + clause_id
        return f"{place} {clause.heading}".strip()


def read_source(path: Path) -> str:
    """The plan's text as received. Raises PolicyError if it is missing, empty or not UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PolicyError(f"The plan file {str(path)!r} cannot be read ({error.strerror}); check the path.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyError(
            f"The plan file {str(path)!r} is not UTF-8 text (byte {error.start}); save it as UTF-8 and try again."
        ) from error
    if not text.strip() or "\x00" in text:
        raise PolicyError(f"The plan file {str(path)!r} holds no readable text; check that it is the text of a plan.")
    return text


def load_info(folder: Path) -> PlanInfo:
    """Read `plan.toml`. Raises PolicyError if the file is missing, is no TOML or lacks a field."""
    path = folder / "plan.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        data["jurisdiction"] = tuple(data["jurisdiction"])
        return PlanInfo(**data)
    except OSError as error:
        raise PolicyError(f"There is no plan in {str(folder)!r}: plan.toml is missing.") from error
    except (tomllib.TOMLDecodeError, TypeError, KeyError, UnicodeDecodeError) as error:
        raise PolicyError(f"{str(path)!r} is not a valid plan description: {error}.") from error


def load_plan(plan: str | Path) -> Plan:
    """Load a plan by its id (a folder of `corpus/plans`) or by the path of a folder of that shape.

    Raises PolicyError if a file is missing, unreadable, differs from its checksum, or has no clauses.
    """
    folder = Path(plan) if Path(plan).is_dir() else PLANS_FOLDER / str(plan)
    info = load_info(folder)
    path = folder / info.source_file
    source = read_source(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != info.sha256:
        raise PolicyError(
            f"{str(path)!r} differs from its checksum in plan.toml (it may be truncated); restore the file as received,"
            f" or, if it is a new version, set sha256 to {digest} and validate the tables again."
        )
    return parse_plan(info, source)


def parse_plan(info: PlanInfo, source: str) -> Plan:
    """Make the plan from its source text. Raises PolicyError if no numbered clause is found."""
    canonical = canonicalise(source)
    clauses = parse_clauses(canonical, title=info.title)
    return Plan(info=info, canonical=canonical, clauses=clauses)
