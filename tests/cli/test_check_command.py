"""``align check``, ``align baseline`` and ``align rules``, as they are called."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from align import report
from align.checks.documentation import pages
from align.cli import cli
from align.cli.check import FORMATS
from align.errors import SverkaError, UsageError

EXAMPLES = Path(__file__).parents[2] / "examples"
DECREE = EXAMPLES / "decree"
TERMS = """\
- id: union-state
  enforce: error
  en:
    - term: Union State
      case: exact
    - {term: Allied State, status: deprecated, replacement: Union State}
  ru: [Союзное государство]
  be: [Саюзная дзяржава]
"""
ORIGINAL = """\
Министр экономики выступил в Минске.

Экспорт вырос на 12 процентов.

Бюджет Союзного государства принят.
"""
RELEASE = """\
The minister of economy spoke in Minsk.

Exports grew by 12 percent.

The budget of the Union State has been adopted.
"""


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.yaml").write_text(TERMS, encoding="utf-8")


def put(name, text):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return name


@pytest.fixture
def pair():
    put("ru.txt", ORIGINAL)
    put("en.txt", RELEASE)
    return "ru.txt", "en.txt"


@pytest.fixture
def folder():
    """Two pairs with settings, one of them with a fault."""
    for name, release in (("a", RELEASE), ("b", RELEASE.replace("12", "21"))):
        put(f"releases/{name}/ru.txt", ORIGINAL)
        put(f"releases/{name}/en.txt", release)
    put(
        "align.toml",
        'glossaries = ["terms.yaml"]\n\n[[pairs]]\n'
        'original = "releases/{id}/ru.txt"\nrelease = "releases/{id}/en.txt"\n',
    )


def run(*arguments, **options):
    return CliRunner().invoke(cli, ["check", *arguments], **options)


def rows(result):
    assert result.exit_code in (0, 1), result.exception
    return [json.loads(row) for row in result.stdout.splitlines()]


def found(*arguments):
    return [(row["rule"], row["text"]) for row in rows(run(*arguments, "-f", "jsonl"))]


def test_a_clean_release_passes(pair):
    result = run(*pair)
    assert result.exit_code == 0, result.stdout
    assert result.stdout.endswith("Passed.\n")


def test_a_changed_number_fails(pair):
    put("en.txt", RELEASE.replace("12", "21"))
    result = run(*pair, "-f", "jsonl")
    [row] = rows(result)
    assert result.exit_code == 1
    assert row["rule"] == "FCT002"
    assert (row["path"], row["line"], row["side"], row["severity"]) == (
        "en.txt", 3, "target", "error",
    )  # fmt: skip
    line = Path("en.txt").read_text("utf-8").split("\n")[row["line"] - 1]
    assert line[row["column"] - 1 : row["end_column"] - 1] == row["text"]
    assert row["source_sentence"] == "Экспорт вырос на 12 процентов."
    assert re.fullmatch("[0-9a-f]{16}", row["fingerprint"])


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_the_level_decides_the_exit_code(pair, level, code):
    put("en.txt", RELEASE.replace("spoke in", "spoke  in"))
    assert [row["severity"] for row in rows(run(*pair, "-f", "jsonl"))] == ["warning"]
    assert run(*pair, "--fail-on", level).exit_code == code


def test_rules_are_selected_and_ignored(pair):
    put("en.txt", RELEASE.replace("12", "21").replace("Union", "Allied"))
    assert {rule for rule, _ in found(*pair)} == {"FCT002", "TRM002"}
    assert {rule for rule, _ in found(*pair, "--select", "TRM")} == {"TRM002"}
    assert {rule for rule, _ in found(*pair, "--ignore", "barred-term")} == {"FCT002"}
    refused = run(*pair, "--select", "FTC001")
    assert isinstance(refused.exception, UsageError)
    assert "FCT001" in str(refused.exception)


def test_a_glossary_that_is_named_is_used_and_looked_at(pair):
    put("en.txt", RELEASE.replace("Union", "Allied"))
    put("own.yaml", TERMS + "- id: tea\n  en: [tea ]\n  ru: [чай]\n  be: [гарбата]\n")
    told = rows(run(*pair, "-g", "own.yaml", "-f", "jsonl"))
    assert {row["rule"] for row in told if row["side"] == "target"} == {"TRM002"}
    lint = [row for row in told if row["side"] == "glossary"]
    assert lint
    assert all(row["rule"].startswith("GLS") and row["path"] == "own.yaml" for row in lint)


def test_every_pair_of_the_folder_is_checked(folder):
    result = run("-f", "jsonl")
    assert [(row["rule"], row["path"]) for row in rows(result)] == [
        ("FCT002", str(Path("releases/b/en.txt")))
    ]
    assert result.exit_code == 1


def test_several_processes_find_the_same(folder):
    assert run("-f", "jsonl", "--jobs", "2").stdout == run("-f", "jsonl", "--jobs", "1").stdout


def test_a_pair_that_cannot_be_read_is_told_and_the_others_go_on(folder):
    put("releases/a/en.txt", "")
    result = run("-f", "jsonl")
    assert result.exit_code == 2
    assert "releases/a/en.txt" in result.stderr.replace("\\", "/")
    assert "FCT002" in result.stdout


def test_what_is_so_already_goes_into_the_baseline(folder):
    made = CliRunner().invoke(cli, ["baseline"])
    assert (made.exit_code, made.stdout) == (0, "align-baseline.json: 1 finding kept.\n")
    assert run("--baseline", "align-baseline.json").exit_code == 0
    put("releases/a/en.txt", RELEASE.replace("12", "13"))
    told = rows(run("--baseline", "align-baseline.json", "-f", "jsonl"))
    assert [Path(row["path"]).parent.name for row in told if not row.get("suppressed")] == ["a"]
    again = CliRunner().invoke(cli, ["baseline"])
    assert again.stdout == "align-baseline.json: 1 finding kept, 1 before.\n"
    more = CliRunner().invoke(cli, ["baseline", "--add"])
    assert more.stdout == "align-baseline.json: 2 findings kept, 1 before.\n"


def test_a_suppression_beside_the_release_is_kept_to(pair):
    put("en.txt", RELEASE.replace("12", "21"))
    put("en.txt.ignore.toml", '[[ignore]]\nrule = "FCT002"\nreason = "corrected figures"\n')
    result = run(*pair)
    assert result.exit_code == 0, result.stdout
    assert "1 suppressed" in result.stdout


def test_fix_mends_what_needs_no_person_and_keeps_the_rest_of_the_file(pair):
    faulty = RELEASE.replace("Union", "Allied").replace("spoke in", "spoke  in")
    faulty = faulty.replace("\n", "\r\n").replace("12", "21")
    put("en.txt", faulty)
    shown = run(*pair, "--diff")
    assert shown.exit_code == 1
    assert "-The budget of the Allied State" in shown.stdout
    assert "+The budget of the Union State" in shown.stdout
    assert Path("en.txt").read_bytes() == faulty.encode()
    result = run(*pair, "--fix")
    assert result.exit_code == 1
    assert "en.txt: 2 edits made." in result.stderr
    assert "FCT002" in result.stdout
    assert "TRM002" not in result.stdout
    wanted = RELEASE.replace("\n", "\r\n").replace("12", "21")
    assert Path("en.txt").read_bytes() == wanted.encode()
    assert run(*pair, "--fix", "--unsafe-fixes").exit_code == 0
    assert Path("en.txt").read_bytes() == RELEASE.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written(pair, form):
    put("en.txt", RELEASE.replace("12", "21"))
    result = run(*pair, "-f", form)
    assert result.exit_code == 1
    assert "FCT002" in result.stdout
    output = run(*pair, "-f", form, "-o", "out.file")
    assert output.exit_code == 1
    if form != "text":
        assert Path("out.file").read_text("utf-8") == result.stdout


def test_formats_are_those_of_the_reports():
    assert report.NAMES == FORMATS


def test_github_gets_a_summary(pair, monkeypatch, tmp_path):
    put("en.txt", RELEASE.replace("12", "21"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert run(*pair, "-f", "github").stdout.startswith("::error ")
    assert "FCT002" in (tmp_path / "summary.md").read_text("utf-8")


def test_statistics_count_by_rule(pair):
    put("en.txt", RELEASE.replace("12", "21"))
    assert run(*pair, "--statistics").stdout.endswith("1  FCT002  percent\n")


def test_a_report_overwrites_no_document(pair):
    for name in (*pair, "terms.yaml"):
        before = Path(name).read_bytes()
        result = run(*pair, "-g", "terms.yaml", "-o", name)
        assert isinstance(result.exception, SverkaError)
        assert Path(name).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "align init"),
        (["ru.txt"], "Give two documents"),
        (["ru.txt", "no.txt"], "no.txt"),
        (["en.txt", "ru.txt"], "wrong order"),
        (["ru.txt", "en.txt", "--fix", "--diff"], "one of the two"),
        (["ru.txt", "en.txt", "--unsafe-fixes"], "--fix"),
        (["ru.txt", "-", "--fix"], "standard input"),
        (["ru.txt", "en.txt", "--changed-since", "HEAD"], "align.toml"),
        (["ru.txt", "en.txt", "--watch", "--fix"], "--watch"),
        (["ru.txt", "en.txt", "-g", "none.yaml"], "none.yaml"),
        (["ru.txt", "en.txt", "--baseline", "none.json"], "none.json"),
    ],
)
def test_what_cannot_be_done_is_told(pair, arguments, words):
    result = run(*arguments)
    assert isinstance(result.exception, SverkaError), result.stdout
    assert words in str(result.exception)


def test_the_examples_are_checked_in_a_process_of_their_own(align):
    done = align("check", DECREE / "be.md", DECREE / "en.md", "--fail-on", "error")
    assert done.returncode in (0, 1), done.stderr
    assert "in 1 release" in done.stdout.decode()


def rules(*arguments):
    return CliRunner().invoke(cli, ["rules", *arguments])


def test_rules_are_listed_and_explained():
    listed = rules().stdout
    assert all(code in listed for code in pages())
    page = rules("TXT008").stdout
    assert page.startswith("# TXT008 ")
    assert '`spelling = "consistent"`' in page
    assert rules(pages()["TXT008"].name).stdout == page
    assert [row["code"] for row in json.loads(rules("-f", "json").stdout)] == list(pages())
    assert rules("--markdown").stdout.count("\n# ") + 1 == len(pages())


def test_a_rule_that_is_none_is_told():
    assert "Did you mean TRM001?" in str(rules("TRM01").exception)


def test_pairs_that_are_not_there_are_no_success(folder):
    for name in ("a", "b"):
        Path(f"releases/{name}/en.txt").unlink()
    result = run()
    assert isinstance(result.exception, UsageError)
    assert "not one of its pairs is there" in str(result.exception)


def test_a_release_that_is_named_and_missing_is_told_in_every_format(folder):
    put("align.toml", '[[pairs]]\noriginal = "releases/a/ru.txt"\nrelease = "no.txt"\n')
    result = run("-f", "json")
    assert result.exit_code == 2
    assert "no.txt is not there" in result.stdout


def test_commands_and_families_of_rules():
    result = CliRunner().invoke(cli, ["chek"])
    assert "There is no command chek. Did you mean check?" in result.output
    listed = rules("FCT").stdout
    assert "FCT001" in listed
    assert "TRM001" not in listed
