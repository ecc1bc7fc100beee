"""Loading a model by its id; the libraries are imported here, by name, and only when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Final

from core.errors import ModelError
from core.inference import starter_pack
from core.inference.cache import EmbeddingCache
from core.inference.caching_encoder import CachingEncoder
from core.inference.environment import available_cores
from core.inference.fingerprint import fingerprint_of
from core.inference.manifest import MANIFEST, verify_manifest
from core.inference.model_facts import ModelFacts
from core.inference.model_folder import check_weights, read_config, settings_files
from core.inference.protocols import DualEncoder

CLIP_FAMILY: Final = frozenset({"clip", "siglip", "chinese_clip", "metaclip_2"})
"""``model_type`` of the models that :mod:`core.inference.adapters.clip` reads."""
_ADAPTERS: Final = "core.inference.adapters"


def load_encoder(
    model_id: str,
    *,
    starter_dir: Path,
    models_dir: Path,
    cache_file: Path | None = None,
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
        Embeddings are kept there; facts about the models beside it.
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
    facts = ModelFacts(cache_file.with_name("models.json") if cache_file else None)
    if model_id == starter_pack.STARTER_ID:
        load = _prepare_starter(starter_dir, facts)
    else:
        load = _prepare_clip(model_id, _folder_of(model_id, models_dir), facts)
    limit_threads(threads)
    encoder = load()
    return CachingEncoder(encoder, EmbeddingCache(cache_file)) if cache_file else encoder


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
    weights = check_weights(folder)
    if (folder / MANIFEST).is_file():
        verify_manifest(folder, facts.sha256_of)
    files = (*weights, *settings_files(folder))
    fingerprint = fingerprint_of(folder, files, facts.sha256_of)

    def load() -> DualEncoder:
        device = "cuda" if _import("torch").cuda.is_available() else "cpu"
        encoder: DualEncoder = _import(f"{_ADAPTERS}.clip").load_clip(
            folder, model_id=model_id, fingerprint=fingerprint, facts=facts, device=device
        )
        return encoder

    return load


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
