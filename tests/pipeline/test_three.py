"""Three texts with the bundled model: the examples, and originals made to disagree."""

import json
from pathlib import Path

import numpy as np
import pytest

from align.encode import load_encoder
from align.errors import InputError, LanguageError, PairError
from align.formats.three import Difference, Follows, render
from align.pipeline import Settings, pair
from align.pipeline.three import prepare_three, three

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ["abridged-address", "decree", "economic-briefing", "working-visit"]
LINES = Settings(presegmented=True)


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def document(name, language):
    (path,) = (p for p in (EXAMPLES / name).glob(f"{language}.*") if p.suffix != ".sentences")
    return str(path)


def sentences(name, language):
    return (EXAMPLES / name / f"{language}.sentences").read_text("utf-8").splitlines()


def gold(name, language):
    lines = (EXAMPLES / name / f"{language}-en.gold").read_text("utf-8").splitlines()
    return [tuple(tuple(json.loads(half)) for half in line.split(":")) for line in lines]


@pytest.mark.parametrize(("first", "second"), [("ru", "be"), ("be", "ru")])
@pytest.mark.parametrize("name", NAMES)
def test_examples_come_out_nearly_as_by_hand(name, first, second, encoder):
    """Strict F1 (Sennrich and Volk 2011), furniture included; .93 and more when written."""
    paths = [str(EXAMPLES / name / f"{side}.sentences") for side in (first, "en", second)]
    result, warnings = three(*paths, encoder, LINES)
    assert warnings == ()
    mine = {(b.source, b.target) for b in result.alignment.beads}
    want = set(gold(name, first))
    pairs = {g for g in want if g[0] and g[1]}
    precision, recall = len(mine & want) / len(mine), len(mine & pairs) / len(pairs)
    assert 2 * precision * recall / (precision + recall) >= 0.9
    for k, numbers in enumerate(("source", "target")):
        held = sorted(n for b in result.alignment.beads for n in getattr(b, numbers))
        assert held == list(range(len(sentences(name, (first, "en")[k]))))


@pytest.mark.parametrize("name", NAMES)
def test_documents_of_any_format(name, encoder):
    paths = document(name, "ru"), document(name, "en"), document(name, "be")
    result, _ = three(*paths, encoder, Settings())
    alone, _ = pair(*paths[:2], encoder, Settings())
    assert result.alignment.source == alone.source
    assert len(result.partners) == len(result.alignment.beads)
    assert result.alignment.signature.startswith("sverka:")
    assert "|also:be@" in result.alignment.signature
    assert "also" not in alone.signature
    again, _ = three(*paths, encoder, Settings())
    assert render(again, "jsonl") == render(result, "jsonl")


# Sentences of the briefing that all three texts have, one to one: Russian, Belarusian, English.
SHARED = [(7, 7, 8), (22, 23, 22), (40, 40, 37)]


@pytest.mark.parametrize("place", SHARED, ids=lambda place: f"ru {place[0]}")
@pytest.mark.parametrize(
    ("without", "kind", "follows"),
    [
        (("be",), Difference.ONLY_ORIGINAL, Follows.ORIGINAL),
        (("be", "en"), Difference.ONLY_ORIGINAL, Follows.ALSO),
        (("ru",), Difference.ONLY_ALSO, Follows.ALSO),
        (("ru", "en"), Difference.ONLY_ALSO, Follows.ORIGINAL),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else None,
)
def test_a_sentence_in_one_original_only(place, without, kind, follows, encoder, tmp_path):
    cut = dict(zip(("ru", "be", "en"), place, strict=True))
    paths = {}
    for language in cut:
        lines = sentences("economic-briefing", language)
        if language in without:
            del lines[cut[language]]
        path = tmp_path / f"{language}.txt"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        paths[language] = str(path)
    result, _ = three(paths["ru"], paths["en"], paths["be"], encoder, LINES)
    wanted = (cut["ru"],) if kind is Difference.ONLY_ORIGINAL else (cut["be"],)
    assert [
        (d.kind, d.follows, d.source or d.also)
        for d in result.disagreements
        if d.kind in (Difference.ONLY_ORIGINAL, Difference.ONLY_ALSO)
    ] == [(kind, follows, wanted)]


class _Flat:
    """An encoder to whom all sentences are alike: the worst there can be."""

    name, digest, dimensions = "flat", "0", 4

    def centre(self, language):
        return None

    def encode(self, texts):
        return np.full((len(texts), 4), 0.5, np.float32)


def test_vectors_that_say_nothing_break_nothing():
    paths = [str(EXAMPLES / "decree" / f"{side}.sentences") for side in ("ru", "en", "be")]
    result, _ = three(*paths, _Flat(), Settings(presegmented=True, force=True))
    assert sum(len(b.target) for b in result.alignment.beads) == len(sentences("decree", "en"))


@pytest.mark.parametrize(
    ("also", "error", "words"),
    [
        ("ru", PairError, "same text as"),
        ("en", PairError, "same text as"),
        ("other en", PairError, "this is English"),
        ("other ru", PairError, "this is Russian, as"),
    ],
)
def test_a_second_original_of_the_wrong_language(also, error, words):
    name = "working-visit" if also.startswith("other") else "decree"
    with pytest.raises(error, match=words) as caught:
        prepare_three(
            document("decree", "ru"),
            document("decree", "en"),
            document(name, also.split()[-1]),
            Settings(),
        )
    assert str(caught.value).endswith("After --also give the Belarusian original.")


def test_a_second_original_in_no_language_known(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("Lorem ipsum dolor sit amet, consectetur.\n" * 3, "utf-8")
    with pytest.raises(LanguageError, match="does not look like Russian"):
        prepare_three(document("decree", "be"), document("decree", "en"), str(path), Settings())


def test_a_second_original_too_short_to_tell_is_taken_at_its_word(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("Дата.\n", "utf-8")
    _, _, also, warnings = prepare_three(
        document("decree", "ru"), document("decree", "en"), str(path), Settings()
    )
    assert also.language == "be"
    assert warnings == (f"{path}: cannot tell that this is Belarusian, read as Belarusian.",)


def test_an_unrelated_second_original(encoder):
    paths = (
        document("decree", "ru"),
        document("decree", "en"),
        document("economic-briefing", "be"),
    )
    with pytest.raises(PairError, match="does not seem to say the same as"):
        three(*paths, encoder, Settings())
    result, _ = three(*paths, encoder, Settings(force=True))
    assert result.alignment.beads


def test_standard_input_once():
    with pytest.raises(InputError, match="only one of the three"):
        prepare_three("-", document("decree", "en"), "-", Settings())
