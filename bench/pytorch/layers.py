"""Layers that several twins have."""

import torch.nn.functional as F
from torch import nn


class Affine(nn.Module):
    """Pixels in [0, 1] as a network wants them."""

    def __init__(self, scale, offset):
        super().__init__()
        self.scale, self.offset = scale, offset

    def forward(self, x):
        return x * self.scale + self.offset


class WithoutCheckerboard(nn.Module):
    """The mean of each pixel and its neighbours to the right and below; at the edge of those that there are."""

    def forward(self, x):
        return F.avg_pool2d(F.pad(x, (0, 1, 0, 1), mode="replicate"), 2, stride=1)
