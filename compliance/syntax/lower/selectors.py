"""Which rules a permit names: one by one, by a selector, by a preemption."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from compliance.check.strength import weaker
from compliance.core.expr import All
from compliance.core.periods import Version
from compliance.core.rulebook import Ruleset
from compliance.core.rules import Permit, Rule
from compliance.syntax.lower.context import Context, cited, unknown
from compliance.syntax.lower.dates import versions_of
from compliance.syntax.model.ruleset import (
    PreemptionDocument,
    RulesetDocument,
    Selector,
)
from compliance.syntax.place import Place


@dataclass(frozen=True, slots=True)
class Resolving:
    """One ruleset, whose permits name rules of it and of the others."""

    ruleset: Ruleset
    document: RulesetDocument
    place: Place
    context: Context
    rulesets: Mapping[str, Ruleset]
    rules: Mapping[str, tuple[Rule, Ruleset]]

    def resolved(self) -> Ruleset:
        """The ruleset with the rules that its permits and preemptions name."""
        own = [self._rule(rule) for rule in self.ruleset.rules]
        preempting = [
            self._preemption(name, each, self.place.at("preempts").at(name))
            for name, each in self.document.preempts.items()
            if each.effect != "floor"
        ]
        return replace(self.ruleset, rules=(*own, *preempting))

    def _rule(self, rule: Rule) -> Rule:
        if not isinstance(rule, Permit):
            return rule
        name = rule.id.removeprefix(f"{self.ruleset.name}/")
        targets = self.document.rules[name].overrides or ()
        places = self.place.at("rules").at(name).at("overrides").items()
        named: set[str] = set()
        for target, here in zip(targets, places, strict=True):
            if isinstance(target, Selector):
                named |= self._selected(target, here, own=True)
            else:
                named |= self._named(target, here)
        return replace(rule, overrides=tuple(sorted(named)))

    def _named(self, name: str, place: Place) -> set[str]:
        full = name if "/" in name else f"{self.ruleset.name}/{name}"
        if full not in self.rules:
            own = f"{self.ruleset.name}/"
            names = [*self.rules, *(each.removeprefix(own) for each in self.rules)]
            unknown(place, "N209", "a rule", name, names)
            return set()
        rule, other = self.rules[full]
        if isinstance(rule, Permit):
            message = f"`{name}` is a permit: nothing overrides it"
            place.fault("O501", message)
        else:
            self._refuse_weaker(name, other, place)
        return {full}

    def _refuse_weaker(self, name: str, other: Ruleset, place: Place) -> None:
        own = self.ruleset.force
        if weaker(own, other.force):
            message = (
                f"`{name}` binds by {other.force.value}: "
                f"a {own.value} permit does not lift it"
            )
            place.fault("O502", message)

    def _selected(self, selector: Selector, place: Place, *, own: bool) -> set[str]:
        if selector.ruleset is not None and selector.ruleset not in self.rulesets:
            here = place.at("ruleset")
            unknown(here, "N211", "a ruleset", selector.ruleset, self.rulesets)
            return set()
        found: set[str] = set()
        for ruleset in self._selection(selector, own=own):
            self._refuse_weaker(ruleset.name, ruleset, place)
            found |= {r.id for r in ruleset.rules if not isinstance(r, Permit)}
        if not found:
            message = "this selects no rule of the rulebook, and lifts nothing"
            place.warning("O503", message)
        return found

    def _selection(self, selector: Selector, *, own: bool) -> Iterator[Ruleset]:
        for each in self.rulesets.values():
            if _selects(selector, each) and (own or each.name != self.ruleset.name):
                yield each

    def _preemption(
        self, name: str, document: PreemptionDocument, place: Place
    ) -> Permit:
        selected = self._selected(document.rulesets, place.at("rulesets"), own=False)
        if document.saves is not None:
            saved = self._selection(document.saves, own=False)
            selected -= {rule.id for each in saved for rule in each.rules}
        return Permit(
            id=f"{self.ruleset.name}/{name}",
            title=document.title,
            citations=cited(document.cite, place.at("cite"), self.context),
            when=self.ruleset.scope or All(()),
            unless=(),
            in_force=self._standing(place),
            overrides=tuple(sorted(selected)),
            where=place.key,
        )

    def _standing(self, place: Place) -> tuple[Version, ...]:
        if self.document.in_force is None:
            message = "`in_force` is missing on the ruleset: when does it preempt?"
            place.fault("P400", message, at_key=True)
            return ()
        here = self.place.at("in_force")
        return versions_of(self.document.in_force, here, self.context)


def _selects(selector: Selector, ruleset: Ruleset) -> bool:
    issuer = selector.issuer
    return (
        (selector.ruleset in {None, ruleset.name})
        and (issuer is None or f"{ruleset.issuer}/".startswith(f"{issuer}/"))
        and selector.kind in {None, ruleset.kind}
        and selector.force in {None, ruleset.force}
    )
