"""The public names are few, sorted, and all there is."""

import types

import compliance

LIMIT = 20


def test_the_public_names_are_few() -> None:
    assert 0 < len(compliance.__all__) <= LIMIT


def test_the_public_names_are_sorted_and_distinct() -> None:
    names = compliance.__all__

    assert list(names) == sorted(set(names), key=place)


def test_each_public_name_can_be_imported() -> None:
    missing = {name for name in compliance.__all__ if not hasattr(compliance, name)}

    assert missing == set()


def test_what_is_not_listed_is_not_public() -> None:
    unlisted = {
        name
        for name, value in vars(compliance).items()
        if not name.startswith("_")
        and not isinstance(value, types.ModuleType)
        and name not in compliance.__all__
    }

    assert unlisted == set()


def place(name: str) -> tuple[bool, bool, str]:
    """Constants, then classes, then functions: the order that ruff keeps."""
    return (not name.isupper(), not name[:1].isupper(), name)
