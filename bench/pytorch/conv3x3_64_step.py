"""The twin of conv3x3-64-step.ts."""

import torch
from torch import nn

from training import supervised


def training():
    layers = [(nn.Conv2d(64, 64, 3, padding=1), nn.ReLU()) for _ in range(4)]
    network = nn.Sequential(*(module for layer in layers for module in layer))
    x, target = torch.randn(2, 16, 64, 32, 32)
    return supervised(network, x, target, torch.optim.SGD(network.parameters(), lr=1e-3))
