"""The twin of autoencoder-step.ts."""

import torch
from torch import nn

from layers import Affine
from training import supervised


def training():
    network = autoencoder()
    images = torch.rand(16, 3, 64, 64)
    return supervised(network, images, images, torch.optim.Adam(network.parameters(), lr=2e-4))


def autoencoder():
    return nn.Sequential(
        Affine(4, -2),
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
        nn.UpsamplingNearest2d(scale_factor=2),
        nn.Conv2d(8, 64, 3, padding=1),
        active(),
        nn.Conv2d(64, 64, 3, padding=1),
        active(),
        nn.UpsamplingNearest2d(scale_factor=2),
        nn.Conv2d(64, 32, 3, padding=1),
        active(),
        nn.Conv2d(32, 32, 3, padding=1),
        active(),
        nn.UpsamplingNearest2d(scale_factor=2),
        nn.Conv2d(32, 16, 3, padding=1),
        active(),
        nn.Conv2d(16, 3, 3, padding=1),
    )


def active():
    return nn.LeakyReLU(0.3)
