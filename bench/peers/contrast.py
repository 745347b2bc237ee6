#!/usr/bin/env python3
"""InfoNCE forward and backward in eager PyTorch: dot product, temperature 1, the right rows as candidates."""
import torch
from torch.nn import functional as F

from common import arguments, best_milliseconds, tell, uniform

CASES = {"info-nce-10": (4096, 10), "info-nce-128": (4096, 128), "info-nce-memory": (16384, 10)}


def inputs(pairs, dimensions):
    bound = (3.0 / dimensions) ** 0.5
    return [torch.from_numpy(uniform((pairs, dimensions), seed, bound)).requires_grad_() for seed in (1, 2)]


def info_nce(left, right):
    """Cross-entropy against the diagonal: PyTorch's fused log-softmax, its fastest way to say this."""
    return F.cross_entropy(left @ right.T, torch.arange(left.shape[0]))


def main():
    given = arguments(__doc__, CASES)
    torch.set_num_threads(given.threads)
    for name in given.names:
        left, right = inputs(*CASES[name])

        def iterate():
            left.grad = right.grad = None
            info_nce(left, right).backward()

        tell(name, best_milliseconds(iterate, given.seconds), given.threads, f"PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
