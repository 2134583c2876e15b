"""What an editor says of each key, in words for a policy author."""

COMMON = {
    "all": "A list of conditions, each of which must hold.",
    "any": "A list of conditions, one of which is enough.",
    "by": "The ruleset that made this version, as in `us-wa/privacy-act-bills`. "
    "If that is a bill, the version counts only in a scenario that enacts it.",
    "cite": "The source and the place in it, as in `act § 3(1)`; or a list of them. "
    "The first word is a name under `sources`.",
    "doubt": "What could not be verified. Every decision that rests on this says so.",
    "force": "How it binds: `law`, `court-order`, `administrative`, `resolution`, "
    "`contract`, `voluntary`, or `guidance`, which never decides.",
    "from": "The first day: a date, a month, a year, `about` a date, or an event. "
    "Left out: since ever.",
    "in_force": "When it holds, as a list of versions. Each states all its periods as "
    "they were then published; the latest that was known counts, whole.",
    "issuer": "Who made it, by place or organisation, as in `us-wa` or `microsoft`.",
    "judged": "The judgements on the event that must be true as well.",
    "kind": "What it is: `law`, `ordinance`, `order`, `settlement`, `pledge`, "
    "`moratorium`, `policy`, `bill` or `demand`.",
    "known": "The day on which this became known, or binding text.",
    "note": "A remark for readers. It decides nothing.",
    "periods": "Two or more periods, where one is not enough: for what lapsed and was "
    "revived, or for a value that changes.",
    "question": "What to ask for this, in words.",
    "reviewed": "The day on which this was last checked against its sources.",
    "sources": "Where the texts can be read, by short names that `cite` uses.",
    "title": "What it is called or says, in one line.",
    "unless": "Exceptions by name. Each lifts what it stands under, where it is shown.",
    "until": "The first day no longer: a date, a month, a year, `about` a date, an "
    "event, or `further-notice`. Left out: no end is stated.",
}
FACTS = (
    "Facts by name, with their values. A party may be a record or a list of records."
)
NAMES = "A name, or a list of names that must all be there."
SPAN = "with `before` or `after`: a duration, as in `90 days`"
OWN = {
    "CaseDocument": {
        "assumes": f"Events taken not to have occurred. {NAMES}",
        "by": f"Rules that make the answer. {NAMES}",
        "by_force": "The answer among the rules of each force.",
        "date": "The day on which the deployment would happen.",
        "depends_on_reading": f"Definitions whose readings disagree. {NAMES}",
        "excepted": f"Rules that an exception lifts, as `rule/exception`. {NAMES}",
        "expect": "The answer: `allow`, `deny`, `undetermined` or `conditional`.",
        "firm": "Whether no missing fact could lift a deny.",
        "given": FACTS,
        "known": "The day whose knowledge counts. Left out: everything known.",
        "lifted_by": f"Exceptions and permits that could lift it. {NAMES}",
        "met": f"Items that are met, as `rule/item`. {NAMES}",
        "missing": f"Facts, events or readings that are not known. {NAMES}",
        "no_longer": f"Rules that would have decided before. {NAMES}",
        "not_by": f"Rules that do not make the answer. {NAMES}",
        "not_yet": f"Rules that will decide later. {NAMES}",
        "open": f"Items of which nothing was stated. {NAMES}",
        "overridden": f"Rules that a permit overrides. {NAMES}",
        "refused": f"Items that were refused. {NAMES}",
        "scenario": "The scenario that is assumed, by name.",
        "unmet": f"Items that are not met. {NAMES}",
    },
    "CaseGroup": {
        "each": "Rows, each a case itself: its facts are laid over those above, its "
        "other keys replace those above.",
    },
    "CasesDocument": {
        "cases": "The cases by name. A ruleset's cases are its tests.",
        "cases_for": "The full name of the ruleset, as in `us-wa/rcw-43.386`.",
        "given": f"What every case is given. {FACTS}",
    },
    "Comparison": {
        "after": "Later than a date, a date fact or a parameter; or what a duration "
        "is measured from.",
        "at_least": f"This or more; {SPAN}.",
        "at_most": f"This or less; {SPAN}.",
        "before": "Earlier than a date, a date fact or a parameter; or what a "
        "duration is measured to.",
        "is": "A value, or a list of values of which one is enough.",
        "less_than": "Less than a number or a parameter.",
        "more_than": "More than a number or a parameter.",
        "not": "A value, or a list of values, none of which it may be.",
        "on_or_after": "This date or later: a date, a date fact or a parameter.",
        "on_or_before": "This date or earlier: a date, a date fact or a parameter.",
        "starts_with": "How the text begins.",
        "within": "This term or one below it, also for a fact that is exact.",
    },
    "ComplexBound": {
        "between": "The first and the last day on which it may be.",
        "earlier_of": "Two or more bounds, of which the earlier counts.",
        "event": "An event of the register; for a bill or a demand, `enactment`.",
        "later_of": "Two or more bounds, of which the later counts.",
        "plus": "How long after the event, as in `6 months`.",
        "unknown_from": "Not before this day; nobody knows after it.",
    },
    "Condition": {
        "defined": "The name of one definition under `define`.",
        "none": "A list of conditions, none of which may hold.",
    },
    "CoversDocument": {
        "activity": "The activities that were looked at.",
        "place": "The places that were looked at.",
        "technology": "The technologies that were looked at.",
    },
    "DefinitionDocument": {
        "means": "The condition that the words stand for.",
        "readings": "Two or more readings of the words by name. Where they disagree, "
        "the answer is not known.",
    },
    "EdgeDocument": {
        "term": "The broader term.",
    },
    "EntryDocument": {
        "checked": "The last day on which this entry was true.",
        "judged": "The judgements that were made. One that is left out is open.",
        "occurred": "The day on which the event happened. Left out: it had not.",
    },
    "EventDocument": {
        "judgements": "Questions about the event that a rule may rest on, by name.",
        "versions": "What was known of it and when; the latest known counts, whole.",
    },
    "EventsDocument": {
        "events": "The name of this register.",
        "register": "The events by name.",
    },
    "ExceptionDocument": {
        "when": "The condition on which the exception lifts it, where it is shown.",
    },
    "FactDocument": {
        "changeable": "Whether the customer can still change it, as by a warrant.",
        "decided_by": "Who decides it, where that is not for the reader to say.",
        "definition": "What the fact means, where the question does not say.",
        "exact": "Whether a term names one thing, and not also all that lies below.",
        "single": "Whether it has one value and never a list.",
        "type": "`boolean`, `integer`, `decimal`, `date`, `text`, or a taxonomy.",
        "unit": "What is counted, as in `years`.",
    },
    "ItemDocument": {
        "due": "`before` it starts, `while` it runs, or `after`, which never decides.",
        "refused": "The condition that makes it impossible, as a warrant refused.",
        "remedy": "What the customer can do to meet it.",
        "that": "The condition that meets it.",
    },
    "MilestoneDocument": {
        "date": "The day: a date, a month, a year, or `about` a date.",
        "step": "What happened, as in `introduced`, `passed` or `in-force`.",
    },
    "NamedParameter": {
        "parameter": "The name of a parameter under `parameters`.",
    },
    "OccurrenceDocument": {
        "date": "The day on which it is assumed to happen.",
        "judged": "The judgements that are assumed. One that is left out is open.",
    },
    "OmissionDocument": {
        "why": "Why it is left out.",
    },
    "ParameterDocument": {
        "type": "`integer`, `decimal` or `date`.",
        "unit": "What is counted, as in `years`.",
        "values": "The versions; each states every value with its period.",
    },
    "PreemptionDocument": {
        "effect": "`ceiling` or `field`: they may not be stricter; `floor`: they may.",
        "rulesets": "The rulesets that are preempted.",
        "saves": "The rulesets among them that stand.",
    },
    "ReadingDocument": {
        "means": "The condition that the words stand for, read so.",
    },
    "RuleDocument": {
        "forbid": "What the rule forbids: a condition. One effect a rule.",
        "in_force": "When the rule holds, in place of the ruleset's own `in_force`.",
        "overrides": "The rules that a permit lifts: names, or selectors.",
        "permit": "What the rule permits: a condition. It needs `overrides`.",
        "require": "A checklist by name: what must be there.",
        "when": "The condition on which the checklist is required. Left out: whenever "
        "`applies_to` holds.",
    },
    "RulebookDocument": {
        "format": "The version of the format, which is 1.",
        "rulebook": "The name of the rulebook.",
    },
    "RulesetDocument": {
        "applies_to": "The condition that every rule shares.",
        "confidence": "`high`, `medium` or `low`: that it exists, and says this.",
        "covers": "Where diligence reaches, if further than `applies_to`.",
        "define": "Conditions by name, for `defined`.",
        "history": "What happened to the instrument; it decides its status alone.",
        "in_force": "When its rules hold, but for rules with an `in_force` of their "
        "own. Each version states all periods as then published.",
        "not_encoded": "What the instrument says and the rules leave out.",
        "parameters": "Values by name that may change by date.",
        "preempts": "What other rulesets may not say, by name.",
        "rules": "The rules by name. Each has one effect.",
        "ruleset": "The last segment of its name, which is that of the file.",
        "unless": "Exceptions of every rule that forbids or requires, by name.",
    },
    "ScenarioDocument": {
        "amend": "Rulesets or rules, each with its other period.",
        "assume": "Facts that are assumed, by name.",
        "enact": "Bills and demands, each with the day of its enactment.",
        "occurs": "Events that are assumed to happen, by name.",
        "read": "Definitions, each with the reading that is assumed.",
        "repeal": "Rulesets or rules, each with the day of its repeal.",
        "scenario": "The name of the scenario.",
        "suspend": "Rulesets or rules, each with the days of its suspension.",
    },
    "Selector": {
        "ruleset": "The full name of a ruleset.",
    },
    "SourceDocument": {
        "published": "When it was published: a date, a month, a year.",
        "publisher": "Who published it.",
        "url": "Where it can be read.",
    },
    "SuspensionDocument": {
        "from": "The first day of the suspension.",
        "until": "The first day no longer. Left out: no end is assumed.",
    },
    "TaxonomyDocument": {
        "names_from": "The taxonomy whose names and path edges are taken.",
        "open": "Whether a name that is not declared is accepted.",
        "paths": "Whether a name lies below its beginning, as US-WA/seattle does.",
        "terms": "The terms by name.",
    },
    "TermDocument": {
        "definition": "What the term means.",
        "dpv": "The same in the Data Privacy Vocabulary, as in `ai#FaceRecognition`.",
        "name": "What a place is called.",
        "question": "What to ask for a narrower term.",
        "under": "The broader term, or a list; with `in_force` if it was for a time.",
    },
    "ValuePeriodDocument": {
        "value": "What the parameter is worth in this period.",
    },
    "ValueVersionDocument": {
        "value": "What the parameter is worth.",
    },
    "VocabularyDocument": {
        "facts": "The facts by name, as in `customer.type`.",
        "parties": "Who takes part: `customer` makes a record of all `customer.…`.",
        "taxonomies": "The taxonomies by name.",
        "vocabulary": "The name of this part of the vocabulary.",
    },
}
OWN["CaseGroup"] |= OWN["CaseDocument"]


def hover(model: str, key: str) -> str | None:
    """What to say of a key of that document, None if there is nothing to say."""
    return OWN.get(model, {}).get(key) or COMMON.get(key)
