"""What policy authors may ask of rules of their own: each property finds its fault."""

from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.core.expr import All, AtMost, Equal, Expr, Fact, Literal, Not
from compliance.core.periods import OnDay, Period, Version
from compliance.core.rulebook import Force, Kind, Ruleset
from compliance.core.rulebook import Rulebook as CoreRulebook
from compliance.core.rules import Excuse, Forbid, Item, Require, Rule
from compliance.engine import Rulebook, bundled, evaluate
from compliance.testing.properties import (
    at_least_as_strict,
    dead_rules,
    no_dead_rule,
    only,
    safeguard_never_worsens,
)
from compliance.testing.strategies import dates, deployments
from compliance.testing.vocabulary import FACTS

START, END = date(2021, 6, 10), date(2022, 6, 10)
IN_FORCE = (Version(START, (Period(OnDay(START), OnDay(END)),)),)


def flag(name: str) -> Expr:
    return Equal(Fact(name), Literal(value=True))


def forbid(name: str, when: Expr, *unless: Excuse) -> Forbid:
    return Forbid(name, "A ban", (), when, unless, IN_FORCE)


def excuse(when: Expr) -> Excuse:
    return Excuse("x", "An exception", (), when)


def require(name: str, when: Expr, that: Expr, refused: Expr | None = None) -> Require:
    item = Item(f"{name}/i", "An item", (), that, "Do it.", refused=refused)
    return Require(name, "A duty", (), when, (), IN_FORCE, (item,))


def book(name: str, *rulesets: tuple[Rule, ...], kind: Kind = Kind.LAW) -> Rulebook:
    named = {
        f"r{number}": Ruleset(f"r{number}", "R", "i", kind, Force.LAW, START, rules)
        for number, rules in enumerate(rulesets)
    }
    terms = bundled().core.vocabulary
    shared = type(terms)(FACTS, terms.taxonomies, {})
    core = CoreRulebook(name, shared, {}, named)
    return Rulebook(core, MappingProxyType({}))


BAN = forbid("r0/ban", flag("flag"))
LAX = forbid("r0/ban", flag("flag"), excuse(flag("seal")))


def test_a_rulebook_is_at_least_as_strict_as_itself_and_as_its_parts() -> None:
    whole = book("whole", (BAN,), (require("r1/duty", flag("seal"), flag("flag")),))

    at_least_as_strict(whole, whole, examples=50)
    at_least_as_strict(whole, only(whole, "r0"), examples=50)
    at_least_as_strict(whole, only(whole, "r1"), examples=50)


def test_what_only_the_looser_denies_is_told_with_the_deployment() -> None:
    strict, lax = book("strict", (BAN,)), book("lax", (LAX,))
    at_least_as_strict(strict, lax, examples=50)

    with pytest.raises(AssertionError) as told:
        at_least_as_strict(lax, strict, examples=100)

    said = str(told.value)
    assert said.startswith("`lax` allows what `strict` does not\non 2021-06-10, for\n")
    assert "  flag: True\n  seal: True\n" in said
    assert "DENY" in said


def test_what_the_looser_makes_conditional_is_told() -> None:
    duty = book("duty", (require("r0/duty", flag("flag"), flag("seal")),))

    with pytest.raises(AssertionError, match="`nothing` allows what `duty` does not"):
        at_least_as_strict(book("nothing", ()), duty, examples=100)


def test_deployments_may_be_drawn_otherwise() -> None:
    strict, lax = book("strict", (BAN,)), book("lax", (LAX,))

    at_least_as_strict(lax, strict, examples=20, within=st.just({"flag": False}))


def test_a_part_is_named_after_its_rulesets() -> None:
    part = only(book("whole", (BAN,), ()), "r1", "r0")

    assert part.name == "whole: r1, r0"
    assert list(part.core.rulesets) == ["r1", "r0"]


def test_a_safeguard_that_helps_never_worsens() -> None:
    helpful = book("helpful", (LAX, require("r0/duty", flag("flag"), flag("seal"))))

    safeguard_never_worsens(helpful, "seal", examples=100)


def test_a_safeguard_that_harms_is_told_with_the_deployment() -> None:
    with pytest.raises(AssertionError) as told:
        safeguard_never_worsens(book("harmful", (BAN,)), "flag", examples=100)

    said = str(told.value)
    assert said.startswith("`flag` worsens allow to deny\non 2021-06-10, for\n")


@pytest.mark.parametrize("fact", ["vendor", "count", "missing"])
def test_a_safeguard_is_true_or_false(fact: str) -> None:
    with pytest.raises(
        ValueError, match=f"`{fact}` is not a fact that is true or fals"
    ):
        safeguard_never_worsens(book("b", (BAN,)), fact)


def test_a_rule_that_never_fires_is_told() -> None:
    dead = forbid("r0/dead", All((flag("flag"), Not(flag("flag")))))
    lifted = forbid("r0/lifted", flag("seal"), excuse(flag("seal")))
    rulebook = book("b", (BAN, dead, lifted))

    assert dead_rules(rulebook, examples=50) == ("r0/dead", "r0/lifted")
    with pytest.raises(AssertionError) as told:
        no_dead_rule(rulebook, examples=50)
    assert str(told.value) == (
        "2 of 3 rules fired in none of 50 deployments aimed at each:\n"
        "  r0/dead\n  r0/lifted"
    )


def test_rules_with_many_conditions_are_reached() -> None:
    deep = All(
        (
            flag("flag"),
            Not(flag("seal")),
            AtMost(Literal(3), Fact("count")),
            Equal(Fact("code"), Literal("AB-1")),
            AtMost(Literal(START), Fact("began")),
            AtMost(Fact("began"), Fact("ended")),
        )
    )

    no_dead_rule(book("b", (forbid("r0/deep", deep),)), examples=100)


def test_rules_of_bills_are_left_out() -> None:
    assert dead_rules(book("b", (BAN,), kind=Kind.BILL), examples=5) == ()


@pytest.mark.slow
def test_no_rule_of_the_bundled_rulebook_is_dead() -> None:
    no_dead_rule(bundled(), examples=1_000)


@pytest.mark.slow
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(deployments(bundled()), dates(bundled()))
def test_every_deployment_that_is_drawn_can_be_evaluated(
    deployment: dict[str, object], on: date
) -> None:
    assert evaluate(deployment, on=on).on == on
