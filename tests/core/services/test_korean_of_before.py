"""What was recorded before keeps the model's words, and gets the Korean that is chosen now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from core.domain.inspections import Caption
from core.domain.korean import KoreanStrategy
from core.inference.generation import Preset
from core.inference.loader import TRANSLATORS, fingerprint_of_kind
from core.jobs.engine import QuietContext, Task
from core.services.describers import Describers
from core.services.engine import ServiceEngine
from core.services.requests import DESCRIBE, PlaceItem
from core.services.workshop import Workshop
from core.settings.app_settings import AppSettings, DescribingSettings, save_settings
from core.settings.paths import DataDir
from tests.support.fake_captioner import SPOT, SPOT_KO, FakeCaptioner
from tests.support.fake_explainer import FakeTranslator
from tests.support.tiny_translators import make_marian

FREE: Final = "a photo of a thin scratch on metal"
BY_GLOSSARY: Final = "a photo(사진) of a thin(가는) scratch(스크래치) on metal(금속)"
TRANSLATED: Final = "금속 위의 가는 스크래치 사진"
GLOSSARY: Final = DescribingSettings(korean=KoreanStrategy.GLOSSARY)
TRANSLATOR: Final = DescribingSettings(korean=KoreanStrategy.TRANSLATOR)


class Describing:
    """Describes one place with the services of the host, whose settings may change meanwhile."""

    def __init__(self, data_dir: DataDir, image: Path, patch: pytest.MonkeyPatch) -> None:
        self.data_dir = data_dir
        self.says = FREE
        self.loaded: list[str] = []
        """Each model that was loaded, in turn."""
        self.spoken: dict[str, str] = {FREE: TRANSLATED}
        """What the translation model knows."""
        self._image = image
        self._n_written = 0
        patch.setattr("core.services.describers.load_captioner", self._load_captioner)
        patch.setattr("core.services.talking_models.load_translator", self._load_translator)
        patch.setattr(Describers, "fingerprint", lambda _: FakeCaptioner().info.fingerprint)
        self.choose(GLOSSARY)
        self.start()

    def start(self) -> None:
        """Start the host anew."""
        settings = AppSettings(describing=self.chosen)
        self._engine = ServiceEngine(Workshop(self.data_dir, settings))

    def choose(self, describing: DescribingSettings) -> None:
        """Change the settings of the workstation."""
        self.chosen = describing
        # Another time of change, however coarse the clock of the disk is.
        self._n_written += 1
        save_settings(
            AppSettings(describing=describing, station=str(self._n_written)), self.data_dir
        )

    def of(self, *known: Caption) -> Caption:
        """Describe the place, of which this is recorded."""
        found = self._engine.run_item(
            Task(DESCRIBE), PlaceItem(self._image, known=known), QuietContext()
        )
        assert isinstance(found, Caption)
        return found

    def _load_captioner(self, *_: object, **__: object) -> FakeCaptioner:
        self.loaded.append("captioner")
        return FakeCaptioner(self.says)

    def _load_translator(self, name: str, **__: object) -> FakeTranslator:
        self.loaded.append("translator")
        weights = fingerprint_of_kind(name, TRANSLATORS, models_dir=self.data_dir.models)
        return FakeTranslator(dict(self.spoken), weights)


@pytest.fixture
def describing(data_dir: DataDir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Describing:
    path = tmp_path / "부품.png"
    Image.new("RGB", (120, 90), (90, 90, 90)).save(path)
    return Describing(data_dir, path, monkeypatch)


def test_that_another_way_into_korean_holds_for_what_was_said_before(
    describing: Describing,
) -> None:
    make_marian(describing.data_dir.models / "opus-mt")
    before = describing.of()
    assert before.ko == BY_GLOSSARY
    describing.choose(TRANSLATOR)
    now = describing.of(before)
    assert (now.ko, now.said, now.model) == (TRANSLATED, before.said, before.model)
    assert now.korean is not None
    assert now.korean.made_by is KoreanStrategy.TRANSLATOR
    assert describing.loaded == ["captioner", "translator"]


def test_that_what_is_korean_in_the_chosen_way_is_given_back_without_any_model(
    describing: Describing,
) -> None:
    make_marian(describing.data_dir.models / "opus-mt")
    of_glossary = describing.of()
    describing.choose(TRANSLATOR)
    of_translator = describing.of(of_glossary)
    describing.start()
    describing.loaded.clear()
    assert describing.of(of_translator, of_glossary) is of_translator
    assert describing.of(of_glossary, of_translator) is of_translator
    describing.choose(GLOSSARY)
    assert describing.of(of_translator, of_glossary) is of_glossary
    assert describing.loaded == []


def test_that_another_translation_model_translates_anew(describing: Describing) -> None:
    make_marian(describing.data_dir.models / "가", seed=1)
    make_marian(describing.data_dir.models / "나", seed=2)
    describing.choose(TRANSLATOR.model_copy(update={"translator": "가"}))
    before = describing.of()
    assert before.ko == TRANSLATED
    describing.spoken[FREE] = "금속의 가는 스크래치를 찍은 사진"
    describing.choose(TRANSLATOR.model_copy(update={"translator": "나"}))
    assert describing.of(before).ko == "금속의 가는 스크래치를 찍은 사진"
    assert describing.loaded.count("captioner") == 1


def test_that_other_weights_in_the_folder_of_the_translation_model_translate_anew(
    describing: Describing,
) -> None:
    folder = describing.data_dir.models / "opus-mt"
    make_marian(folder)
    describing.choose(TRANSLATOR)
    before = describing.of()
    describing.spoken[FREE] = "금속의 가는 스크래치를 찍은 사진"
    weights = next(folder.glob("*.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert describing.of(before).ko == "금속의 가는 스크래치를 찍은 사진"


def test_that_a_translation_model_that_went_away_leaves_the_glossary(
    describing: Describing,
) -> None:
    folder = describing.data_dir.models / "opus-mt"
    make_marian(folder)
    describing.choose(TRANSLATOR)
    before = describing.of()
    assert before.ko == TRANSLATED
    folder.rename(describing.data_dir.root / "weg")
    assert describing.of(before).ko == BY_GLOSSARY


def test_that_another_glossary_makes_the_korean_anew(
    describing: Describing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = describing.of()
    resources = tmp_path / "다른 사전"
    resources.mkdir()
    (resources / "glossary.toml").write_text(
        'schema_version = 1\n[[term]]\nen = "metal"\nko = ["쇠붙이"]\n', encoding="utf-8"
    )
    monkeypatch.setattr("core.services.talking_models.resources_dir", lambda: resources)
    describing.start()
    now = describing.of(before)
    assert now.ko == "a photo of a thin scratch(스크래치) on metal(쇠붙이)"
    assert describing.loaded == ["captioner"]


def test_that_a_record_from_before_ways_were_kept_gets_the_chosen_one(
    describing: Describing,
) -> None:
    before = describing.of()
    assert before.korean is not None
    old = replace(before, ko="옛 번역", korean=replace(before.korean, way=""))
    assert describing.of(old).ko == BY_GLOSSARY


def test_that_korean_that_comes_out_the_same_is_the_recorded_caption(
    describing: Describing,
) -> None:
    before = describing.of()
    assert before.korean is not None
    old = replace(before, korean=replace(before.korean, way=""))
    assert describing.of(old) is old


def test_that_a_sentence_of_the_closed_language_is_the_same_in_every_way(
    describing: Describing,
) -> None:
    make_marian(describing.data_dir.models / "opus-mt")
    describing.says = SPOT
    before = describing.of()
    assert (before.ko, before.korean) == (SPOT_KO, None)
    describing.choose(TRANSLATOR)
    assert describing.of(before) is before
    assert describing.loaded == ["captioner"]


@pytest.mark.parametrize("way", list(KoreanStrategy))
def test_that_no_way_into_korean_changes_what_a_captioner_is_asked(
    describing: Describing, way: KoreanStrategy
) -> None:
    """Else words that were recorded could not be kept when the way changes."""
    describing.choose(DescribingSettings(korean=way))
    describing.start()
    found = describing.of()
    assert (found.said, found.preset) == (FREE, Preset.EXACT.value)
