"""``align lock`` as users call it, on the example documents."""

import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
PAIR = "decree/ru.md", "decree/en.md"


@pytest.fixture
def decree(tmp_path):
    """Copies of the example documents that may be edited."""
    return Path(shutil.copytree(EXAMPLES / "decree", tmp_path / "decree"))


@pytest.fixture
def locks(decree):
    """The file of corrections of the Russian original."""
    return decree / "ru.md.en.md.locks"


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def out(run, code=0):
    assert run.returncode == code, (run.stdout + run.stderr).decode()
    return run.stdout.decode("utf-8")


def error(run):
    """The one line on standard error of a call that failed."""
    assert run.returncode == 2
    assert run.stdout == b""
    (line,) = run.stderr.decode("utf-8").splitlines()
    return line


def test_numbers_are_those_of_align_pair(align, decree):
    shown = out(align("lock", *PAIR, "--numbers")).splitlines()
    assert " 0  Подписан Указ о развитии малых городов" in shown
    assert " 3  Таких в стране 143." in shown
    assert " 3  Main provisions" in shown
    table = out(align("pair", *PAIR, "-f", "tsv"))
    assert "\n4\t3\t" in table
    assert "Что предусматривает Указ\tMain provisions\t" in table


def test_what_is_fixed_is_shown_written_and_listed(align, decree, locks):
    shown = out(align("lock", *PAIR, "2-3:2", "18:", ":12", "--reason", "the editor's word"))
    assert "   original   3  Таких в стране 143.\n" in shown
    last = f"Fixed 3; {Path('decree/ru.md.en.md.locks')} now has 3 corrections."
    assert shown.splitlines()[-1] == last
    text = locks.read_text("utf-8")
    assert text.startswith("# Pairs of sentences fixed by hand: en.md, the release of ru.md.\n")
    heads = [line for line in text.splitlines() if line.startswith("[")]
    words = "the editor's word"
    assert heads == [f"[pair] {words}", f"[left out] {words}", f"[added] {words}"]
    listed = out(align("lock", *PAIR))
    assert "1  2-3:2  the editor's word\n   original   2  Документ" in listed
    assert "2  18:  the editor's word\n   original  18  На первом этапе" in listed
    assert "3  :12  the editor's word\n   release   12  The base unit" in listed
    assert "no longer" not in listed
    assert sorted(p.name for p in decree.iterdir() if p.suffix == ".locks") == [locks.name]


def test_it_stays_when_the_documents_are_edited_elsewhere(align, decree, locks):
    out(align("lock", *PAIR, "18:", "20-21:19"))
    before = locks.read_bytes()
    edit(
        decree / "ru.md", "## Что предусматривает", "Новый абзац. И еще.\n\n## Что предусматривает"
    )
    edit(decree / "en.md", "## Main provisions", "## The provisions")
    listed = out(align("lock", *PAIR))
    assert "1  20:\n" in listed
    assert "2  22-23:19\n" in listed
    assert locks.read_bytes() == before


def test_what_no_longer_holds_is_told_and_exit_code_1(align, decree):
    out(align("lock", *PAIR, "3:2", "18:"))
    edit(decree / "ru.md", "Таких в стране 143.", "Таких городов в стране 143.")
    listed = out(align("lock", *PAIR), code=1)
    assert "1  no longer holds\n" in listed
    assert f"{Path('decree/ru.md.en.md.locks')}:6: “Таких в стране 143.” is no longer" in listed
    assert "the nearest is sentence 3 on line 3, “Таких городов в стране 143.”" in listed
    assert "2  18:\n" in listed
    assert listed.endswith("has 2 corrections; 1 no longer holds.\n")
    assert "by a correction that no longer holds" in error(align("lock", *PAIR, "3:2"))
    assert "let go of 1;" in out(align("lock", *PAIR, "3:2", "--replace"))
    assert "no longer" not in out(align("lock", *PAIR))


def test_a_sentence_is_fixed_anew_only_when_asked(align, decree, locks):
    out(align("lock", *PAIR, "2-3:2"))
    before = locks.read_bytes()
    told = error(align("lock", *PAIR, "3:2"))
    assert (
        f"{Path('decree/ru.md.en.md.locks')}:6: sentences of 3:2 are fixed already, as 2-3:2."
        in told
    )
    assert "--replace" in told
    assert locks.read_bytes() == before
    assert "Fixed 1, let go of 1;" in out(align("lock", *PAIR, "3:2", "--replace"))
    listed = out(align("lock", *PAIR))
    assert "1  3:2\n" in listed
    assert "2-3" not in listed


def test_the_same_again_changes_nothing(align, decree, locks):
    out(align("lock", *PAIR, "2-3:2", "--reason", "why"))
    before = locks.read_bytes()
    assert "1 fixed already;" in out(align("lock", *PAIR, "2,3:2"))
    assert locks.read_bytes() == before
    assert "as 2-3:2" in error(align("lock", *PAIR, "2-3:2", "--reason", "another"))


def test_letting_go_by_sentences_and_by_number(align, decree, locks):
    out(align("lock", *PAIR, "2-3:2", "18:", ":12"))
    edit(locks, "[left out]", "# Agreed with the desk.\n[left out]")
    assert "Let go of 2;" in out(align("lock", *PAIR, "--remove", "2,3:2", "--remove", "3"))
    text = locks.read_text("utf-8")
    assert text.count("[") == 1
    assert "# Agreed with the desk.\n[left out]" in text
    assert "18:" in out(align("lock", *PAIR))
    out(align("lock", *PAIR, "--remove", "18:"))
    assert out(align("lock", *PAIR)).startswith("Nothing is fixed by hand")


def test_nothing_fixed_yet(align, decree, locks):
    assert "is not there" in out(align("lock", *PAIR))
    assert not locks.exists()


def test_reading_options_count(align, decree, tmp_path):
    given = "decree/ru.sentences", "decree/en.sentences", "--pre-segmented", "--source-lang", "ru"
    out(align("lock", *given, "2-3:2"))
    assert "2-3:2" in out(align("lock", *given))
    (tmp_path / "ru.txt").write_bytes("Заседание кдс. Прошло сегодня.\n".encode("cp1251"))
    (tmp_path / "en.txt").write_text("The session took place today.\n", "utf-8")
    (tmp_path / "mine.toml").write_text('never-final = ["кдс."]\n', "utf-8")
    options = "--encoding", "cp1251", "--source-lang", "ru", "--target-lang", "en"
    assert "\n1  Прошло сегодня.\n" in out(align("lock", "ru.txt", "en.txt", "--numbers", *options))
    run = align(
        "lock", "ru.txt", "en.txt", "--numbers", *options, "--abbreviations", "ru=mine.toml"
    )
    assert "\n0  Заседание кдс. Прошло сегодня.\n" in out(run)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["12"], "'12' is no pair. Write 12:13-14"),
        ([":"], "':' is no pair"),
        (["1:2:3"], "is no pair"),
        (["x:1"], "is no pair"),
        (["5-3:1"], "runs backwards. Write 3-5."),
        (["1,1:2"], "sentence 1 is named twice"),
        (["1:2", "2:2"], "sentence 2 is named twice"),
        (["33:1"], "there is no sentence 33; it has 33, numbered from 0 to 32"),
        (["0-99999:"], "there is no sentence 33;"),
        (["--remove", "1"], "there is no number 1 among the 0 corrections"),
        (["--remove", "1:2"], "1:2 is not fixed here"),
        (["--reason", "x"], "--reason and --replace go with pairs"),
        (["--replace"], "--reason and --replace go with pairs"),
        (["--numbers", "1:2"], "--numbers only shows"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(align, decree, locks, given, says):
    assert says in error(align("lock", *PAIR, *given))
    assert not locks.exists()


def test_standard_input_has_no_place_for_corrections(align, decree):
    run = align("lock", "-", PAIR[1], "1:1", stdin=(decree / "ru.md").read_bytes())
    assert "Name two files." in error(run)


def test_a_broken_file_is_told_with_its_line_and_left_alone(align, decree, locks):
    locks.write_text("[pair]\n<<<<<<< HEAD\n", "utf-8")
    assert f"{Path('decree/ru.md.en.md.locks')}:2: git left" in error(align("lock", *PAIR, "1:1"))
    assert locks.read_text("utf-8") == "[pair]\n<<<<<<< HEAD\n"
