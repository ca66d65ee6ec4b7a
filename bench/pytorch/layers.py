"""Layers that several twins have."""

from torch import nn


class Affine(nn.Module):
    """Pixels in [0, 1] as a network wants them."""

    def __init__(self, scale, offset):
        super().__init__()
        self.scale, self.offset = scale, offset

    def forward(self, x):
        return x * self.scale + self.offset

