"""Tables: our own comes back whole, those of other programs are read and written as they are."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from exchange_samples import FULL, HERE, glossaries, plain
from hypothesis import example, given, settings
from hypothesis import strategies as st

from align.errors import ConfigError, UsageError
from align.glossary.concepts import Concept, Glossary, Status, Term
from align.glossary.exchange import Format, formats, read, write
from align.glossary.exchange.cells import guard, unguard
from align.glossary.exchange.fields import join_forms, split_forms
from align.types import LANGUAGES

CASES = tomllib.loads((HERE / "tables.toml").read_text("utf-8"))


def written(path: Path, text: str) -> Path:
    path.write_bytes(text.lstrip("\n").replace("→", "\t").encode())
    return path


def told(concept: Concept) -> str:
    return " / ".join(
        " | ".join(term.text for term in concept.in_language(language)) for language in LANGUAGES
    )


@given(glossary=glossaries(), name=st.sampled_from(("csv", "tsv")))
@example(glossary=FULL, name="csv")
@settings(max_examples=80, deadline=None)
def test_our_own_table_loses_nothing(tmp_path_factory, glossary: Glossary, name: str):
    exported = write(glossary, name)
    assert exported.losses == ()
    assert exported.data == write(glossary, name).data
    path = tmp_path_factory.mktemp("table") / f"x.{name}"
    path.write_bytes(exported.data)
    imported = read(path)
    assert imported.concepts == glossary.concepts
    assert (imported.format, imported.remarks) == (name, ())


@given(st.text(st.sampled_from("'=+-@\t\r\nab"), max_size=6))
def test_guarded_cells_are_texts_and_come_back(text: str):
    cell = guard(text)
    assert not cell.startswith(tuple("=+-@\t\r\n"))
    assert unguard(cell) == text


def test_no_cell_of_ours_is_a_formula():
    term = Term("=HYPERLINK(1)", "en", note="@x", source="-1")
    data = write(Glossary((Concept("a", (term,), note="+1"),)), "csv").data.decode()
    cells = data.splitlines()[1].split(",")
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]
    assert "'=HYPERLINK(1)" in cells


@given(st.lists(st.text(st.sampled_from("a|\\ б"), min_size=1).map(str.strip).filter(bool)))
def test_forms_come_back(forms: list[str]):
    assert split_forms(join_forms(tuple(forms))) == tuple(forms)


@pytest.mark.parametrize("case", CASES["good"], ids=lambda case: case["name"])
def test_tables_of_others(tmp_path: Path, case: dict):
    path = written(tmp_path / case["file"], case["text"])
    imported = read(path, source=case.get("source"), target=case.get("target"))
    found = [told(concept) for concept in imported.concepts]
    assert (found if case.get("order", True) else sorted(found)) == case["terms"]
    for key, field in (("notes", "note"), ("definitions", "definition"), ("ids", "id")):
        if key in case:
            assert [getattr(concept, field) for concept in imported.concepts] == case[key]
    if "remark" in case:
        assert case["remark"] in imported.remarks
    assert all(c.place is not None and c.place.path == str(path) for c in imported.concepts)


@pytest.mark.parametrize("case", CASES["bad"], ids=lambda case: case["message"][:60])
def test_tables_that_cannot_be_read(tmp_path: Path, case: dict):
    path = written(tmp_path / case["file"], case["text"])
    with pytest.raises(ConfigError) as raised:
        read(path)
    assert str(raised.value).startswith(f"{tmp_path}/{case['message']}")


def test_old_encodings_are_read(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_bytes("русский;английский\nторговля;trade\n".encode("cp1251"))
    assert plain(read(path).concepts) == [{"en": ["trade"], "ru": ["торговля"]}]


def test_giant_cells_are_refused_on_the_way_in_and_out(tmp_path: Path):
    path = tmp_path / "x.csv"
    for length in (100_001, 200_000):
        path.write_text("en,ru\nок,да\nтут," + "a" * length, "utf-8")
        with pytest.raises(ConfigError, match=r"x\.csv:3: a cell in the row that begins here has"):
            read(path)
    with pytest.raises(UsageError, match="concept 'a' is longer than 100,000 characters"):
        write(Glossary((Concept("a", (), note="a" * 100_001),)), "csv")


def test_a_term_with_thousands_of_translations_is_refused_soon(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("en,ru\n" + "".join(f"a,а{n}\n" for n in range(20_000)), "utf-8")
    assert len(read(path).concepts) == 20_000  # A row a concept: nothing is wrong with it.
    path.write_text("source,target\n" + "".join(f"a,а{n}\n" for n in range(20_000)), "utf-8")
    with pytest.raises(ConfigError, match=r"x\.csv:2: a concept has more than 1,000 terms\."):
        read(path, source="en", target="ru")


def pair_formats() -> list[Format]:
    return [known for known in formats() if known.name.startswith(("deepl", "google-p", "omegat"))]


@pytest.mark.parametrize("known", pair_formats(), ids=lambda known: known.name)
def test_pairs_hold_allowed_terms_alone(tmp_path: Path, known: Format):
    exported = write(FULL, known.name, source="ru", target="en")
    path = tmp_path / f"x{known.suffixes[0]}"
    path.write_bytes(exported.data)
    imported = read(path, known.name, source="ru", target="en")
    assert plain(imported.concepts) == [
        {"en": ["Union State"], "ru": ["Союзное государство"]},
        {"en": ["2030 Agenda"], "ru": ["Повестка дня до 2030 года"]},
        {"en": ["2030 Agenda"], "ru": ["Повестка-2030"]},
    ]
    assert "Terms that must not be used are left out (2 terms)." in exported.losses
    assert "Terms in Belarusian are left out (2 terms)." in exported.losses
    assert "The field 'enforce' is left out (2 concepts)." in exported.losses


def test_the_bytes_of_the_machines(tmp_path: Path):
    glossary = Glossary(
        (
            Concept("a", (Term('say "a", b', "en"), Term("а", "ru")), definition="=x"),
            Concept("b", (Term("c", "en"), Term("а", "ru"), Term("в", "be"))),
            Concept("d", (Term("=d", "en"), Term("д", "ru"))),
            Concept("e", (Term("e", "en", Status.ADMITTED), Term("е", "be"))),
        )
    )
    assert write(glossary, "deepl-tsv").data.decode() == 'а\tsay "a", b\n'
    assert write(glossary, "deepl-csv").data.decode() == 'а,"say ""a"", b",ru,en\n'
    assert write(glossary, "google-pairs", source="en", target="ru").data.decode() == (
        '"say ""a"", b",а\nc,а\n'
    )
    assert write(glossary, "omegat").data.decode() == 'а\tsay "a", b\t\'=x\nа\tc\t\n'
    assert write(glossary, "google-sets").data.decode() == (
        'en,ru,be,description\n"say ""a"", b",а,,\'=x\nc,а,в,\ne,,е,\n'
    )
    losses = write(glossary, "deepl-tsv").losses
    assert "Further targets of one source term are left out (1 pair)." in losses
    assert "Pairs that a spreadsheet would compute are left out (1 pair)." in losses
    assert "The field 'status' is left out (1 term)." in write(glossary, "google-sets").losses


@given(glossary=glossaries())
@settings(max_examples=40, deadline=None)
def test_no_glossary_breaks_a_table_for_machines(tmp_path_factory, glossary: Glossary):
    folder = tmp_path_factory.mktemp("machines")
    for known in [*pair_formats(), next(f for f in formats() if f.name == "google-sets")]:
        exported = write(glossary, known.name, source="ru", target="en")
        if not exported.data or exported.data == b"en,ru,be\n":
            continue
        (folder / "x").write_bytes(exported.data)
        read_back = read(folder / "x", known.name, source="ru", target="en").concepts
        allowed = {term.text for c in glossary.concepts for term in c.terms if term.status.allowed}
        found = {term.text for concept in read_back for term in concept.terms}
        if known.name not in ("omegat", "deepl-tsv"):  # There, quotation marks are not told apart.
            assert found <= allowed


def test_formats_are_found_by_name_and_suffix(tmp_path: Path):
    assert len({known.name for known in formats()}) == len(formats())
    with pytest.raises(UsageError, match=r"no glossary format 'tbz'\. Did you mean 'tbx'"):
        write(FULL, "tbz")
    with pytest.raises(UsageError, match="needs two different languages"):
        write(FULL, "omegat", source="en", target="en")
    with pytest.raises(ConfigError, match=r"the suffix '\.doc' says nothing of the format"):
        read(tmp_path / "x.doc")
    with pytest.raises(ConfigError, match="this is a glossary already"):
        read(tmp_path / "x.yaml")


def test_nothing_heavy_is_imported_before_it_is_needed():
    code = "import sys, align.glossary.exchange; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"lxml", "openpyxl", "numpy", "align.readers", "click"} & set(done.stdout.split())
