"""Texts in pieces, and tags of characters and words on pieces."""

import re
from collections.abc import Sequence

import numpy as np
import sentencepiece
import vocabulary
from quality_pools import Pools
from quality_words import lists

from align.encode.joint import MOST_PIECES
from align.encode.model import DEFAULT_MODEL, find
from align.encode.tokens import spans
from align.encode.weights import VALUES, WORDS, read

# Post-edits are tokenised; what joins a mark to its word again.
JOINED = (
    (r" ([,.!?;:)\]»%…])", r"\1"),
    (r"([(\[«$#]) ", r"\1"),
    (r" '(s|t|re|ve|ll|d|m|S|T)\b", r"'\1"),
    (r'" ([^"]*?) "', r'"\1"'),
)

Bad = Sequence[bool]  # per character


class Pieces:
    """The tokenizer of the encoder, and for other languages the whole one that it was cut from."""

    def __init__(self) -> None:
        trunk = find(DEFAULT_MODEL).folder
        self.small = sentencepiece.SentencePieceProcessor(model_file=str(trunk / "tokenizer.model"))
        pieces, charsmap = vocabulary.oracle(vocabulary.installed())
        self.whole = sentencepiece.SentencePieceProcessor(
            model_proto=vocabulary.model_proto(pieces, charsmap)
        )
        size = self.small.get_piece_size()
        self.number = {self.small.id_to_piece(n): n for n in range(size)}
        self.table = read(trunk / "model.safetensors")[WORDS]
        self.further: dict[int, int] = {}  # id of the whole tokenizer to id beyond the small one

    def ids(self, text: str) -> list[int]:
        return list(self.small.encode(text)[:MOST_PIECES])

    def tagged(self, text: str, bad: Bad | None) -> tuple[list[int], list[int] | None]:
        """Ids, and 1 for each piece with a bad character; no tags where `bad` is not known."""
        if not bad:
            return self.ids(text), None
        found = self.small.encode(text, out_type="offset_mapping")
        at = spans(text, found["offsets"][:MOST_PIECES]).tolist()
        return list(found["ids"][:MOST_PIECES]), [int(any(bad[a:b])) for a, b in at]

    def whole_ids(self, text: str) -> list[int]:
        """Ids of a text in another language; pieces that the encoder lacks get further ones."""
        out = []
        for n in self.whole.encode(text)[:MOST_PIECES]:
            known = self.number.get(self.whole.id_to_piece(n))
            further = len(self.number) + len(self.further)
            out.append(self.further.setdefault(n, further) if known is None else known)
        return out

    def pools(self, texts: Sequence[str]) -> Pools:
        """What errors are made of, with the encoder's vectors of words."""
        vectors = {
            piece[1:]: VALUES[self.table[n]].astype(np.float32)
            for piece, n in self.number.items()
            if piece.startswith("▁")
        }
        return Pools.of(texts, lists().function_words, vectors)


def character_tags(text: str, tokens: Sequence[str], tags: Sequence[str]) -> list[bool] | None:
    """Whether each character is of a token tagged BAD; None where these are not its tokens."""
    marked = [(c, tag == "BAD") for token, tag in zip(tokens, tags, strict=False) for c in token]
    letters = [n for n, c in enumerate(text) if not c.isspace()]
    if [text[n] for n in letters] != [c for c, _ in marked]:
        return None
    bad = [False] * len(text)
    for n, (_, wrong) in zip(letters, marked, strict=True):
        bad[n] = wrong
    return bad


def detokenised(text: str) -> str:
    for pattern, joined in JOINED:
        text = re.sub(pattern, joined, text)
    return text
