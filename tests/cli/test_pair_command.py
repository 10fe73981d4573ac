"""``align pair`` as users call it: in a process of its own, on real files, with the real model."""

import json
import os
import subprocess
import sys
import unittest.mock
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
RU = EXAMPLES / "decree" / "ru.md"
BE = EXAMPLES / "decree" / "be.md"
EN = EXAMPLES / "decree" / "en.md"


def rows(text):
    return [json.loads(line) for line in text.splitlines() if line]


def test_a_table_on_standard_output(align):
    run = align("pair", RU, EN)
    assert run.returncode == 0, run.stderr.decode()
    text = run.stdout.decode("utf-8")
    assert "Union State" in text
    assert "omi" in text
    assert "\x1b" not in text
    assert run.stderr == b""


def test_jsonl_holds_every_sentence_once(align):
    run = align("pair", BE, EN, "--format", "jsonl")
    beads = rows(run.stdout.decode("utf-8"))
    for side in ("source", "target"):
        numbers = sorted(n for bead in beads for n in bead[side])
        assert numbers == list(range(len(numbers)))
    assert set(beads[0]) >= {
        "source", "target", "source_text", "target_text", "probability", "moved"
    }  # fmt: skip


def test_same_bytes_on_every_run_with_and_without_the_cache(align):
    first = align("pair", RU, EN, "--format", "jsonl").stdout
    assert first.count(b"\n") > 20
    second = align("pair", RU, EN, "--format", "jsonl").stdout
    third = align("pair", RU, EN, "--format", "jsonl", "--no-cache").stdout
    assert first == second == third


@pytest.mark.parametrize("ending", ["jsonl", "tsv", "tmx", "xlf", "ladder", "html", "txt"])
def test_output_by_its_ending(align, tmp_path, ending):
    out = tmp_path / f"out.{ending}"
    run = align("pair", RU, EN, "-o", out)
    assert run.returncode == 0, run.stderr.decode()
    assert out.stat().st_size > 200
    assert run.stdout == b""
    assert [p.name for p in tmp_path.iterdir()] == [out.name]


def test_pre_segmented_lines_are_sentences(align, tmp_path):
    (tmp_path / "a.ru").write_text(
        "Первое. Второе.\n\nТретье заседание прошло в Минске.\n", "utf-8"
    )
    (tmp_path / "a.en").write_text(
        "First. Second.\r\nThe third session took place in Minsk.\n", "utf-8"
    )
    run = align("pair", "a.ru", "a.en", "--pre-segmented", "--source-lang", "ru", "-f", "jsonl")
    beads = rows(run.stdout.decode("utf-8"))
    assert [(b["source"], b["target"]) for b in beads] == [([0], [0]), ([1], [1])]


def test_standard_input(align):
    run = align("pair", "-", EN, "-f", "jsonl", stdin=RU.read_bytes())
    assert run.returncode == 0, run.stderr.decode()
    assert rows(run.stdout.decode("utf-8"))


def test_batch(align, tmp_path):
    (tmp_path / "b.tsv").write_text(f"{RU}\t{EN}\tone\n{BE}\t{EN}\ttwo\n", "utf-8")
    run = align("pair", "--batch", "b.tsv", "--out-dir", "out", "--format", "jsonl")
    assert run.returncode == 0, run.stderr.decode()
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["one.jsonl", "two.jsonl"]
    single = align("pair", RU, EN, "-f", "jsonl").stdout
    assert (tmp_path / "out" / "one.jsonl").read_bytes() == single


def test_a_failing_pair_does_not_stop_the_batch(align, tmp_path):
    (tmp_path / "b.tsv").write_text(f"missing.txt\t{EN}\tone\n{BE}\t{EN}\ttwo\n", "utf-8")
    run = align("pair", "--batch", "b.tsv", "--out-dir", "out")
    assert run.returncode == 2
    assert "missing.txt" in run.stderr.decode()
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["two.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize(("no_color", "colored"), [("", True), ("1", False)])
def test_colour_on_a_terminal_unless_told_otherwise(tmp_path, no_color, colored):
    import pty

    master, slave = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_color, "TERM": "xterm-256color", "COLUMNS": "100"}
    environment["PYTHONPATH"] = str(EXAMPLES.parent)
    process = subprocess.Popen(
        [sys.executable, "-m", "align", "pair", str(RU), str(EN)],
        stdout=slave, stderr=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    process.wait(60)
    os.close(master)
    output = b"".join(parts).decode("utf-8")
    assert "Union State" in output
    assert ("\x1b[" in output) is colored


def bad(align, *args, **kwargs):
    """Run something that must fail in words; gives the one sentence."""
    run = align(*args, **kwargs)
    message = run.stderr.decode("utf-8")
    assert run.returncode == 2, message
    assert run.stdout == b""
    assert "Traceback" not in message
    assert message.count("\n") == 1, message
    return message


def test_bad_documents_are_told_in_a_sentence(align, tmp_path):
    cases = {
        "missing.txt": (None, "no such file"),
        "empty.txt": (b"", "empty"),
        "blank.txt": (b" \n\t\n", "no text"),
        "binary.bin": (bytes(range(256)) * 40, "not a text file"),
        "photo.docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "It may be damaged"),
        "line.txt": ("слово ".encode() * 900_000, "1,000,000"),
        "broken.docx": (b"PK\x03\x04" + b"x" * 300, "no Word or OpenDocument text"),
    }
    for name, (content, word) in cases.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
        message = bad(align, "pair", name, EN)
        assert name in message
        assert word in message


def test_identical_and_swapped_documents(align):
    assert "same text" in bad(align, "pair", EN, EN)
    message = bad(align, "pair", EN, RU)
    assert "wrong order" in message
    assert f"Give the original first: {RU} {EN}" in message


def test_two_originals_are_no_pair(align):
    assert "must be English" in bad(align, "pair", RU, BE)


def test_a_release_in_a_third_language_is_told(align, tmp_path):
    (tmp_path / "x.sr").write_text("Ђорђе је данас дошао у Минск.\nЉубав и ћутање.\n", "utf-8")
    assert "does not look like English" in bad(align, "pair", RU, "x.sr")
    (tmp_path / "x.fr").write_text("Le président est arrivé à Minsk ce matin.\n", "utf-8")
    (tmp_path / "x.ru").write_text("Президент прибыл в Минск сегодня утром.\n", "utf-8")
    run = align("pair", "x.ru", "x.fr", "-f", "jsonl")
    assert "cannot tell that this is English" in run.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("original", "release"),
    [
        ("Рост экспорта составил пять процентов.", "My hovercraft is full of eels."),
        (
            "Заседание правительства прошло в Минске. Обсудили бюджет на будущий год.",
            "Bake the cake for an hour. Let it cool before you cut it.",
        ),
    ],
)
def test_short_documents_that_have_nothing_in_common(align, tmp_path, original, release):
    (tmp_path / "a.txt").write_text(original, "utf-8")
    (tmp_path / "b.txt").write_text(release, "utf-8")
    assert "does not seem to be a translation" in bad(align, "pair", "a.txt", "b.txt")


@pytest.mark.parametrize(
    ("original", "release"),
    [
        ("Президент прибыл в Минск.", "The president has arrived in Minsk."),
        ("Рост экспорта составил пять процентов.", "Exports grew by five percent."),
        (
            "Пасяджэнне ўрада прайшло ў Мінску. Абмеркавалі бюджэт на будучы год.",
            "The government met in Minsk. It discussed the budget for next year.",
        ),
    ],
)
def test_short_documents_that_belong_together(align, tmp_path, original, release):
    (tmp_path / "a.txt").write_text(original, "utf-8")
    (tmp_path / "b.txt").write_text(release, "utf-8")
    run = align("pair", "a.txt", "b.txt", "-f", "jsonl")
    beads = rows(run.stdout.decode("utf-8"))
    assert [b["kind"] for b in beads] == ["paired"] * len(beads)


def test_two_lone_sentences_are_not_trusted_far(align, tmp_path):
    (tmp_path / "a.txt").write_text("Президент прибыл в Минск.", "utf-8")
    (tmp_path / "b.txt").write_text("The weather is fine today.", "utf-8")
    beads = rows(align("pair", "a.txt", "b.txt", "-f", "jsonl", "--force").stdout.decode("utf-8"))
    assert all(b["probability"] < 0.9 for b in beads if b["kind"] == "paired")


def test_nothing_but_page_furniture(align, tmp_path):
    (tmp_path / "x.txt").write_text("- 9\n\n- 2\n\nShare\n\nRead more\n")
    assert "nothing but page furniture" in bad(align, "pair", RU, "x.txt", "--target-lang", "en")


def test_the_release_on_standard_input_is_not_overwritten(align, tmp_path):
    release = tmp_path / "en.md"
    release.write_bytes(EN.read_bytes())
    with release.open("rb") as stream:
        run = subprocess.run(
            [sys.executable, "-m", "align", "pair", str(RU), "-", "-o", "en.md", "-f", "html"],
            stdin=stream, capture_output=True, cwd=tmp_path, check=False,
            env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)},
        )  # fmt: skip
    assert run.returncode == 2
    assert b"overwrite" in run.stderr
    assert release.read_bytes() == EN.read_bytes()


def test_nothing_is_left_in_the_home_folder(align, tmp_path):
    """No library keeps a device number or usage figures there, to send them later."""
    home = tmp_path / "home"
    home.mkdir()
    places = {"HOME": str(home), "USERPROFILE": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
    assert align("pair", RU, EN, "-f", "jsonl", **places).returncode == 0
    assert list(home.rglob("*")) == []


@pytest.mark.parametrize("columns", ["²", "0", "99999999999999999999", "-5"])
def test_odd_widths_are_borne(align, columns):
    run = align("pair", RU, EN, COLUMNS=columns)
    assert run.returncode == 0, run.stderr
    assert max(map(len, run.stdout.decode("utf-8").splitlines())) <= 400


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told_in_a_sentence(tmp_path):
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "align", "pair", str(RU), str(EN)],
            stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False,
            env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)},
        )  # fmt: skip
    assert run.returncode == 2
    assert run.stderr.decode().count("\n") == 1


def test_mistakes_in_the_call_are_one_sentence(align):
    for args in ([RU, EN, "-f", "pdf"], [RU], [RU, EN, EN]):
        assert "align pair --help" in bad(align, "pair", *args)


def test_documents_that_are_no_translations_are_refused(align):
    other = EXAMPLES / "working-visit" / "en.html"
    message = bad(align, "pair", EXAMPLES / "economic-briefing" / "ru.txt", other)
    assert "does not seem to be a translation" in message
    assert "--force" in message
    forced = align(
        "pair", EXAMPLES / "economic-briefing" / "ru.txt", other, "--force", "-f", "jsonl"
    )
    assert forced.returncode == 0


def test_a_contradicted_language_is_a_warning(align):
    run = align("pair", BE, EN, "--source-lang", "ru", "-f", "jsonl")
    assert run.returncode == 0
    assert "looks Belarusian, read as Russian as asked" in run.stderr.decode("utf-8")


def test_output_never_overwrites_an_input(align, tmp_path):
    copy = tmp_path / "en.md"
    copy.write_bytes(EN.read_bytes())
    link = tmp_path / "link.html"
    link.symlink_to(copy)
    for name in ("en.md", "link.html"):
        message = bad(align, "pair", RU, "en.md", "-o", name, "-f", "html")
        assert "overwrite" in message
    assert copy.read_bytes() == EN.read_bytes()


def test_a_failed_run_leaves_the_old_output(align, tmp_path):
    out = tmp_path / "out.html"
    out.write_text("old")
    bad(align, "pair", "missing.ru", EN, "-o", "out.html")
    assert out.read_text() == "old"


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["-o", "out.xyz"], ".jsonl"),
        (["-o", "nowhere/out.html"], "no folder"),
        (["--out-dir", "x"], "--batch"),
        (["--encoder", "e6"], "There is no model 'e6'"),
        (["--abbreviations", "ru"], "ru=FILE"),
    ],
)
def test_mistakes_in_the_call(align, args, word):
    assert word in bad(align, "pair", RU, EN, *args)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("a\tb\n", "b.tsv:1"),
        ("a\tb\tc\nd\te\tc\n", "line 1"),
        ("a\tb\t../c\n", "cannot be a file name"),
        ("\n", "no pairs"),
    ],
)
def test_mistakes_in_a_batch_file(align, tmp_path, content, word):
    (tmp_path / "b.tsv").write_text(content)
    assert word in bad(align, "pair", "--batch", "b.tsv", "--out-dir", "out")


def test_an_interrupted_run_leaves_no_file(tmp_path):
    """Ctrl-C while the output is written: the name stays free and nothing half-written is left."""
    from align.cli.output import write_atomically

    target = tmp_path / "x.html"
    with (
        unittest.mock.patch("pathlib.Path.replace", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        write_atomically(target, "text")
    assert list(tmp_path.iterdir()) == []


def test_lines_of_page_furniture_share_a_row(align):
    folder = EXAMPLES / "working-visit"
    run = align("pair", folder / "ru.html", folder / "en.html", COLUMNS="240")
    text = run.stdout.decode("utf-8")
    lines = text.splitlines()
    assert sum(line.lstrip().startswith("1–") for line in lines) == 1
    assert "Documents · Contacts" in text
    assert "page furniture" in lines[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes and links are POSIX")
def test_links_are_followed_and_devices_stay_devices(align, tmp_path):
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert align("pair", RU, EN, "-o", "link.jsonl").returncode == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert rows((tmp_path / "real.jsonl").read_text("utf-8"))
    os.mkfifo(tmp_path / "pipe.jsonl")
    reader = subprocess.Popen(["cat", tmp_path / "pipe.jsonl"], stdout=subprocess.PIPE)
    assert align("pair", RU, EN, "-o", "pipe.jsonl").returncode == 0
    assert rows(reader.communicate(timeout=60)[0].decode("utf-8"))
    assert (tmp_path / "pipe.jsonl").is_fifo()


def test_a_reader_that_goes_away_is_no_error():
    process = subprocess.Popen(
        [sys.executable, "-m", "align", "pair", str(RU), str(EN)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)},
    )
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
