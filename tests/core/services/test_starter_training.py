"""Training of the starter as a whole: examples, batches, stages, a stop in the middle."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from core.describe.appearance_rules import appearance_of
from core.describe.captions import read_caption
from core.describe.questions import question_id_of
from core.errors import JobCancelledError
from core.inference.manifest import verify_manifest
from core.jobs.cancel import CancelToken
from core.services import starter_training
from core.services.starter_training import make_shards, train
from core.services.training_batches import FACTS, ShardSource, worsen
from core.services.training_examples import make_example, read_shard, write_shard
from core.services.training_plan import CHECK_SEED, FIRST_SEED, FULL, SMOKE
from core.synthesis.training_samples import make_training_sample


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return two shards of 40 small examples."""
    folder = tmp_path_factory.mktemp("예제")
    return [
        write_shard(folder, number, size=40, first_seed=7, side_px=64, cells=4)
        for number in range(2)
    ]


def test_that_an_example_says_what_the_rules_say() -> None:
    example = make_example(5, side_px=96, cells=6)
    sample = make_training_sample(5, (96, 96))
    said, wanted = example.appearance, appearance_of(sample.rgb, sample.mask)
    assert said.mark == wanted.mark
    covered = example.coverage.mean(dtype=np.float64)
    assert np.isclose(covered, sample.mask.mean(), atol=1e-4)


def test_that_a_shard_is_read_as_it_was_written_and_made_once(shards: list[Path]) -> None:
    pixels, coverage, seen = read_shard(shards[1])
    example = make_example(7 + 40 + 3, side_px=64, cells=4)
    assert np.array_equal(pixels[3], example.pixels)
    assert np.array_equal(coverage[3], example.coverage)
    assert seen[3] == example.appearance
    before = (shards[1] / "pixels.npy").stat().st_mtime_ns
    write_shard(shards[1].parent, 1, size=40, first_seed=7, side_px=64, cells=4)
    assert (shards[1] / "pixels.npy").stat().st_mtime_ns == before


def test_that_batch_n_is_always_the_same(shards: list[Path]) -> None:
    source = ShardSource(shards)
    third = next(islice(source.batches(seed=1, size=6, first=0), 2, None))
    again = next(source.batches(seed=1, size=6, first=2))
    other = next(source.batches(seed=2, size=6, first=2))
    assert np.array_equal(third.pixels, again.pixels)
    assert third.captions == again.captions
    assert third.questions == again.questions
    assert not np.array_equal(third.pixels, other.pixels)


def test_that_all_examples_come_up_with_words_and_facts_that_agree(shards: list[Path]) -> None:
    source = ShardSource(shards)
    marked = Counter[bool]()
    for batch in islice(source.batches(seed=3, size=16, first=0), 20):
        for caption, facts, cover in zip(batch.captions, batch.facts, batch.coverage, strict=True):
            seen = read_caption(caption)
            assert seen is not None, caption
            assert bool(facts[0]) == (seen.mark is not None) == bool(cover.any())
            assert all(-1 <= fact < size for fact, size in zip(facts, FACTS.values(), strict=True))
            marked[seen.mark is not None] += 1
        assert all(question_id_of(question, "en") for question in batch.questions)
        assert all(batch.answers)
    assert min(marked.values()) > 20


def test_that_a_worse_camera_keeps_the_size_and_shows_the_same_thing() -> None:
    pixels = make_training_sample(2, (96, 96)).rgb
    for seed in range(20):
        seen = worsen(np.random.default_rng(seed), pixels)
        assert seen.shape == pixels.shape
        assert seen.dtype == np.uint8
        assert abs(float(seen.mean()) - float(pixels.mean())) < 4


def test_that_a_minute_of_training_makes_both_folders(tmp_path: Path) -> None:
    made = train(SMOKE, work=tmp_path / "작업", out=tmp_path / "모델", token=CancelToken())
    assert [folder.name for folder in made] == ["captioner", "vqa"]
    for folder in made:
        names = {path.name for path in folder.iterdir()}
        assert {"config.json", "model.safetensors", "vocab.txt", "MODEL_CARD.md"} <= names
        figures = verify_manifest(folder)["figures"]
        assert isinstance(figures, dict)
        assert figures
        assert all(0 <= share <= 1 for share in figures.values())


def test_that_a_stop_while_examples_are_made_keeps_them(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        make_shards(SMOKE, tmp_path, token)
    assert not list(tmp_path.glob("*.partial"))
    made = make_shards(SMOKE, tmp_path, CancelToken())
    assert len(made) == SMOKE.shards


def test_that_the_command_says_when_it_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise JobCancelledError

    monkeypatch.setattr(starter_training, "train", stopped)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    code = starter_training.main(["--smoke", "--work", str(tmp_path), "--out", str(tmp_path)])
    assert code == 1


def test_that_figures_are_measured_on_pictures_that_were_not_trained_on() -> None:
    assert FIRST_SEED + FULL.shards * FULL.shard_size < CHECK_SEED
