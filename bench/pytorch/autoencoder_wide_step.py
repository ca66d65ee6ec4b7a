"""The twin of autoencoder-wide-step.ts."""

import torch
from torch import nn

from training import supervised


def training():
    network = nn.Sequential(
        nn.Conv2d(3, 64, 5, stride=2, padding=2),
        active(),
        nn.Conv2d(64, 128, 3, stride=2, padding=1),
        active(),
        nn.Conv2d(128, 256, 3, stride=2, padding=1),
        active(),
        nn.Conv2d(256, 8, 3, padding=1),
        nn.Conv2d(8, 256, 3, padding=1),
        active(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(256, 128, 3, padding=1),
        active(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(128, 64, 3, padding=1),
        active(),
        nn.Upsample(scale_factor=2),
        nn.Conv2d(64, 3, 3, padding=1),
    )
    images = torch.rand(16, 3, 64, 64)
    return supervised(network, images, images, torch.optim.Adam(network.parameters(), lr=2e-4))


def active():
    return nn.LeakyReLU(0.3)
