#!/usr/bin/env python3
"""What a linear ridge reads of raw pixels: R² of each latent on the odd rows of a run's arrays, fitted on the even ones,
the ridge chosen on a quarter of those.

  /usr/bin/python3 bench/peers/pixels.py RUN_FOLDER/arrays

By kernel algebra, n × n, since there are more pixels than pictures."""
import sys

import numpy as np

RIDGES = 10.0 ** np.arange(-4, 7)


def score(truth, read):
    return 1 - ((truth - read) ** 2).mean(0) / truth.var(0)


def main(folder):
    pixels = np.load(f"{folder}/representation.npy", mmap_mode="r")
    latents = np.load(f"{folder}/latents.npy").astype(np.float64)
    fit, held = np.asarray(pixels[::2], np.float32), np.asarray(pixels[1::2], np.float32)
    centre = fit.mean(0)
    fit, held = fit - centre, held - centre
    kernel, beside = (fit @ fit.T).astype(np.float64), (held @ fit.T).astype(np.float64)
    target, truth = latents[::2], latents[1::2]
    mean = target.mean(0)
    chosen = np.arange(len(fit)) % 4 == 0
    values, vectors = np.linalg.eigh(kernel[np.ix_(~chosen, ~chosen)])
    turned, across = vectors.T @ (target[~chosen] - mean), kernel[np.ix_(chosen, ~chosen)] @ vectors

    def error(ridge):
        return ((target[chosen] - mean - across @ (turned / (values + ridge)[:, None])) ** 2).sum()

    ridge = min(RIDGES, key=error)
    weights = np.linalg.solve(kernel + ridge * np.eye(len(fit)), target - mean)
    scores = score(truth, mean + beside @ weights)
    print(f"ridge {ridge:g}, mean R² {scores.mean():.3f}:", *(f"{s:.3f}" for s in scores))


if __name__ == "__main__":
    main(sys.argv[1])
