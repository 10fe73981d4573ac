"""``align glossary find``, as it is called."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.cli import cli
from align.errors import SverkaError

EXAMPLES = Path(__file__).parents[3] / "examples"
TERMS = """\
- id: union-state
  enforce: error
  en:
    - term: Union State
      case: exact
    - {term: Allied State, status: deprecated, replacement: Union State}
  ru: [Союзное государство]
  be: [Саюзная дзяржава]
- id: state
  en: [state]
  ru: [государство]
"""


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def terms(tmp_path):
    path = tmp_path / "terms.yaml"
    path.write_text(TERMS, encoding="utf-8")
    return str(path)


def run(*args, **kwargs):
    return CliRunner().invoke(cli, ["glossary", *args], catch_exceptions=True, **kwargs)


def rows(result):
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def test_places_are_lines_and_code_points_of_the_file(tmp_path, terms):
    text = "Первая\u2028строка\r\n𝕏 о Союзном государстве\x0cи ещё\n"
    (tmp_path / "ru.txt").write_bytes(text.encode())
    result = run("find", "ru.txt", "-g", terms, "--lang", "ru", "-f", "jsonl")
    assert result.exit_code == 0
    found = rows(result)
    assert [(r["concept"], r["line"], r["start"], r["end"]) for r in found] == [
        ("union-state", 1, 4, 23),
        ("state", 1, 12, 23),
    ]
    assert found[0]["text"] == "Союзном государстве"
    assert found[0]["term"] == "Союзное государство"
    assert found[1]["within"] == "union-state"


def test_the_language_is_found_out_and_the_input_read(terms):
    result = run("find", "-", "-g", terms, input="Он сказал о Союзном государстве.\n".encode())
    assert result.exit_code == 0
    assert "standard input:1:13: Союзном государстве  [union-state]" in result.stdout
    assert "1 place, 1 concept." in result.stdout


def test_documents_are_searched_by_paragraph():
    file = EXAMPLES / "economic-briefing" / "be.docx"
    result = run("find", str(file), "-f", "jsonl")
    assert result.exit_code == 0
    assert {r["concept"] for r in rows(result)} >= {"belarusian"}
    assert all(0 <= r["start"] < r["end"] for r in rows(result))


def test_nothing_found_is_no_fault(tmp_path, terms):
    (tmp_path / "en.txt").write_text("Nothing here.\n")
    result = run("find", "en.txt", "-g", terms, "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "No term of the glossary was found.\n")
    assert run("find", "en.txt", "-g", terms, "--lang", "en", "-f", "jsonl").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["find", "no.txt"], "no.txt"),
        (["find", "digits.txt"], "--lang"),
        (["find", "digits.txt", "--lang", "ru", "-g", "none.yaml"], "none.yaml"),
        (["find", "digits.txt", "--lang", "ru", "-g", "empty"], "no glossary"),
        (["find", "digits.txt", "--lang", "ru", "-g", "bad.yaml"], "bad.yaml:2"),
    ],
)
def test_what_cannot_be_done_is_told(tmp_path, arguments, words):
    (tmp_path / "digits.txt").write_text("12 + 5\n")
    (tmp_path / "bad.yaml").write_text("- id: a\n  en_: [x]\n")
    (tmp_path / "empty").mkdir()
    result = run(*arguments)
    assert isinstance(result.exception, SverkaError)
    assert words in str(result.exception)
