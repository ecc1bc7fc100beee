"""A folder with a model as transformers stores it, checked before any model library is imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from core.errors import ModelError

CONFIG: Final = "config.json"
_SETTINGS_SUFFIXES: Final = frozenset({".json", ".txt", ".model", ".spm", ".jinja"})
_PICKLES: Final = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.h5", "*.msgpack")
_LENGTH_BYTES: Final = 8
_MAX_HEADER_BYTES: Final = 100_000_000
"""Limit of the safetensors format itself."""


def read_config(folder: Path) -> dict[str, object]:
    """Read ``config.json``.

    Raises
    ------
    ModelError
        ``model_folder_missing``, or ``model_config_unreadable``.
    """
    if not folder.is_dir():
        raise ModelError("model_folder_missing", folder=str(folder))
    path = folder / CONFIG
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            "model_config_unreadable", file=str(path), problem=_words_of(error)
        ) from error
    if not isinstance(config, dict):
        raise ModelError("model_config_unreadable", file=str(path), problem="no JSON object")
    return config


def installed_models(models_dir: Path, kinds: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the folders that hold a model of some kinds, in their order.

    Parameters
    ----------
    models_dir : Path
        The user's models; it need not exist.
    kinds : frozenset of str
        ``model_type`` of what is looked for.
    """
    folders = sorted(models_dir.iterdir()) if models_dir.is_dir() else []
    return tuple(folder.name for folder in folders if _type_in(folder) in kinds)


def _type_in(folder: Path) -> str:
    """Return the kind of model in a folder; empty where there is none that can be read."""
    if not (folder / CONFIG).is_file():
        return ""
    try:
        return str(read_config(folder).get("model_type"))
    except ModelError:
        return ""


def check_weights(folder: Path) -> tuple[Path, ...]:
    """Check that the weights are complete safetensors files.

    Pickled weights can run code when they are read, so they are refused even if nothing else is
    there.

    Returns
    -------
    tuple of Path
        The weight files.

    Raises
    ------
    ModelError
        ``model_pickle_only``, ``model_weights_missing`` or ``model_weights_broken``.
    """
    found = tuple(sorted(folder.glob("*.safetensors")))
    if not found:
        pickle = next((path for kind in _PICKLES for path in sorted(folder.glob(kind))), None)
        if pickle is not None:
            raise ModelError("model_pickle_only", folder=str(folder), file=pickle.name)
        raise ModelError("model_weights_missing", folder=str(folder))
    for path in found:
        _check_safetensors(path)
    _check_shards(folder, found)
    return found


def settings_files(folder: Path) -> tuple[Path, ...]:
    """List the files beside the weights that change what a model computes."""
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.suffix in _SETTINGS_SUFFIXES and path.is_file() and path.name != "manifest.json"
    )


def _check_safetensors(path: Path) -> None:
    """Compare the file's size with its header: a download that broke off is noticed at once."""
    try:
        with path.open("rb") as stream:
            length = int.from_bytes(stream.read(_LENGTH_BYTES), "little")
            header = json.loads(stream.read(length)) if length <= _MAX_HEADER_BYTES else None
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise ModelError(
            "model_weights_broken", file=str(path), problem=_words_of(error)
        ) from error
    if not isinstance(header, dict):
        raise ModelError("model_weights_broken", file=str(path), problem="header")
    expected = _LENGTH_BYTES + length + _data_bytes(header, path)
    if size != expected:
        raise ModelError(
            "model_weights_broken", file=str(path), problem=f"{size} / {expected} bytes"
        )


def _data_bytes(header: dict[str, object], path: Path) -> int:
    ends = [0]
    for name, tensor in header.items():
        if name == "__metadata__":
            continue
        offsets = tensor.get("data_offsets") if isinstance(tensor, dict) else None
        match offsets:
            case [int(), int(end)]:
                ends.append(end)
            case _:
                raise ModelError("model_weights_broken", file=str(path), problem=name)
    return max(ends)


def _check_shards(folder: Path, found: tuple[Path, ...]) -> None:
    names = {path.name for path in found}
    for index in sorted(folder.glob("*.safetensors.index.json")):
        try:
            shards = set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(
                "model_weights_broken", file=str(index), problem=_words_of(error)
            ) from error
        missing = sorted(str(shard) for shard in shards - names)
        if missing:
            raise ModelError(
                "model_weights_broken", file=str(folder / missing[0]), problem="missing"
            )


def _words_of(error: Exception) -> str:
    strerror = error.strerror if isinstance(error, OSError) else None
    return strerror or str(error) or type(error).__name__
