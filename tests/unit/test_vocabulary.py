"""The bundled vocabulary holds together: what it names exists, and it can ask."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "rulesets" / "vocabulary"
PLAIN = {"boolean", "integer", "decimal", "date", "text"}
PLACES = {"place", "government"}
DPV = "https://w3id.org/dpv/"
ONE_WORD = {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"}

Terms = Mapping[str, Mapping[str, Any]]


def test_files_are_read_without_a_key_twice() -> None:
    twice = [
        f"{path.name}:{node.start_mark.line + 1}: {node.value}"
        for path in files()
        for node in repeated(yaml.compose(path.read_text("utf-8"), yaml.CSafeLoader))
    ]

    assert twice == []


def test_every_reader_of_yaml_reads_the_same() -> None:
    for path in files():
        assert yaml.safe_load(path.read_text("utf-8")) == document(path), path.name


def test_a_file_says_which_it_is_and_holds_what_no_other_holds() -> None:
    documents = [(path, document(path)) for path in files()]
    assert documents

    assert [d["vocabulary"] for _, d in documents] == [p.stem for p, _ in documents]
    assert all(d["title"] and d["reviewed"] for _, d in documents)
    names = [name for _, d in documents for name in d.get("taxonomies", {})]
    assert sorted(names) == sorted(set(names))


def test_every_name_is_text_and_none_that_yaml_misreads() -> None:
    terms = [term for terms in all_terms() for term in terms]
    names: list[object] = [*facts(), *taxonomies(), *terms]

    assert [n for n in names if not isinstance(n, str)] == []
    assert [n for n in names if str(n).lower() in ONE_WORD] == ["NO"]


def test_no_comma_has_torn_a_sentence_apart() -> None:
    keys = {"definition", "name", "under", "question", "dpv"}
    fact = {"type", "question", "exact", "single", "changeable", "unit", "decided_by"}

    assert {key for terms in all_terms() for t in terms.values() for key in t} <= keys
    assert {key for each in facts().values() for key in each} <= fact
    for party in document(FOLDER / "facts.yaml")["parties"].values():
        assert set(party) == {"title"}


def test_every_fact_has_a_type_that_exists_and_a_question() -> None:
    known = PLAIN | set(taxonomies())

    assert {n for n, fact in facts().items() if fact["type"] not in known} == set()
    assert {n for n, fact in facts().items() if not asks(fact)} == set()


def test_every_taxonomy_is_the_type_of_a_fact() -> None:
    assert set(taxonomies()) == {f["type"] for f in facts().values()} - PLAIN


def test_facts_are_named_and_told_apart_as_the_format_says() -> None:
    shape = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")

    assert [n for n in facts() if not shape.fullmatch(n)] == []
    questions = [fact["question"] for fact in facts().values()]
    assert sorted(questions) == sorted(set(questions))


def test_numbers_have_units_and_governments_name_one_thing() -> None:
    for name, fact in facts().items():
        assert ("unit" in fact) == (fact["type"] in {"integer", "decimal"}), name
        assert fact.get("exact", False) == (fact["type"] == "government"), name


def test_what_one_has_is_one_fact_each() -> None:
    had = {n: f for n, f in facts().items() if f["type"] in {"approval", "consent"}}

    assert had
    assert {n for n, fact in had.items() if not fact.get("single")} == set()


def test_a_question_marks_every_question() -> None:
    questions = [
        *(fact["question"] for fact in facts().values()),
        *(taxonomy["question"] for taxonomy in taxonomies().values()),
        *(t["question"] for terms in all_terms() for t in terms.values() if asks(t)),
    ]

    assert [q for q in questions if not q.endswith("?")] == []


@pytest.mark.parametrize("party", ["customer", "user"])
def test_each_party_has_a_name_a_type_and_a_government(party: str) -> None:
    assert party in document(FOLDER / "facts.yaml")["parties"]
    assert facts()[f"{party}.name"]["type"] == "organisation"
    assert facts()[f"{party}.type"]["type"] == "actor"
    assert facts()[f"{party}.government"]["type"] == "government"


@pytest.mark.parametrize("name", ["customer.type", "technology", "purpose"])
def test_a_fact_of_the_heart_is_declared(name: str) -> None:
    assert name in facts()


def test_every_broader_term_exists() -> None:
    missing = {
        f"{taxonomy}: {term} under {parent}"
        for taxonomy, terms in trees()
        for term in terms
        for parent in parents(term, terms)
        if parent not in terms
    }

    assert missing == set()


def test_no_term_lies_below_itself_nor_twice_below_another() -> None:
    for taxonomy, terms in trees():
        for term in terms:
            above = parents(term, terms)
            assert term not in ancestors(above, terms), f"{taxonomy}: {term}"
            assert len(above) == len(set(above)), f"{taxonomy}: {term}"


def test_no_edge_is_implied_by_another() -> None:
    for taxonomy, terms in trees():
        for term in terms:
            above = stated(terms[term])
            for parent in above:
                rest = [other for other in above if other != parent]
                message = f"{taxonomy}: {term} under {parent}"
                assert parent not in ancestors(rest, terms), message


def test_a_term_with_narrower_ones_asks_which() -> None:
    for taxonomy, terms in trees():
        if taxonomy in PLACES:
            continue
        broad = {parent for term in terms for parent in parents(term, terms)}
        asking = {name for name, term in terms.items() if asks(term)}
        assert asking == broad, taxonomy


def test_a_broad_term_has_at_least_two_narrower_ones() -> None:
    for taxonomy, terms in trees():
        if taxonomy in PLACES:
            continue
        above = [parent for term in terms for parent in parents(term, terms)]
        assert {p for p in above if above.count(p) == 1} == set(), taxonomy


def test_a_term_has_one_line_of_words_and_those_of_no_other() -> None:
    for taxonomy, terms in trees():
        key = "name" if taxonomy in PLACES else "definition"
        assert {n for n, term in terms.items() if not term.get(key)} == set()
        words = [term[key] for term in terms.values()]
        assert all("\n" not in each for each in words)
        if key == "definition":
            assert sorted(words) == sorted(set(words)), taxonomy


def test_every_taxonomy_has_a_title_and_a_question() -> None:
    assert all(t["title"] and t["question"] for t in taxonomies().values())


def test_every_country_and_its_parts_are_there() -> None:
    place = taxonomies()["place"]["terms"]
    countries = {name for name in place if re.fullmatch("[A-Z]{2}", name)} - {"EU"}
    states = {name for name in place if re.fullmatch("US-[A-Z]{2}", name)}
    provinces = {name for name in place if re.fullmatch("CA-[A-Z]{2}", name)}

    assert (len(countries), len(states), len(provinces)) == (249, 57, 13)
    assert "XK" not in countries
    assert taxonomies()["place"]["paths"] is True


def test_the_european_union_has_its_members() -> None:
    place = taxonomies()["place"]["terms"]
    members = {name for name, term in place.items() if "EU" in stated(term)}

    assert len(members - {"GB"}) == 27
    assert {n for n, t in place.items() if "EEA" in stated(t)} == {
        "EU",
        "IS",
        "LI",
        "NO",
    }


def test_the_united_kingdom_left_the_union_as_its_sources_say() -> None:
    sources = document(FOLDER / "place.yaml")["sources"]
    [edge] = taxonomies()["place"]["terms"]["GB"]["under"]
    known = [version["known"] for version in edge["in_force"]]

    assert known == sorted(set(known))
    assert {v["cite"].split()[0] for v in edge["in_force"]} == set(sources)
    assert str(edge["in_force"][-1]["until"]) == "2020-02-01"


def test_governments_have_the_names_of_places_and_no_other_edge() -> None:
    government = taxonomies()["government"]

    assert government["names_from"] == "place"
    assert not any(stated(term) for term in government["terms"].values())


def test_where_who_acts_decides_there_is_a_term_for_either() -> None:
    terms = taxonomies()["purpose"]["terms"]
    law = "law-enforcement-purpose"
    for name in terms:
        if name.endswith("-by-authorities"):
            purpose = name.removesuffix("-by-authorities")
            assert stated(terms[name]) == [purpose, law]
            assert stated(terms[f"{purpose}-by-others"]) == [purpose]


def test_every_dpv_identifier_is_in_its_tables(data: Path) -> None:
    known = set[str]()
    for table in (data / "data" / "dpv-2.3").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as lines:
            known |= {row["iri"] for row in csv.DictReader(lines)}
    named = {t["dpv"] for terms in all_terms() for t in terms.values() if "dpv" in t}

    assert named
    assert {tail for tail in named if DPV + tail not in known} == set()


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


@cache
def document(path: Path) -> dict[str, Any]:
    read = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    assert isinstance(read, dict)
    return read


def facts() -> dict[str, dict[str, Any]]:
    return {n: f for p in files() for n, f in document(p).get("facts", {}).items()}


def taxonomies() -> dict[str, dict[str, Any]]:
    return {n: t for p in files() for n, t in document(p).get("taxonomies", {}).items()}


def trees() -> list[tuple[str, Terms]]:
    return [(name, taxonomy["terms"]) for name, taxonomy in taxonomies().items()]


def all_terms() -> list[Terms]:
    return [terms for _, terms in trees()]


def asks(item: Mapping[str, Any]) -> bool:
    return bool(item.get("question"))


def stated(term: Mapping[str, Any]) -> list[str]:
    """The broader terms that `under` names."""
    under = term.get("under", [])
    edges = under if isinstance(under, list) else [under]
    return [edge["term"] if isinstance(edge, dict) else edge for edge in edges]


def parents(term: str, terms: Terms) -> list[str]:
    """Those, and the path: US-CA/oakland lies under US-CA, and US-CA under US."""
    path = re.match(r"(.+)/[^/]+$|([A-Z]{2})-[A-Z]{2}$", term)
    return stated(terms[term]) + ([path[1] or path[2]] if path else [])


def ancestors(names: list[str], terms: Terms) -> set[str]:
    """Those names and everything above them."""
    seen = set[str]()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += parents(name, terms)
    return seen


def repeated(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """The keys that stand twice in one mapping, at any depth."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from (k for k, _ in node.value if keys.count(k.value) > 1)
        for _, value in node.value:
            yield from repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from repeated(value)
