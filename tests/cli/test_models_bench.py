"""``align models bench``."""

import json

import pytest

EN = ["budget 2024 Minsk", "tractor MTZ 3522", "BelAZ 75710 dump truck", "visit to Brest"]
RU = ["бюджет 2024 Minsk", "трактор MTZ 3522", "самосвал BelAZ 75710", "поездка Brest"]


@pytest.fixture
def texts(tmp_path):
    """A folder of texts, in which names and numbers alone tell which line renders which."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for language, lines in {"en": EN, "ru": RU}.items():
        (folder / f"news.{language}").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_json_has_every_figure(align, texts):
    run = align("models", "bench", "--texts", "texts", "--encoder", "none", "--format", "json")
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    assert report["texts"] == {
        "folder": "texts",
        "name": "news",
        "languages": ["en", "ru"],
        "sentences": 4,
        "repeated": 0,
        "words_per_sentence": 3.0,
    }
    assert (report["neighbours"], report["cores"] > 0) == (4, True)
    (encoder,) = report["encoders"]
    assert encoder["name"] == encoder["encoder"] == "none"
    assert encoder["digest"].startswith("surface-")
    assert encoder["dimensions"] == 2048
    assert 0 < encoder["bytes_on_disk"] < 1_000_000
    assert encoder["speed"]["sentences_per_second"] > 0
    assert encoder["start"]["seconds"] > 0
    (pair,) = encoder["errors"]
    assert pair["languages"] == ["en", "ru"]
    assert pair["forth"]["errors"] == pair["back"]["errors"] == 0
    # Wilson: 0 of 4 gives an upper end of z² / (4 + z²).
    assert pair["mean"] == {"errors": 0, "percent": 0, "low": 0, "high": 48.989}


def test_lines_in_the_wrong_order_are_errors(align, texts):
    (texts / "news.ru").write_text("\n".join(RU[1:] + RU[:1]), "utf-8")
    args = ("models", "bench", "--texts", "texts", "--encoder", "none", "-f", "json")
    (pair,) = json.loads(align(*args).stdout)["encoders"][0]["errors"]
    assert pair["mean"]["percent"] == 100


def test_a_column_for_each_encoder_the_default_by_its_name(align, texts):
    from align.encode.model import DEFAULT_MODEL

    names = [DEFAULT_MODEL, "none", "none"]
    options = [option for name in names for option in ("--encoder", name)]
    run = align("models", "bench", "--texts", "texts", *options)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.decode().splitlines()
    assert lines[0].startswith("news in en, ru: 4 sentences of 3.0 words; ")
    rows = {line.split("  ")[0]: line.split() for line in lines if line.strip()}
    assert rows["encoder"] == ["encoder", DEFAULT_MODEL, "none"]
    assert rows["dimensions"][-1] == "2048"
    assert rows["error en – ru"][-5:] == ["0.00", "%", "(0.00", "to", "48.99)"]
    assert [line.strip()[:7] for line in lines if "→" in line] == ["en → ru", "ru → en"]


def test_repeated_lines_are_told(align, texts):
    for language in ("en", "ru"):
        path = texts / f"news.{language}"
        path.write_text(path.read_text("utf-8") * 2, "utf-8")
    run = align("models", "bench", "--texts", "texts", "--encoder", "none")
    assert "4 sentences of 3.0 words, 4 repeated lines left out" in run.stdout.decode()


def test_texts_are_asked_for(align):
    run = align("models", "bench")
    assert run.returncode == 2
    assert "--texts FOLDER is needed" in run.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--texts", "nothing"), "nothing: there is no such folder."),
        (("--texts", "texts", "--encoder", "nothing"), "There is no model 'nothing'."),
        (("--texts", "texts", "--encoder", "./none"), "There is no model folder ./none."),
        (("--texts", "texts", "--encoder", "hf:owner/none"), "hf download owner/none"),
        (("--texts", "texts", "--sentences", "1"), "'--sentences'"),
    ],
)
def test_mistakes_of_the_call(align, texts, tmp_path, arguments, said):
    run = align("models", "bench", *arguments, HF_HUB_CACHE=str(tmp_path / "hub"))
    assert run.returncode == 2
    assert not run.stdout
    (line,) = run.stderr.decode().splitlines()
    assert line.startswith("align: ")
    assert said in line


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("раз\nдва\nтри\n".encode(), "news.ru:3: the file ends here, but news.en has 4 lines."),
        ("раз\n\nтри\nчетыре\n".encode(), "news.ru:2: the line is empty here"),
        ("раз\nдва\nтри\nчетыре\n".encode("cp1251"), "news.ru:1: not UTF-8."),
    ],
)
def test_mistakes_of_the_texts_are_told_with_file_and_line(align, texts, content, said):
    (texts / "news.ru").write_bytes(content)
    run = align("models", "bench", "--texts", "texts", "--encoder", "none")
    assert run.returncode == 2
    (line,) = run.stderr.decode().splitlines()
    assert said in line
