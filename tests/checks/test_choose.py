"""Which rules look at a release, by the settings and the command line."""

import pytest

from align.checks.choose import chooser, chosen, codes, option_value
from align.checks.documentation import pages
from align.checks.registry import rules
from align.checks.rule import Option
from align.config import load_config
from align.config.show import Row, as_toml
from align.errors import ConfigError, UsageError
from align.findings import Severity

FAMILY = frozenset(code for code in codes() if code.startswith("TRM"))
LINT = frozenset(code for code in codes() if code.startswith("GLS"))


@pytest.fixture
def config(tmp_path):
    def config(text=""):
        (tmp_path / "align.toml").write_text(text, "utf-8")
        return load_config(tmp_path)

    return config


def test_all_rules_run_by_default(config):
    found = chosen(config(), "en.html")
    assert found.codes == frozenset(codes())
    assert set(rules()) <= found.codes
    assert not found.severities
    assert not found.options


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('select = ["TRM"]', FAMILY),
        ('select = ["trm"]', FAMILY),
        ('select = ["TRM00", "GLS001"]', FAMILY | {"GLS001"}),
        ('select = ["TRM"]\nignore = ["TRM001"]', FAMILY - {"TRM001"}),
        # The closer name counts.
        ('select = ["TRM001"]\nignore = ["TRM"]', {"TRM001"}),
        ('select = ["ALL"]\nignore = ["GLS"]', set(codes()) - LINT),
        ('select = ["TRM"]\nignore = ["ALL"]', FAMILY),
        ('select = ["TRM"]\nignore = ["TRM"]', set()),
        ('select = ["duplicate-id"]\nignore = ["GLS"]', {"GLS002"}),
        ("select = []", set()),
        ('select = ["TRM", "GLS001"]\n[severities]\nTRM = "off"', {"GLS001"}),
        ('select = ["TRM"]\n[severities]\nTRM = "off"\nTRM001 = "note"', {"TRM001"}),
        ('extend-select = ["TRM"]', set(codes())),
        ('extend-ignore = ["GLS"]', set(codes()) - LINT),
    ],
)
def test_rules_by_the_settings(config, text, expected):
    assert pages()["GLS002"].name == "duplicate-id"
    assert chosen(config(text), "en.html").codes == frozenset(expected)


def test_severities_by_the_closest_name(config):
    found = chosen(
        config('[severities]\nTRM001 = "note"\nTRM = "error"\nGLS002 = "warning"'), "en.html"
    )
    assert found.severities["TRM001"] is Severity.NOTE
    assert found.severities["TRM002"] is Severity.ERROR
    assert found.severities["GLS002"] is Severity.WARNING


def test_the_command_line_goes_before_the_settings(config):
    settings = config('select = ["GLS"]\nignore = ["TRM001"]\n[severities]\nTRM002 = "off"')
    assert chooser(settings, select=["TRM"]).chosen.codes == FAMILY
    assert chooser(settings, select=["TRM"], ignore=["TRM001"]).chosen.codes == FAMILY - {"TRM001"}
    assert chooser(settings, ignore=["GLS002"]).chosen.codes == LINT - {"GLS002"}
    with pytest.raises(UsageError, match=r"^There is no rule 'TRM0O1'\. Did you mean 'TRM001'\?"):
        chooser(settings, select=["TRM0O1"])
    with pytest.raises(UsageError, match="There is no rule ''"):
        chooser(settings, ignore=[""])


def test_rules_that_do_not_look_at_some_releases(config, tmp_path, monkeypatch):
    choose = chooser(
        config(
            'select = ["TRM", "GLS001"]\n[per-file-ignores]\n"old/**" = ["TRM"]\n"*.md" = ["GLS"]'
        )
    )
    assert choose(tmp_path / "en.html").codes == FAMILY | {"GLS001"}
    assert choose(tmp_path / "old" / "en.html").codes == {"GLS001"}
    assert choose(tmp_path / "old" / "x" / "en.md").codes == set()
    assert choose(tmp_path / "new" / ".." / "old" / "en.html").codes == {"GLS001"}
    assert choose("/elsewhere/old/en.html").codes == FAMILY | {"GLS001"}
    assert choose("-").codes == FAMILY | {"GLS001"}
    (tmp_path / "old").mkdir()
    monkeypatch.chdir(tmp_path / "old")
    assert choose("en.html").codes == {"GLS001"}
    (tmp_path / "link").symlink_to(tmp_path)
    assert choose(tmp_path / "link" / "old" / "en.html").codes == {"GLS001"}


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        (Option(True, ""), False, False),
        (Option(3, ""), 4, 4),
        (Option(0.5, ""), 1, 1.0),
        (Option(0.5, "", least=0, most=1), 1, 1.0),
        (Option("a", ""), "b", "b"),
        (Option("a", "", ("a", "b")), "b", "b"),
        (Option(("a",), ""), ["b", "c"], ("b", "c")),
        (Option((), ""), [], ()),
        (Option(frozenset({"a"}), "", ("a", "b")), ["b", "b"], frozenset({"b"})),
    ],
)
def test_values_of_options(option, value, expected):
    found = option_value(option, value)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        (Option(True, ""), 1, "true or false"),
        (Option(3, ""), True, "a whole number"),
        (Option(3, ""), 3.0, "a whole number"),
        (Option(0.5, ""), "1", "a number"),
        (Option(0.5, ""), False, "a number"),
        (Option("a", ""), ["a"], "text in quotation marks"),
        (Option("a", "", ("a", "b")), "c", 'one of "a", "b"'),
        (Option(1, "", (1, 2)), True, "one of 1, 2"),
        (Option(("a",), ""), "b", "a list, each of it text"),
        (Option(("a",), ""), [1], "a list, each of it text"),
        (Option(("a",), "", ("a", "b")), ["c"], 'a list, each of it one of "a", "b"'),
        (Option(0.4, "", least=0, most=1), 5, "a number from 0 to 1"),
        (Option(0.4, "", least=0, most=1), -0.1, "a number from 0 to 1"),
        (Option(0.4, "", least=0, most=1), float("nan"), "a number from 0 to 1"),
        (Option(2, "", least=1), 0, "a whole number from 1"),
    ],
)
def test_values_that_options_cannot_have(option, value, says):
    with pytest.raises(ValueError, match=says):
        option_value(option, value)


def test_a_share_is_no_number_of_per_cent(config):
    says = r"toml:2: the option 'abridged-from' of CVR001 must be a number from 0 to 1\. By default"
    with pytest.raises(ConfigError, match=says):
        chooser(config("[rules.CVR001]\nabridged-from = 5"))


def test_every_number_has_bounds():
    for code, rule in rules().items():
        for name, option in rule.options.items():
            if isinstance(option.default, int | float) and not isinstance(option.default, bool):
                assert option.least is not None, (code, name)
                assert option.most == 1 or isinstance(option.default, int), (code, name)


def test_releases_that_are_not_there(config, tmp_path):
    choose = chooser(
        config('[per-file-ignores]\n"old/**" = ["TRM"]\n"*.ru.md" = ["GLS"]\n"*.md" = ["GLS"]')
    )
    releases, originals = [tmp_path / "a.md"], [tmp_path / "a.ru.md"]
    assert [told.removeprefix(f"{tmp_path}/") for told in choose.idle(releases, originals)] == [
        "align.toml:2: “old/**” of per-file-ignores fits no release.",
        "align.toml:3: “*.ru.md” of per-file-ignores fits no release, only originals: name the"
        " releases that go with them.",
    ]
    assert choose.idle([tmp_path / "old" / "a.ru.md", *originals]) == ()


def test_every_option_of_a_rule_can_be_set(config):
    settings = []
    for code, rule in rules().items():
        for name, option in rule.options.items():
            many = isinstance(option.default, tuple | list | frozenset)
            value = sorted(option.default) if many else option.default
            assert option_value(option, value) == option.default
            settings.append(Row(("rules", code, name), value, ()))
    options = chosen(config(as_toml(settings)), "en.html").options
    assert set(options) == {code for code, rule in rules().items() if rule.options}


def test_an_option_with_a_wrong_value(config, tmp_path):
    for code, rule in rules().items():
        for name in rule.options:
            text = f"[rules.{code}]\n{name} = {{ x = 1 }}"
            with pytest.raises(ConfigError, match=rf"toml:2: the option '{name}' of {code} must"):
                chooser(config(text))
            with pytest.raises(ConfigError, match=f"{code} has no option '{name}x'. Did you mean"):
                chooser(config(f"[rules.{code}]\n{name}x = 1"))
