"""Write the files of `golden/` anew: ``python tests/formats/write_golden.py``; then read the diff.

The version in TMX and the head of the page (style sheet and its hash) are left out, so that a new
version or a new colour does not touch the files.
"""

import sys
from pathlib import Path

import align
from align.formats import render
from align.types import Alignment

HERE = Path(__file__).parent


def golden(name: str, alignment: Alignment) -> dict[str, str]:
    """File names in `golden/` and what should be in them."""
    version = f'creationtoolversion="{align.__version__}"'
    page = render(alignment, "html")
    return {
        f"{name}.jsonl": render(alignment, "jsonl"),
        f"{name}.tsv": render(alignment, "tsv"),
        f"{name}.ladder": render(alignment, "ladder"),
        f"{name}.tmx": render(alignment, "tmx").replace(version, 'creationtoolversion="VERSION"'),
        f"{name}.xlf": render(alignment, "xliff"),
        f"{name}.80.txt": render(alignment, "table", width=80),
        f"{name}.120.txt": render(alignment, "table", width=120),
        f"{name}.body.html": page[page.index("<body>") :],
    }


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    from conftest import PAIRS

    for pair_name, pair in PAIRS.items():
        for file, text in golden(pair_name, pair).items():
            (HERE / "golden" / file).write_bytes(text.encode())
