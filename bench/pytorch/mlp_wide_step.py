"""The twin of mlp-wide-step.ts."""

import torch
from torch import nn

from training import supervised


def training():
    network = nn.Sequential(
        nn.Linear(784, 1000),
        nn.ReLU(),
        nn.Linear(1000, 1000),
        nn.ReLU(),
        nn.Linear(1000, 2),
    )
    x, target = torch.rand(256, 784), torch.randn(256, 2)
    return supervised(network, x, target, torch.optim.Adam(network.parameters(), lr=1e-4))
