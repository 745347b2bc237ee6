#!/usr/bin/env python3
"""Training steps in eager PyTorch: the same mathematics, inputs and weights as Szilard's TrainingProblem."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from common import arguments, best_milliseconds, tell, uniform

CL_ICA = [10, 100, 500, 500, 500, 500, 100, 10]


def fill(model):
    """Weights in closed form; Szilard keeps inputs x outputs and kernel x kernel x inputs x outputs."""
    seed = 10
    for layer in model.modules():
        if isinstance(layer, nn.Linear):
            bound = (6.0 / layer.in_features) ** 0.5
            weight = uniform((layer.in_features, layer.out_features), seed, bound).T
            layer.weight.data = torch.from_numpy(np.ascontiguousarray(weight))
            layer.bias.data = torch.from_numpy(uniform((layer.out_features,), seed + 1, 0.1))
            seed += 2
        elif isinstance(layer, nn.Conv2d):
            k, inputs, outputs = layer.kernel_size[0], layer.in_channels, layer.out_channels
            weight = uniform((k, k, inputs, outputs), seed, (6.0 / (k * k * inputs)) ** 0.5)
            layer.weight.data = torch.from_numpy(np.ascontiguousarray(weight.transpose(3, 2, 0, 1)))
            seed += 1
    return model


def perceptron(widths):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.LeakyReLU(0.01)]
    return fill(nn.Sequential(*layers[:-1]))


class Sphere(nn.Module):
    def forward(self, x):
        return F.normalize(x)


def latent_pair(pairs):
    left, near = uniform((pairs, 10), 1), uniform((pairs, 10), 2)
    return torch.from_numpy(left), torch.from_numpy(left + np.float32(0.05) * near)


def sphere(pairs):
    """cl-ica's SimCLRLoss: negatives are all anchors, rolled by one: each anchor meets itself once."""
    model = nn.Sequential(perceptron(CL_ICA), Sphere())
    left, right = latent_pair(pairs)

    def loss():
        z1, z2 = model(left), model(right)
        z3 = torch.roll(z1, 1, 0)
        negative = torch.einsum("ij,kj->ik", z1, z3)
        positive = torch.einsum("ij,ij->i", z1, z2)
        every = torch.cat((negative, positive.unsqueeze(1)), dim=1)
        return (torch.logsumexp(every, dim=1) - positive).mean()

    return model, loss, 1e-4


def box(pairs):
    """cl-ica's LpSimCLRLoss, p = 2, with the pairs' differences written out as it does."""
    model = nn.Sequential(perceptron(CL_ICA), nn.Sigmoid())
    left, right = latent_pair(pairs)

    def power(difference):
        return torch.norm(torch.abs(difference + 1e-12), p=2, dim=-1) ** 2

    def loss():
        z1, z2 = model(left), model(right)
        z3 = torch.roll(z1, 1, 0)
        negative = power(z1.unsqueeze(0) - z3.unsqueeze(1))
        positive = power(z1 - z2)
        every = torch.cat((negative, positive.unsqueeze(1)), dim=1)
        return (torch.logsumexp(-every, dim=1) + positive).mean()

    return model, loss, 1e-4


def regression(batch):
    model = perceptron([10, 100, 100, 10])
    x, target = torch.from_numpy(uniform((batch, 10), 1)), torch.from_numpy(uniform((batch, 10), 2))
    return model, lambda: F.mse_loss(model(x), target), 1e-3


def convolutional(images):
    stages, inputs = [], 1
    for outputs in (32, 64, 128):
        stages += [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
                   nn.MaxPool2d(2)]
        inputs = outputs
    model = fill(nn.Sequential(*stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 64)))
    x = torch.from_numpy(uniform((images, 28, 28, 1), 1).reshape(images, 1, 28, 28))
    return model, lambda: model(x).square().mean(), 1e-3


CASES = {
    "cl-ica-sphere": lambda: sphere(6144),
    "cl-ica-box": lambda: box(6144),
    "mlp-64": lambda: regression(64),
    "mlp-512": lambda: regression(512),
    "conv-512": lambda: convolutional(512),
}


def main():
    given = arguments(__doc__, CASES)
    torch.set_num_threads(given.threads)
    for name in given.names:
        model, loss, rate = CASES[name]()
        adam = torch.optim.Adam(model.parameters(), lr=rate)

        def step():
            adam.zero_grad(set_to_none=True)
            loss().backward()
            adam.step()

        tell(name, best_milliseconds(step, given.seconds), given.threads, f"PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
