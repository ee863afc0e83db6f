"""The commands of `policy-assistant`.

Each command imports what it needs when it runs: a question that the table answers pays for no heavy library. Errors are
one sentence on stderr; the exit status is 2 for wrong use and 1 for a failed run. Input and output are UTF-8 everywhere.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.build import build_assistant
from assistant.chat import Assistant, Conversation
from assistant.explain import to_explanation
from assistant.failure import LOG_NAME, failed_turn, record
from assistant.presentation import table_object, to_json, to_markdown
from assistant.replacing import replacing
from assistant.settings import Settings, load_settings
from assistant.turn import Turn
from corpus.errors import PolicyError
from corpus.sources import load_plan
from structured.table import load_table

TABLES = ("units", "tasks", "targets", "obligations", "places")
_EVALUATION = "eval.cli"
_WRONG_USE = 2
_MCP_PORT = 7861


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    _speak_utf8()
    options = _parser(sys.argv[1:] if arguments is None else arguments).parse_args(arguments)
    try:
        return options.run(options)
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:  # the outermost edge: nobody shall see a traceback
        folder = load_settings().data_dir
        print(f"The command broke; the cause stands in {str(folder / LOG_NAME)!r} under {record(error, folder)}.", file=sys.stderr)
        return 1


def _speak_utf8() -> None:
    """Consoles and pipes of another encoding cannot hold the plan's characters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="policy-assistant",
        description="Answers questions about an official plan from its validated table and its own words, with citations.",
        epilog="Settings are read from the environment (POLICY_DATA_DIR, POLICY_PORT, …); the README lists them all.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    ask = _command(commands, "ask", _ask, "answer one question")
    ask.add_argument("question", help="the question, in Chinese or English; - reads it from standard input")
    ask.add_argument("--json", action="store_true", help="print the answer object instead of Markdown")
    ask.add_argument("--explain", action="store_true", help="show what was understood, found and rejected")

    batch = _command(commands, "batch", _batch, "answer dialogues from a JSONL file")
    batch.add_argument("input", type=Path, metavar="IN.jsonl", help='lines {"id": "...", "turns": ["q1", "q2"]}')
    batch.add_argument("output", type=Path, metavar="OUT.jsonl", help='lines {"id": "...", "answers": [answer, …]}')

    table = _command(commands, "table", _table, "print the structured table")
    table.add_argument("name", choices=TABLES, help="which rows")
    table.add_argument("--json", action="store_true", help="print a list of objects, one a row")

    check = _command(commands, "check", _check, "prove the table against the plan text; exit status 1 if anything is found")
    check.add_argument("plan", nargs="?", help="id or folder of the plan (default: the configured plan)")

    ingest = _command(commands, "ingest", _ingest, "read a plan and rebuild what is derived from it")
    ingest.add_argument("path", metavar="PATH", help="folder of the plan (plan.toml and its source), or its id")

    _command(commands, "chat", _chat, "serve the web chat and its REST interface")
    mcp = _command(commands, "mcp", _mcp, "serve the assistant as tools for language models (MCP)")
    mcp.add_argument("--http", action="store_true", help="over HTTP at /mcp (default: on standard input and output)")
    mcp.add_argument("--port", type=int, default=_MCP_PORT, help=f"port for --http (default: {_MCP_PORT})")
    _keeping_commands(commands)
    _evaluation_command(commands, wanted="eval" in arguments[:1])
    return parser


def _command(commands, name: str, run: Callable[[argparse.Namespace], int], purpose: str) -> argparse.ArgumentParser:  # noqa: ANN001
    parser = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
    parser.set_defaults(run=run)
    return parser


def _keeping_commands(commands) -> None:  # noqa: ANN001
    feedback = _command(commands, "feedback", _feedback, "count the ratings of answers, or make candidate eval questions of them")
    feedback.add_argument(
        "--export", type=Path, metavar="FILE",
        help="write one candidate a line (JSONL, the form of eval/questions): the gold filled in from the rated answer, but for what"
        " the rating disputes; the field feedback says what is to be settled and is taken out then",
    )
    user = _command(commands, "user", _user, "add, remove or list the accounts that may sign in (POLICY_SIGN_IN)")
    actions = user.add_subparsers(title="actions", metavar="ACTION", required=True, dest="action")
    add = actions.add_parser(
        "add", help="add an account",
        description="Add an account. The password is asked for at the terminal, or is the first line of standard input.",
    )
    add.add_argument("name", metavar="NAME", help="1 to 64 characters without space and colon; case makes no difference")
    add.add_argument("--replace", action="store_true", help="give an account that there is another password, and sign its browsers out")
    remove = actions.add_parser("remove", help="remove an account", description="Remove an account and sign its browsers out.")
    remove.add_argument("name", metavar="NAME", help="as `user list` prints it")
    actions.add_parser("list", help="list the accounts", description="List the accounts, each with the day it was made.")


def _evaluation_command(commands, *, wanted: bool) -> None:  # noqa: ANN001
    """The evaluation stands to the right of this package, so it is looked up by name, and only when it is asked for."""
    parser = commands.add_parser("eval", help="run the evaluation and write its report", add_help=True)
    if wanted:
        module = importlib.import_module(_EVALUATION)
        module.add_arguments(parser)
        parser.set_defaults(run=module.run)


def _ask(options: argparse.Namespace) -> int:
    question = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if options.question == "-" else options.question
    if _undecodable(question):
        print("The question is not valid UTF-8 text; type it again in a UTF-8 terminal.", file=sys.stderr)
        return _WRONG_USE
    settings = load_settings()
    conversation = Conversation(build_assistant(settings))
    try:
        turn = conversation.take_turn(question)
    except PolicyError:
        raise
    except Exception as error:  # the outermost edge: the answer says so, the log says why
        turn = failed_turn(question, record(error, settings.data_dir))
    if options.json:
        print(json.dumps(to_json(turn), ensure_ascii=False, indent=2))
    else:
        print(to_explanation(turn) if options.explain else to_markdown(turn.answer))
    return 1 if turn.answer.status == "error" else 0


def _take_turn(conversation: Conversation, question: str, settings: Settings) -> Turn:
    """One answer of a batch, whatever happens: what breaks is logged, and the answer gives its id."""
    try:
        return conversation.take_turn(question)
    except Exception as error:  # the outermost edge: one question must not take the others with it
        return failed_turn(question, record(error, settings.data_dir))


def _undecodable(text: str) -> bool:
    """Whether bytes that are no UTF-8 came in (Python keeps them as lone surrogates)."""
    return any("\ud800" <= char <= "\udfff" for char in text)


def _batch(options: argparse.Namespace) -> int:
    try:
        lines = options.input.read_bytes().splitlines()
    except OSError as error:
        print(f"{str(options.input)!r} cannot be read ({error.strerror}).", file=sys.stderr)
        return _WRONG_USE
    settings = load_settings()
    assistant = build_assistant(settings)
    failed = 0
    try:
        with replacing(options.output) as out:
            for number, raw in enumerate(lines, start=1):
                if not raw.strip():
                    continue
                result = _answer_line(assistant, number, raw, settings)
                failed += "error" in result
                out.write(json.dumps(result, ensure_ascii=False) + "\n")
    except OSError as error:
        raise PolicyError(f"{str(options.output)!r} cannot be written ({error.strerror}).") from error
    if failed:
        print(f"{failed} of {len(lines)} lines could not be read; each has an error in its place.", file=sys.stderr)
    return 1 if failed else 0


def _answer_line(assistant: Assistant, number: int, raw: bytes, settings: Settings) -> dict[str, object]:
    """One dialogue with a memory of its own; or, for a line that cannot be read, its error."""
    identity: object = None
    try:
        data = json.loads(raw.decode("utf-8-sig"))
        identity = _identity(data)
        turns = data["turns"]
        if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
            raise TypeError
    except UnicodeDecodeError:
        return {"id": identity, "line": number, "error": "the line is not UTF-8 text"}
    except json.JSONDecodeError as error:
        return {"id": identity, "line": number, "error": f"the line is not JSON ({error.msg}, column {error.colno})"}
    except (ValueError, RecursionError):
        return {"id": identity, "line": number, "error": "the line is JSON that is nested too deep or holds too long a number"}
    except (TypeError, KeyError):
        return {"id": identity, "line": number, "error": 'the line needs "turns", a list of one or more questions'}
    conversation = Conversation(assistant)
    return {"id": identity, "answers": [to_json(_take_turn(conversation, _clean(turn), settings)) for turn in turns]}


def _identity(data: object) -> object:
    """The `id` of a line as it can be written again; None where it has none."""
    found = data.get("id") if isinstance(data, dict) else None
    return _clean(found) if isinstance(found, str) else found if isinstance(found, int) else None


def _clean(text: str) -> str:
    """Without the lone surrogates that JSON escapes can bring in and that no output can hold."""
    return "".join(char for char in text if not "\ud800" <= char <= "\udfff")


def _table(options: argparse.Namespace) -> int:
    settings = load_settings()
    rows = getattr(load_table(settings.plan, *settings.table_folders), options.name)
    objects = [table_object(row) for row in rows]
    if options.json:
        print(json.dumps(objects, ensure_ascii=False, indent=2))
        return 0
    for item in objects:
        print(" | ".join(f"{key}: {_cell(value)}" for key, value in item.items() if value not in ("", None, [], ())))
    print(f"{len(objects)} {options.name}", file=sys.stderr)
    return 0


def _cell(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _check(options: argparse.Namespace) -> int:
    settings = load_settings()
    tables, shared = settings.table_folders
    check = importlib.import_module("structured.validate").check
    findings = check(options.plan or settings.plan_source, tables=tables, shared=shared)
    for finding in findings:
        print(f"{finding.table}\t{finding.row}\t{finding.column}\t{finding.message}")
    plan = load_plan(options.plan or settings.plan_source)
    verdict = f"{len(findings)} findings in the table of {plan.id}."
    print(verdict if findings else f"No finding: the table of {plan.id} holds against its text.", file=sys.stderr)
    return 1 if findings else 0


def _ingest(options: argparse.Namespace) -> int:
    settings = load_settings()
    ingest = importlib.import_module("assistant.indexing").ingest
    report = ingest(options.path, settings)
    print(report)
    return 0


def _chat(_: argparse.Namespace) -> int:
    settings = load_settings()
    serving = importlib.import_module("assistant.serving")
    serving.serve(build_assistant(settings), settings)
    return 0


def _feedback(options: argparse.Namespace) -> int:
    keeping = importlib.import_module("assistant.keeping")
    return keeping.export_feedback(options.export) if options.export else keeping.list_feedback()


def _user(options: argparse.Namespace) -> int:
    keeping = importlib.import_module("assistant.keeping")
    if options.action == "add":
        return keeping.add_user(options.name, replace=options.replace)
    return keeping.remove_user(options.name) if options.action == "remove" else keeping.list_users()


def _mcp(options: argparse.Namespace) -> int:
    return importlib.import_module("assistant.mcp_server").run(options)
