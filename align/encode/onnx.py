"""Sentences to vectors with a model folder of our own: onnxruntime and sentencepiece, no torch."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Before onnxruntime is loaded: from 1.32 on it keeps a device number and usage figures in the home
# folder and sends them to its maker.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
import sentencepiece
from numpy.typing import NDArray

from align.encode.model import ModelDescription, verify
from align.encode.pooling import Frame, Ids, Network, embed
from align.encode.spelling import as_read
from align.encode.tokens import TokenVectors, per_text, spans
from align.encode.weights import Arrays, initializers
from align.errors import ModelError

GRAPH, WEIGHTS = "model.onnx", "model.safetensors"
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})


# Two batches on a thread each finish 1.2 times (on a busy machine 1.7 times) as fast as one after
# the other on two threads, which wait for each other after every operator.
WORKERS = min(8, os.cpu_count() or 1)


def open_session(
    path: Path, threads: int = WORKERS, weights: Arrays | None = None
) -> onnxruntime.InferenceSession:
    """Load a graph, to be run on `threads` of the processor.

    Parameters
    ----------
    path
        The ONNX file.
    threads
        Threads of one run.
    weights
        Constants that the file names without giving their values.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    if weights:
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
        options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def network(session: onnxruntime.InferenceSession, path: Path) -> Network:
    """A loaded graph as a function that is fed exactly the inputs that the graph names.

    Parameters
    ----------
    session, path
        The graph, and the file it comes from. Of several outputs with token vectors
        ``last_hidden_state`` is taken, or else the first.

    Raises
    ------
    ModelError
        The graph asks for something else than tokens, or gives no token vectors.
    """
    kinds = {given.name: given.type for given in session.get_inputs()}
    if "input_ids" not in kinds or not kinds.keys() <= INPUTS:
        raise ModelError(
            f"{path}: the graph asks for {', '.join(kinds)}; "
            f"only {', '.join(sorted(INPUTS))} are known."
        )
    outputs = [out.name for out in session.get_outputs() if len(out.shape) == 3]
    if not outputs:
        raise ModelError(f"{path}: the graph gives no token vectors; export last_hidden_state.")
    name = "last_hidden_state" if "last_hidden_state" in outputs else outputs[0]

    def run(ids: Ids, mask: Ids) -> NDArray[np.float32]:
        values = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        feed = {
            key: values[key].astype(np.int32) if "int32" in kind else values[key]
            for key, kind in kinds.items()
        }
        hidden: NDArray[np.float32] = session.run([name], feed)[0]
        return hidden

    return run


class OnnxEncoder:
    """A loaded model. Vectors do not depend on what a text is encoded together with.

    Parameters
    ----------
    model
        The folder; checksums are verified first.
    """

    def __init__(self, model: ModelDescription) -> None:
        if model.pooling != "mean":
            raise ModelError(
                f"{model.folder}: pooling '{model.pooling}' is not known, only 'mean'."
            )
        self.model = model
        self.name, self.digest, self.dimensions = model.name, model.digest, model.dimensions
        # Side by side, because each takes a tenth of a second and none holds the interpreter.
        with ThreadPoolExecutor(3) as pool:
            verified = pool.submit(verify, model)
            session = pool.submit(_open, model.folder)
            tokenizer = pool.submit(_open_tokenizer, model.folder / "tokenizer.model")
        # A damaged file is told as such, whatever else it made fail.
        verified.result()
        try:
            self._tokenizer, opened = tokenizer.result(), session.result()
            self._network = network(opened, model.folder / GRAPH)
            self._centres = _centres(model.folder / "centres.json", model.dimensions)
        except ModelError:
            raise
        except Exception as error:
            raise ModelError(f"{model.folder}: the model does not load: {error}") from error
        words = model.prefix.strip()
        self._frame = Frame(
            head=(self._tokenizer.bos_id(),),
            tail=(self._tokenizer.eos_id(),),
            prefix=tuple(self._tokenizer.encode(words)) if words else (),
            max_tokens=model.max_tokens,
            pad=self._tokenizer.pad_id(),
        )

    def centre(self, language: str) -> NDArray[np.float32] | None:
        """Mean vector of many sentences of `language`, (dimensions,); None where not measured."""
        return self._centres.get(language)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of `texts`, float32 (texts, dimensions): unit rows, zero rows for empty text."""
        given = [self.model.prefix + as_read(text) for text in texts]
        tokens = self._tokenizer.encode(given) if given else []
        rows = [ids if text.strip() else None for text, ids in zip(texts, tokens, strict=True)]
        return embed(rows, self._frame, self._network, self.dimensions, workers=WORKERS)

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """What single words of `texts` mean: vectors of their pieces, from the same network."""
        cleaned = [as_read(text) for text in texts]
        parsed = [self._tokenizer.encode(text, out_type="offset_mapping") for text in cleaned]
        vectors = self.token_vectors([found["ids"] for found in parsed])
        return [
            TokenVectors(spans(text, found["offsets"]), part, np.array(found["ids"], np.int64))
            for text, found, part in zip(cleaned, parsed, vectors, strict=True)
        ]

    def token_vectors(self, texts: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        """The same of texts that are in pieces already: unit rows, float32 (pieces, dimensions)."""
        rows = [[*self._frame.prefix, *ids] for ids in texts]
        return per_text(rows, self._frame, self._network, self.dimensions, workers=WORKERS)


def _open(folder: Path) -> onnxruntime.InferenceSession:
    weights = folder / WEIGHTS
    given = initializers(weights) if weights.is_file() else None
    return open_session(folder / GRAPH, 1, given)


def _open_tokenizer(path: Path) -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def _centres(path: Path, dimensions: int) -> dict[str, NDArray[np.float32]]:
    """Mean vectors by language; none where the model has no such file."""
    if not path.is_file():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    centres = {language: np.array(values, np.float32) for language, values in data.items()}
    if any(vector.shape != (dimensions,) for vector in centres.values()):
        raise ModelError(f"{path}: every language needs one vector of {dimensions} numbers.")
    return centres
