"""What the small files of a transformers folder say: pooling, prefix, longest input.

They are the files that sentence-transformers writes beside a model; a folder without them is read
as a plain network with mean pooling and no prefix.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import ModelError

# Attention grows with the square of the input: 8,192 tokens are the most that encoders of
# sentences were trained for (BGE-M3, jina-embeddings-v3), and far more than a sentence has.
MOST_TOKENS = 8192
DEFAULT_TOKENS = 512
# Less leaves no room for a sentence between prefix and special tokens.
FEWEST_TOKENS = 16

# Networks that number positions from behind the padding token (fairseq's habit), so that a table of
# 514 positions takes 512 tokens.
OFFSET_POSITIONS = frozenset(
    {"camembert", "mpnet", "roberta", "xlm-roberta", "xlm-roberta-xl", "xmod"}
)
# Parts of a sentence-transformers pipeline that this program carries out itself.
KNOWN_PARTS = frozenset({"Transformer", "Pooling", "Normalize"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Pooling (``mean`` or ``cls``), words before every text, and bounds of the input length."""

    pooling: str
    prefix: str
    bounds: tuple[int, ...]

    def max_tokens(self, tokenizer_limit: int) -> int:
        """Longest input, special tokens included, given also what the tokenizer says."""
        stated = [n for n in (*self.bounds, tokenizer_limit) if FEWEST_TOKENS <= n <= 1 << 20]
        return min(*stated, MOST_TOKENS) if stated else DEFAULT_TOKENS


def read_settings(folder: Path) -> Settings:
    """Read the settings of a transformers folder.

    Raises
    ------
    ModelError
        A file is no JSON object, or asks for something that this program does not do.
    """
    parts = _read(folder / "modules.json", [])
    kinds = {
        str(p.get("type", "")).rsplit(".", 1)[-1]: str(p.get("path", "")) for p in _objects(parts)
    }
    if unknown := sorted(set(kinds) - KNOWN_PARTS):
        raise ModelError(
            f"{folder / 'modules.json'}: the model ends in a part '{unknown[0]}', which Sverka "
            "does not carry out; choose one with mean or cls pooling alone."
        )
    prompts = _object(folder / "config_sentence_transformers.json")
    name = prompts.get("default_prompt_name")
    prefix = str(_mapping(prompts.get("prompts")).get(name) or "") if name else ""
    return Settings(
        pooling=_pooling(folder / (kinds.get("Pooling") or "1_Pooling") / "config.json", prefix),
        prefix=prefix,
        bounds=tuple(_bounds(folder)),
    )


def _pooling(path: Path, prefix: str) -> str:
    data = _object(path)
    modes = [
        key.removeprefix("pooling_mode_").removesuffix("_tokens").removesuffix("_token")
        for key, on in data.items()
        if key.startswith("pooling_mode_") and on is True
    ]
    stated = data.get("pooling_mode")
    modes += [str(mode) for mode in (stated if isinstance(stated, list) else [stated]) if mode]
    if not modes:
        return "mean"
    if len(set(modes)) > 1 or modes[0] not in ("mean", "cls"):
        raise ModelError(
            f"{path}: pooling '{', '.join(modes)}' is not known; "
            "choose a model with mean or cls pooling."
        )
    if prefix and data.get("include_prompt") is False:
        raise ModelError(
            f"{path}: pooling that leaves the prompt out is not known; choose another model."
        )
    return modes[0]


def _bounds(folder: Path) -> Iterator[int]:
    """Every limit of the input length that the folder states, in tokens."""
    config = _object(folder / "config.json")
    positions = _number(config.get("max_position_embeddings"))
    if positions and config.get("model_type") in OFFSET_POSITIONS:
        positions -= _number(config.get("pad_token_id", 1)) + 1
    yield positions
    yield _number(_object(folder / "sentence_bert_config.json").get("max_seq_length"))


def _read(path: Path, default: Any) -> Any:
    """A JSON file, or `default` where there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return default
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: cannot be read as JSON; fetch the model again.") from error


def _object(path: Path) -> Mapping[str, Any]:
    data = _read(path, {})
    if not isinstance(data, dict):
        raise ModelError(f"{path}: not a JSON object; fetch the model again.")
    return data


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
