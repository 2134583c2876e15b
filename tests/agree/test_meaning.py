"""Every interpreter gives the answers that the corpus of meaning expects.

A file of `tests/corpus/meaning` is a rulebook and what it answers. What it leaves out
is filled in: titles, citations, the heads of rulesets, and versions that are known and
in force since 2000. `rules`, `act` and `condition` make up `land/act`, whose
names need no prefix. A list of names is all there are: nothing may be missing from it,
and nothing may be left over.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from compliance.core.rulebook import Force
from compliance.engine import Decision, Interpreter, Rulebook, evaluate, load
from compliance.errors import DiagnosedError
from compliance.explain.reasons import Reason, ReasonKind, decisive

CORPUS = Path(__file__).parents[1] / "corpus" / "meaning"
SHARED = CORPUS / "vocabulary.yaml"


ask: Callable[..., Decision] = evaluate  # what a row says is checked by asking

Table = dict[str, object]
ACT = "land/act"
SINCE = "2000-01-01"
DAY = "2021-06-15"
TRUTHS = {"true": "deny", "false": "allow", "unknown": "undetermined"}
ABOVE = {"given", "on", "known", "scenario", "force"}
KEYS = {
    *("title", "section", "vocabulary", "events", "condition", "act", "rules"),
    *("rulesets", "scenarios", "ask", "truth", "error", *ABOVE),
}
TOLD = {
    "forbidden": ReasonKind.FORBIDDEN,
    "refused": ReasonKind.REFUSED,
    "undetermined": ReasonKind.UNDETERMINED,
    "unmet": ReasonKind.UNMET,
    "open": ReasonKind.OPEN,
    "met": ReasonKind.MET,
    "not_yet": ReasonKind.NOT_YET,
    "no_longer": ReasonKind.NO_LONGER,
    "proposed": ReasonKind.PROPOSED,
    "not_addressed": ReasonKind.NOT_ADDRESSED,
}
LIFTED = {"excepted": ReasonKind.EXCEPTED, "overridden": ReasonKind.OVERRIDDEN}


class Reader(yaml.SafeLoader):
    """Leaves dates as text, and takes only `true` and `false` for truth."""

    yaml_implicit_resolvers: Table = {}  # noqa: RUF012 - PyYAML's own way to say it


for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null", "n"),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?[0-9]+(?:\.[0-9]+)?(?:e[0-9]+)?|\.inf|\.nan", "-.0123456789"),
):
    Reader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One question to the rulebook of a file, and what it must answer."""

    file: Path
    number: int
    above: Table
    own: Table

    @property
    def given(self) -> Table:
        """The facts of the row laid over those of its file; `null` takes one away."""
        laid = table(self.above.get("given")) | table(self.own.get("given"))
        return {name: value for name, value in laid.items() if value is not None}

    def of(self, key: str, otherwise: object = None) -> object:
        """What the row says under that key, or its file, or neither."""
        return self.own.get(key, self.above.get(key, otherwise))

    @property
    def expected(self) -> Table:
        """What the answer must be."""
        wanted = {k: v for k, v in self.own.items() if k not in {*ABOVE, "title"}}
        if "is" in wanted:
            wanted["expect"] = TRUTHS[word(wanted.pop("is"))]
        return wanted

    def __str__(self) -> str:
        return f"{self.file.parent.name}/{self.file.stem}:{self.number}"


def table(value: object) -> Table:
    """A mapping as it was read, empty where there is none."""
    return dict(value) if isinstance(value, dict) else {}


def rows_of(value: object) -> list[Table]:
    """Mappings as they were read, one or several."""
    each = value if isinstance(value, list) else [value]
    return [table(row) for row in each]


def word(value: object) -> str:
    """A value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@cache
def read(path: Path) -> Table:
    """The content of a file of the corpus."""
    content = table(yaml.load(path.read_text(encoding="utf-8"), Reader))  # noqa: S506
    assert content.keys() <= KEYS, f"{path}: {content.keys() - KEYS}"
    assert {"title", "section"} <= content.keys(), f"{path}: no title or no section"
    return content


def files() -> list[Path]:
    return sorted(path for path in CORPUS.rglob("*.yaml") if path != SHARED)


def rows() -> list[Row]:
    found = []
    for path in files():
        content = read(path)
        above = {key: content[key] for key in ABOVE & content.keys()}
        each = [row for key in ("ask", "truth") for row in rows_of(content.get(key))]
        for number, own in enumerate(filter(None, each), start=1):
            found.append(Row(path, number, above, own))
    return found


ROWS = rows()
BROKEN = [path for path in files() if "error" in read(path)]


@pytest.fixture(scope="session")
def rulebook_of(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path], Rulebook]:
    @cache
    def loaded(path: Path) -> Rulebook:
        folder = tmp_path_factory.mktemp(path.stem)
        write(read(path), folder)
        return load(folder)

    return loaded


@pytest.mark.parametrize("interpreter", Interpreter, ids=lambda each: each.value)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_interpreter_answers_as_the_semantics_says(
    row: Row, interpreter: Interpreter, rulebook_of: Callable[[Path], Rulebook]
) -> None:
    rulebook = rulebook_of(row.file).asked_by(interpreter)

    assert differences(row, rulebook) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_rulebook_that_the_semantics_excludes_is_not_loaded(
    path: Path, rulebook_of: Callable[[Path], Rulebook]
) -> None:
    with pytest.raises(DiagnosedError) as refusal:
        rulebook_of(path)

    assert codes(refusal.value) == {read(path)["error"]}


def test_every_file_asks_something() -> None:
    asking = {row.file for row in ROWS}

    assert asking | set(BROKEN) == set(files())


def test_a_file_is_short() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in files()}

    assert {path for path, lines in lengths.items() if lines > 60} == set()


def differences(row: Row, rulebook: Rulebook) -> list[str]:
    """What an interpreter answers otherwise than expected, a line each."""
    try:
        decision = ask(
            row.given,
            on=row.of("on", DAY),
            known=row.of("known"),
            scenario=row.of("scenario"),
            force=row.of("force"),
            rulebook=rulebook,
        )
        return [
            f"{key}: expected {said(comparable(wanted))}, got {said(got)}"
            for key, wanted in row.expected.items()
            for got in [answered(key, wanted, decision)]
            if got != comparable(wanted)
        ]
    except DiagnosedError as refusal:
        wrong = {row.expected.get("error")} == codes(refusal)
        return [] if wrong else [str(refusal)]


def codes(refusal: DiagnosedError) -> set[object]:
    return {each.code for each in refusal.diagnostics}


def comparable(wanted: object) -> object:
    if isinstance(wanted, list):
        return {each if isinstance(each, str) else phrase(each) for each in wanted}
    return wanted


def phrase(combination: Mapping[str, object]) -> str:
    """A combination in a word: what was chosen where there was a choice."""
    return ", ".join(f"{name}: {each}" for name, each in sorted(combination.items()))


def said(value: object) -> str:
    return str(sorted(map(str, value))) if isinstance(value, set) else str(value)


def answered(key: str, wanted: object, decision: Decision) -> object:
    """The part of a decision that the expectation of that name speaks of."""
    match key:
        case "error":
            return decision.outcome.value
        case "expect":
            return decision.outcome.value
        case "firm":
            return decision.firm
        case "by":
            return {name_of(each) for each in deciding(decision)}
        case "not_by":
            return set(table_or_list(wanted)) - {name_of(r) for r in deciding(decision)}
        case "by_force":
            asked = table(wanted)
            return {f: decision.by_force[Force(f)].value for f in asked}
        case "combinations":
            return {phrase(each.combination or {}) for each in deciding(decision)}
        case _ if key in TOLD:
            return {name_of(r) for r in decision.reasons if r.kind is TOLD[key]}
        case _ if key in LIFTED:
            return lifting(LIFTED[key], decision)
        case _:
            return listed(key, wanted, decision)


def listed(key: str, wanted: object, decision: Decision) -> object:
    """What one of a decision's lists holds."""
    named = isinstance(wanted, dict)
    match key:
        case "items":
            each = (*decision.requirements, *decision.obligations)
            return {short(item.id): item.status.value for item in each}
        case "due_after":
            return {short(item.id) for item in decision.obligations}
        case "missing":
            gaps = {short(gap.name): gap.kind.value for gap in decision.missing}
            return gaps if named else set(gaps)
        case "depends_on_reading":
            gaps = {short(gap.name): gap.kind.value for gap in decision.missing}
            return {name for name, kind in gaps.items() if kind == "reading"}
        case "assumes":
            events = {
                short(e.event): "presumed" if e.presumed else "checked"
                for e in decision.assumptions
            }
            return events if named else set(events)
        case "lifted_by":
            return {short(each.id) for each in decision.could_be_lifted_by}
        case "covered":
            return {each.ruleset for each in decision.coverage.rulesets}
        case "without_law":
            return decision.coverage.gaps != ()
        case _:
            raise AssertionError(key)


def table_or_list(value: object) -> Iterable[str]:
    return map(str, value) if isinstance(value, list | dict) else ()


def deciding(decision: Decision) -> list[Reason]:
    return [each for each in decision.reasons if decisive(each, decision.outcome)]


def lifting(kind: ReasonKind, decision: Decision) -> set[str]:
    found = (each for each in decision.reasons if each.kind is kind)
    return {short(name) for each in found for name in each.by}


def name_of(reason: Reason) -> str:
    return short(reason.item or reason.rule)


def short(name: str) -> str:
    return name.removeprefix(f"{ACT}/")


def write(content: Mapping[str, object], folder: Path) -> None:
    """The rulebook of a case as a folder of files."""
    sources: Table = {"text": {"title": "The text", "url": "https://example.org/text"}}
    documents = {
        "rulebook": {"rulebook": "corpus", "format": 1},
        **{name: whole(name, table(d)) for name, d in rulesets_of(content).items()},
    }
    if "vocabulary" in content:
        head: Table = {"vocabulary": "own", "title": "Own", "sources": sources}
        documents["vocabulary/own"] = head | table(content["vocabulary"])
    if "events" in content:
        register = {n: event(n, e) for n, e in table(content["events"]).items()}
        head = {"events": "corpus", "title": "Events", "sources": sources}
        documents["events"] = head | {"register": register}
    for name, each in table(content.get("scenarios")).items():
        documents[f"scenarios/{name}"] = {"scenario": name, **table(each)}
    for name, document in documents.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document), encoding="utf-8")
    (folder / SHARED.name).write_text(SHARED.read_text(encoding="utf-8"))


def rulesets_of(content: Mapping[str, object]) -> Table:
    act = table(content.get("act"))
    if "rules" in content:
        act["rules"] = content["rules"]
    if "condition" in content:
        act["rules"] = {"it": {"forbid": content["condition"]}}
    return ({ACT: act} if act else {}) | table(content.get("rulesets"))


def whole(name: str, given: Table) -> Table:
    """A ruleset with everything that a reader of the corpus need not see."""
    issuer, _, last = name.rpartition("/")
    head: Table = {
        "ruleset": last,
        "title": name,
        "issuer": issuer,
        "kind": "law",
        "force": "law",
        "reviewed": "2021-01-01",
        "sources": {"text": {"title": "The text", "url": "https://example.org/text"}},
        "in_force": {"from": SINCE},
    }
    document = head | given
    rules = table(document["rules"])
    parts = {
        "in_force": versions(document["in_force"]),
        "unless": excuses(document.get("unless")),
        "define": each_of(document.get("define"), definition),
        "parameters": each_of(document.get("parameters"), parameter),
        "preempts": each_of(document.get("preempts"), cited),
        "rules": each_of(rules, rule),
    }
    return document | {key: part for key, part in parts.items() if part}


def each_of(given: object, fill: Callable[[str, object], Table]) -> Table:
    return {name: fill(name, each) for name, each in table(given).items()}


def cited(name: str, given: object) -> Table:
    return {"title": name, "cite": "text"} | table(given)


def rule(name: str, given: object) -> Table:
    document = cited(name, given)
    parts = {
        "in_force": versions(document.get("in_force")),
        "unless": excuses(document.get("unless")),
        "require": each_of(document.get("require"), item),
    }
    return document | {key: part for key, part in parts.items() if part}


def item(name: str, given: object) -> Table:
    that = table(given)
    document = that if "that" in that else {"that": that}
    head: Table = {"remedy": f"See to {name}."}
    unless = excuses(document.get("unless"))
    return cited(name, head | document | ({"unless": unless} if unless else {}))


def excuses(given: object) -> Table:
    return each_of(given, excuse)


def excuse(name: str, given: object) -> Table:
    when = table(given)
    document = when if "when" in when else {"when": when}
    periods = versions(document.get("in_force"))
    return cited(name, document | ({"in_force": periods} if periods else {}))


def definition(name: str, given: object) -> Table:
    means = table(given)
    if "readings" not in means:
        return cited(name, {"means": means})
    readings = {
        key: {"title": key, "means": each}
        for key, each in table(means["readings"]).items()
    }
    return cited(name, {"readings": readings})


def parameter(name: str, given: object) -> Table:
    document: Table = {"title": name, "type": "integer"} | table(given)
    return document | {"values": versions(document["values"])}


def versions(given: object) -> list[Table]:
    """Versions, known since 2000 where they do not say."""
    head: Table = {"known": SINCE, "cite": "text"}
    return [] if given is None else [head | each for each in rows_of(given)]


def event(name: str, given: object) -> Table:
    stated = table(given)
    document = stated if "versions" in stated else {"versions": given}
    asked = document.get("judgements")
    names = asked if isinstance(asked, list) else []
    entries = [
        {"known": each.get("checked"), "cite": "text"} | each
        for each in rows_of(document["versions"])
    ]
    judgements = {each: f"Is it {each}?" for each in names}
    return {"title": name, "judgements": judgements, "versions": entries}
