"""Where the model forgives what the schema does not, the second check says so."""

from compliance.syntax.second import second_opinion
from compliance.syntax.tree import Source


def test_a_document_that_only_its_schema_refuses_is_told() -> None:
    source = Source("rulebook.yaml", "rulebook: small\nformat: 1.0\n")

    told = list(second_opinion([source]))

    assert [(each.code, each.where and each.where.line) for each in told] == [
        ("D138", 2)
    ]


def test_a_document_that_both_accept_is_not_told() -> None:
    source = Source("rulebook.yaml", "rulebook: small\nformat: 1\n")

    assert list(second_opinion([source])) == []
