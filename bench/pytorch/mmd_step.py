"""The twin of mmd-step.ts."""

import math

import torch
from torch import nn

from training import Training, count

LENGTHSCALES = 0.1, 0.2, 0.4, 0.8, 1.6


def training():
    encoder = nn.Sequential(nn.Flatten(), *hidden(784), nn.Linear(1000, 2))
    decoder = nn.Sequential(*hidden(2), nn.Linear(1000, 784), nn.Sigmoid())
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=1e-3)
    mismatch = ring_mismatch(256)
    images = torch.rand(256, 1, 28, 28)
    flat = images.flatten(1)

    def step():
        optimizer.zero_grad()
        codes = encoder(images)
        loss = nn.functional.mse_loss(decoder(codes), flat) + mismatch(codes)
        loss.backward()
        optimizer.step()
        return loss.item()

    return Training(step, len(images), count(encoder, decoder))


def hidden(inputs):
    return nn.Linear(inputs, 1000), nn.ReLU(), nn.Linear(1000, 1000), nn.ReLU()


def ring_mismatch(batch, components=10, distance=1.4, along=0.5, across=0.1):
    """The unbiased squared MMD of codes to the ring in closed form; all that does not depend on them is computed once."""
    angles = torch.arange(components, dtype=torch.float64) * 2 * math.pi / components
    rays = torch.stack([angles.cos(), angles.sin()], 1)
    turned = torch.stack([-angles.sin(), angles.cos()], 1)
    means = distance * rays
    covariances = along**2 * outer(rays) + across**2 * outer(turned)
    squares = torch.tensor(LENGTHSCALES, dtype=torch.float64) ** 2
    wide = squares[:, None, None, None] * torch.eye(2, dtype=torch.float64)

    smoothed = covariances + wide
    heights = (squares[:, None] / smoothed.det().sqrt()).float()[:, :, None]
    # Lower triangles whose product with an offset has the length of its Mahalanobis distance.
    whitening = torch.linalg.inv(torch.linalg.cholesky(smoothed)).float()
    pairs = covariances[:, None] + covariances[None] + wide[:, None]
    offsets = means[:, None] - means[None]
    distances = torch.einsum("cdi,lcdij,cdj->lcd", offsets, torch.linalg.inv(pairs), offsets)
    constant = (squares[:, None, None] / pairs.det().sqrt() * torch.exp(-distances / 2)).mean((1, 2)).sum().float()

    whitened_means = torch.einsum("lcij,cj->lci", whitening, means.float())[:, :, None]
    rates = (-0.5 / squares).float()[:, None, None]

    def mismatch(codes):
        norms = codes.square().sum(1)
        apart = (norms[:, None] + norms[None] - 2 * codes @ codes.T).clamp_min(0)
        own = (torch.exp(rates * apart).sum() - len(LENGTHSCALES) * batch) / (batch * (batch - 1))
        whitened = codes @ whitening.transpose(2, 3) - whitened_means
        cross = (heights * torch.exp(-0.5 * whitened.square().sum(3))).sum() / (components * batch)
        return own - 2 * cross + constant

    return mismatch


def outer(vectors):
    return vectors[:, :, None] * vectors[:, None]
