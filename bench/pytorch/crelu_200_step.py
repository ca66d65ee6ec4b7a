"""The twin of crelu-200-step.ts."""

import torch
from torch import nn

from training import supervised

DEPTH, CHANNELS, BATCH, OUTPUTS = 200, 8, 32, 10


def training():
    network = crelu_network()
    x = 2 * torch.rand(BATCH, 3, 32, 32) - 1
    target = torch.rand(BATCH, OUTPUTS)
    return supervised(network, x, target, torch.optim.Adam(network.parameters(), lr=1e-5))


def crelu_network():
    layers = [delta_orthogonal(convolution(3), mirrored=False)]
    for layer in range(2, DEPTH):
        layers += [CReLU(), delta_orthogonal(convolution(2 * CHANNELS), mirrored=True)]
        if layer in (2, 4):
            layers.append(nn.AvgPool2d(2))
    output = nn.Linear(2 * CHANNELS, OUTPUTS)
    nn.init.zeros_(output.bias)
    output.weight.data = mirror(nn.init.orthogonal_(torch.empty(OUTPUTS, CHANNELS)))
    # As the TypeScript has it: the last activation before the mean over pixels.
    return nn.Sequential(*layers, CReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), output)


class CReLU(nn.Module):
    def forward(self, x):
        return torch.cat([x.relu(), (-x).relu()], dim=1)


def convolution(inputs):
    return nn.Conv2d(inputs, CHANNELS, 3, padding=1)


def delta_orthogonal(convolution, mirrored):
    """Looks-linear weights: after a CReLU the filters of the second half are those of the first, negated."""
    nn.init.zeros_(convolution.bias)
    inputs = convolution.in_channels // (2 if mirrored else 1)
    weights = torch.zeros(CHANNELS, inputs, 3, 3)
    weights[:, :, 1, 1] = nn.init.orthogonal_(torch.empty(CHANNELS, inputs))
    convolution.weight.data = mirror(weights) if mirrored else weights
    return convolution


def mirror(weights):
    return torch.cat([weights, -weights], dim=1)
