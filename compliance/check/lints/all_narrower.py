"""A list of every narrower term leaves the broader one unknown: name the broader."""

from collections.abc import Iterator

from compliance.check.diagnostic import warning
from compliance.check.overlap import demands
from compliance.core.expr import Is
from compliance.core.rulebook import Rulebook
from compliance.core.terms import Taxonomy, TermOf
from compliance.errors import Diagnostic


def all_narrower(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Lists that hold all terms right below another, and not that one."""
    for ruleset in rulebook.rulesets.values():
        for rule in ruleset.rules:
            for fact, atoms in demands(rule.when):
                kind = rulebook.vocabulary.facts[fact].type
                terms = {atom.term for atom in atoms if isinstance(atom, Is)}
                if isinstance(kind, TermOf) and len(terms) > 1:
                    taxonomy = rulebook.vocabulary.taxonomies[kind.taxonomy]
                    for whole in _complete(terms, taxonomy):
                        yield warning(
                            "L703",
                            f"these are all the terms below `{whole}`: "
                            f"a deployment that says `{whole}` would stay undetermined",
                            atoms[0].where,
                            f"write `{whole}`",
                        )


def _complete(terms: set[str], taxonomy: Taxonomy) -> Iterator[str]:
    children: dict[str, set[str]] = {}
    for name, term in taxonomy.terms.items():
        for edge in term.under:
            children.setdefault(edge.parent, set()).add(name)
    for parent, below in children.items():
        if below <= terms and parent not in terms and len(below) > 1:
            yield parent
