#!/usr/bin/env python3
"""Three Sinkhorn sweeps in eager PyTorch, as SwAV trains with them: prototypes, then samples, in place."""
import torch

from common import arguments, best_milliseconds, tell, uniform

CASES = {"sinkhorn-4096": (4096, 3000), "sinkhorn-memory": (100_000, 3000)}
EPSILON, SWEEPS = 0.05, 3


def labels(scores):
    """Rows are samples; every sample's labels sum to 1."""
    q = torch.exp(scores / EPSILON).t()
    prototypes, samples = q.shape
    q /= q.sum()
    for _ in range(SWEEPS):
        q /= q.sum(dim=1, keepdim=True)
        q /= prototypes
        q /= q.sum(dim=0, keepdim=True)
        q /= samples
    q *= samples
    return q.t()


def main():
    given = arguments(__doc__, CASES)
    torch.set_num_threads(given.threads)
    for name in given.names:
        scores = torch.from_numpy(uniform(CASES[name], 1))
        with torch.no_grad():
            tell(name, best_milliseconds(lambda: labels(scores), given.seconds), given.threads,
                 f"PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
