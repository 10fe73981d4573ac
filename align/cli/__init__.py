"""The command ``align``. Commands are modules of their own, imported when called."""

import sys
import traceback

import click

from align import __version__
from align.cli.lazy import LazyGroup
from align.errors import SverkaError

_COMMANDS = {
    "check": ("align.cli.check:check", "Check releases against their originals."),
    "score": ("align.cli.score:score", "Say how good a translation is, and why."),
    "rules": ("align.cli.rules:rules", "List what align check looks at, or explain one rule."),
    "baseline": (
        "align.cli.baseline:baseline",
        "Keep the findings of today, so that only new ones count.",
    ),
    "pair": ("align.cli.pair:pair", "Pair the sentences of a release with its original."),
    "lock": ("align.cli.lock:lock", "Fix pairs by hand; align pair keeps to them."),
    "glossary": (
        "align.cli.glossary:glossary",
        "Keep the glossary, and find its terms in texts.",
    ),
    "segment": ("align.cli.segment:segment", "Show how a text is divided into sentences."),
    "bench": ("align.cli.bench_gold:bench", "Judge the pairing by documents that a reader paired."),
    "config": ("align.cli.config:config", "Show the settings that count here."),
    "init": ("align.cli.init:init", "Write an align.toml for a folder, after looking at it."),
    "models": ("align.cli.models:models", "List, describe, verify and compare models."),
}


@click.group(
    cls=LazyGroup, lazy=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="align", message="%(prog)s (sverka) %(version)s")
def cli() -> None:
    """Pair an English release with its Russian or Belarusian original, sentence by sentence.

    Everything runs on this machine; nothing is sent anywhere.

    \b
        align pair ORIGINAL RELEASE              show the pairs on the terminal
        align pair ORIGINAL RELEASE -o x.html    a page to read, print and pass on
    """


def main() -> None:
    """Entry point: errors in one sentence on standard error, exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        where = getattr(error, "ctx", None)
        help_of = where.command_path if where else "align"
        click.echo(f"align: {error.format_message()} See '{help_of} --help'.", err=True)
        code = error.exit_code
    except click.Abort:
        click.echo("align: interrupted; no half-written file is left.", err=True)
        code = 130
    except (SverkaError, OSError) as error:
        # Several problems have a line each; a file's name must not make one of its own.
        several = hasattr(error, "problems")
        told = str(error).split("\n") if several else [str(error)]
        click.echo("\n".join(f"align: {' '.join(line.split())}" for line in told), err=True)
        code = 2
    except (MemoryError, RecursionError):
        click.echo("align: this is too large for the memory here. Pair it in parts.", err=True)
        code = 2
    except Exception:
        # Never 1, which says that a check found something.
        traceback.print_exc()
        click.echo("align: this is a fault of the program; please report it.", err=True)
        code = 2
    sys.exit(code if isinstance(code, int) else 0)
