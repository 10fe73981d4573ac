"""Measure what the card of the bundled encoder tells.

    python models/measure_encoder.py --model FOLDER --texts FOLDER

``--texts`` holds line-parallel sentences, NAME.en, NAME.ru and NAME.be, that nothing was learnt
from. Prints the pieces of a sentence and how many are unknown; wrong neighbours (xsim) of the model
as it runs, of the same weights with float32 activations (transformers and torch), of two sentences
joined, of sentences in capitals; how well both forms agree; and how often a rendering is nearer
than itself with a number changed or a half left out.
"""

import argparse
import random
import sys
from pathlib import Path

import numpy as np
import sentencepiece
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))
from train_encoder import spoil

from align.encode import Encoder, load_encoder
from align.encode.bench import retrieval
from align.encode.parallel import ParallelTexts, read_texts

Vectors = list[NDArray[np.float32]]


def tell(name: str, texts: ParallelTexts, vectors: Vectors) -> None:
    cells = [
        f"{'-'.join(found.languages)} "
        f"{100 * found.forth / found.sentences:.2f}/{100 * found.back / found.sentences:.2f}"
        for found in retrieval(texts, vectors)
    ]
    print(f"{name:>12}: wrong neighbours, %: {'  '.join(cells)}")


def ranks(values: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.argsort(np.argsort(values))


def agreement(texts: ParallelTexts, one: Vectors, two: Vectors) -> None:
    """Cosines, and rank correlation of the similarities of renderings and of random pairs."""
    for n, language in enumerate(texts.languages):
        cosine = (one[n] * two[n]).sum(axis=1)
        print(f"{language}: int8 with float32 mean {cosine.mean():.4f} lowest {cosine.min():.4f}")
        other = (n + 1) % len(texts.languages)
        tables = [vectors[n] @ vectors[other].T for vectors in (one, two)]
        same = (tables[0].argmax(1) == tables[1].argmax(1)).mean()
        rho = np.corrcoef(*(ranks(table.ravel()[::7]) for table in tables))[0, 1]
        print(f"    same nearest {100 * same:.2f} %, rank correlation of similarities {rho:.4f}")


def spoilt(encoder: Encoder, texts: ParallelTexts, vectors: Vectors) -> None:
    """How often the whole rendering is nearer than a spoilt one."""
    for kind in ("number", "half"):
        for n, language in enumerate(texts.languages):
            other = (n + 1) % len(texts.languages)
            chance = random.Random(0)
            rows, worse = [], []
            for row, line in enumerate(texts.sides[other]):
                digits = any(c.isdigit() for c in line)
                text = spoil(line, chance) if digits == (kind == "number") else ""
                # With numbers a half is left out now and then; that is the other kind.
                if text and (kind == "half" or len(text) == len(line)):
                    rows.append(row)
                    worse.append(text)
            found = encoder.encode(worse)
            anchors = vectors[n][rows]
            right = (anchors * vectors[other][rows]).sum(1) > (anchors * found).sum(1)
            print(
                f"{language}: rendering nearer than with a {kind} wrong {100 * right.mean():.1f} %"
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    args = parser.parse_args()
    texts = read_texts(args.texts)
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(args.model / "tokenizer.model"))
    for language, side in zip(texts.languages, texts.sides, strict=True):
        ids = [number for row in tokenizer.encode(list(side)) for number in row]
        unknown = ids.count(tokenizer.unk_id())
        print(f"{language}: {len(ids) / len(side):.2f} pieces a sentence, {unknown} unknown")
    encoder = load_encoder(str(args.model))
    vectors = [encoder.encode(side) for side in texts.sides]
    tell("int8", texts, vectors)
    exact = load_encoder(f"hf:{args.model}")
    floats = [exact.encode(side) for side in texts.sides]
    tell("float32", texts, floats)
    agreement(texts, vectors, floats)
    joined = [
        encoder.encode([f"{a} {b}" for a, b in zip(side, [*side[1:], side[0]], strict=True)])
        for side in texts.sides
    ]
    tell("two joined", texts, joined)
    tell("capitals", texts, [encoder.encode([t.upper() for t in side]) for side in texts.sides])
    spoilt(encoder, texts, vectors)


if __name__ == "__main__":
    main()
