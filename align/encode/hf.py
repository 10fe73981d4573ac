"""Sentences to vectors with a transformers model: a folder, or a model of the hub in its cache.

Nothing is downloaded and no code of a model is run: files are read from disk, weights from
safetensors or ONNX alone. With an ONNX file in the folder torch is not needed.
"""

import hashlib
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from textwrap import shorten
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.encode.model import DESCRIPTION
from align.encode.onnx import network as onnx_network
from align.encode.onnx import open_session
from align.encode.pooling import Frame, Ids, Network, embed
from align.encode.settings import Settings, read_settings
from align.encode.spelling import as_read
from align.errors import ModelError

ONNX_FILES = ("model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx")
TOKENIZER_FILES = ("*.json", "*.txt", "*.model", "*/config.json")
HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+", re.ASCII)

# A tokenizer whose vocabulary did not load has its five special tokens and reads all words as
# unknown; transformers says nothing. The smallest useful vocabularies (characters) have a hundred.
FEWEST_PIECES = 100
MOST_UNKNOWN = 0.3
PROBES = {
    "English": "The government has approved the budget for the next year.",
    "Russian": "Правительство утвердило бюджет на следующий год.",
    "Belarusian": "Урад зацвердзіў бюджэт на наступны год.",
}


class HfEncoder:
    """A loaded transformers model.

    Texts go through the network one by one. In a float32 batch the last bits of a vector would
    depend on what the text is encoded together with (differences of 1e-7), and so on what the
    cache holds. With torch that costs half the speed (28 against 57 sentences of 22 words a second,
    a model of 12 layers, two cores), with onnxruntime a tenth.
    """

    def __init__(
        self, name: str, digest: str, tokenizer: Any, network: Network, settings: Settings
    ) -> None:
        self.name, self.digest = name, digest
        self._tokenizer, self._network, self._settings = tokenizer, network, settings
        self._frame = _frame(name, tokenizer, settings)
        rows = self._tokenise([settings.prefix + text for text in PROBES.values()])
        _probe(name, tokenizer, rows)
        hidden = network(*_one([*self._frame.head, *rows[0], *self._frame.tail]))
        self.dimensions = int(hidden.shape[-1])

    def centre(self, language: str) -> None:
        """None: the mean vector of a language is measured for bundled models alone."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of `texts`, float32 (texts, dimensions): unit rows, zero rows for empty text."""
        rows = self._tokenise([self._settings.prefix + as_read(text) for text in texts])
        given = [ids if text.strip() else None for text, ids in zip(texts, rows, strict=True)]
        return embed(
            given,
            self._frame,
            self._network,
            self.dimensions,
            pooling=self._settings.pooling,
            batch_size=1,
        )

    def _tokenise(self, texts: list[str]) -> list[list[int]]:
        return _ids(self._tokenizer, texts) if texts else []


def load(name: str) -> HfEncoder:
    """Load a transformers folder, or a model of the hub by its id.

    Parameters
    ----------
    name
        A folder, or ``OWNER/NAME`` of a model in the local cache of the Hugging Face hub.

    Raises
    ------
    ModelError
        There is no such model on this machine, or it cannot be used; the message says why.
    """
    with _quiet():
        folder = find_folder(name)
        settings = read_settings(folder)
        # The graph of a bundled model is no use without the weights beside it.
        bundled = (folder / DESCRIPTION).is_file()
        files = () if bundled else ONNX_FILES
        onnx = next((folder / f for f in files if (folder / f).is_file()), None)
        tokenizer = _tokenizer(folder)
        try:
            network = onnx_network(open_session(onnx), onnx) if onnx else _torch_network(folder)
            weights = (
                sorted(onnx.parent.glob(f"{onnx.name}*"))
                if onnx
                else sorted(folder.glob("*.safetensors"))
            )
            small = {path for pattern in TOKENIZER_FILES for path in folder.glob(pattern)}
            digest = _digest(folder, [*sorted(small), *weights])
            label = folder.name if Path(name).is_dir() else name
            return HfEncoder(label, digest, tokenizer, network, settings)
        except ModelError:
            raise
        except Exception as error:
            raise ModelError(f"{folder}: the model does not load: {_line(error)}") from error


def find_folder(name: str) -> Path:
    """The folder of a model, which for a model of the hub is its snapshot in the cache.

    Raises
    ------
    ModelError
        There is none on this machine.
    """
    if name and Path(name).is_dir():
        return Path(name).resolve()
    if not HUB_ID.fullmatch(name):
        raise ModelError(
            f"There is no model folder {name}. "
            "A model of the Hugging Face hub is given as hf:OWNER/NAME."
        )
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except Exception as error:
        raise ModelError(
            f"{name} is neither a folder nor in the local cache of the Hugging Face hub. "
            f"Sverka downloads nothing itself; fetch the model with: hf download {name}"
        ) from error


def _tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(
            str(folder), local_files_only=True, trust_remote_code=False
        )
    except Exception as error:
        raise ModelError(f"{folder}: the tokenizer does not load: {_line(error)}") from error


def _ids(tokenizer: Any, texts: list[str], *, special: bool = False) -> list[list[int]]:
    """Token ids, nothing cut off; the name of a special token in a text is read as text."""
    rows: list[list[int]] = tokenizer(
        [text.encode(errors="replace").decode() for text in texts],
        add_special_tokens=special,
        split_special_tokens=True,
        truncation=False,
        return_attention_mask=False,
        return_token_type_ids=False,
        verbose=False,
    )["input_ids"]
    return rows


def _frame(name: str, tokenizer: Any, settings: Settings) -> Frame:
    """Find out which special tokens the tokenizer puts around a text."""
    text = PROBES["English"]
    (plain,), (framed,) = _ids(tokenizer, [text]), _ids(tokenizer, [text], special=True)
    at = next((n for n in range(len(framed)) if framed[n : n + len(plain)] == plain), None)
    if not plain or at is None:
        raise ModelError(
            f"{name}: the tokenizer changes the tokens of a text when it adds the special ones; "
            "choose another model."
        )
    words = settings.prefix.strip()
    frame = Frame(
        head=tuple(framed[:at]),
        tail=tuple(framed[at + len(plain) :]),
        prefix=tuple(_ids(tokenizer, [words])[0]) if words else (),
        max_tokens=settings.max_tokens(tokenizer.model_max_length),
        pad=tokenizer.pad_token_id or 0,
    )
    if frame.room < 2 * len(frame.prefix) + 1:
        raise ModelError(
            f"{name}: its prompt '{words}' leaves no room in an input of {frame.max_tokens} tokens."
        )
    return frame


def _probe(name: str, tokenizer: Any, rows: list[list[int]]) -> None:
    """Refuse a tokenizer that does not know the three languages' words."""
    if len(tokenizer) < FEWEST_PIECES:
        raise ModelError(
            f"{name}: the tokenizer has only {len(tokenizer)} pieces; "
            "its vocabulary file is missing. Fetch the model again."
        )
    for language, ids in zip(PROBES, rows, strict=True):
        unknown = ids.count(tokenizer.unk_token_id) / max(1, len(ids))
        if not ids or unknown > MOST_UNKNOWN:
            raise ModelError(
                f"{name}: {unknown:.0%} of a plain {language} sentence is unknown to the "
                "tokenizer; its vocabulary is missing, or the model is for other languages."
            )


def _torch_network(folder: Path) -> Network:
    if not any(folder.glob("*.safetensors")):
        raise ModelError(
            f"{folder}: no weights in safetensors or ONNX form; other forms can run code when "
            "they are read, and are not opened. Convert the model, or choose another."
        )
    try:
        import torch
    except ImportError as error:
        raise ModelError(
            f"{folder}: this model needs torch. Install it with: pip install 'sverka[hf]'"
        ) from error
    from transformers import AutoModel

    model, report = AutoModel.from_pretrained(
        str(folder),
        local_files_only=True,
        trust_remote_code=False,
        use_safetensors=True,
        output_loading_info=True,
    )
    # A weight without a value is filled at random. The pooler stands behind the token vectors.
    missing = sorted(key for key in report["missing_keys"] if not key.startswith("pooler."))
    if missing or report["mismatched_keys"]:
        first = missing[0] if missing else sorted(map(str, report["mismatched_keys"]))[0]
        raise ModelError(f"{folder}: the weights do not fit config.json (first: {first}).")
    model = model.float().eval()

    def run(ids: Ids, mask: Ids) -> NDArray[np.float32]:
        with torch.no_grad():
            out = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
        hidden: NDArray[np.float32] = out.last_hidden_state.numpy()
        return hidden

    return run


def _one(ids: list[int]) -> tuple[Ids, Ids]:
    row = np.array([ids], np.int64)
    return row, np.ones_like(row)


def _digest(folder: Path, paths: list[Path]) -> str:
    """Twelve hexadecimal digits that stand for the content of all files in use."""
    total = hashlib.sha256()
    for path in paths:
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()[:12]


def _line(error: Exception) -> str:
    """What a library says, on one line of bounded length."""
    return shorten(str(error) or type(error).__name__, 160, placeholder="…")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' advice, warnings and progress bars off the user's terminal."""
    quiet = {"TRANSFORMERS_VERBOSITY": "error", "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1"}
    before = {key: os.environ.get(key) for key in quiet}
    os.environ.update(quiet)  # read when transformers is first imported
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            hub: Any = import_module("huggingface_hub.utils")
            bars = not hub.are_progress_bars_disabled()
            hub.disable_progress_bars()  # transformers 4 draws one while it is imported
            logging: Any = import_module("transformers.utils.logging")
            verbosity = logging.get_verbosity()
            logging.set_verbosity_error()
            logging.disable_progress_bar()
            try:
                yield
            finally:
                logging.set_verbosity(verbosity)
                if bars:
                    logging.enable_progress_bar()
        finally:
            for key, value in before.items():
                if value is None:
                    os.environ.pop(key, None)
                else:
                    os.environ[key] = value
