"""Progress on standard error: only on a terminal, and only for what takes over a second."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

import click

_PATIENCE = 1.0  # seconds without a word


class Progress:
    """A line that fills while sentences are read, and is gone when the work is done."""

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self._label = label
        self._stream = stream or sys.stderr
        self._began = time.monotonic()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Tell that `done` of `total` sentences are read."""
        if not self._stream.isatty() or time.monotonic() - self._began < _PATIENCE:
            return
        self._shown = True
        filled = round(20 * done / max(1, total))
        bar = "█" * filled + "░" * (20 - filled)
        text = f"\r{self._label} {bar} {done:,} of {total:,} sentences"
        click.echo(text, file=self._stream, nl=False)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            click.echo("\r\x1b[2K", file=self._stream, nl=False)
