from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.inspections import Configuration
from core.domain.outcomes import Outcome
from core.records.hashing import canonical_json, configuration_hash
from tests.core.records.builders import CONFIGURATION

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda part: st.lists(part) | st.dictionaries(st.text("가나ab"), part),
    max_leaves=10,
)  # fmt: skip


@settings(max_examples=50)
@given(JSON_VALUES)
def test_that_canonical_json_is_read_back_and_written_alike(value: object) -> None:
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


def test_that_the_order_of_keys_does_not_matter() -> None:
    assert canonical_json({"b": 1, "a": (Outcome.NG, "가")}) == '{"a":["NG","가"],"b":1}'
    assert canonical_json({"a": ["NG", "가"], "b": 1}) == '{"a":["NG","가"],"b":1}'


def test_that_numpy_numbers_are_plain_numbers() -> None:
    assert canonical_json([np.float64(0.5), np.int64(3), np.float32(0.25)]) == "[0.5,3,0.25]"


def test_that_numbers_json_does_not_know_become_null() -> None:
    assert canonical_json([float("nan"), float("inf"), np.float32("nan")]) == "[null,null,null]"


def test_that_a_value_without_a_json_form_is_refused() -> None:
    for value in (b"bytes", object(), {1, 2}):
        with pytest.raises(TypeError, match="no JSON form"):
            canonical_json({"value": value})


def test_that_equal_configurations_hash_alike() -> None:
    rebuilt = replace(CONFIGURATION, rules=dict(reversed(list(CONFIGURATION.rules.items()))))
    assert configuration_hash(rebuilt) == configuration_hash(CONFIGURATION)
    assert configuration_hash(Configuration("0.1.0")) != configuration_hash(CONFIGURATION)


@pytest.mark.parametrize(
    "changed",
    [
        replace(CONFIGURATION, app_version="0.1.1"),
        replace(CONFIGURATION, models=CONFIGURATION.models[:1]),
        replace(CONFIGURATION, prompt_set_hash=""),
        replace(CONFIGURATION, bank_hash=""),
        replace(CONFIGURATION, rules={**CONFIGURATION.rules, "threshold": 0.81}),
        replace(CONFIGURATION, calibrations={"mm_per_px": 0.1}),
    ],
)
def test_that_every_part_of_a_configuration_counts(changed: Configuration) -> None:
    assert configuration_hash(changed) != configuration_hash(CONFIGURATION)
