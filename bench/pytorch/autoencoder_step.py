"""The twin of autoencoder-step.ts."""

import torch
from torch import nn


def training():
    network = nn.Sequential(
        Centre(),
        nn.Conv2d(3, 32, 5, stride=2, padding=2),
        active(),
        nn.Conv2d(32, 64, 3, padding=1),
        active(),
        nn.Conv2d(64, 64, 5, stride=2, padding=2),
        active(),
        nn.Conv2d(64, 128, 3, padding=1),
        active(),
        nn.Conv2d(128, 64, 3, stride=2, padding=1),
        active(),
        nn.Conv2d(64, 8, 3, padding=1),
        nn.ConvTranspose2d(8, 64, 4, stride=2, padding=1),
        active(),
        nn.Conv2d(64, 64, 3, padding=1),
        active(),
        nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1),
        active(),
        nn.Conv2d(32, 32, 3, padding=1),
        active(),
        nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1),
        active(),
        nn.Conv2d(16, 3, 3, padding=1),
    )
    images = torch.rand(16, 3, 64, 64)
    return network, images, images, torch.optim.Adam(network.parameters(), lr=2e-4)


class Centre(nn.Module):
    """[0, 1] to [-2, 2], as the autoencoder begins."""

    def forward(self, x):
        return x * 4 - 2


def active():
    return nn.LeakyReLU(0.3)
