"""Files watched for changes, without waiting."""

import os
from pathlib import Path

import pytest

from align.pipeline.watch import changed, stamps, wait_for_change

A, B, C = Path("a"), Path("b"), Path("c")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, ()),
        ({A: (1, 1)}, {A: (1, 1)}, ()),
        ({A: (1, 1)}, {A: (2, 1)}, (A,)),
        ({A: (1, 1)}, {A: (1, 2)}, (A,)),
        ({A: (1, 1)}, {}, (A,)),
        ({A: None}, {A: (1, 1)}, (A,)),
        ({A: None}, {}, ()),
        ({C: (1, 1), A: (1, 1)}, {B: (1, 1), A: (3, 1)}, (A, B, C)),
    ],
)
def test_changed(before, after, expected):
    assert changed(before, after) == expected


def steps(*actions):
    """A stand-in for sleeping: it does one thing each time, and nothing in the end."""
    left = list(actions)

    def sleep(seconds):
        assert 0 < seconds <= 1
        assert left, "it should have come back"
        action = left.pop(0)
        if action:
            action()

    return sleep


def writing(path, text, when):
    def write():
        path.write_text(text)
        os.utime(path, ns=(when, when))

    return write


def test_a_change_is_told_when_it_has_come_to_rest(tmp_path):
    path, other = tmp_path / "en.txt", tmp_path / "ru.txt"
    writing(path, "a", 1)()
    writing(other, "a", 1)()
    sleep = steps(
        None,
        writing(path, "ab", 2),  # Half written …
        writing(path, "abc", 2),  # … whole …
        None,  # … and at rest.
    )
    assert wait_for_change([path, other], sleep) == (path,)


def test_a_change_while_a_check_ran_is_not_lost(tmp_path):
    path = tmp_path / "en.txt"
    writing(path, "a", 1)()
    before = stamps([path])
    writing(path, "b", 2)()
    assert wait_for_change([path], steps(None), before=before) == (path,)


def test_files_that_come_and_go(tmp_path):
    path, folder = tmp_path / "en.txt", tmp_path / "terms"
    assert wait_for_change([path], steps(writing(path, "a", 1), None)) == (path,)
    assert wait_for_change([path], steps(path.unlink, None)) == (path,)
    folder.mkdir()
    new = folder / "new.yaml"
    assert new in wait_for_change([folder], steps(writing(new, "a", 1), None))


def test_taken_back_is_no_change(tmp_path):
    path = tmp_path / "en.txt"
    writing(path, "a", 1)()
    asked = iter([False, False, False, True])
    sleep = steps(writing(path, "b", 2), writing(path, "a", 1), None)
    assert wait_for_change([path], sleep, lambda: next(asked)) == ()
