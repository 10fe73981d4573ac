from align import __version__
from align.signature import signature


def test_parts_in_order_behind_the_version():
    assert (
        signature(langs="ru-en", encoder="x@1") == f"sverka:{__version__}|langs:ru-en|encoder:x@1"
    )


def test_the_separator_cannot_be_smuggled_in():
    assert signature(encoder="a|b:c").count("|") == 1
