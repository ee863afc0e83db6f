"""Write requirements.lock and requirements-test.lock from what is installed: `.venv/bin/python scripts/lock.py`.

1. From the dependencies in pyproject.toml on, every package's own requirements are followed, with the extras asked for.
2. What is reached is pinned at the installed version, without a local label (`2.13.0+cpu` is pinned as `2.13.0`).
3. The walk is done again as Windows would do it: what Windows does not ask for is marked, so that pip skips it there.
4. The test lock holds what the test extra reaches beyond the first lock.

`--check` writes nothing and ends with status 1 if a lock is not what would be written.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
HERE: Mapping[str, str] = {}
WINDOWS: Mapping[str, str] = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
NOT_ON_WINDOWS = 'sys_platform != "win32"'
HEADER = """\
# {content}, made by `.venv/bin/python scripts/lock.py`
# from the {source} of pyproject.toml and the metadata of the installed packages.
# Do not edit: change pyproject.toml, install, and run the script again.
"""

Extra = tuple[str, str]
"""A package's canonical name and one of its extras, "" for none."""


def reached(requirements: Iterable[Requirement], platform: Mapping[str, str]) -> set[str]:
    """The canonical names of all packages that the requirements ask for on a platform, transitive ones included.

    Raises SystemExit if a package that this platform needs is not installed; elsewhere it is left to pip.
    """
    seen: set[Extra] = set()
    waiting = [(requirement, "") for requirement in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({**platform, "extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        for wanted in {"", *requirement.extras}:
            if (name, wanted) not in seen and _is_there(name, needed=platform is HERE):
                seen.add((name, wanted))
                waiting += [(Requirement(text), wanted) for text in distribution(name).requires or ()]
    return {name for name, _ in seen}


def _is_there(name: str, *, needed: bool) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        if needed:
            sys.exit(f"{name!r} is required but not installed; install the project with its test extra, then run this again.")
        return False
    return True


def pin(name: str, platforms: str = "") -> str:
    """One line of a lock."""
    line = f"{name}=={Version(distribution(name).version).public}"
    return f"{line} ; {platforms}" if platforms else line


def lock(requirements: Iterable[Requirement], without: Iterable[Requirement] = ()) -> list[str]:
    """The lines for what the requirements reach, less what `without` reaches, sorted by name."""
    wanted, known = list(requirements), list(without)
    names = reached(wanted, HERE) - reached(known, HERE)
    on_windows = reached(wanted, WINDOWS)
    return [pin(name, "" if name in on_windows else NOT_ON_WINDOWS) for name in sorted(names)]


def locks() -> dict[Path, str]:
    """The text of every lock by its path."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = [Requirement(text) for text in project["dependencies"]]
    test = [Requirement(text) for text in project["optional-dependencies"]["test"]]
    first = HEADER.format(content="Every package that the program needs", source="dependencies")
    second = HEADER.format(content="What the tests need besides requirements.lock", source="test extra")
    return {
        ROOT / "requirements.lock": "\n".join([first, *lock(runtime), ""]),
        ROOT / "requirements-test.lock": "\n".join([second, *lock(test, without=runtime), ""]),
    }


def main() -> int:
    """Write the locks, or check them."""
    parser = argparse.ArgumentParser(description="Write the lock files from what is installed.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit status 1 if a lock is out of date")
    check = parser.parse_args().check
    status = 0
    for path, text in locks().items():
        same = path.exists() and path.read_text(encoding="utf-8") == text
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not same:
            status = 1
        state = "is up to date" if same else "is out of date" if check else "was written"
        print(f"{path.name} {state}: {sum('==' in line for line in text.splitlines())} packages.")
    return status


if __name__ == "__main__":
    sys.exit(main())
