"""All panels in the order of their tabs, and their style sheet, which the page puts into its head."""

from __future__ import annotations

from pathlib import Path

from assistant.chat import Assistant
from assistant.web.panels.obligations import ObligationsPanel
from assistant.web.panels.panel import Panel
from assistant.web.panels.plan import PlanPanel
from assistant.web.panels.targets import TargetsPanel
from assistant.web.panels.units import UnitsPanel

STYLE = Path(__file__).parent / "panels.css"


def all_panels(assistant: Assistant) -> list[Panel]:
    """New panels for one page: each knows the components that it lays out."""
    return [PlanPanel(assistant), UnitsPanel(assistant), TargetsPanel(assistant), ObligationsPanel(assistant)]
