"""Every interpreter gives the answers that the corpus of meaning expects.

A file of `tests/corpus/meaning` is a rulebook and what it answers. What a case does not
speak of is filled in: titles, citations, the head of a ruleset, a version known and in
force since 2000. `rules` and `condition` stand in `land/act`, and its names are short.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from compliance.engine import Decision, Rulebook, evaluate, load
from compliance.errors import DiagnosedError
from compliance.explain.reasons import Reason, ReasonKind, decisive

CORPUS = Path(__file__).parents[1] / "corpus" / "meaning"
VOCABULARY = CORPUS / "vocabulary.yaml"

# Another interpreter is another line: it is asked as `evaluate` is, and decides.
INTERPRETERS: dict[str, Callable[..., Decision]] = {"specification": evaluate}

Table = dict[str, object]
ACT = "land/act"
SINCE = "2000-01-01"
DAY = "2021-06-15"
OUTCOMES = {True: "deny", False: "allow", "unknown": "undetermined"}
QUESTION = {"title", "given", "on", "known", "scenario", "force"}
KEYS = {
    *("title", "section", "vocabulary", "events", "scenarios", "given", "on", "known"),
    *("scenario", "condition", "rules", "act", "rulesets", "ask", "truth", "error"),
}


class Loader(yaml.SafeLoader):
    """Reads dates as text, and only `true` and `false` as truth."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "^(?:true|false)$", "tf"),
    ("null", "^null$", "n"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^(?:-?[0-9]+(?:\.[0-9]+)?(?:e[0-9]+)?|\.inf|\.nan)$", "-.0123456789"),
):
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", yaml.resolver.re.compile(pattern), list(first)
    )
