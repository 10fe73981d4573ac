from align.resources import PACKAGE, models_dir


def test_the_bundled_models_are_found() -> None:
    assert (models_dir() / "e5-mini-en-ru-be" / "model.json").is_file()


def test_the_package_folder_holds_the_package() -> None:
    assert (PACKAGE / "py.typed").is_file()
