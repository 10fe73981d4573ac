"""``align glossary list``, ``show`` and ``stats``, as they are called."""

import json

import pytest
from click.testing import CliRunner

from align.cli import cli

TERMS = """\
- id: union-state
  domain: integration
  definition: A union of two states.
  enforce: error
  gap: 1
  en:
    - {term: Union State, case: exact, source: the treaty}
    - {term: Allied State, status: deprecated, replacement: Union State, until: 1999-12-08}
  ru:
    - {term: Союзное государство, forms: [союзгосударство]}
  be: [Саюзная дзяржава]
- id: council-of-ministers-of-the-union-state
  domain: integration
  en: [Council of Ministers of the Union State]
  ru: [Совет Министров Союзного государства]
"""
MORE = """\
- id: wages
  domain: economy
  en:
    - {term: wages, status: proposed}
  ru: [зарплата]
  be: [зарплата]
- id: loan
  ru: [заём]
"""


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "a.yaml").write_text(TERMS, encoding="utf-8")
    (tmp_path / "terms" / "b.yaml").write_text(MORE, encoding="utf-8")


def run(*args, code=0):
    result = CliRunner().invoke(cli, ["glossary", *args, "-g", "terms"])
    assert result.exit_code == code, result.exception
    return result.stdout


def listed(*args):
    return [json.loads(row)["id"] for row in run("list", "-f", "jsonl", *args).splitlines()]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ([], ["union-state", "council-of-ministers-of-the-union-state", "wages", "loan"]),
        (["--domain", "Economy"], ["wages"]),
        (["--status", "deprecated"], ["union-state"]),
        (["--status", "deprecated", "--lang", "ru"], []),
        (["--lang", "be"], ["union-state", "wages"]),
        (["--without", "be"], ["council-of-ministers-of-the-union-state", "loan"]),
        (["--search", "СОЮЗН министров"], ["council-of-ministers-of-the-union-state"]),
        (["--search", "treaty"], ["union-state"]),
        (["--search", "заем"], ["loan"]),
    ],
)
def test_list_shows_what_is_asked_for(options, ids):
    assert listed(*options) == ids


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_the_table_fits_the_terminal_and_loses_no_word(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    shown = run("list")
    assert max(map(len, shown.splitlines())) <= width
    assert shown.endswith("\n4 concepts.\n")
    letters = "".join(shown.split())
    for word in ("Union", "Союзное", "wages", "(proposed)", "—"):
        assert word in letters


def test_the_table_shows_the_terms_of_the_status_asked_for():
    shown = run("list", "--status", "deprecated")
    assert "Allied State" in shown
    assert "Союзное" not in shown


def test_a_domain_that_is_none_is_an_error_that_helps():
    result = CliRunner().invoke(cli, ["glossary", "list", "-g", "terms", "--domain", "econmy"])
    assert "Did you mean “economy”?" in str(result.exception)


def test_acting_characters_are_made_to_show(tmp_path):
    path = tmp_path / "terms" / "c.yaml"
    path.write_text("- id: odd\n  en: [left \u202e right]\n", encoding="utf-8")
    for command in (["list"], ["show", "odd"]):
        shown = run(*command)
        assert "\u202e" not in shown
        assert "⟨U+202E⟩" in "".join(shown.split())


def test_a_card_tells_everything():
    shown = run("show", "union-state")
    assert shown.splitlines()[0].split() == ["union-state", "terms/a.yaml:1"]
    flat = " ".join(shown.split())
    for said in (
        "domain integration",
        "definition A union of two states.",
        "enforce error",
        "gap a word may stand between",
        "Union State preferred, capitals as here source the treaty",
        "Allied State deprecated, say “Union State”, until 1999-12-08",
        "Союзное государство preferred forms союзгосударство",
        "Belarusian Саюзная дзяржава preferred",
    ):
        assert said in flat


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Союзным государством", ["union-state"]),
        ("union state", ["union-state"]),
        ("Allied States", ["union-state"]),
        ("Саюзнай дзяржавы", ["union-state"]),
        ("зарплатами", ["wages"]),
        ("loan", ["loan"]),
        (
            "в Совете Министров Союзного государства",
            ["union-state", "council-of-ministers-of-the-union-state"],
        ),
    ],
)
def test_a_term_is_found_in_any_form(name, ids):
    rows = run("show", name, "-f", "jsonl").splitlines()
    assert [json.loads(row)["id"] for row in rows] == ids


def test_what_is_not_there_is_told_with_what_is_near():
    result = CliRunner().invoke(cli, ["glossary", "show", "Unoin State", "-g", "terms"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "no term “Unoin State”" in result.stderr
    assert "Near are: union-state." in result.stderr


def test_stats_count_by_file_domain_status_and_language():
    made = json.loads(run("stats", "-f", "json"))
    assert (made["concepts"], made["terms"]) == (4, 10)
    assert made["files"]["terms/a.yaml"] == {"concepts": 2, "en": 3, "ru": 2, "be": 1}
    assert list(made["domains"]) == ["economy", "integration", "none"]
    assert made["statuses"]["deprecated"] == {"en": 1, "ru": 0, "be": 0}
    assert made["without"] == {
        "en": ["loan"],
        "ru": [],
        "be": ["council-of-ministers-of-the-union-state", "loan"],
    }
    shown = run("stats")
    assert shown.startswith("4 concepts, 10 terms in 2 files.\n")
    assert "Without English (1):  loan\n" in shown


def test_stats_count_occurrences_in_texts(tmp_path):
    (tmp_path / "ru.txt").write_text(
        "Вопросы Союзного государства обсудили сегодня в Минске, сообщили в пресс-службе.\n\n"
        "В Совете Министров Союзного государства говорили и о зарплатах.\n",
        encoding="utf-8",
    )
    (tmp_path / "en.txt").write_text(
        "The wages in the Union State were discussed in Minsk today, and they will be raised.\n",
        encoding="utf-8",
    )
    made = json.loads(run("stats", "ru.txt", "en.txt", "-f", "json"))
    assert made["occurrences"] == {
        "union-state": {"ru": 1, "en": 1},
        "wages": {"ru": 1, "en": 1},
        "council-of-ministers-of-the-union-state": {"ru": 1},
    }
    assert made["never"] == ["loan"]
    shown = run("stats", "ru.txt", "en.txt")
    assert "In 2 files: 3 concepts, 5 times.\n" in shown
    assert shown.endswith("Never (1):  loan\n")


def test_a_text_of_no_known_language_is_named(tmp_path):
    (tmp_path / "numbers.txt").write_text("12 13 14\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["glossary", "stats", "numbers.txt", "-g", "terms"])
    assert str(result.exception).startswith("numbers.txt: the text is in none of")
