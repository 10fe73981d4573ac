"""What runs `align check` elsewhere: the hook of pre-commit, GitHub's action, GitLab's job.

Each is run for real, in a git repository and with the command that users have, as far as that goes
without their servers.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash")
RU = "Договор о Союзном государстве подписан в Минске.\n"
BAD = "The treaty on the Allied State was signed in Minsk.\n"
GOOD = "The treaty on the Union State was signed in Minsk.\n"
TERMS = """\
- id: union-state
  en:
    - Union State
    - {term: Allied State, status: forbidden, replacement: Union State}
  ru: [Союзное государство]
"""
# Without a network for the encoder: the tests need no model.
SETTINGS = """\
pairs = [{ original = "releases/{id}/ru.txt", release = "releases/{id}/en.txt" }]
glossaries = ["terms.yaml"]
select = ["TRM"]
fail-on = "warning"
encoder = "none"
source-lang = "ru"
"""

needs_bash = pytest.mark.skipif(BASH is None or os.name == "nt", reason="the script is for bash")


def load(name: str) -> Any:
    return YAML(typ="safe").load((ROOT / name).read_text("utf-8"))


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with two releases, committed; the command is on the path."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "SVERKA_"))]:
        if name != "SVERKA_CACHE_DIR":
            monkeypatch.delenv(name)
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, words in (("align", "-m align"), ("python", "")):
        script = commands / name
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {words} "$@"\n')
        script.chmod(0o755)
    offline = ROOT / "tests" / "offline"
    monkeypatch.setenv("PATH", f"{commands}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", f"{offline}{os.pathsep}{ROOT}")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "x")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "x@example.org")
    root = tmp_path / "a repository"
    for number in "12":
        (root / "releases" / number).mkdir(parents=True)
        (root / "releases" / number / "ru.txt").write_text(RU, "utf-8")
        (root / "releases" / number / "en.txt").write_text(GOOD, "utf-8")
    (root / "align.toml").write_text(SETTINGS, "utf-8")
    (root / "terms.yaml").write_text(TERMS, "utf-8")
    monkeypatch.chdir(root)
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message", "x")
    return root


def git(*arguments, check=True):
    return subprocess.run(
        ["git", *arguments], check=check, capture_output=True, encoding="utf-8", timeout=120
    )


def spoil(root, number="1"):
    (root / "releases" / number / "en.txt").write_text(BAD, "utf-8")


# The hook of pre-commit.


def the_hook():
    [hook] = load(".pre-commit-hooks.yaml")
    return hook


def test_the_hook_is_as_pre_commit_wants_it():
    hook = the_hook()
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    assert hook["require_serial"] is True
    assert hook["entry"].split() == ["align", "check"]
    files = re.compile(hook["files"])
    for name in ("releases/1/en.html", "a.md", "a.docx", "a.odt", "a.txt", "terms.yaml",
                 "align.toml", "ru.txt.en.txt.locks", "en.txt.ignore.toml"):  # fmt: skip
        assert files.search(name), name
    assert not files.search("picture.png")
    used = load("examples/ci/pre-commit-config.yaml")
    assert [one["id"] for repo in used["repos"] for one in repo["hooks"]] == [hook["id"]]


def test_the_hook_takes_every_kind_of_document():
    from align.readers.sniff import ENDINGS

    files = re.compile(the_hook()["files"])
    assert all(files.search(f"a{ending}") for ending in ENDINGS)


@pytest.mark.skipif(os.name == "nt", reason="hooks are scripts")
def test_the_hook_stops_a_commit(repository):
    hook = the_hook()
    script = repository / ".git" / "hooks" / "pre-commit"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f"#!/bin/sh\nexec {hook['entry']} {shlex.join(hook['args'])}\n")
    script.chmod(0o755)
    spoil(repository)
    git("add", ".")
    stopped = git("commit", "--message", "bad", check=False)
    assert stopped.returncode == 1
    told = stopped.stdout + stopped.stderr
    assert "TRM" in told
    assert "Allied State" in told
    assert "releases/1/en.txt" in told
    assert "releases/2" not in told
    # What is not touched is not looked at, wrong as it may be.
    git("commit", "--no-verify", "--message", "bad")
    (repository / "readme.md").write_text("x")
    git("add", ".")
    git("commit", "--message", "other")
    # The glossary concerns every release.
    (repository / "terms.yaml").write_text(f"{TERMS}- id: x\n  en: [x]\n  ru: [икс]\n", "utf-8")
    git("add", ".")
    assert git("commit", "--message", "terms", check=False).returncode == 1
    (repository / "releases" / "1" / "en.txt").write_text(GOOD, "utf-8")
    git("add", ".")
    git("commit", "--message", "good")


@pytest.mark.skipif(os.name == "nt", reason="hooks are scripts")
def test_the_hook_in_a_new_repository(repository):
    hook = the_hook()
    shutil.rmtree(repository / ".git")
    git("init", "--quiet")
    git("add", ".")
    run = subprocess.run(
        [*hook["entry"].split(), *hook["args"]], capture_output=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr


# GitHub's action.


def steps():
    return load("action.yml")["runs"]["steps"]


def the_script():
    [step] = [step for step in steps() if "align check" in step.get("run", "")]
    return step


def run_action(root, **inputs):
    """The step that checks, as a runner runs it."""
    known = load("action.yml")["inputs"]
    assert set(inputs) <= {name.replace("-", "_") for name in known}
    values = {name: inputs.get(name.replace("-", "_"), one["default"])
              for name, one in known.items()}  # fmt: skip
    step = the_script()
    given = {}
    for name, text in step["env"].items():
        given[name] = values[re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", text)[1]]
    summary = root.parent / "summary.md"
    done = subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=root / values["working-directory"],
        env={**os.environ, **given, "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary),
             "TMPDIR": str(root.parent)},
        capture_output=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    return done, summary


def test_the_action_is_one():
    data = load("action.yml")
    assert data["runs"]["using"] == "composite"
    for step in data["runs"]["steps"]:
        # What is written into a script is run: inputs come as variables.
        assert "${{" not in step.get("run", "")
        assert step.get("shell", "bash") == "bash"
        assert ("run" in step) != ("uses" in step)
    install = next(step["run"] for step in steps() if "pip install" in step.get("run", ""))
    assert '"$GITHUB_ACTION_PATH"' in install
    assert all("default" in one and "description" in one for one in data["inputs"].values())


def test_the_workflow_uses_inputs_that_there_are():
    workflow = load("examples/ci/github.yml")
    [used] = [
        step for step in workflow["jobs"]["check"]["steps"] if "sverka" in step.get("uses", "")
    ]
    assert set(used["with"]) <= set(load("action.yml")["inputs"])
    assert workflow["jobs"]["check"]["steps"][0]["with"]["fetch-depth"] == 0


@needs_bash
def test_the_action_annotates_and_fails(repository):
    spoil(repository)
    done, summary = run_action(repository, sarif="out.sarif", changed_since="HEAD")
    assert done.returncode == 1, done.stderr
    assert re.search(r"^::(error|warning) [^\n]*file=releases/1/en\.txt,line=1", done.stdout, re.M)
    assert "releases/2" not in done.stdout
    assert "TRM" in summary.read_text("utf-8")
    sarif = json.loads((repository / "out.sarif").read_text("utf-8"))
    assert sarif["version"] == "2.1.0"
    assert sarif["runs"][0]["results"]
    assert sorted(path.name for path in repository.iterdir()) == [
        ".git", "align.toml", "out.sarif", "releases", "terms.yaml",
    ]  # fmt: skip


@needs_bash
def test_the_action_on_clean_releases(repository):
    done, _ = run_action(repository)
    assert done.returncode == 0, done.stderr
    assert "::error" not in done.stdout


@needs_bash
def test_the_action_passes_levels_and_arguments(repository):
    spoil(repository)
    done, _ = run_action(repository, fail_on="never", format="concise")
    assert done.returncode == 0
    assert "Allied State" in done.stdout
    done, _ = run_action(repository, args='--ignore "TRM002, TRM001" --fail-on note')
    assert "TRM002" not in done.stdout
    done, _ = run_action(repository, working_directory="releases", args="1/ru.txt 1/en.txt")
    assert done.returncode == 1


@needs_bash
@pytest.mark.parametrize(
    "inputs",
    [
        {"args": '$(touch ran) `touch ran` ; touch ran && "$(touch ran)" | touch ran'},
        {"fail_on": "never; touch ran"},
        {"format": 'github"; touch ran; "'},
        {"changed_since": "$(touch ran)"},
        {"changed_since": "--output=ran"},
        {"args": "--output='"},
    ],
    ids=str,
)
def test_the_action_runs_nothing_that_an_input_holds(repository, inputs):
    done, _ = run_action(repository, **inputs)
    assert done.returncode != 0
    assert not (repository / "ran").exists()


@needs_bash
def test_the_action_tells_what_could_not_be_done(repository):
    (repository / "align.toml").write_text("fial-on = 'error'\n")
    done, _ = run_action(repository, sarif="out.sarif")
    assert done.returncode == 2
    assert "Did you mean 'fail-on'?" in done.stderr
    assert not (repository / "out.sarif").exists()


# GitLab's job.


def test_the_job_keeps_its_report():
    job = load("examples/ci/gitlab.yml")["align-check"]
    [command] = [line for line in job["script"] if line.startswith("align check")]
    report = job["artifacts"]["reports"]["codequality"]
    assert f"-o {report}" in command
    assert job["artifacts"]["when"] == "always"


@needs_bash
@pytest.mark.parametrize(("bad", "code"), [(True, 1), (False, 0)])
def test_the_job_writes_its_report(repository, bad, code):
    if bad:
        spoil(repository)
    job = load("examples/ci/gitlab.yml")["align-check"]
    base = git("rev-parse", "HEAD").stdout.strip()
    done = subprocess.run(
        [BASH, "-eo", "pipefail", "-c", "\n".join(job["script"])],
        env={**os.environ, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base},
        capture_output=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    report = json.loads(Path("gl-code-quality.json").read_text("utf-8"))
    assert [one["location"]["path"] for one in report] == ["releases/1/en.txt"] * bad
