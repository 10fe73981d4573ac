"""``align glossary lint`` as a translator runs it."""

import json

CLEAN = "- id: zone\n  en:\n    - zone\n"
NOTED = "- en: [zone]\n  id: zone\n"
WRONG = "- id: zone\n  en:\n    - 'free  zone'\n    - area\n"


def _out(done):
    return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_exit_codes(align, tmp_path):
    for text, code in ((CLEAN, 0), (NOTED, 0), (WRONG, 1)):
        (tmp_path / "g.yaml").write_text(text, encoding="utf-8")
        assert align("glossary", "lint", "-g", "g.yaml").returncode == code
    assert align("glossary", "lint", "-g", "none.yaml").returncode == 2
    done = align("glossary", "lint", "-g", "g.yaml", "--select", "GLS099")
    assert done.returncode == 2
    assert "GLS099" in _out(done)[1]


def test_text_and_count(align, tmp_path):
    (tmp_path / "g.yaml").write_text(WRONG, encoding="utf-8")
    out, _ = _out(align("glossary", "lint", "-g", "g.yaml"))
    lines = out.splitlines()
    assert lines[0].startswith("g.yaml:3: GLS009 stray-characters (warning): zone: ")
    assert lines[-1] == "2 warnings, 1 note; --fix repairs 2."
    (tmp_path / "g.yaml").write_text(CLEAN, encoding="utf-8")
    assert _out(align("glossary", "lint", "-g", "g.yaml"))[0] == "No problems.\n"


def test_jsonl_select_and_ignore(align, tmp_path):
    (tmp_path / "g.yaml").write_text(WRONG, encoding="utf-8")
    done = align("glossary", "lint", "-g", "g.yaml", "-f", "jsonl", "--ignore", "GLS024,GLS009")
    [row] = [json.loads(line) for line in _out(done)[0].splitlines()]
    assert (row["code"], row["line"], row["severity"]) == ("GLS004", 4, "warning")
    assert (row["concept"], row["term"], row["fixable"]) == ("zone", "area", False)
    done = align("glossary", "lint", "-g", "g.yaml", "--select", "stray-characters", "-f", "jsonl")
    assert [json.loads(line)["code"] for line in _out(done)[0].splitlines()] == ["GLS009"]


def test_diff_writes_nothing_and_fix_does(align, tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text(NOTED, encoding="utf-8")
    done = align("glossary", "lint", "-g", "g.yaml", "--diff")
    assert done.returncode == 1
    assert "-- en: [zone]\n" in _out(done)[0]
    assert "+- id: zone\n" in _out(done)[0]
    assert path.read_text(encoding="utf-8") == NOTED
    done = align("glossary", "lint", "-g", "g.yaml", "--fix")
    assert (done.returncode, _out(done)[0]) == (0, "Repaired: g.yaml.\nNo problems.\n")
    assert path.read_text(encoding="utf-8") == CLEAN
    assert align("glossary", "lint", "-g", "g.yaml", "--diff").returncode == 0
    assert align("glossary", "lint", "-g", "g.yaml", "--diff", "--fix").returncode == 2


def test_archive(align, tmp_path):
    (tmp_path / "g.yaml").write_text(
        "- id: union-state\n  ru:\n    - Союзное государство\n", encoding="utf-8"
    )
    folder = tmp_path / "texts" / "2024"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text(
        "Сегодня в Минске обсудили торговлю и сотрудничество двух стран.\n", encoding="utf-8"
    )
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04")
    done = align("glossary", "lint", "-g", "g.yaml", "--archive", "texts")
    out, err = _out(done)
    assert done.returncode == 0
    assert "g.yaml:3: GLS022 never-observed (note): union-state: " in out
    assert "broken.docx" in err
    assert "picture" not in err
    (folder / "two.txt").write_text(
        "Они говорили о бюджете Союзного государства и о том, как его исполняют.\n",
        encoding="utf-8",
    )
    done = align("glossary", "lint", "-g", "g.yaml", "--archive", "texts")
    assert _out(done)[0] == "No problems.\n"
    assert align("glossary", "lint", "-g", "g.yaml", "--archive", "none").returncode == 2


def test_explain(align):
    out, _ = _out(align("glossary", "lint", "--explain", "GLS010"))
    assert out.startswith("# GLS010 mixed-script\n")
    assert out.endswith("Usually: warning, repaired by --fix.\n")
    assert align("glossary", "lint", "--explain", "GLS1").returncode == 2
