"""``align --help`` must be quick: nothing heavy is imported before it is needed."""

import subprocess
import sys

HEAVY = (
    "numpy",
    "onnxruntime",
    "transformers",
    "sentencepiece",
    "sacrebleu",
    "lxml",
    "rich",
    "jinja2",
)


def test_help_imports_nothing_heavy():
    code = (
        "import sys\n"
        "sys.argv = ['align', '--help']\n"
        "from align.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "assert not heavy, heavy\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "pair" in run.stdout


def test_format_names_of_the_command_are_those_of_the_formats():
    from align import formats
    from align.cli import pair

    assert pair.FORMATS == formats.FORMATS
