"""Loading a model by its id; the libraries are imported here, by name, and only when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Final

from core.domain.inspections import ModelInfo
from core.domain.precision import Precision
from core.errors import ModelError
from core.inference import starter_pack
from core.inference.cache import EmbeddingCache
from core.inference.caching_encoder import CachingEncoder
from core.inference.environment import available_cores
from core.inference.fingerprint import fingerprint_of
from core.inference.languages import Written
from core.inference.manifest import MANIFEST, verify_manifest
from core.inference.model_facts import ModelFacts
from core.inference.model_folder import CONFIG, check_weights, read_config, settings_files
from core.inference.protocols import Answerer, Captioner, DualEncoder, Explainer, Translator

CLIP_FAMILY: Final = frozenset({"clip", "siglip", "chinese_clip", "metaclip_2"})
"""``model_type`` of the models that :mod:`core.inference.adapters.clip` reads."""
CAPTIONER_CLASS: Final = "BlipForConditionalGeneration"
ANSWERER_CLASS: Final = "BlipForQuestionAnswering"
EXPLAINERS: Final = frozenset({"llava", "llava_next", "llava_onevision"})
"""``model_type`` of the models that :mod:`core.inference.adapters.llava` reads."""
TRANSLATORS: Final = frozenset({"marian", "m2m_100"})
"""``model_type`` of the models that :mod:`core.inference.adapters.translator` reads; NLLB is an
M2M100 with another tokenizer."""
_BLIP: Final = "blip"
_BLIP2: Final = "blip-2"
_ADAPTERS: Final = "core.inference.adapters"


def load_encoder(
    model_id: str,
    *,
    starter_dir: Path,
    models_dir: Path,
    cache_file: Path | None = None,
    facts_file: Path | None = None,
    threads: int | None = None,
) -> DualEncoder:
    """Load an image model.

    Parameters
    ----------
    model_id : str
        ``starter``, or the name of a folder in ``models_dir``.
    starter_dir : Path
        The starter pack.
    models_dir : Path
        The user's models.
    cache_file : Path, optional
        Embeddings are kept there.
    facts_file : Path, optional
        Hashes and the dtype found best are remembered there.
    threads : int, optional
        Compute threads; never more than the cores of this process, which is the default.

    Raises
    ------
    ModelError
        ``starter_missing``, ``model_folder_missing``, ``model_config_unreadable``,
        ``model_architecture_unknown``, ``model_pickle_only``, ``model_weights_missing``,
        ``model_weights_broken``, ``model_weights_incomplete``, ``model_manifest_mismatch``,
        ``model_load_failed`` or ``model_library_unusable``.
    """
    facts = ModelFacts(facts_file)
    if model_id == starter_pack.STARTER_ID:
        load = _prepare_starter(starter_dir, facts)
    else:
        load = _prepare_clip(model_id, _folder_of(model_id, models_dir), facts)
    limit_threads(threads)
    encoder = load()
    return CachingEncoder(encoder, EmbeddingCache(cache_file)) if cache_file else encoder


def load_captioner(
    model_id: str,
    *,
    starter_dir: Path,
    models_dir: Path,
    facts_file: Path | None = None,
    threads: int | None = None,
    precision: Precision = Precision.FULL,
) -> Captioner:
    """Load a model that describes pictures.

    Parameters
    ----------
    model_id : str
        ``starter``, or the name of a folder in ``models_dir``.
    starter_dir : Path
        The shipped captioner.
    models_dir : Path
        The user's models.
    facts_file : Path, optional
        Hashes and the dtype found best are remembered there.
    threads : int, optional
        As :func:`load_encoder`.
    precision : Precision
        How a BLIP-2 keeps its weights; a BLIP computes in what is best on this machine.

    Raises
    ------
    ModelError
        ``captioner_missing`` without the shipped folder, ``model_role_wrong`` for a model of
        another kind, ``model_words_missing``, ``quantiser_missing``, or what :func:`load_encoder`
        raises.
    """
    folder = _describer_dir(model_id, starter_dir, models_dir)
    facts = ModelFacts(facts_file)
    fingerprint = _check_blip(folder, CAPTIONER_CLASS, facts)
    limit_threads(threads)
    if _kind_of(folder) == _BLIP2:
        info = ModelInfo(model_id, fingerprint, "", role="captioner", device=_device())
        large: Captioner = _import(f"{_ADAPTERS}.blip2").load_blip2(folder, info, precision)
        return large
    captioner: Captioner = _import(f"{_ADAPTERS}.blip").load_captioner(
        folder, model_id=model_id, fingerprint=fingerprint, facts=facts, device=_device()
    )
    return captioner


def fingerprint_of_captioner(
    model_id: str, *, starter_dir: Path, models_dir: Path, facts_file: Path | None = None
) -> str:
    """Return which weights :func:`load_captioner` would load; raises as it does, loads nothing."""
    folder = _describer_dir(model_id, starter_dir, models_dir)
    return _check_blip(folder, CAPTIONER_CLASS, ModelFacts(facts_file))


def load_answerer(
    model_id: str,
    *,
    starter_dir: Path,
    models_dir: Path,
    facts_file: Path | None = None,
    threads: int | None = None,
    precision: Precision = Precision.FULL,
) -> Answerer:
    """Load a model that answers questions about pictures; all as :func:`load_captioner`."""
    folder = _describer_dir(model_id, starter_dir, models_dir)
    facts = ModelFacts(facts_file)
    fingerprint = _check_blip(folder, ANSWERER_CLASS, facts)
    limit_threads(threads)
    if _kind_of(folder) == _BLIP2:
        info = ModelInfo(model_id, fingerprint, "", role="vqa", device=_device())
        large: Answerer = _import(f"{_ADAPTERS}.blip2").load_blip2(folder, info, precision)
        return large
    answerer: Answerer = _import(f"{_ADAPTERS}.blip").load_answerer(
        folder, model_id=model_id, fingerprint=fingerprint, facts=facts, device=_device()
    )
    return answerer


def load_explainer(
    model_id: str,
    *,
    models_dir: Path,
    facts_file: Path | None = None,
    threads: int | None = None,
    precision: Precision = Precision.FULL,
) -> Explainer:
    """Load a model that talks about pictures.

    Parameters
    ----------
    model_id : str
        Name of a folder in ``models_dir``.
    models_dir : Path
        The user's models.
    facts_file : Path, optional
        Hashes are remembered there.
    threads : int, optional
        As :func:`load_encoder`.
    precision : Precision
        How it keeps its weights.

    Raises
    ------
    ModelError
        ``model_role_wrong`` for a model of another kind, ``model_chat_template_missing``,
        ``model_words_missing``, ``quantiser_missing``, or what :func:`load_encoder` raises.
    """
    folder = _folder_of(model_id, models_dir)
    fingerprint = _check_kind(folder, EXPLAINERS, ModelFacts(facts_file))
    limit_threads(threads)
    info = ModelInfo(model_id, fingerprint, "", role="explainer", device=_device())
    explainer: Explainer = _import(f"{_ADAPTERS}.llava").load_llava(folder, info, precision)
    return explainer


def load_translator(
    model_id: str,
    *,
    models_dir: Path,
    facts_file: Path | None = None,
    threads: int | None = None,
    precision: Precision = Precision.FULL,
    into: Written = "ko",
) -> Translator:
    """Load a model that translates into ``into``; as :func:`load_explainer`.

    Raises
    ------
    ModelError
        Also ``translator_language_wrong`` for one that translates something else.
    """
    folder = _folder_of(model_id, models_dir)
    fingerprint = _check_kind(folder, TRANSLATORS, ModelFacts(facts_file))
    limit_threads(threads)
    info = ModelInfo(model_id, fingerprint, "", role="translator", device=_device())
    adapter = _import(f"{_ADAPTERS}.translator")
    translator: Translator = adapter.load_translator(folder, info, precision, into)
    return translator


def fingerprint_of_kind(
    model_id: str, kinds: frozenset[str], *, models_dir: Path, facts_file: Path | None = None
) -> str:
    """Return which weights would be loaded; loads and imports nothing.

    Parameters
    ----------
    model_id, models_dir, facts_file
        As :func:`load_explainer`.
    kinds : frozenset of str
        ``EXPLAINERS`` or ``TRANSLATORS``.

    Raises
    ------
    ModelError
        As :func:`load_explainer`, but for what only loading tells.
    """
    return _check_kind(_folder_of(model_id, models_dir), kinds, ModelFacts(facts_file))


def limit_threads(threads: int | None) -> int:
    """Set how many threads torch computes with in this process.

    Parameters
    ----------
    threads : int or None
        None for one a core.

    Returns
    -------
    int
        The number set: at least 1, at most the cores of this process.
    """
    cores = available_cores()
    number = max(1, min(threads or cores, cores))
    _import("torch").set_num_threads(number)
    return number


def _prepare_starter(folder: Path, facts: ModelFacts) -> Callable[[], DualEncoder]:
    starter_pack.verify(folder, facts.sha256_of)

    def load() -> DualEncoder:
        encoder: DualEncoder = _import(f"{_ADAPTERS}.starter").StarterEncoder(folder)
        return encoder

    return load


def _prepare_clip(model_id: str, folder: Path, facts: ModelFacts) -> Callable[[], DualEncoder]:
    """Check all that can be checked without the libraries, which take seconds to import."""
    found = str(read_config(folder).get("model_type"))
    if found not in CLIP_FAMILY:
        raise ModelError("model_architecture_unknown", folder=str(folder), found=found)
    fingerprint = _check_files(folder, facts)

    def load() -> DualEncoder:
        encoder: DualEncoder = _import(f"{_ADAPTERS}.clip").load_clip(
            folder, model_id=model_id, fingerprint=fingerprint, facts=facts, device=_device()
        )
        return encoder

    return load


def _describer_dir(model_id: str, starter_dir: Path, models_dir: Path) -> Path:
    if model_id != starter_pack.STARTER_ID:
        return _folder_of(model_id, models_dir)
    if not (starter_dir / CONFIG).is_file():
        raise ModelError("captioner_missing", folder=str(starter_dir))
    return starter_dir


def _check_blip(folder: Path, expected: str, facts: ModelFacts) -> str:
    """Check all that can be checked without the libraries; returns the fingerprint.

    A BLIP-2 both describes and answers.
    """
    config = read_config(folder)
    if config.get("model_type") == _BLIP2:
        return _check_files(folder, facts)
    names = config.get("architectures")
    found = ", ".join(map(str, names)) if isinstance(names, list) else ""
    if config.get("model_type") != _BLIP or found != expected:
        kind = found or str(config.get("model_type"))
        raise ModelError("model_role_wrong", folder=str(folder), found=kind, expected=expected)
    return _check_files(folder, facts)


def _check_kind(folder: Path, kinds: frozenset[str], facts: ModelFacts) -> str:
    """Check a folder as :func:`_check_blip` does."""
    found = _kind_of(folder)
    if found not in kinds:
        expected = ", ".join(sorted(kinds))
        raise ModelError("model_role_wrong", folder=str(folder), found=found, expected=expected)
    return _check_files(folder, facts)


def _kind_of(folder: Path) -> str:
    return str(read_config(folder).get("model_type"))


def _check_files(folder: Path, facts: ModelFacts) -> str:
    """Check the weights, and every file if there is a manifest; returns the fingerprint."""
    weights = check_weights(folder)
    if (folder / MANIFEST).is_file():
        verify_manifest(folder, facts.sha256_of)
    return fingerprint_of(folder, (*weights, *settings_files(folder)), facts.sha256_of)


def _device() -> str:
    return "cuda" if _import("torch").cuda.is_available() else "cpu"


def _folder_of(model_id: str, models_dir: Path) -> Path:
    """Return the folder of an id; an id is a plain name and leads nowhere else."""
    folder = models_dir / model_id
    if model_id in {"", ".", ".."} or folder.parent != models_dir or folder.name != model_id:
        raise ModelError("model_folder_missing", folder=str(folder))
    return folder


def _import(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as error:
        raise ModelError("model_library_unusable", library=name, problem=str(error)) from error
