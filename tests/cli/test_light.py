"""``align --help`` must be quick: nothing heavy is imported before it is needed."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from align.cli import cli

HEAVY = (
    "numpy",
    "onnxruntime",
    "transformers",
    "sentencepiece",
    "sacrebleu",
    "lxml",
    "rich",
    "jinja2",
    "openpyxl",
    "pymorphy3",
    "ruamel",
    "yaml",
)


GLOSSARY = (
    "list", "show", "find", "add", "edit", "retire", "rename", "lint", "stats", "diff",
    "merge", "import", "export", "mine",
)  # fmt: skip
CALLS = [
    [],
    ["check"],
    ["score"],
    ["score", "compare"],
    ["rules"],
    ["config"],
    ["config", "show"],
    ["init"],
    ["glossary"],
    *(["glossary", name] for name in GLOSSARY),
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_help_imports_nothing_heavy(call):
    code = (
        "import sys\n"
        f"sys.argv = ['align', *{call!r}, '--help']\n"
        "from align.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "assert not heavy, heavy\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Usage: align")


def test_help_of_the_glossary_lists_its_commands_in_their_order():
    shown = CliRunner().invoke(cli, ["glossary", "--help"]).stdout
    rows = shown[shown.index("Commands:") :].splitlines()[1:]
    assert tuple(row.split()[0] for row in rows if row[2] != " ") == GLOSSARY


def test_format_names_of_the_command_are_those_of_the_formats():
    from align import formats
    from align.cli import pair

    assert pair.FORMATS == formats.FORMATS
