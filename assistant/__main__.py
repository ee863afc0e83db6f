"""`python -m assistant` is the same as `policy-assistant`."""

import gc
import sys

# What is loaded at the start lives to the end: looking for garbage in it would cost every cold start, and every later sweep.
gc.disable()

from assistant.cli import main as run  # noqa: E402


def main() -> int:
    """Run one command, with what was loaded set aside from the garbage."""
    gc.freeze()
    gc.enable()
    return run()


if __name__ == "__main__":
    sys.exit(main())
