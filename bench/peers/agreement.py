#!/usr/bin/env python3
"""Writes agreement.json: loss and gradients of every case at small sizes, in double precision.

The tests of Szilard.Benchmarks hold the real learner against it, so that the two sides of the table are known
to compute the same thing. For each array of gradients it keeps the Euclidean norm and the dot product with
ClosedForm.Uniform(count, 99), in Szilard's order of axes."""
import json
import pathlib

import numpy as np
import torch
from torch import nn

import contrast
import propagation
import training
from common import uniform


def marks(gradient):
    flat = gradient.detach().numpy().astype(np.float64).ravel()
    return [float(np.linalg.norm(flat)), float(flat @ uniform((flat.size,), 99).astype(np.float64))]


def in_order(layer, parameter):
    if isinstance(layer, nn.Linear) and parameter.dim() == 2:
        return parameter.grad.T
    return parameter.grad.permute(2, 3, 1, 0) if parameter.dim() == 4 else parameter.grad


def training_case(problem):
    model, loss, _ = problem
    value = loss()
    value.backward()
    gradients = [marks(in_order(layer, p).contiguous())
                 for layer in model.modules() for p in layer.parameters(recurse=False)]
    return {"loss": value.item(), "gradients": gradients}


def contrast_case(pairs, dimensions):
    left, right = [x.detach().double().requires_grad_() for x in contrast.inputs(pairs, dimensions)]
    value = contrast.info_nce(left, right)
    value.backward()
    return {"loss": value.item(), "gradients": [marks(left.grad), marks(right.grad)]}


def propagation_case(problem):
    network, x, _, target = problem
    y, (change, scale), rest = network.estimate(x, target)
    estimates = [x.T @ change * scale, *rest]
    cost = ((y - target) ** 2).sum() / x.shape[0]
    return {"loss": cost.item(), "gradients": [marks(e) for e in estimates]}


def in_double(make, size, judge=training_case):
    """The same problem with weights and inputs widened to double after they were made in single."""
    from_numpy = torch.from_numpy
    torch.from_numpy = lambda array: from_numpy(array.astype(np.float64))
    try:
        torch.set_default_dtype(torch.float64)
        return judge(make(size))
    finally:
        torch.set_default_dtype(torch.float32)
        torch.from_numpy = from_numpy


def main():
    golden = {
        "cl-ica-sphere": in_double(training.sphere, 64),
        "cl-ica-box": in_double(training.box, 64),
        "mlp-64": in_double(training.regression, 64),
        "conv-512": in_double(training.convolutional, 16),
        "propagation-500-20": in_double(lambda n: propagation.problem(500, 20, n), 20, propagation_case),
        "propagation-2048-128": in_double(lambda n: propagation.problem(2048, 128, n), 128, propagation_case),
        "info-nce-10": contrast_case(96, 10),
        "info-nce-128": contrast_case(96, 128),
    }
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(case)}" for name, case in golden.items())
    pathlib.Path(__file__).with_name("agreement.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
