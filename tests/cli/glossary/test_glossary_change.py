"""``align glossary add``, ``edit``, ``retire`` and ``rename``, on real files."""

import os

import pytest
from click.testing import CliRunner

from align.cli import cli
from align.errors import SverkaError
from align.glossary import store

TERMS = """\
# Integration.

- id: union-state  # since 1999
  domain: integration
  note: Two capitals.
  en:
    - term: Union State
      case: exact
    - term: Allied State   # a calque
      status: deprecated
      replacement: Union State
  ru: [Союзное государство]

- id: state
  en: [state]
  ru: [государство]
"""


@pytest.fixture(autouse=True)
def terms(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "terms.yaml"
    path.write_text(TERMS, encoding="utf-8")
    return path


def call(*args):
    return CliRunner().invoke(cli, ["glossary", *args])


def run(*args):
    result = call(*args)
    assert result.exit_code == 0, result.exception
    return result.stdout


def refused(*args):
    result = call(*args)
    assert isinstance(result.exception, SverkaError), (result.exception, result.stdout)
    return str(result.exception)


def changed(path):
    """The lines that are not as they were: those gone and those that came."""
    old, new = TERMS.splitlines(), path.read_text("utf-8").splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_concept_is_added_with_an_id_from_its_english_term(terms):
    told = run(
        "add", "--file", "terms.yaml", "--en", "Great Stone", "--en", "Great Stone park",
        "--ru", "Великий камень", "--be", "Вялікі камень", "--domain", "economy",
    )  # fmt: skip
    assert told.startswith("terms.yaml:18: concept great-stone added: Great Stone; ")
    assert terms.read_text("utf-8").startswith(TERMS)
    concept = store.load([terms]).concept("great-stone")
    assert [(t.text, t.status.value) for t in concept.in_language("en")] == [
        ("Great Stone", "preferred"),
        ("Great Stone park", "admitted"),
    ]


def test_a_file_that_is_not_there_is_made(tmp_path):
    run("add", "--file", "new.yaml", "--id", "minsk", "--be", "Мінск", "--status", "proposed")
    [concept] = store.load([tmp_path / "new.yaml"]).concepts
    assert (concept.id, concept.terms[0].status.value) == ("minsk", "proposed")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--en", "Union State"], "terms.yaml:3: there is a concept union-state already."),
        (
            ["--id", "x", "--ru", "союзное государство"],
            "terms.yaml:3: “Союзное государство” is a term of the concept union-state already.",
        ),
        (["--ru", "Минск"], "An id is made from the English term, and there is none."),
        (["--id", "x"], "There is no term to add."),
        (["--id", "Not An Id", "--en", "x"], "the id “Not An Id” cannot be used."),
        (["--en", "Minsk", "--after", "stat"], "Did you mean “state”?"),
    ],
)
def test_what_cannot_be_added_is_refused(terms, options, message):
    assert message in refused("add", "--file", "terms.yaml", *options)
    assert terms.read_text("utf-8") == TERMS


def test_a_homonym_of_another_domain_is_no_double(terms):
    run(
        "add", "--file", "terms.yaml", "--id", "union-state-fund", "--en", "Union State",
        "--domain", "economy",
    )  # fmt: skip
    assert len(store.load([terms]).concepts) == 3


def test_other_files_of_the_glossary_count_too(tmp_path, terms):
    options = ["add", "--file", "office.yaml", "-g", "terms.yaml", "--en", "Union State"]
    assert "terms.yaml:3: there is a concept union-state already." in refused(*options)
    run(*options, "--override", "The office says so.")
    assert store.load([terms, tmp_path / "office.yaml"]).concept("union-state").override
    (tmp_path / "align.toml").write_text('glossaries = ["terms.yaml"]\n', encoding="utf-8")
    assert "“state” is a term of the concept state" in refused(
        "add", "--file", "office.yaml", "--id", "x", "--en", "State"
    )


def test_fields_change_and_all_other_lines_stay(terms):
    told = run("edit", "union-state", "-g", "terms.yaml", "note=", "enforce=error")
    assert told == (
        "terms.yaml:3: concept union-state: note removed: Two capitals.\n"
        "terms.yaml:3: concept union-state: enforce was warning, is now error.\n"
    )
    assert changed(terms) == (["  note: Two capitals."], ["  enforce: error"])


def test_fields_of_a_term_change(terms):
    run(
        "edit", "union-state", "-g", "terms.yaml", "--term", "allied state", "status=admitted",
        "replacement=", "from=2000-01-26", "forms=Allied States | the Allieds",
    )  # fmt: skip
    term = store.load([terms]).concepts[0].in_language("en")[1]
    assert (term.status.value, term.replacement) == ("admitted", "")
    assert term.since.isoformat() == "2000-01-26"
    assert term.forms == ("Allied States", "the Allieds")
    assert "# a calque" in terms.read_text("utf-8")


def test_a_new_spelling_reaches_those_that_name_it(terms):
    run("edit", "union-state", "-g", "terms.yaml", "--term", "Union State", "term=State of Union")
    first, second = store.load([terms]).concepts[0].in_language("en")
    assert (first.text, second.replacement) == ("State of Union", "State of Union")


def test_terms_and_concepts_come_and_go(terms):
    run("edit", "state", "-g", "terms.yaml", "--new", "дзяржава", "--lang", "be", "note=x")
    assert store.load([terms]).concept("state").in_language("be")[0].note == "x"
    run("edit", "state", "-g", "terms.yaml", "--remove", "дзяржава")
    assert not store.load([terms]).concept("state").in_language("be")
    run("edit", "state", "-g", "terms.yaml", "--delete")
    assert [concept.id for concept in store.load([terms]).concepts] == ["union-state"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["union-stat", "note=x"], "terms.yaml: there is no concept union-stat. Did you mean"),
        (["state", "noet=x"], "A concept has no field “noet”. Did you mean “note”?"),
        (["state", "status=admitted"], "Fields of a term go with --term."),
        (["state", "note"], "“note” is no change. Write FIELD=VALUE"),
        (["state", "enforce=loud"], "which is none of error, warning, note, off."),
        (["state", "id=x"], "align glossary rename"),
        (["state"], "There is nothing to change."),
        (["state", "--delete", "note=x"], "--delete takes no FIELD=VALUE."),
        (["state", "--term", "stat", "note=x"], "has no term “stat”. Did you mean “state”?"),
        (["state", "--term", "state", "term="], "term= is empty."),
        (["state", "--term", "state", "from=1.2.2020"], "which is no date."),
        (["state", "--new", "x"], "--new needs the language of the term."),
        (["state", "--new", "x", "--remove", "y"], "--new and --remove cannot go together."),
        (["state", "override=x", "note=a\u2028b"], "invisible character"),
    ],
)
def test_what_cannot_be_changed_is_refused(terms, options, message):
    assert message in refused("edit", *options, "-g", "terms.yaml")
    assert terms.read_text("utf-8") == TERMS


def test_the_bundled_glossary_is_never_changed():
    for command in (["edit", "x", "note=y"], ["rename", "x", "y"], ["retire", "x"]):
        assert "The bundled glossary is not changed." in refused(*command)


def test_a_term_is_retired_and_another_takes_its_place(terms):
    told = run(
        "retire", "Union State", "--for", "State of the Union", "-g", "terms.yaml",
        "--status", "superseded", "--until", "2024-12-31", "--reason", "A new treaty.",
    )  # fmt: skip
    assert "English term added: “State of the Union” (preferred)." in told
    old, new, third = store.load([terms]).concepts[0].in_language("en")
    assert (old.status.value, old.replacement, old.note) == (
        "superseded", "State of the Union", "A new treaty.",
    )  # fmt: skip
    assert old.until.isoformat() == "2024-12-31"
    assert (new.text, new.status.value, new.case.value) == (
        "State of the Union", "preferred", "exact",
    )  # fmt: skip
    assert third.replacement == "State of the Union"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["Union State"], "terms.yaml:7: “Union State” is the preferred term. Say with --for"),
        (["Union State", "--for", "Allied State"], "“Allied State” is deprecated itself."),
        (["Union State", "--for", "Union State"], "cannot replace itself."),
        (["Unoin State"], "The glossary has no term “Unoin State”. Did you mean “Union State”?"),
        (["Union State", "--id", "state"], "concept state has no term “Union State”."),
    ],
)
def test_what_cannot_be_retired_is_refused(terms, options, message):
    assert message in refused("retire", *options, "-g", "terms.yaml")
    assert terms.read_text("utf-8") == TERMS


def test_a_term_of_several_concepts_is_asked_about(terms):
    run("edit", "state", "domain=geography", "-g", "terms.yaml")
    run("add", "--file", "terms.yaml", "--id", "polity", "--en", "state", "--domain", "law")
    retire = ["retire", "state", "--for", "country", "-g", "terms.yaml"]
    assert refused(*retire) == "“state” is a term of state and polity. Say which with --id."
    run(*retire, "--id", "polity")
    kept, changed = (store.load([terms]).concept(name) for name in ("state", "polity"))
    assert kept.preferred("en").text == "state"
    assert changed.preferred("en").text == "country"


def test_an_id_changes_in_every_file(tmp_path, terms):
    office = tmp_path / "office.yaml"
    office.write_text("- id: state\n  override: We say land.\n  en: [land]\n", encoding="utf-8")
    run("rename", "state", "country", "-g", "terms.yaml", "-g", "office.yaml")
    assert [c.id for c in store.load([terms, office]).concepts] == ["union-state", "country"]
    assert "office.yaml:1: there is a concept country already." not in run(
        "rename", "country", "land", "-g", "terms.yaml", "-g", "office.yaml"
    )


def test_an_id_that_is_taken_is_refused(terms):
    message = refused("rename", "state", "union-state", "-g", "terms.yaml")
    assert message.startswith("terms.yaml:3: there is a concept union-state already.")


def test_a_change_that_parts_the_files_is_refused(tmp_path, terms):
    office = tmp_path / "office.yaml"
    text = "- id: state\n  override: We say land.\n  en: [land]\n"
    office.write_text(text, encoding="utf-8")
    both = ["-g", "terms.yaml", "-g", "office.yaml"]
    assert "stands already in terms.yaml" in refused("edit", "state", "override=", *both)
    assert office.read_text("utf-8") == text


@pytest.mark.parametrize(
    "command",
    [
        ["edit", "state", "note=x", "-g", "terms.yaml"],
        ["retire", "state", "--for", "country", "-g", "terms.yaml"],
        ["rename", "state", "country", "-g", "terms.yaml"],
        ["add", "--file", "terms.yaml", "--en", "Minsk"],
    ],
)
def test_diff_shows_the_lines_and_writes_nothing(terms, command):
    shown = run(*command, "--diff").splitlines()
    assert shown[:2] == ["--- terms.yaml", "+++ terms.yaml"]
    assert any(line.startswith("+") for line in shown[2:])
    assert not any(line.startswith("-  ") for line in shown[2:] if "add" in command)
    assert terms.read_text("utf-8") == TERMS


def test_what_is_so_already_is_not_written(terms):
    os.utime(terms, (1, 1))
    told = run("edit", "union-state", "domain=integration", "-g", "terms.yaml")
    assert told == "Nothing to change: it is so already.\n"
    assert terms.stat().st_mtime == 1


def test_a_file_changed_meanwhile_is_not_overwritten(terms, monkeypatch):
    true_read = store.read

    def read(path):
        source = true_read(path)
        path.write_text(TERMS + "# a colleague was here\n", encoding="utf-8")
        return source

    monkeypatch.setattr(store, "read", read)
    assert "was changed since it was read; nothing was written." in refused(
        "edit", "state", "note=x", "-g", "terms.yaml"
    )
    assert terms.read_text("utf-8").endswith("# a colleague was here\n")


def test_errors_are_one_sentence_and_exit_code_2(align, terms):
    done = align("glossary", "edit", "stat", "note=x", "-g", "terms.yaml")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "align: terms.yaml: there is no concept stat. Did you mean “state”?\n"
    )
