"""Files are written whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from align.atomic import write_bytes, write_text


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_made(tmp_path):
    path = tmp_path / "release.txt"
    write_text(path, "Мінск\r\nMinsk\n")
    assert path.read_bytes() == "Мінск\r\nMinsk\n".encode()
    assert names(tmp_path) == ["release.txt"]


def test_an_old_file_is_replaced(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text("a longer text than the new one")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["release.txt"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, failing):
    path = tmp_path / "release.txt"
    path.write_text("old")

    def fail(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="No space left"):
        write_bytes(path, b"new")
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert names(tmp_path) == ["release.txt"]


def test_an_interruption_leaves_nothing_either(tmp_path, monkeypatch):
    def interrupt(_number):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(tmp_path / "release.txt", b"new")
    assert names(tmp_path) == []


def test_the_bytes_are_on_the_disk_before_the_name_is(tmp_path, monkeypatch):
    path, order = tmp_path / "release.txt", []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda n: (order.append("fsync"), fsync(n))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (order.append("replace"), replace(a, b))[1])
    write_bytes(path, b"new")
    assert order[:2] == ["fsync", "replace"]


def test_a_missing_folder_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_bytes(tmp_path / "nowhere" / "release.txt", b"new")


def test_a_name_of_many_letters_fits(tmp_path):
    path = tmp_path / ("щ" * 120 + ".txt")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"


if sys.platform != "win32":

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
    def test_permissions_are_kept(tmp_path, mode):
        path = tmp_path / "release.txt"
        path.write_text("old")
        path.chmod(mode)
        write_bytes(path, b"new")
        assert stat.S_IMODE(path.stat().st_mode) == mode

    def test_a_new_file_has_the_permissions_of_any_other(tmp_path):
        write_bytes(tmp_path / "ours", b"")
        (tmp_path / "other").write_bytes(b"")
        assert (tmp_path / "ours").stat().st_mode == (tmp_path / "other").stat().st_mode

    def test_a_link_is_followed(tmp_path):
        (tmp_path / "link").symlink_to("release.txt")
        write_bytes(tmp_path / "link", b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "release.txt").read_bytes() == b"new"

    def test_links_in_a_circle_are_an_os_error(tmp_path):
        (tmp_path / "one").symlink_to("two")
        (tmp_path / "two").symlink_to("one")
        with pytest.raises(OSError, match="links"):
            write_bytes(tmp_path / "one", b"new")
        assert names(tmp_path) == ["one", "two"]

    def test_a_device_is_written_to_as_it_is():
        write_bytes(Path(os.devnull), b"new")
        assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
