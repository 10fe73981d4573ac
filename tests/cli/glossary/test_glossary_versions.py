"""``align glossary diff`` and ``merge``: files, folders, revisions of git."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.cli import cli
from align.errors import SverkaError
from align.glossary import store

OLD = """\
# Integration.

- id: union-state   # since 1999
  domain: integration
  en: [Union State]
  ru: [Союзное государство]

- id: state
  en: [state]
  ru: [государство]
"""
OURS = OLD.replace("[state]", "[country]").replace("integration", "treaties")
THEIRS = OLD.replace("[государство]", "[государство, держава]") + (
    "\n# Since the spring.\n- id: loan\n  en: [loan]\n"
)
BOTH = """\
# Integration.

- id: union-state   # since 1999
  domain: treaties
  en: [Union State]
  ru: [Союзное государство]

- id: state
  en: [country]
  ru:
    - государство
    - term: держава

# Since the spring.
- id: loan
  en:
    - loan
"""


def by_itself(patch, folder):
    """Have git see nothing of the machine it runs on."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        patch.delenv(name, raising=False)
    patch.setenv("GIT_CONFIG_GLOBAL", str(folder / "none"))
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    patch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    for name in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{name}_NAME", "x")
        patch.setenv(f"GIT_{name}_EMAIL", "x@example.org")


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    by_itself(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)
    put(tmp_path, old=OLD, ours=OURS, theirs=THEIRS)


def put(folder, **texts):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_bytes(text.encode())


def call(*args):
    return CliRunner().invoke(cli, ["glossary", *args])


def run(*args, code=0):
    result = call(*args)
    assert result.exit_code == code, (result.exception, result.stderr)
    return result


def refused(*args):
    result = call(*args)
    assert isinstance(result.exception, SverkaError), (result.exception, result.stdout)
    assert result.stdout == ""
    message = str(result.exception)
    assert "\n" not in message
    return message


def git(*arguments):
    subprocess.run(["git", *arguments], check=True, capture_output=True)


# diff


def test_what_changed_is_told_in_words_with_its_place():
    assert run("diff", "old.yaml", "theirs.yaml", code=1).stdout == (
        "theirs.yaml:10: concept state: Russian term added: “держава” (preferred).\n"
        "theirs.yaml:13: concept loan added: loan.\n"
        "\n2 changes in 2 concepts.\n"
    )
    assert run("diff", "theirs.yaml", "old.yaml", code=1).stdout == (
        "theirs.yaml:10: concept state: Russian term removed: “держава” (preferred).\n"
        "theirs.yaml:13: concept loan removed: loan.\n"
        "\n2 changes in 2 concepts.\n"
    )


def test_programs_get_the_same_as_json():
    rows = json.loads(run("diff", "old.yaml", "ours.yaml", "-f", "json", code=1).stdout)
    assert rows[0] == {
        "kind": "changed",
        "concept": "union-state",
        "what": "domain",
        "before": "integration",
        "after": "treaties",
        "path": "ours.yaml",
        "line": 3,
    }
    assert len(rows) == 2
    assert json.loads(run("diff", "old.yaml", "old.yaml", "-f", "json").stdout) == []


def test_comments_and_order_do_not_count(tmp_path):
    first, second = OLD.removeprefix("# Integration.\n\n").split("\n\n")
    put(tmp_path, other=f"{second}\n# the end\n{first}\n")
    assert run("diff", "old.yaml", "other.yaml").stdout == "Both say the same.\n"


def test_folders_are_compared_as_a_whole(tmp_path):
    first, second = OLD.removeprefix("# Integration.\n\n").split("\n\n")
    put(tmp_path / "two", a=second, b=first)
    (tmp_path / "two" / "notes.txt").write_text("no glossary\n")
    assert run("diff", "old.yaml", "two").stdout == "Both say the same.\n"
    # A file that replaces concepts of another one can be compared by itself.
    put(tmp_path, office="- id: state\n  override: We say land.\n  en: [land]\n")
    assert "override added" in run("diff", "two/a.yaml", "office.yaml", code=1).stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Revision v1 has terms/a.yaml, terms/b.yaml and old/c.yaml, of which v2 keeps the first."""
    root = tmp_path_factory.mktemp("made") / "repository"
    put(root / "terms", a=OLD, b="- id: wages\n  en: [wages]\n")
    put(root / "old", c="- id: loan\n  en: [loan]\n")
    put(root / "empty")
    (root / "empty" / "x.txt").write_text("x\n")
    with pytest.MonkeyPatch.context() as patch:
        by_itself(patch, root.parent)
        patch.chdir(root)
        git("init", "--quiet", "--initial-branch=main")
        git("add", ".")
        git("commit", "--quiet", "--message=x")
        git("tag", "v1")
        git("rm", "-r", "--quiet", "terms/b.yaml", "old")
        put(root / "terms", a=OURS)
        git("commit", "--quiet", "--all", "--message=x")
    return root


@pytest.fixture
def repository(made, tmp_path, monkeypatch):
    """A copy of `made`, and the folder one is in."""
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "repository"))
    return tmp_path / "repository"


OF_A = (
    "{0}:3: concept union-state: domain was integration, is now treaties.\n"
    "{0}:9: concept state: English term was state, is now country.\n"
)
GONE = "terms/b.yaml@v1:1: concept wages removed: wages.\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("v1:terms/a.yaml", "terms/a.yaml", OF_A.format("terms/a.yaml")),
        ("HEAD~1:terms/a.yaml", "main:terms/a.yaml", OF_A.format("terms/a.yaml@main")),
        ("v1:terms", "terms", OF_A.format("terms/a.yaml") + GONE),
        ("v1:terms/", "HEAD:./terms", OF_A.format("terms/a.yaml@HEAD") + GONE),
        ("v1:terms/b.yaml", "v1:old/c.yaml",
         "old/c.yaml@v1:1: concept loan added: loan.\n" + GONE),
        ("v1:old", "v1:terms/b.yaml",
         "terms/b.yaml@v1:1: concept wages added: wages.\n"
         "old/c.yaml@v1:1: concept loan removed: loan.\n"),
    ],
)  # fmt: skip
def test_revisions_of_files_and_folders_are_compared(repository, before, after, told):
    shown = run("diff", before, after, code=1).stdout
    assert shown.partition("\n\n")[0] + "\n" == told
    assert run("diff", "HEAD:terms", "terms").stdout == "Both say the same.\n"


def test_a_path_is_seen_from_where_one_is(repository, monkeypatch):
    monkeypatch.chdir(repository / "terms")
    assert run("diff", "v1:a.yaml", "a.yaml", code=1).stdout.startswith(OF_A.format("a.yaml"))
    assert "b.yaml@v1:1: concept wages removed" in run("diff", "v1:.", ".", code=1).stdout
    assert "../old/c.yaml@v1:1: concept loan" in run("diff", "v1:../old", ".", code=1).stdout


def test_a_file_whose_name_looks_like_a_revision_is_a_file(repository):
    put(repository, **{"v1:terms": "- id: x\n  en: [x]\n"})
    assert run("diff", "v1:terms.yaml", "v1:terms.yaml").stdout == "Both say the same.\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.yaml", "none.yaml: there is no such file or folder. Name one, or a revision of git "
                      "and the file in it, such as HEAD~1:none.yaml."),
        ("v1:", "v1:: there is no such file or folder."),
        (":terms", ":terms: there is no such file or folder."),
        ("/none:x.yaml", "/none:x.yaml: there is no such file or folder."),
        ("v9:terms", "terms: git knows no revision v9. “git log” and “git branch” list them."),
        ("v9:terms/a.yaml", "terms/a.yaml: git knows no revision v9."),
        ("v1:terms/none.yaml", "terms/none.yaml: there is no such file in revision v1."),
        ("v1:none/none.yaml", "none/none.yaml: there is no folder none, nor was there such a file"),
        ("HEAD:terms/b.yaml", "terms/b.yaml: there is no such file in revision HEAD."),
        ("v1:empty", "empty: there is no glossary (.yaml) in this folder in revision v1."),
        ("empty", "empty: there is no glossary (.yaml) in this folder."),
        ("v1:empty/x.txt", "empty/x.txt@v1:1: a glossary is a list of concepts."),
        ("a b:terms", "“a b” is no revision of git. Name a commit, a branch or a tag."),
        ("v1^{tree}:terms", "terms: git knows no revision v1^{tree}."),
        ("v1:..", "..: the file is in no git repository that can be read."),
    ],
)  # fmt: skip
def test_a_version_that_is_not_there_is_told_in_a_sentence(repository, name, message):
    assert refused("diff", name, "terms").startswith(message)
    assert refused("diff", "terms", name).startswith(message)


@pytest.mark.parametrize("revision", ["-x", "--output=x", "--upload-pack=touch x"])
def test_a_revision_is_never_an_option_of_git(repository, revision):
    before = sorted(repository.rglob("*"))
    assert "is no revision of git" in refused("diff", "--", f"{revision}:terms", "terms")
    assert sorted(repository.rglob("*")) == before


def test_an_old_version_that_is_broken_is_named(repository):
    (repository / "terms" / "a.yaml").write_bytes(OLD.encode("cp1251"))
    git("commit", "--quiet", "--all", "--message=x")
    assert refused("diff", "HEAD:terms", "v1:terms").startswith(
        "terms/a.yaml@HEAD:6: this is not UTF-8."
    )


# merge


def test_what_either_side_changed_is_in_the_result():
    result = run("merge", "old.yaml", "ours.yaml", "theirs.yaml")
    assert (result.stdout, result.stderr) == (BOTH, "")


def test_the_result_goes_to_a_file_which_may_be_ours(tmp_path):
    run("merge", "old.yaml", "ours.yaml", "theirs.yaml", "-o", "new.yaml")
    assert (tmp_path / "new.yaml").read_text("utf-8") == BOTH
    assert (tmp_path / "ours.yaml").read_text("utf-8") == OURS
    assert run("merge", "old.yaml", "ours.yaml", "theirs.yaml", "-o", "ours.yaml").stdout == ""
    assert (tmp_path / "ours.yaml").read_text("utf-8") == BOTH
    assert (tmp_path / "theirs.yaml").read_text("utf-8") == THEIRS


def test_a_conflict_is_told_and_marked_and_ours_stays(tmp_path):
    put(tmp_path, theirs=THEIRS.replace("integration", "union").replace("[state]", "[land]"))
    result = run("merge", "old.yaml", "ours.yaml", "theirs.yaml", "-o", "new.yaml", code=1)
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "align: ours.yaml: concept union-state, domain: one side says “treaties”, the other says "
        "“union”.",
        "align: ours.yaml: concept state, English preferred term: one side says “country”, the "
        "other says “land”.",
        "align: ours.yaml: 2 conflicts are left. Decide, and delete the comments “# CONFLICT”.",
    ]
    text = (tmp_path / "new.yaml").read_text("utf-8")
    marks = [line for line in text.splitlines(keepends=True) if line.startswith("# CONFLICT")]
    assert marks == [
        "# CONFLICT, domain: this side says “treaties”, the other says “union”.\n",
        "# CONFLICT, English preferred term: this side says “country”, the other says “land”.\n",
    ]
    assert f"{marks[0]}- id: union-state" in text
    assert f"{marks[1]}- id: state" in text
    for mark in marks:
        text = text.replace(mark, "")
    assert text == BOTH


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (OLD.split("\n\n- id: state")[0] + "\n", THEIRS,
         "concept state, the concept itself: one side takes it out, the other changes it."),
        (OURS, OLD.split("\n\n- id: state")[0] + "\n",
         "concept state, the concept itself: one side changes it, the other takes it out."),
        (OLD + "- id: loan\n  en: [loan]\n  note: x\n",
         OLD + "- id: loan\n  en: [loan]\n  note: z\n",
         "concept loan, note: one side says “x”, the other says “z”."),
    ],
)  # fmt: skip
def test_nothing_is_lost_where_the_sides_do_not_agree(tmp_path, ours, theirs, told):
    put(tmp_path, ours=ours, theirs=theirs)
    result = run("merge", "old.yaml", "ours.yaml", "theirs.yaml", code=1)
    assert result.stderr.splitlines()[0] == f"align: ours.yaml: {told}"
    assert result.stderr.splitlines()[1].startswith("align: ours.yaml: 1 conflict is left.")
    assert {c.id for c in store.parse(result.stdout)} == {
        c.id for text in (ours, theirs) for c in store.parse(text)
    }


@pytest.mark.parametrize(
    "text",
    [
        "[{id: a, note: NOTE, en: [one]},\n {id: b, note: NOTE, en: [two]}]\n",
        "--- [{id: a, note: NOTE, en: [one]}]\n",
        "\ufeff- id: a\n  note: NOTE\n  en: [one]\n",
        "-\n  # why\n  note: NOTE\n  id: a\r\n  en: [one]\r\n",
        "  - note: |\n      - NOTE\n      ---\n    id: a\n    en: [one]",
    ],
    ids=["brackets", "brackets behind a mark", "byte order mark", "line ends", "a list in a note"],
)
def test_conflicts_are_marked_however_a_file_is_written(tmp_path, text):
    put(tmp_path, old=text.replace("NOTE", "x"), ours=text.replace("NOTE", "y"),
        theirs=text.replace("NOTE", "z"))  # fmt: skip
    run("merge", "old.yaml", "ours.yaml", "theirs.yaml", "-o", "new.yaml", code=1)
    merged = (tmp_path / "new.yaml").read_bytes().decode()
    assert merged.count("# CONFLICT, note: this side says “") == text.count("NOTE")
    assert store.parse(merged) == store.parse(text.replace("NOTE", "y"))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["old.yaml", "ours.yaml", "none.yaml"], "none.yaml: the glossary cannot be read (no such"),
        (["none.yaml", "ours.yaml", "theirs.yaml"], "none.yaml: the glossary cannot be read"),
        (["old.yaml", ".", "theirs.yaml"], ".: the glossary cannot be read (is a directory). Name"),
        (["old.yaml", "ours.yaml", "broken.yaml"], "broken.yaml:2: concept a: there is no key"),
        (["broken.yaml", "ours.yaml", "theirs.yaml"], "broken.yaml:2: concept a: there is no key"),
        (["old.yaml", "ours.yaml", "broken.yaml", "--name", "terms.yaml"],
         "terms.yaml (theirs):2: concept a: there is no key “domian”. Did you mean “domain”?"),
        (["old.yaml", "ours.yaml", "cp1251.yaml"], "cp1251.yaml:6: this is not UTF-8. Save the"),
        (["old.yaml", "ours.yaml", "marked.yaml"], "marked.yaml:1: git has left a conflict here."),
        (["old.yaml", "ours.yaml", "theirs.yaml", "-o", "theirs.yaml"],
         "theirs.yaml: the output would overwrite the document itself."),
        (["old.yaml", "ours.yaml", "theirs.yaml", "-o", "old.yaml"],
         "old.yaml: the output would overwrite the document itself."),
        (["old.yaml", "ours.yaml", "theirs.yaml", "-o", "new.txt"],
         "new.txt: a glossary is a YAML file. Name it new.yaml."),
        (["old.yaml", "ours.yaml", "theirs.yaml", "-o", "none/new.yaml"],
         "none/new.yaml: there is no folder none. Make it first."),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_is_told_in_a_sentence(tmp_path, args, message):
    put(tmp_path, broken="- id: a\n  domian: x\n  en: [one]\n", marked="<<<<<<< HEAD\n" + OLD)
    (tmp_path / "cp1251.yaml").write_bytes(OLD.encode("cp1251"))
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    output = [] if "-o" in args else ["-o", "ours.yaml"]
    assert refused("merge", *args, *output).startswith(message)
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_git_merges_glossaries_as_the_help_says(repository, monkeypatch):
    """With the driver of the help text, two branches that add at the same place go together."""
    help_text = run("merge", "--help").stdout
    driver = next(line for line in help_text.splitlines() if "driver = " in line)
    command = driver.partition(" = ")[2].replace("align ", f"'{sys.executable}' -m align ", 1)
    git("config", "merge.glossary.driver", command)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    (repository / ".gitattributes").write_text("terms/*.yaml merge=glossary\n")
    git("checkout", "--quiet", "-b", "theirs", "v1")
    put(repository / "terms", a=THEIRS)
    git("commit", "--quiet", "--all", "--message=x")
    git("checkout", "--quiet", "main")
    git("merge", "--quiet", "--no-edit", "theirs")
    assert (repository / "terms" / "a.yaml").read_text("utf-8") == BOTH
    put(repository / "terms", a=BOTH.replace("treaties", "law"))
    git("commit", "--quiet", "--all", "--message=x")
    git("checkout", "--quiet", "theirs")
    put(repository / "terms", a=THEIRS.replace("integration", "union"))
    git("commit", "--quiet", "--all", "--message=x")
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "--quiet", "--no-edit", "main")
    text = (repository / "terms" / "a.yaml").read_text("utf-8")
    assert "# CONFLICT, domain: this side says “union”, the other says “law”.\n" in text
    assert store.parse(text)


def test_exit_codes_are_those_of_diff(align, tmp_path):
    done = align("glossary", "diff", "old.yaml", "ours.yaml")
    assert (done.returncode, done.stderr) == (1, b"")
    done = align("glossary", "diff", "old.yaml", "none.yaml")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("align: none.yaml: there is no such file or folder.")
    assert done.stderr.count(b"\n") == 1
