"""``align segment`` and ``align models``."""

from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_sentences_one_a_line(align, tmp_path):
    (tmp_path / "x.txt").write_text("В 2024 г. рост составил 3,5 %. Это много.\n", "utf-8")
    run = align("segment", "x.txt")
    assert run.stdout.decode("utf-8").splitlines() == [
        "В 2024 г. рост составил 3,5 %.",
        "Это много.",
    ]


def test_explain_names_place_verdict_and_rule(align, tmp_path):
    (tmp_path / "x.txt").write_text("В 2024 г. рост составил 3,5 %. Это много.\n", "utf-8")
    rows = [
        row.split("\t")
        for row in align("segment", "x.txt", "--explain").stdout.decode().splitlines()
    ]
    assert rows[0][0] == "1:9"
    assert [row[1].strip() for row in rows] == ["on", "end", "end"]
    assert all(row[2] for row in rows)


def test_a_translators_abbreviations_count(align, tmp_path):
    (tmp_path / "x.txt").write_text("Заседание кдс. Прошло в Минске сегодня.\n", "utf-8")
    (tmp_path / "mine.toml").write_text('never-final = ["кдс."]\n', "utf-8")
    assert len(align("segment", "x.txt", "--lang", "ru").stdout.splitlines()) == 2
    run = align("segment", "x.txt", "--lang", "ru", "--abbreviations", "mine.toml")
    assert len(run.stdout.splitlines()) == 1, run.stderr


def test_an_unknown_language_is_told(align, tmp_path):
    (tmp_path / "x.txt").write_text("12345 67890\n")
    run = align("segment", "x.txt")
    assert run.returncode == 2
    assert "--lang" in run.stderr.decode()


def test_models(align):
    assert "(default)" in align("models", "list").stdout.decode()
    assert "MIT" in align("models", "info").stdout.decode()
    run = align("models", "verify")
    assert run.returncode == 0, run.stderr
    assert "as described" in run.stdout.decode()
    assert align("models", "info", "nothing").returncode == 2


def test_version(align):
    assert align("--version").stdout.decode().startswith("align (sverka) ")
