"""``align pair --also``: what is shown, written and refused."""

import json
from pathlib import Path

import pytest

from align.cli.also import pair_also
from align.errors import InputError, UsageError
from align.pipeline import Settings

DECREE = Path(__file__).parents[2] / "examples" / "decree"
LOCKS = """\
[left out]
original e1cce95975 after 5e2eeb before ad1b12 | На первом этапе намечено 18 объектов.
"""
ORIGINAL, RELEASE, SECOND = (str(DECREE / f"{side}.md") for side in ("ru", "en", "be"))


def run(form="table", output=None, also=SECOND, names=(ORIGINAL, RELEASE)):
    pair_also(also, names, form, output, Settings(), None, False)


def test_the_table_and_the_list_are_shown(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "90")
    run()
    out, err = capsys.readouterr()
    assert "Read beside the Belarusian original, be.md" in out
    assert "the release is divided like the Belarusian" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 90
    assert "warning" not in err


def test_either_original_may_be_the_first(capsys):
    run(also=ORIGINAL, names=(SECOND, RELEASE))
    assert "Read beside the Russian original, ru.md" in capsys.readouterr().out


def test_a_file_is_written(tmp_path):
    output = tmp_path / "pairs.jsonl"
    run("jsonl", output)
    records = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert sum(bool(r["also_text"]) for r in records) > 20
    assert sum(len(r["disagreements"]) for r in records) >= 2


def test_a_format_without_room_is_told_of(tmp_path, capsys):
    run("tmx", tmp_path / "memory.tmx")
    assert "align: note: tmx holds original and release alone" in capsys.readouterr().err


def test_the_second_original_is_not_overwritten(tmp_path):
    second = tmp_path / "be.md"
    second.write_bytes(Path(SECOND).read_bytes())
    with pytest.raises(UsageError, match="would overwrite"):
        run("html", second, str(second))
    assert second.read_bytes() == Path(SECOND).read_bytes()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.md"):
        run(also=str(tmp_path / "nowhere.md"))


def test_what_is_fixed_by_hand_is_kept_to(tmp_path, capsys):
    for name in ("ru.md", "en.md"):
        (tmp_path / name).write_bytes((DECREE / name).read_bytes())
    (tmp_path / "ru.md.en.md.locks").write_text(LOCKS, "utf-8")
    names = str(tmp_path / "ru.md"), str(tmp_path / "en.md")
    run(names=names)
    assert "1 fixed by hand" in capsys.readouterr().out
    pair_also(SECOND, names, "table", None, Settings(), None, False, locks=False)
    assert "fixed by hand" not in capsys.readouterr().out
