"""Configuration files: what they may say, how they extend one another, what is told of mistakes."""

import pickle
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checks.choose import chooser
from align.config import load_config
from align.config.keys import KEYS
from align.config.show import as_toml, rows, toml
from align.errors import ConfigError

MISTAKES = tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text("utf-8"))["case"]


@pytest.fixture
def write(tmp_path):
    def write(text, name="align.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["text"].replace("\n", " ")[:40])
def test_a_mistake_is_told_with_its_line(write, tmp_path, case):
    path = write(case["text"])
    with pytest.raises(ConfigError) as caught:
        chooser(load_config(tmp_path))
    assert caught.value.line == case["line"]
    assert str(caught.value).startswith(f"{path}:{case['line']}: ")
    for words in case["says"]:
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[tool.align]\njobs = 0\n", ":4: 'jobs' must be"),
        ("[tool.align.severities]\nTRM001 = 'fatal'\n", ":4: 'severities.TRM001' must be"),
        ("[[tool.align.pairs]]\noriginal = 'a'\nrelease = '/b'\n", ":5: 'pairs.release'"),
        ("[tool.align]\nselect = ['NOPE']\n", ":4: there is no rule 'NOPE'"),
    ],
)
def test_a_mistake_in_a_project_is_told_with_its_line(write, tmp_path, text, says):
    path = write(f"[project]\nname = 'x'\n{text}", "pyproject.toml")
    with pytest.raises(ConfigError) as caught:
        chooser(load_config(tmp_path))
    assert f"{path}{says}" in str(caught.value)


def test_rules_are_looked_at_after_the_rest(write, tmp_path):
    for case in MISTAKES:
        if case.get("rules"):
            write(case["text"])
            assert load_config(tmp_path).path == tmp_path / "align.toml"


FULL = """\
source-lang = "be"
target-lang = "en"
encoder = "none"
cache = false
glossaries = ["terms.yaml", "../shared/terms"]
pairs = [
    { original = "releases/{id}/be.*", release = "releases/{id}/en.*", source-lang = "be" },
    { original = "a.txt", release = "b.txt" },
]
exclude = ["drafts/**"]
select = ["TRM", "GLS001"]
ignore = ["TRM004"]
fail-on = "warning"
min-score = 80.5
min-score-by = "score"
baseline = "known.json"
jobs = 2

[abbreviations]
be = ["skaroty.toml"]

[per-file-ignores]
"archive/**" = ["TRM"]

[severities]
TRM001 = "note"
"""


def test_everything_that_can_be_said(write, tmp_path):
    path = write(FULL)
    config = load_config(tmp_path)
    assert (config.source_lang, config.target_lang, config.encoder) == ("be", "en", "none")
    assert not config.cache
    assert config.glossaries == (tmp_path / "terms.yaml", tmp_path / "../shared/terms")
    assert [p.original.text for p in config.pairs] == ["releases/{id}/be.*", "a.txt"]
    assert [p.source_lang for p in config.pairs] == ["be", None]
    assert config.exclude[0].covers(tmp_path / "drafts" / "x" / "en.html")
    assert [one.text for one in config.select] == ["TRM", "GLS001"]
    assert (config.fail_on, config.min_score, config.jobs) == ("warning", 80.5, 2)
    assert config.baseline == tmp_path / "known.json"
    assert config.files == (path,)
    assert str(config.origins["fail-on"][0]) == f"{path}:13"
    assert str(config.pairs[1].place) == f"{path}:8"
    assert str(config.severities[0].place) == f"{path}:26"
    assert config.min_score_by == "score"


def test_what_is_shown_says_the_same(write, tmp_path):
    write(FULL)
    config = load_config(tmp_path)
    shown = as_toml(rows(config))
    assert tomllib.loads(shown) == tomllib.loads(FULL)
    write(shown)
    assert as_toml(rows(load_config(tmp_path))) == shown


def test_settings_go_to_other_processes(write, tmp_path):
    write(FULL)
    config = load_config(tmp_path)
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301 - our own.
    choose = chooser(config)
    assert pickle.loads(pickle.dumps(choose)) == choose  # noqa: S301


def test_a_byte_order_mark_and_lines_of_windows(tmp_path):
    (tmp_path / "align.toml").write_bytes(b'\xef\xbb\xbfjobs = 2\r\nfail-on = "note"\r\n')
    config = load_config(tmp_path)
    assert (config.jobs, config.fail_on) == (2, "note")
    assert config.origins["fail-on"][0].line == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"encoder = '\xd0\xd1'", "this is not UTF-8"),
        (b"# " + b"x" * 1_100_000, "larger than 1 MB"),
        (b"a." * 300_000 + b"a = 1", "too deep"),
    ],
    ids=["encoding", "size", "depth"],
)
def test_files_that_are_not_read(tmp_path, data, says):
    (tmp_path / "align.toml").write_bytes(data)
    with pytest.raises(ConfigError, match=says):
        load_config(tmp_path)


def test_own_values_go_before_extended_ones(write, tmp_path):
    write('jobs = 1\nfail-on = "note"\nselect = ["TRM", "GLS"]\nignore = ["TRM001"]\n'
          '[severities]\nTRM = "note"\nGLS001 = "note"\n[abbreviations]\nbe = ["b"]\nru = ["r"]\n',
          "base/shared.toml")  # fmt: skip
    write('extend = "base/shared.toml"\nfail-on = "never"\nextend-select = ["GLS001"]\n'
          'extend-ignore = ["TRM002"]\n[severities]\nTRM = "error"\n[abbreviations]\nru = ["o"]\n'
          )  # fmt: skip
    config = load_config(tmp_path)
    assert (config.jobs, config.fail_on) == (1, "never")
    assert [one.text for one in config.select] == ["TRM", "GLS", "GLS001"]
    assert [one.text for one in config.ignore] == ["TRM001", "TRM002"]
    # What the file says itself comes last, and counts.
    assert [(s.rules.text, s.value) for s in config.severities] == [
        ("GLS001", "note"),
        ("TRM", "error"),
    ]
    assert config.abbreviations == {"be": (tmp_path / "base/b",), "ru": (tmp_path / "o",)}
    assert [path.name for path in config.files] == ["align.toml", "shared.toml"]
    assert [str(p).rpartition("/")[2] for p in config.origins["ignore"]] == [
        "shared.toml:4",
        "align.toml:4",
    ]


def test_own_lists_replace_extended_ones(write, tmp_path):
    write('select = ["TRM"]\nextend-select = ["GLS"]\n', "base.toml")
    write('extend = "base.toml"\nselect = ["GLS001"]\n')
    assert [one.text for one in load_config(tmp_path).select] == ["GLS001"]


def test_paths_are_those_of_the_file_that_names_them(write, tmp_path):
    write('glossaries = ["terms.yaml"]\nbaseline = "known.json"\n[[pairs]]\noriginal = "{id}/ru"\n'
          'release = "{id}/en"\n[per-file-ignores]\n"old/**" = ["ALL"]\n')  # fmt: skip
    inner = write('extend = "../align.toml"\nexclude = ["x"]\n', "deep/align.toml").parent
    config = load_config(inner)
    assert config.glossaries == (tmp_path / "terms.yaml",)
    assert config.baseline == tmp_path / "known.json"
    assert config.pairs[0].root == tmp_path
    assert config.exclude[0].root == inner
    assert config.per_file[0].files.covers(tmp_path / "old" / "en")
    assert not config.per_file[0].files.covers(inner / "old" / "en")
    assert ("pairs",) in {row.keys for row in rows(config)}


def test_a_chain_may_be_long_but_no_circle(write, tmp_path):
    for number in range(60):
        write(f'extend = "{number + 1}.toml"\n', f"{number}.toml")
    write("jobs = 7\n", "60.toml")
    write('extend = "0.toml"\n')
    assert load_config(tmp_path).jobs == 7
    write('extend = "./align.toml"\n', "60.toml")
    with pytest.raises(ConfigError, match=r"60\.toml:1: 'extend' goes round in a circle"):
        load_config(tmp_path)


def test_a_project_can_be_extended(write, tmp_path):
    write("[project]\nname = 'x'\n[tool.align]\njobs = 3\n", "up/pyproject.toml")
    write('extend = "up/pyproject.toml"\n')
    config = load_config(tmp_path)
    assert config.jobs == 3
    assert config.origins["jobs"][0].line == 4
    write("[project]\nname = 'x'\n", "up/pyproject.toml")
    with pytest.raises(ConfigError, match=r"there is no \[tool.align\]"):
        load_config(tmp_path)


def test_a_baseline_that_is_a_link_out_of_the_folder(write, tmp_path):
    folder = tmp_path / "inner"
    write('baseline = "known.json"\n', "inner/align.toml")
    (folder / "known.json").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match=r"align\.toml:1: .*link that leads out"):
        load_config(folder)


def test_a_device_is_no_file_to_extend(write, tmp_path):
    write('extend = "../../../../../../../../dev/zero"\n')
    with pytest.raises(ConfigError, match="there is no file"):
        load_config(tmp_path)


ANYTHING = st.recursive(
    st.one_of(
        st.integers(),
        st.floats(),
        st.booleans(),
        st.text(max_size=9),
        st.sampled_from(["TRM", "ALL", "TRM001", "off", "**/a", "{id}.txt", "../x", "original"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                st.sampled_from(["original", "release", "TRM001", "be"]), st.text(max_size=5)
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "other"]), ANYTHING, max_size=3))
def test_any_settings_are_read_or_refused_in_a_sentence(tmp_path_factory, table):
    folder = tmp_path_factory.mktemp("any")
    text = "".join(f"{key} = {toml(value)}\n" for key, value in table.items())
    (folder / "align.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        config = load_config(folder)
        chooser(config)
    except ConfigError as error:
        assert error.line or "UTF-8" in str(error)  # noqa: PT017
    else:
        assert tomllib.loads(as_toml(rows(config)))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    (folder / "align.toml").write_bytes(data)
    with suppress(ConfigError):
        load_config(folder)
