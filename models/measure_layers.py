"""Find the layer whose token vectors tell best what single words mean.

    python models/measure_layers.py --model FOLDER --texts mlqe-ru-en.dev.tsv.gz
        --words mlqe-ru-en.dev.words.tsv.gz

For sentences and machine translations with human scores (columns source, translation, z_mean):
every token looks for its nearest one on the other side, the mean cosine of those is precision and
recall, and their F1 (BERTScore, Zhang et al. 2020, arXiv:1904.09675) is compared with the score.
For translations whose words are marked OK or BAD (columns source, translation, target_tags, a tag
for every gap and word), a word is taken to be the worse the less its nearest token says the same.
Prints, for each layer of the network, 0 being the word vectors, Pearson's r of the sentences, and
the area under the curve of the words: how often a bad word gets a lower value than a good one.
"""

import argparse
import random
import sys
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent))
from training_text import columns


def area(good: list[float], bad: list[float]) -> float:
    """How often a value of `bad` is below one of `good` (Mann-Whitney)."""
    order = np.argsort(np.argsort(np.array(good + bad)))
    return float(
        (order[: len(good)].sum() - len(good) * (len(good) - 1) / 2) / len(good) / len(bad)
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    args = parser.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(args.model)
    model = AutoModel.from_pretrained(args.model).float().eval()

    @torch.inference_mode()
    def layers(text: str) -> tuple[list[torch.Tensor], list[tuple[int, int]]]:
        """Vectors of the tokens, one tensor a layer, and where in the text they stand."""
        given = tokenizer(text, return_tensors="pt", truncation=True, return_offsets_mapping=True)
        offsets = given.pop("offset_mapping")[0, 1:-1].tolist()
        hidden = model(**given, output_hidden_states=True).hidden_states
        return [layer[0, 1:-1] for layer in hidden], offsets

    texts, tagged = list(columns(args.texts)), list(columns(args.words))
    human = np.array([float(row["z_mean"]) for row in texts])
    pairs = [(layers(row["source"]), layers(row["translation"])) for row in texts]
    marked = [(layers(row["source"]), layers(row["translation"])) for row in tagged]
    sample = random.Random(0).sample(pairs, min(200, len(pairs)))
    for n in range(len(pairs[0][0][0])):
        mean = torch.cat([side[0][n] for pair in sample for side in pair]).mean(0)

        def cosines(pair: tuple, n: int = n, mean: torch.Tensor = mean) -> torch.Tensor:
            a, b = (torch.nn.functional.normalize(side[0][n] - mean, dim=-1) for side in pair)
            return a @ b.T

        scores = []
        for pair in pairs:
            table = cosines(pair)
            recall, precision = table.amax(1).mean(), table.amax(0).mean()
            scores.append(float(2 * precision * recall / (precision + recall)))
        values: dict[str, list[float]] = {"OK": [], "BAD": []}
        for pair, row in zip(marked, tagged, strict=True):
            best, at = cosines(pair).amax(0), 0
            for word, tag in zip(
                row["translation"].split(), row["target_tags"].split()[1::2], strict=True
            ):
                at = row["translation"].index(word, at)
                inside = [k for k, (a, b) in enumerate(pair[1][1]) if a < at + len(word) and b > at]
                if inside:
                    values[tag].append(float(best[inside].min()))
                at += len(word)
        r = np.corrcoef(scores, human)[0, 1]
        print(f"layer {n}: r = {r:.3f}, area {area(values['OK'], values['BAD']):.3f}")


if __name__ == "__main__":
    main()
