"""Sentences to vectors with a model folder of our own: onnxruntime and sentencepiece, no torch."""

import json
import os
from collections.abc import Iterator, Sequence

import numpy as np
import onnxruntime
import sentencepiece
from numpy.typing import NDArray

from align.encode.model import ModelDescription, verify
from align.encode.pooling import mean_pool, padded
from align.errors import ModelError

# 8 and 16 sentences a batch run at 240 a second where 64 run at 197 (two cores, 22-word
# sentences): the activations of a larger batch leave the second-level cache.
BATCH = 16
# Token budget of a batch, so that long texts come in smaller batches.
BATCH_TOKENS = 2048


class OnnxEncoder:
    """A loaded model. Vectors do not depend on what a text is encoded together with.

    Parameters
    ----------
    model
        The folder; checksums are verified first.
    """

    def __init__(self, model: ModelDescription) -> None:
        verify(model)
        if model.pooling != "mean":
            raise ModelError(f"{model.folder}: pooling '{model.pooling}' is not known, only 'mean'.")
        self.model = model
        self.name, self.digest, self.dimensions = model.name, model.digest, model.dimensions
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(8, os.cpu_count() or 1)
        options.log_severity_level = 3
        try:
            self._tokenizer = sentencepiece.SentencePieceProcessor(
                model_file=str(model.folder / "tokenizer.model")
            )
            self._session = onnxruntime.InferenceSession(
                str(model.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelError(f"{model.folder}: the model does not load: {error}") from error
        self._centres = {
            language: np.array(values, np.float32)
            for language, values in json.loads(
                (model.folder / "centres.json").read_text(encoding="utf-8")
            ).items()
        }
        self._special = (self._tokenizer.bos_id(), self._tokenizer.eos_id())
        self._prefix = self._tokenizer.encode(model.prefix.strip()) if model.prefix else []

    def centre(self, language: str) -> NDArray[np.float32] | None:
        """Mean vector of many sentences of `language`, (dimensions,); None where not measured."""
        return self._centres.get(language)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of `texts`, float32 (texts, dimensions): unit rows, zero rows for empty text."""
        prefixed = [self.model.prefix + text for text in texts]
        rows = self._tokenizer.encode(prefixed) if texts else []
        windows: list[list[int]] = []
        owners: list[int] = []
        for number, (text, ids) in enumerate(zip(texts, rows, strict=True)):
            if text.strip():
                for window in self._windows(ids):
                    windows.append(window)
                    owners.append(number)
        sums = np.zeros((len(texts), self.dimensions), np.float64)
        for batch in _batches(windows):
            ids, mask = padded([windows[n] for n in batch])
            hidden = self._session.run(
                ["last_hidden_state"], {"input_ids": ids, "attention_mask": mask}
            )[0]
            lengths = mask.sum(axis=1)
            for n, vector in zip(batch, mean_pool(hidden, lengths), strict=True):
                sums[owners[n]] += vector * len(windows[n])
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.divide(sums, norms, out=sums, where=norms > 0).astype(np.float32)

    def _windows(self, ids: list[int]) -> Iterator[list[int]]:
        """`ids` between the special tokens, in pieces that fit; later pieces get the prefix too."""
        bos, eos = self._special
        room = self.model.max_tokens - 2
        yield [bos, *ids[:room], eos]
        step = room - len(self._prefix)
        for start in range(room, len(ids), step):
            yield [bos, *self._prefix, *ids[start : start + step], eos]


def _batches(windows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Numbers of `windows` in batches of like length, longest last."""
    batch: list[int] = []
    for n in sorted(range(len(windows)), key=lambda n: (len(windows[n]), n)):
        if batch and (len(batch) == BATCH or (len(batch) + 1) * len(windows[n]) > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch
