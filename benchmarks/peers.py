"""The same rules for engines that people use, each as its users would write them.

An engine gets rules and gives a function from a deployment and a day to the ids of the
rules that forbid it. Peers have no third value, so every fact is stated. What a peer
needs of the facts (levels of terms, days as numbers) is made inside the function, as a
caller would have to.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import naive
from workload import TREES, Rule, below

Given = dict[str, object]
Decide = Callable[[Given, date], list[str]]
TOP = {
    name: {leaf: top for top, leaves in tree.items() for leaf in leaves}
    for name, tree in TREES.items()
}


def number(day: date) -> int:
    """A day as an integer that sorts as days do."""
    return day.year * 10_000 + day.month * 100 + day.day


def levels(given: Given, on: date) -> dict[str, object]:
    """Facts with a slot for each level of a term, and days as numbers."""
    over = below(given["place"])
    country, state, city = [*reversed(over), "", ""][:3]
    flat = {
        "country": country,
        "state": state,
        "city": city,
        "government": given["customer.government"],
        "vendor": given["vendor"],
        "notice": given["notice.public"],
        "audited": given["audited"],
        "warrant": given["warrant"],
        "accuracy": given["accuracy"],
        "since": number(given["since"]),
        "on": number(on),
    }
    for name, tops in TOP.items():
        slot = name.partition(".")[2] or name
        flat[slot], flat[f"{slot}_top"] = given[name], tops[given[name]]
    return flat


def tests(rule: Rule) -> list[tuple[str, str, object]]:
    """The conditions of a rule on `levels`: a slot, an operator, a value."""
    found: list[tuple[str, str, object]] = []
    if rule.by_government:
        found.append(("government", "==", rule.place))
    else:
        depth = len(below(rule.place)) - 1
        found.append((("country", "state", "city")[depth], "==", rule.place))
    for name, term in rule.terms.items():
        slot = name.partition(".")[2] or name
        found.append((f"{slot}_top" if term in TREES[name] else slot, "==", term))
    if rule.vendor:
        found.append(("vendor", "==", rule.vendor))
    found += [(n.partition(".")[0], "==", value) for n, value in rule.flags.items()]
    if rule.accuracy_below:
        found.append(("accuracy", "<", rule.accuracy_below))
    if rule.since_from:
        found.append(("since", ">=", number(rule.since_from)))
    found.append(("on", ">=", number(rule.start)))
    if rule.end:
        found.append(("on", "<", number(rule.end)))
    if rule.unless:
        found.append((rule.unless, "==", False))
    return found


def written(value: object) -> str:
    """A value as JSON and most languages write it."""
    return json.dumps(value)


def plain_loop(rules: Sequence[Rule]) -> Decide:
    """A loop in Python."""
    return lambda given, on: [r.id for r in rules if naive.fires(r, given, on)]


def cedar(rules: Sequence[Rule]) -> Decide:
    """cedarpy: a forbid for each rule beside one permit; policies are parsed once."""
    import cedarpy  # noqa: PLC0415 - one process, one peer

    policies = ["permit(principal, action, resource);"]
    for rule in rules:
        when = " && ".join(f"context.{s} {o} {written(v)}" for s, o, v in tests(rule))
        policies.append(f"forbid(principal, action, resource) when {{ {when} }};")
    parsed = cedarpy.PolicySet.from_str("\n".join(policies))
    entities = cedarpy.Entities.from_json_str("[]")
    ids = {f"policy{n + 1}": rule.id for n, rule in enumerate(rules)}
    request = {"principal": 'U::"u"', "action": 'Action::"a"', "resource": 'R::"r"'}

    def decide(given: Given, on: date) -> list[str]:
        asked = {**request, "context": levels(given, on)}
        result = cedarpy.is_authorized(asked, parsed, entities)
        if result.allowed:
            return []
        return [ids[each] for each in result.diagnostics.reasons]

    return decide


def regorus(rules: Sequence[Rule]) -> Decide:
    """hobofan_regorus: one partial rule of a set for each prohibition."""
    from hobofan_regorus import Engine  # noqa: PLC0415

    lines = ["package p", "import rego.v1"]
    for rule in rules:
        body = "; ".join(f"input.{s} {o} {written(v)}" for s, o, v in tests(rule))
        lines.append(f'deny contains "{rule.id}" if {{ {body} }}')
    engine = Engine()
    engine.add_policy("p.rego", "\n".join(lines))

    def decide(given: Given, on: date) -> list[str]:
        engine.set_input_json(json.dumps(levels(given, on)))
        return list(json.loads(engine.eval_rule_as_json("data.p.deny")))

    return decide


def zen_table(rules: Sequence[Rule]) -> Decide:
    """zen-engine: one decision table that collects."""
    import zen  # noqa: PLC0415

    slots = sorted({slot for rule in rules for slot, _, _ in tests(rule)})
    rows = []
    for rule in rules:
        cells: dict[str, list[str]] = {}
        for slot, operator, value in tests(rule):
            wanted = written(value)
            cells.setdefault(slot, []).append(
                wanted if operator == "==" else f"{operator} {wanted}"
            )
        row = {slot: " and ".join(cells.get(slot, [])) for slot in slots}
        rows.append({"_id": rule.id, **row, "out": written(rule.id)})
    columns = [
        {"id": slot, "name": slot, "type": "expression", "field": slot}
        for slot in slots
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": columns,
        "outputs": [{"id": "out", "name": "id", "type": "expression", "field": "id"}],
        "rules": rows,
    }
    nodes = [
        {"id": "i", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {
            "id": "t",
            "name": "table",
            "type": "decisionTableNode",
            "position": {"x": 1, "y": 0},
            "content": table,
        },
        {"id": "o", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "i", "targetId": "t"},
        {"id": "2", "type": "edge", "sourceId": "t", "targetId": "o"},
    ]
    decision = zen.ZenEngine().create_decision(
        json.dumps({"nodes": nodes, "edges": edges})
    )

    def decide(given: Given, on: date) -> list[str]:
        result = decision.evaluate(levels(given, on))["result"]
        return [row["id"] for row in result or []]

    return decide


def clips(rules: Sequence[Rule]) -> Decide:
    """clipspy: one template, one rule each; constants share nodes of the network."""
    import clips as engine  # noqa: PLC0415

    env = engine.Environment()
    example = {slot for rule in rules for slot, _, _ in tests(rule)}
    slots = " ".join(f"(slot {slot})" for slot in sorted(example))
    env.build(f"(deftemplate d {slots})")
    for rule in rules:
        by_slot: dict[str, list[str]] = {}
        for slot, operator, value in tests(rule):
            held = _clips(value)
            test = held if operator == "==" else f":({operator} ?{slot} {held})"
            by_slot.setdefault(slot, []).append(test)
        parts = []
        for slot, found in by_slot.items():
            compared = [each for each in found if each.startswith(":")]
            body = "&".join([f"?{slot}", *compared]) if compared else found[0]
            parts.append(f"({slot} {body})")
        env.build(f"(defrule {rule.id} (d {' '.join(parts)}) => )")
    template = env.find_template("d")

    def decide(given: Given, on: date) -> list[str]:
        flat = levels(given, on)
        fact = template.assert_fact(
            **{
                slot: _held(value, engine)
                for slot, value in flat.items()
                if slot in example
            }
        )
        found = [each.name.partition(":")[0] for each in env.activations()]
        fact.retract()
        return found

    return decide


def _clips(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _held(value: object, engine: object) -> object:
    if isinstance(value, bool):
        return engine.Symbol("TRUE" if value else "FALSE")  # type: ignore[attr-defined]
    return value


def cel(rules: Sequence[Rule]) -> Decide:
    """common-expression-language: a compiled program for each rule, in a loop."""
    import cel as engine  # noqa: PLC0415

    programs = [
        (
            rule.id,
            engine.compile(
                " && ".join(f"{s} {o} {written(v)}" for s, o, v in tests(rule))
            ),
        )
        for rule in rules
    ]

    def decide(given: Given, on: date) -> list[str]:
        flat = levels(given, on)
        return [name for name, program in programs if program.execute(flat)]

    return decide


def durable(rules: Sequence[Rule]) -> Decide:
    """durable_rules as it is: a fact asserted and retracted on one state."""
    from durable import engine  # noqa: PLC0415

    hits: list[str] = []

    class Host(engine.Host):  # type: ignore[misc]
        def _run(self) -> None:
            """No dispatcher in the background."""

    names = {"<": "$lt", ">=": "$gte"}
    definition = {}
    for rule in rules:
        parts = [
            {slot: value} if operator == "==" else {names[operator]: {slot: value}}
            for slot, operator, value in tests(rule)
        ]
        definition[rule.id] = {
            "all": [{"m": {"$and": parts}}],
            "run": _noting(hits, rule.id),
        }
    host = Host()
    host.register_rulesets({"work": definition})
    count = iter(range(10**9))

    def decide(given: Given, on: date) -> list[str]:
        hits.clear()
        fact = {"id": next(count), **levels(given, on)}
        try:
            host.assert_fact("work", fact)
        except engine.MessageNotHandledException:
            return []
        host.retract_fact("work", fact)
        return list(hits)

    return decide


def _noting(hits: list[str], name: str) -> Callable[[object], None]:
    return lambda _context: hits.append(name)


PEERS: Mapping[str, Callable[[Sequence[Rule]], Decide]] = {
    "plain loop": plain_loop,
    "cedarpy": cedar,
    "hobofan_regorus": regorus,
    "zen-engine": zen_table,
    "clipspy": clips,
    "common-expression-language": cel,
    "durable_rules": durable,
}


def sliced(peer: Callable[[Sequence[Rule]], Decide], rules: Sequence[Rule]) -> Decide:
    """A peer behind a table of places: it sees the rules of one chain of places."""
    by_place: dict[str, list[Rule]] = {}
    for rule in rules:
        by_place.setdefault(rule.place, []).append(rule)
    made: dict[tuple[object, object], Decide | None] = {}

    def decide(given: Given, on: date) -> list[str]:
        key = given["place"], given["customer.government"]
        if key not in made:
            places = dict.fromkeys([*below(given["place"]), key[1]])
            mine = [rule for place in places for rule in by_place.get(place, ())]
            made[key] = peer(mine) if mine else None
        inner = made[key]
        return [] if inner is None else inner(given, on)

    return decide
