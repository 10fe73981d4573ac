"""``align glossary mine``, as it is called: what it reads, proposes, writes and refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.cli import cli
from align.errors import SverkaError
from align.glossary import store
from align.glossary.concepts import Status

EXAMPLES = Path(__file__).parents[3] / "examples"
TERMS = "- id: decree\n  en: [decree]\n  ru: [указ]\n  be: [указ]\n"
RUSSIAN = [
    ("Мы строим Союзное государство.", "We are building the Union State."),
    ("Об этом говорили в Союзном государстве.", "This was discussed in the Union State."),
    ("Гражданам Союзного государства станет проще.", "It will be easier in the Union State."),
    ("Заработная плата выросла.", "The wages have grown."),
    ("Рост заработной платы заметен.", "The growth of the wages is visible."),
    ("Он доволен заработной платой.", "He is content with his wages."),
    ("Без заработной платы нельзя.", "There is no living without an income."),
    ("Указ уже подписан.", "The decree has been signed."),
    ("Он говорил об указе.", "He spoke about the decree."),
    ("Указом это разрешено.", "The decree allows it."),
    ("Сегодня утром шёл дождь.", "It rained this morning."),
    ("Она поблагодарила гостей.", "She thanked the guests."),
    ("Хлеб привезли вовремя.", "The bread was brought on time."),
    ("Врачи советуют больше гулять.", "Doctors advise people to walk more."),
    ("Концерт начался поздно.", "The concert started late."),
    ("Они обменялись подарками.", "They exchanged gifts."),
]
BELARUSIAN = [
    ("Гэта наша Саюзная дзяржава, і мы яе будуем.", "It is our Union State, and we build it."),
    ("Пра гэта гаварылі ў Саюзнай дзяржаве.", "This was discussed in the Union State."),
]


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.yaml").write_text(TERMS, encoding="utf-8")
    (tmp_path / "pairs").mkdir()
    put(tmp_path / "pairs" / "a.jsonl", RUSSIAN[:9])
    put(tmp_path / "pairs" / "b.jsonl", RUSSIAN[9:])
    (tmp_path / "pairs" / "notes.txt").write_text("no beads\n")
    put(tmp_path / "be.jsonl", BELARUSIAN)


def put(path, pairs, probability=0.99):
    rows = (
        {"source_text": source, "target_text": target, "probability": probability}
        for source, target in pairs
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def call(*args):
    given = () if "-g" in args else ("-g", "terms.yaml")
    return CliRunner().invoke(cli, ["glossary", "mine", *args, *given])


def run(*args, code=0):
    result = call(*args)
    assert result.exit_code == code, result.exception
    return result


def refused(*args):
    result = call(*args)
    assert isinstance(result.exception, SverkaError), (result.exception, result.stdout)
    assert result.stdout == ""
    message = str(result.exception)
    assert "\n" not in message
    return message


def proposed(text):
    return [tuple(term.text for term in concept.terms) for concept in store.parse(text)]


def test_terms_of_a_folder_of_pairs_are_proposed_with_their_use():
    text = run("pairs").stdout
    assert proposed(text) == [
        ("Union State", "Союзное государство"),
        ("wages", "заработная плата"),
    ]
    assert (
        "# 3 pairs of sentences in 1 of 2 documents, unevenness 0.38, score 3.96\n"
        "# English: Union State 3\n"
        "# ru: Мы строим Союзное государство.\n"
        "# en: We are building the Union State.\n"
        "- id: union-state\n"
        "  en:\n"
        "    - term: Union State\n"
        "      status: proposed\n"
    ) in text
    assert "# English: wages 3; otherwise 1\n" in text


def test_the_terms_of_the_glossary_are_left_out(tmp_path):
    (tmp_path / "none.yaml").write_text("# nothing yet\n")
    assert ("decree", "указ") in proposed(run("pairs", "-g", "none.yaml").stdout)
    assert ("decree", "указ") not in proposed(run("pairs").stdout)


def test_an_id_that_is_taken_is_not_given_away(tmp_path):
    (tmp_path / "terms.yaml").write_text("- id: union-state\n  en: [union]\n  ru: [союз]\n")
    text = run("pairs", "-g", "terms.yaml").stdout
    assert [concept.id for concept in store.parse(text)][:1] == ["union-state-2"]


def test_a_new_file_is_written_and_what_it_holds_is_told(tmp_path):
    told = run("pairs", "-o", "new.yaml")
    assert told.stdout == (
        "new.yaml: 2 concepts proposed from 16 pairs of sentences in 2 documents.\n"
    )
    assert told.stderr == ""
    concepts = store.load([tmp_path / "new.yaml"]).concepts
    assert {term.status for c in concepts for term in c.terms} == {Status.PROPOSED}
    assert (tmp_path / "new.yaml").read_text("utf-8") == run("pairs").stdout
    linted = CliRunner().invoke(cli, ["glossary", "lint", "-g", "new.yaml"])
    assert linted.exit_code == 0


def test_how_many_and_how_often_is_the_users_choice():
    assert len(proposed(run("pairs", "--most", "1").stdout)) == 1
    again = run("pairs", "--min-support", "5")
    assert proposed(again.stdout) == []
    assert again.stderr == (
        "align: note: in 16 pairs of sentences in 2 documents no new term with a rendering stands "
        "5 times. Nothing is proposed.\n"
    )


def test_a_file_named_twice_counts_once():
    once = run("pairs").stdout
    assert run("pairs", "pairs/a.jsonl", "./pairs/b.jsonl").stdout == once


def test_a_translation_memory_is_mined_alike(tmp_path):
    units = "".join(
        f'<tu><tuv xml:lang="ru"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="EN-GB"><seg>{target}</seg></tuv></tu>'
        for source, target in RUSSIAN
    )
    text = f'<tmx version="1.4"><header/><body>{units}</body></tmx>'
    (tmp_path / "x.tmx").write_text(text, encoding="utf-8")
    assert proposed(run("x.tmx").stdout) == proposed(run("pairs").stdout)


def test_of_two_languages_one_is_named():
    assert refused("pairs", "be.jsonl") == (
        "The originals are in Russian and in Belarusian. Name one with --lang ru or --lang be."
    )
    assert proposed(run("pairs", "be.jsonl", "--lang", "ru").stdout) == proposed(
        run("pairs").stdout
    )
    told = run("pairs", "be.jsonl", "--lang", "be").stderr
    assert "in 2 pairs of sentences in 1 document no new term" in told


def test_documents_are_paired_first_and_a_list_goes_on_after_a_failure(tmp_path):
    decree = EXAMPLES / "decree"
    rows = [f"{decree / 'be.md'}\t{decree / 'en.md'}\ta", f"none.txt\t{decree / 'en.md'}\tb"]
    (tmp_path / "list.tsv").write_text("\n".join(rows), encoding="utf-8")
    result = run("list.tsv", "--most", "1", code=2)
    assert proposed(result.stdout) == [("small town", "малы горад")]
    assert "# be: Падпісаны Указ аб развіцці малых гарадоў\n" in result.stdout
    assert result.stderr == (
        "align: none.txt: there is no such file. Check the name and the folder.\n"
        "align: 1 of 2 pairs could not be made.\n"
    )


def test_two_documents_of_which_one_cannot_be_read():
    assert refused("none.txt", str(EXAMPLES / "decree" / "en.md")) == (
        "none.txt: there is no such file or folder. Check the name."
    )


BAD = {
    "text.jsonl": b"hello\n",
    "half.jsonl": b'{"source_text":"a","target_text":"b","probability":1}\n{"source_te',
    "utf16.jsonl": '{"source_text":"мир"}\n'.encode("utf-16"),
    "empty.jsonl": b"",
    "doubtful.jsonl": b'{"source_text":"a","target_text":"b","probability":0.5}\n',
    "english.jsonl": b'{"source_text":"This is it and that was all.","target_text":"b",'
    b'"probability":1}\n',
    "x.tmx": b"<tmx><body>",
    "table.tsv": "Мир.\tPeace.\n".encode(),
    "document.txt": "Мир и дружба.\n".encode(),
}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["none"], "none: there is no such file or folder. Check the name."),
        (["none.jsonl"], "none.jsonl: there is no such file. Check the name."),
        (["none.tsv"], "none.tsv: cannot be read (no such file or directory)."),
        (["text.jsonl"], "text.jsonl:1: the line is not JSON. Write the file with align pair"),
        (["half.jsonl"], "half.jsonl:2: the line is not JSON."),
        (["utf16.jsonl"], "utf16.jsonl:1: the line is not JSON."),
        (["empty.jsonl"], "empty.jsonl: there is no sure pair of sentences to mine."),
        (["doubtful.jsonl"], "doubtful.jsonl: there is no sure pair of sentences to mine."),
        (["english.jsonl"], "english.jsonl: no original in Russian or Belarusian is found."),
        (["be.jsonl", "--lang", "ru"], "be.jsonl: no original in Russian is found. Leave out"),
        (["x.tmx"], "x.tmx:1: this is not well-formed XML"),
        (["table.tsv"], "table.tsv:1: needs three cells: original, translation, name."),
        (["document.txt"], "document.txt: documents are mined two at a time"),
        (["document.txt", "be.jsonl"], "document.txt: documents are mined two at a time"),
        (["folder"], "folder: there is no .jsonl or .tmx in this folder. Write them with"),
        (["pairs", "-g", "none.yaml"], "none.yaml: the glossary cannot be read"),
        (["pairs", "-o", "pairs/a.jsonl"], "pairs/a.jsonl: the output would overwrite"),
        (["pairs", "-o", "terms.yaml"], "terms.yaml: the output would overwrite"),
        (["be.jsonl", "-o", "old.yaml"], "old.yaml: the file is there already."),
        (["pairs", "-o", "new.txt"], "new.txt: a glossary is a YAML file. Name it new.yaml."),
        (["pairs", "-o", "pairs"], "pairs: this is a folder. Name a file in it."),
        (["pairs", "-o", "none/new.yaml"], "none/new.yaml: there is no folder none. Make it"),
    ],
)
def test_what_cannot_be_mined_is_told_in_a_sentence(tmp_path, args, message):
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    (tmp_path / "old.yaml").write_text("# decided\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert refused(*args).startswith(message)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_same_files_give_the_same_bytes_in_every_process(align):
    runs = [
        align("glossary", "mine", "pairs", "-g", "terms.yaml", PYTHONHASHSEED=seed)
        for seed in ("1", "2")
    ]
    assert [done.returncode for done in runs] == [0, 0]
    assert runs[0].stdout == runs[1].stdout != b""
