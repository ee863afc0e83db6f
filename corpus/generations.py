"""The folder of the index: generations beside each other, and one file that names the one in use.

    index/.lock        held while a generation is written; a second writer is refused at once
    index/CURRENT      the name of the generation in use
    index/g000007-…/  a generation; never changed once CURRENT names it

Embedded Chroma is for one writing process (two writers left unreadable vectors in 5 of 5 rounds, and a reader never
saw the vectors that another process added), so an index is never changed in place. A folder's name is never used
again: Chroma keeps what it knows of a path, broken files included, until the process ends.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import PolicyError

_NAME = re.compile(r"g(\d{6,})-[0-9a-f]{8}")


def index_folder(data_dir: Path) -> Path:
    """Where the index of a data folder lies."""
    return data_dir / "index"


def current_generation(data_dir: Path) -> Path | None:
    """The folder of the generation in use, or None if there is none. Raises PolicyError if CURRENT is damaged."""
    root = index_folder(data_dir)
    try:
        name = (root / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"The index in {str(root)!r} cannot be read; run `policy-assistant ingest`.") from error
    if not _NAME.fullmatch(name) or not (root / name).is_dir():
        raise PolicyError(f"The index in {str(root)!r} is damaged; run `policy-assistant ingest` to rebuild it.")
    return root / name


@contextmanager
def new_generation(data_dir: Path) -> Iterator[Path]:
    """An empty folder to write a generation into; it replaces the one in use when the block ends without an error.

    Raises PolicyError if another writer is at work, or if the data folder cannot be written.
    """
    root = index_folder(data_dir)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / ".lock", timeout=0):
            folder = _next_folder(root)
            try:
                yield folder
                _swap_in(root, folder.name)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            _remove_others(root, folder.name)
    except Timeout as error:
        raise PolicyError(
            f"Another process is building the index in {str(root)!r}; wait until it is done and try again."
        ) from error
    except OSError as error:
        raise PolicyError(
            f"The data folder {str(data_dir)!r} cannot be written ({error.strerror or error}); make room, or name"
            " another folder in POLICY_DATA_DIR."
        ) from error


def _next_folder(root: Path) -> Path:
    taken = [int(match[1]) for path in root.iterdir() if (match := _NAME.fullmatch(path.name))]
    folder = root / f"g{max(taken, default=0) + 1:06d}-{secrets.token_hex(4)}"
    folder.mkdir()
    return folder


def _swap_in(root: Path, name: str) -> None:
    """Name the generation in CURRENT: one rename, so that a reader sees the old or the new one."""
    draft = root / "CURRENT.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, root / "CURRENT")


def _remove_others(root: Path, name: str) -> None:
    for path in root.iterdir():
        if path.name != name and _NAME.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)  # what a reader holds open goes with the next generation
