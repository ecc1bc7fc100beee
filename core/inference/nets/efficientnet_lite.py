"""EfficientNet-Lite2 as a feature extractor, BatchNorm already folded into the convolutions.

Architecture: M. Tan, Q. V. Le, "EfficientNet", ICML 2019, in the Lite variant of TensorFlow's
``efficientnet/lite`` (no squeeze-and-excitation, ReLU6, stem and head not scaled). Checked against
the weights and the PyTorch port of ML Illustrated (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override


class Stage(NamedTuple):
    """One run of blocks; only its first block has ``stride``."""

    repeats: int
    kernel: int
    stride: int
    expand: int
    channels: int


STAGES: Final = (
    Stage(1, 3, 1, 1, 16),
    Stage(3, 3, 2, 6, 24),
    Stage(3, 5, 2, 6, 48),
    Stage(4, 3, 2, 6, 88),
    Stage(4, 5, 1, 6, 120),
    Stage(5, 5, 2, 6, 208),
    Stage(1, 3, 1, 6, 352),
)
"""Lite2: width 1.1, depth 1.2, channels rounded to multiples of 8."""
STEM_CHANNELS: Final = 32
HEAD_CHANNELS: Final = 1280
TAP_AFTER_STAGE: Final = {2: 8, 4: 16, 6: 32}
"""Last stage of each resolution and its stride in input pixels."""
TAP_CHANNELS: Final = {TAP_AFTER_STAGE[i]: STAGES[i].channels for i in TAP_AFTER_STAGE}
"""Channels of the features of each stride."""
WIDE_IN_STAGE: Final = {3: 8, 5: 16}
"""Stages whose first block expands the finished features of a stride before it halves them."""
MAX_STRIDE: Final = 32
_KERNEL_AXES: Final = 4
_FUSED_CONVOLUTION: Final[Callable[..., Tensor] | None] = getattr(
    torch.ops.mkldnn, "_convolution_pointwise", None
)
"""oneDNN's convolution with the activation inside; absent where torch was built without oneDNN."""


@dataclass(frozen=True, slots=True, eq=False)
class TowerOutput:
    """Features of a batch; ``head`` is (N, 1280), maps are (N, C, rows, columns) by stride.

    ``wide`` holds activated maps of many channels (288, 720, 1280): the expanded input of the next
    resolution, and the head before pooling. Pooled, they tell textures and defects apart better
    than ``taps``; as patches they are too large.
    """

    taps: dict[int, Tensor]
    wide: dict[int, Tensor]
    head: Tensor


class SameConv(nn.Module):
    """Convolution with bias and TensorFlow's "same" padding, optionally followed by ReLU6.

    Where ``centred`` is set, an even side is padded on both sides instead of behind only.

    Parameters
    ----------
    channels_in, channels_out : int
        Equal for a depthwise convolution.
    kernel, stride : int
        Of both axes.
    depthwise, activated : bool
        One filter per channel; ReLU6 after it.
    """

    def __init__(
        self,
        channels_in: int,
        channels_out: int,
        *,
        kernel: int = 1,
        stride: int = 1,
        depthwise: bool = False,
        activated: bool = True,
    ) -> None:
        super().__init__()
        groups = channels_in if depthwise else 1
        self.conv = nn.Conv2d(channels_in, channels_out, kernel, stride, groups=groups)
        self.activated = activated
        self.centred = False

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Convolve (N, C, H, W); the output has ceil(side / stride) cells."""
        conv = self.conv
        weight, margin = conv.weight, conv.kernel_size[0] // 2
        if conv.stride[0] > 1 and not self.centred:
            # TensorFlow pads an even side behind only, and the trained filters count on it: padded
            # on both sides every cell moves by 0.4 of its size. Zeros in front of the kernel do the
            # same as padding behind, without a copy of the picture.
            height, width = x.shape[-2:]
            weight = functional.pad(weight, (1 - width % 2, 0, 1 - height % 2, 0))
        # The fused operator takes a third less time, has no gradient and runs on the CPU only.
        if _FUSED_CONVOLUTION is None or not x.is_cpu or torch.is_grad_enabled():
            y = functional.conv2d(x, weight, conv.bias, conv.stride, margin, groups=conv.groups)
            return functional.relu6(y) if self.activated else y
        after = ("hardtanh", [0.0, 6.0], "") if self.activated else ("none", [], "")
        margins, dilation = (margin, margin), (1, 1)
        return _FUSED_CONVOLUTION(
            x, weight, conv.bias, margins, conv.stride, dilation, conv.groups, *after
        )


class InvertedBottleneck(nn.Module):
    """Expand, filter each channel, project; added to its input where the shapes agree."""

    def __init__(self, channels_in: int, stage: Stage, *, stride: int) -> None:
        super().__init__()
        wide = channels_in * stage.expand
        self.expand = SameConv(channels_in, wide) if stage.expand > 1 else nn.Identity()
        self.depthwise = SameConv(wide, wide, kernel=stage.kernel, stride=stride, depthwise=True)
        self.project = SameConv(wide, stage.channels, activated=False)
        self.is_residual = stride == 1 and channels_in == stage.channels

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Map (N, C, H, W) to (N, channels, ceil(H / stride), ceil(W / stride))."""
        return self.narrow(self.expand(x), x)

    def narrow(self, wide: Tensor, x: Tensor) -> Tensor:
        """Finish what expanding ``x`` to ``wide`` began."""
        y: Tensor = self.project(self.depthwise(wide))
        return y + x if self.is_residual else y


class EfficientNetLite2(nn.Module):
    """Image tower with feature taps at strides 8, 16 and 32."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = SameConv(3, STEM_CHANNELS, kernel=3, stride=2)
        stages, channels = [], STEM_CHANNELS
        for stage in STAGES:
            first = InvertedBottleneck(channels, stage, stride=stage.stride)
            others = [
                InvertedBottleneck(stage.channels, stage, stride=1)
                for _ in range(stage.repeats - 1)
            ]
            stages.append(nn.Sequential(first, *others))
            channels = stage.channels
        self.stages = nn.ModuleList(stages)
        self.head = SameConv(channels, HEAD_CHANNELS)

    @override
    def forward(self, x: Tensor) -> TowerOutput:
        """Extract features.

        Parameters
        ----------
        x : (N, 3, H, W) float32
            RGB, normalised as (value - 127) / 128; sides multiples of 32 keep the grids exact.

        Returns
        -------
        TowerOutput
            Taps before any activation, wide maps after it; the head pooled over the whole image.
        """
        taps: dict[int, Tensor] = {}
        wide: dict[int, Tensor] = {}
        x = self.stem(x)
        for index, stage in enumerate(self.stages):
            first, *others = cast("nn.Sequential", stage)
            first = cast("InvertedBottleneck", first)
            expanded = first.expand(x)
            if index in WIDE_IN_STAGE:
                wide[WIDE_IN_STAGE[index]] = expanded
            x = first.narrow(expanded, x)
            for block in others:
                x = block(x)
            if index in TAP_AFTER_STAGE:
                taps[TAP_AFTER_STAGE[index]] = x
        wide[MAX_STRIDE] = self.head(x)
        return TowerOutput(taps, wide, wide[MAX_STRIDE].mean(dim=(2, 3)))

    def centred_twin(self) -> EfficientNetLite2:
        """Return a tower with the same weights, shared, that pads on both sides.

        Its cells look half a step further to the right and down: another view of the same image.
        """
        twin = EfficientNetLite2()
        twin.load_state_dict(self.state_dict(), assign=True)
        for module in twin.modules():
            if isinstance(module, SameConv):
                module.centred = True
        return twin.requires_grad_(requires_grad=False).train(self.training)

    def prefer_channels_last(self) -> None:
        """Lay the weights out as (N, H, W, C), which is faster on a CPU; the values stay."""
        for parameter in self.parameters():
            if parameter.dim() == _KERNEL_AXES:
                parameter.data = parameter.data.contiguous(memory_format=torch.channels_last)


def fold_batch_norm(weight: Tensor, norm: dict[str, Tensor], eps: float) -> dict[str, Tensor]:
    """Fold an inference-time BatchNorm into the convolution before it.

    Parameters
    ----------
    weight : (out, in, k, k) tensor
        Of a convolution without bias.
    norm : dict
        ``weight``, ``bias``, ``running_mean``, ``running_var``, each (out,).
    eps : float
        Of the BatchNorm.

    Returns
    -------
    dict
        ``weight`` and ``bias`` of the equal convolution.
    """
    scale = norm["weight"] / torch.sqrt(norm["running_var"] + eps)
    return {
        "weight": weight * scale.reshape(-1, 1, 1, 1),
        "bias": norm["bias"] - norm["running_mean"] * scale,
    }
