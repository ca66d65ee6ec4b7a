"""The twin of deepsim-step.ts."""

import torch
from torch import nn
from torch.nn import functional as F

from autoencoder_step import autoencoder
from layers import Affine
from training import Training, count

FEATURE, ADVERSARIAL, PIXEL = 0.1, 1e-3, 1
DISCRIMINATOR = 100


def training():
    generator, judge, comparator = autoencoder(), discriminator(), exemplar_features()
    comparator.requires_grad_(False)
    generator_optimizer = torch.optim.Adam(generator.parameters(), lr=2e-4)
    judge_optimizer = torch.optim.Adam(judge.parameters(), lr=2e-4, weight_decay=4e-4)
    images = torch.rand(16, 3, 64, 64)

    def score(x):
        real, fake = judge(x).unbind(1)
        return real - fake

    def step():
        fakes = generator(images)

        judge.requires_grad_(True)
        judge_optimizer.zero_grad()
        real, fake = F.softplus(-score(images)).mean(), F.softplus(score(fakes.detach())).mean()
        (DISCRIMINATOR * (real + fake)).backward()
        judge_optimizer.step()

        # The gradient goes through the discriminator, not into it.
        judge.requires_grad_(False)
        generator_optimizer.zero_grad()
        with torch.no_grad():
            wanted = comparator(images)
        feature = F.mse_loss(comparator(fakes), wanted)
        loss = FEATURE * feature + ADVERSARIAL * F.softplus(-score(fakes)).mean() + PIXEL * F.mse_loss(fakes, images)
        loss.backward()
        generator_optimizer.step()
        return loss.item()

    return Training(step, len(images), count(generator, judge))


def discriminator():
    return nn.Sequential(
        Affine(255, -117),
        *convolution(3, 32, 7, 2),
        *convolution(32, 64, 5, 1),
        *convolution(64, 128, 3, 2),
        *convolution(128, 256, 3, 1),
        *convolution(256, 256, 3, 2),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Dropout(),
        nn.Linear(256, 512),
        nn.ReLU(),
        nn.Dropout(),
        nn.Linear(512, 2),
    )


def exemplar_features():
    """The small Exemplar-CNN up to its second layer."""
    return nn.Sequential(
        Affine(4, -2),
        nn.Conv2d(3, 64, 5, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(3, stride=2, ceil_mode=True),
        nn.Conv2d(64, 64, 5, padding=2),
        nn.ReLU(),
    )


def convolution(channels, filters, size, stride):
    return nn.Conv2d(channels, filters, size, stride), nn.ReLU()
