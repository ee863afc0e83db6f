"""Write what the commands print into the READMEs: `.venv/bin/python scripts/shown.py`.

In every ```console block the lines after `$ .venv/bin/policy-assistant …` are replaced by what that command prints now.
Read the difference before you keep it: the READMEs show answers that are right, not whatever is answered.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
PROGRAM = ".venv/bin/policy-assistant "


def refreshed(block: re.Match[str]) -> str:
    """One ```console block with the output of each of its commands as it is now."""
    commands = re.findall(rf"^\$ {re.escape(PROGRAM)}(.*)$", block[1], re.M)
    return "```console\n" + "".join(f"$ {PROGRAM}{command}\n{printed(command)}" for command in commands) + "```"


def printed(command: str) -> str:
    """What the command prints. Raises CalledProcessError if it fails."""
    arguments = [sys.executable, "-m", "assistant", *shlex.split(command)]
    return subprocess.run(arguments, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def main() -> None:
    """Refresh both READMEs and say which of them changed."""
    for path in (ROOT / name for name in READMES):
        before = path.read_text(encoding="utf-8")
        after = re.sub(r"^```console\n(.*?)^```$", refreshed, before, flags=re.M | re.S)
        path.write_text(after, encoding="utf-8")
        print(f"{path.name}: {'unchanged' if after == before else 'changed, read the difference'}.")


if __name__ == "__main__":
    main()
