"""``align lock``: corrections of an alignment that stay."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.output import print_text
from align.errors import UsageError

if TYPE_CHECKING:
    from align.locks import Lock, Pin, Resolved
    from align.types import SegmentedText

_NUMBERS = r"(?:[0-9]{1,5}(?:-[0-9]{1,5})?(?:,[0-9]{1,5}(?:-[0-9]{1,5})?)*)?"
_PAIR = re.compile(rf"({_NUMBERS}):({_NUMBERS})")
_SHOWN = 72  # Characters of a sentence in the list.


@click.command(short_help="Fix pairs by hand; align pair keeps to them.")
@click.argument("original")
@click.argument("translation")
@click.argument("pairs", nargs=-1)
@click.option("--reason", default="", metavar="TEXT", help="Why, for those who come after you.")
@click.option("--remove", multiple=True, metavar="PAIR", help="Let go of a pair, or of a number.")
@click.option("--replace", is_flag=True, help="Let go of pairs that have the same sentences.")
@click.option("--numbers", is_flag=True, help="Show the sentences of both and their numbers.")
@click.option("--source-lang", type=click.Choice(["ru", "be"]), help="Language of the original.")
@click.option("--target-lang", type=click.Choice(["en"]), help="Language of the release.")
@click.option(
    "--pre-segmented", is_flag=True, help="One sentence a line; blank lines end paragraphs."
)
@click.option("--encoding", metavar="NAME", help="Encoding of text files, such as cp1251.")
@click.option(
    "--abbreviations",
    multiple=True,
    metavar="LANG=FILE",
    help="More abbreviations, such as ru=mine.toml.",
)
@click.pass_context
def lock(
    ctx: click.Context,
    /,
    original: str,
    translation: str,
    pairs: tuple[str, ...],
    **options: Any,
) -> None:
    """Fix which sentences of TRANSLATION render which of ORIGINAL.

    PAIRS are sentence numbers: 12:13-14 says that the release has sentence 12 of the original in
    its sentences 13 and 14; 12: that it leaves 12 out, and :14 that it adds 14. Without PAIRS,
    list what is fixed and whether it still holds (exit code 1 where something no longer does).
    align pair ORIGINAL TRANSLATION --numbers shows the numbers beside the pairs, --numbers here
    those of every sentence in order.

    What is fixed stays in ORIGINAL.TRANSLATION.locks beside the release, a text file to read, edit
    and keep with the documents. It holds however the rest of the two is edited.
    """
    from align.cli.pair import settings_of
    from align.config import load_config
    from align.locks import lock_path, read_locks, resolve
    from align.pipeline import prepare

    path = lock_path(original, translation)
    if path is None:
        raise UsageError(
            "Corrections are kept beside the release, and standard input has no such place."
            " Name two files."
        )
    remove: tuple[str, ...] = options["remove"]
    if options["numbers"] and (pairs or remove):
        raise UsageError(
            "--numbers only shows the sentences. Fix or remove pairs in a second call."
        )
    if (options["reason"] or options["replace"]) and not pairs:
        raise UsageError("--reason and --replace go with pairs to fix, such as 12:13-14.")
    settings = settings_of(load_config(Path.cwd()), {**options, "force": False})
    source, target, warnings = prepare(original, translation, settings)
    for warning in warnings:
        click.echo(f"align: warning: {warning}", err=True)
    if options["numbers"]:
        print_text(f"{_numbered('Original', source)}\n{_numbered('Release', target)}")
        return
    locks = read_locks(path)
    state = resolve(locks, source, target)
    if not pairs and not remove:
        print_text(_listed(path, locks, state, (source, target)))
        ctx.exit(1 if state.problems else 0)
    gone = {_chosen(text, path, state) for text in remove}
    _write(path, locks, state, gone, [_pin(text) for text in pairs], options, (source, target))


def _write(
    path: Path,
    locks: "tuple[Lock, ...]",
    state: "Resolved",
    gone: set[int],
    pins: "list[Pin]",
    options: dict[str, Any],
    sides: "tuple[SegmentedText, SegmentedText]",
) -> None:
    """Write `locks` without those numbered in `gone` and with `pins`, and say what was done."""
    from align.locks import fix, write_locks

    there: set[Pin] = set()
    made = dict(zip(pins, fix(pins, *sides, options["reason"]), strict=True))
    for k, old in enumerate(locks):
        for pin, new in made.items():
            if k in gone or not _overlap(state.found[k], pin):
                continue
            if pin == state.held[k] and new.reason in ("", old.reason):
                there.add(pin)
            elif options["replace"]:
                gone.add(k)
            else:
                held = state.held[k]
                what = f"as {_spelled(held)}" if held else "by a correction that no longer holds"
                raise UsageError(
                    f"{path}:{old.line}: sentences of {_spelled(pin)} are fixed already, {what}."
                    " Say --replace to put the new correction in its place."
                )
    stay = [old for k, old in enumerate(locks) if k not in gone]
    added = {pin: new for pin, new in made.items() if pin not in there}
    if gone or added:
        write_locks(path, [*stay, *added.values()], *(side.document.path for side in sides))
    # The sentences themselves show at once if a number was mistaken.
    shown = "".join(f"{_spelled(pin)}\n{_sentences(pin, sides)}" for pin in added)
    done = [f"fixed {len(added)}"] if added else []
    done += [f"let go of {len(gone)}"] if gone else []
    done += [f"{len(there)} fixed already"] if there else []
    total = _count(len(stay) + len(added))
    print_text(f"{shown}{', '.join(done).capitalize()}; {path} now has {total}.\n")


def _overlap(one: "Pin", other: "Pin") -> bool:
    return bool({*one.source} & {*other.source} or {*one.target} & {*other.target})


def _pin(text: str) -> "Pin":
    """What is written as ``12:13-14``."""
    from align.locks import Pin

    match = _PAIR.fullmatch(text)
    if not match or text == ":":
        raise UsageError(
            f"'{text}' is no pair. Write 12:13-14 for sentence 12 of the original in sentences 13"
            " and 14 of the release, 12: for left out, :14 for added."
        )
    return Pin(_read_numbers(match[1], text), _read_numbers(match[2], text))


def _read_numbers(text: str, whole: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        if last and int(last) < int(first):
            raise UsageError(f"'{whole}': {part} runs backwards. Write {last}-{first}.")
        numbers += range(int(first), int(last or first) + 1)
    return tuple(sorted(numbers))


def _chosen(text: str, path: Path, state: "Resolved") -> int:
    """Number from 0 of the lock that --remove names, by its sentences or its number in the list."""
    count = len(state.held)
    if re.fullmatch(r"[0-9]{1,6}", text):
        if 1 <= int(text) <= count:
            return int(text) - 1
        raise UsageError(f"{path}: there is no number {text} among the {_count(count)} in it.")
    pin = _pin(text)
    if pin in state.held:
        return state.held.index(pin)
    raise UsageError(
        f"{path}: {_spelled(pin)} is not fixed here. align lock ORIGINAL RELEASE lists what is."
    )


def _listed(
    path: Path,
    locks: "tuple[Lock, ...]",
    state: "Resolved",
    sides: "tuple[SegmentedText, SegmentedText]",
) -> str:
    """Every lock with its number, its sentences and whether it holds."""
    from align.formats.visible import visible

    if not locks:
        return (
            f"Nothing is fixed by hand: {path} {'is empty' if path.exists() else 'is not there'}.\n"
        )
    problems = iter(state.problems)
    rows = []
    for number, (lock, pin) in enumerate(zip(locks, state.held, strict=True), 1):
        rows.append(
            f"{number}  {_spelled(pin) if pin else 'no longer holds'}  {lock.reason}".rstrip()
        )
        rows.append("\n")
        rows.append(_sentences(pin, sides) if pin else f"   {visible(next(problems))}\n")
    lost = len(state.problems)
    rest = f"; {lost} no longer hold{'s' * (lost == 1)}" if lost else ""
    return f"{''.join(rows)}\n{path} has {_count(len(locks))}{rest}.\n"


def _sentences(pin: "Pin", sides: "tuple[SegmentedText, SegmentedText]") -> str:
    """The sentences of a pin, a line each."""
    from align.locks import quote

    return "".join(
        f"   {word:8} {n:>3}  {quote(side.sentences[n].text, _SHOWN)}\n"
        for word, side, numbers in zip(
            ("original", "release"), sides, (pin.source, pin.target), strict=True
        )
        for n in numbers
    )


def _numbered(word: str, side: "SegmentedText") -> str:
    """A document's sentences, each after its number."""
    from align.formats.visible import visible

    width = len(str(len(side.sentences)))
    rows = [f"{s.index:>{width}}  {visible(s.text)}\n" for s in side.sentences]
    return f"{word}  {visible(side.document.path)}\n{''.join(rows)}"


def _spelled(pin: "Pin") -> str:
    """A pin as it is written on the command line."""
    from align.formats.summary import spelled

    return spelled(pin.source, pin.target)


def _count(number: int) -> str:
    return "1 correction" if number == 1 else f"{number} corrections"
