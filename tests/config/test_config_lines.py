"""The lines of keys in a TOML file."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.config.lines import lines_of
from align.config.show import toml

TEXT = '''\
jobs = 2 # [not.a.table]
pairs = [
  { original = "x", release = "y" },
  { original = "[x]", source-lang = 'be' },
]
list = ["a",
  "b", ["c", 2.5], """
  ] = { """, # ]
  'x']
[rules.TXT008]
spelling = "american"
"a.b" . c."d\\"e" = { x = 1, y = [ { z = 2 }, 3 ] }
[[many]]
k = 1979-05-27T07:32:00Z
[many.sub]
z = 1
[[many]]
k = 2
[ per-file-ignores ]
"releases/**" = [
    "TXT",
]
'''


def test_every_key_has_its_line():
    assert tomllib.loads(TEXT)
    found = lines_of(TEXT)
    expected = {
        ("jobs",): 1,
        ("pairs",): 2,
        ("pairs", 0): 3,
        ("pairs", 0, "release"): 3,
        ("pairs", 1, "source-lang"): 4,
        ("list", 0): 6,
        ("list", 1): 7,
        ("list", 2, 1): 7,
        ("list", 3): 7,
        ("list", 4): 9,
        ("rules", "TXT008"): 10,
        ("rules", "TXT008", "spelling"): 11,
        ("rules", "TXT008", "a.b", "c", 'd"e', "y", 0, "z"): 12,
        ("many", 0, "k"): 14,
        ("many", 0, "sub", "z"): 16,
        ("many", 1): 17,
        ("many", 1, "k"): 18,
        ("per-file-ignores", "releases/**"): 20,
        ("per-file-ignores", "releases/**", 0): 21,
    }
    assert {key: found.get(key) for key in expected} == expected


KEYS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
VALUES = st.recursive(
    st.one_of(st.integers(-99, 99), st.booleans(), KEYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_file_has_a_line_for_every_key(table):
    text = "".join(f"{toml(key)} = {toml(value)}\n" for key, value in table.items())
    assert tomllib.loads(text) == table
    found = lines_of(text)
    row = 1
    for key, value in table.items():
        for keys in paths((key,), value):
            assert row <= found[keys]
        assert found[(key,)] == row
        row += toml(value).count("\n") + 1


def paths(keys, value):
    yield keys
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for key, deeper in inner:
        yield from paths((*keys, key), deeper)


@given(st.text("[]{}=,.\"'#\n a\\", max_size=60))
def test_what_is_no_toml_does_no_harm(text):
    lines_of(text)


@pytest.mark.parametrize("text", ["a." * 200_000, "a = [" + "[" * 100_000, "x = {a=" * 50_000])
def test_what_lies_too_deep_is_refused_before_tomllib_sees_it(text):
    with pytest.raises(ValueError, match="too deep"):
        lines_of(text)
