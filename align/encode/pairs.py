"""The networks that read a pair of texts, and the encoder that they stand on, loaded together."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from align.encode.comparer import Comparer, Comparison
from align.encode.joint import JointReader
from align.encode.model import find
from align.encode.pair_model import PairModel, describe, verify_files
from align.encode.tokens import TokenVectors
from align.errors import ModelError


class TokenEncoder(Protocol):
    """What is needed of the encoder."""

    @property
    def digest(self) -> str: ...
    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]: ...


class PairNetworks:
    """The loaded networks.

    Parameters
    ----------
    encoder
        The bundled encoder, loaded.
    model
        The folder; its checksums are verified first.

    Raises
    ------
    ModelError
        A file is damaged, or the encoder is not the one that the networks were trained on.
    """

    def __init__(self, encoder: TokenEncoder, model: PairModel | None = None) -> None:
        self.model = model or describe()
        trunk = find(self.model.trunk[0])
        if not trunk.digest == self.model.trunk[1] == encoder.digest:
            raise ModelError(
                f"{self.model.folder}: its networks were trained on the encoder "
                f"{self.model.trunk[1]}, and {encoder.digest} is installed. Reinstall sverka."
            )
        self.digest = self.model.digest
        self._encoder = encoder
        # Side by side, because each takes a tenth of a second and none holds the interpreter.
        with ThreadPoolExecutor(3) as pool:
            verified = pool.submit(verify_files, self.model)
            joint = pool.submit(JointReader, self.model, trunk)
            comparer = pool.submit(Comparer, self.model, trunk)
        # A damaged file is told as such, whatever else it made fail.
        verified.result()
        try:
            self._joint, self._comparer = joint.result(), comparer.result()
        except ModelError:
            raise
        except Exception as error:
            raise ModelError(f"{self.model.folder}: does not load: {error}") from error

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The pieces of each text, as the encoder reads it by itself."""
        return self._encoder.tokens(texts)

    def quality(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Estimated human score of each pair of source and translation."""
        return self._joint.read(pairs)

    def compare(self, pieces: Sequence[TokenVectors]) -> list[Comparison]:
        """What is said of each pair; `pieces` are of source and translation by turns."""
        return self._comparer.read(list(zip(pieces[::2], pieces[1::2], strict=True)))
