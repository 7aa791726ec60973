# SPDX-License-Identifier: Apache-2.0
"""What schemathesis does besides: nasty values, a check of every error, a count of all answers."""

import atexit
import json
import os
from collections import Counter

import schemathesis
from hypothesis import strategies as st

import nasty
from problems import Problems

PROBLEMS = Problems(os.environ["FUZZ_CONTRACT"])
ANSWERS = Counter()


@schemathesis.hook
def after_call(context, case, response):
    ANSWERS[response.status_code] += 1


@atexit.register
def write_answers():
    with open(os.environ["FUZZ_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump(ANSWERS, file)


@schemathesis.check
def error_is_a_problem(ctx, response, case):
    fault = PROBLEMS.fault(case.method, response.status_code, response.headers, response.content)
    assert fault is None, fault


@schemathesis.hook
def flatmap_query(context, query):
    return mutations(query, texts())


@schemathesis.hook
def flatmap_path_parameters(context, path_parameters):
    # A lone surrogate has no percent-encoding.
    return mutations(path_parameters, texts(lambda text: text and text.isprintable()))


@schemathesis.hook
def flatmap_body(context, body):
    deep = st.integers(min_value=20, max_value=400).map(nasty.deep)
    return mutations(body, st.one_of(texts(any_text), st.sampled_from(nasty.VALUES), deep))


def any_text(text):
    return True


def encodable(text):
    return not any("\ud800" <= character <= "\udfff" for character in text)


def texts(accepted=encodable):
    return st.sampled_from([text for text in nasty.TEXTS if accepted(text)])


def mutations(value, bad):
    """The value as it is, or with one place of it exchanged; the contract's own values stay the most."""
    places = list(leaves(value))
    if not places:
        return st.just(value)
    mutated = st.tuples(st.sampled_from(places), bad).map(
        lambda choice: exchanged(value, choice[0], choice[1])
    )
    return st.one_of(st.just(value), st.just(value), mutated)


def leaves(value, path=()):
    """Where in the value something could stand instead: every member at any depth."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield path + (key,)
            yield from leaves(member, path + (key,))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield path + (index,)
            yield from leaves(member, path + (index,))


def exchanged(value, path, bad):
    if not path:
        return bad
    copy = value.copy()
    copy[path[0]] = exchanged(value[path[0]], path[1:], bad)
    return copy
