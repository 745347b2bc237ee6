#!/usr/bin/env python3
"""Meters of a representation by NumPy and scikit-learn. The suite computes values alone, without the errors
and chance levels that Szilard's readings have."""
import numpy as np
import sklearn
from sklearn.decomposition import FastICA
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import mutual_info_score
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from scipy.optimize import linear_sum_assignment
from scipy.stats import rankdata

from common import arguments, best_milliseconds, tell, uniform

CASES = {
    "meters-10k-128": (10000, 128), "mutual-knn-60k": (60000, 128), "two-nn-60k": (60000, 128),
    "knn-60k": (60000, 128), "kernel-ridge-4096": (8192, 128),
}


def arrays(samples, dimensions):
    x, noise = (uniform((samples, dimensions), seed).astype(np.float64) for seed in (1, 2))
    latents = x[:, :8] + 0.1 * noise[:, :8]
    labels = 4 * (x[:, 0] > 0) + 2 * (x[:, 1] > 0) + (x[:, 2] > 0)
    return x, 0.5 * x + noise, latents, labels


def unit(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def neighbours(x, k):
    found = NearestNeighbors(n_neighbors=k + 1, algorithm="brute", n_jobs=-1).fit(x)
    return found.kneighbors(x)


def mutual_knn(x, y, k=10):
    a, b = (neighbours(unit(v), k)[1][:, 1:] for v in (x, y))
    return np.mean([len(np.intersect1d(p, q, assume_unique=True)) / k for p, q in zip(a, b)])


def two_nn(x):
    distances = neighbours(x, 2)[0]
    logs = np.sort(np.log(distances[:, 2] / distances[:, 1]))
    n = len(logs)
    kept = logs[: int(np.ceil(0.9 * n))]
    y = -np.log(1 - np.arange(1, len(kept) + 1) / (n + 1))
    return kept @ y / (kept @ kept)


def knn(x, labels, k=20):
    half = len(x) // 2
    vote = KNeighborsClassifier(k, algorithm="brute", n_jobs=-1).fit(unit(x[:half]), labels[:half])
    return vote.score(unit(x[half:]), labels[half:])


def ridge(x, z):
    half = len(x) // 2
    width = x.shape[1] / 3
    fit = KernelRidge(alpha=1e-3, kernel="rbf", gamma=0.5 / width).fit(x[:half], z[:half] - z[:half].mean(0))
    return fit.predict(x[half:])


def canonical(x, y):
    (qx, _), (qy, _) = (np.linalg.qr(v - v.mean(0)) for v in (x, y))
    return np.linalg.svd(qx.T @ qy, compute_uv=False)


def cka(x, y):
    x, y = x - x.mean(0), y - y.mean(0)
    return np.sum((x.T @ y) ** 2) / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y))


def matched(z, h):
    r = np.abs(np.corrcoef(z.T, h.T)[: z.shape[1], z.shape[1]:])
    return r[linear_sum_assignment(-r)].mean()


def information(h, z, bins=20):
    cut = [np.ceil(rankdata(v) / len(v) * bins).astype(int) for v in np.hstack([h, z]).T]
    return np.array([[mutual_info_score(a, b) for b in cut[h.shape[1]:]] for a in cut[: h.shape[1]]])


def ranked_distances(x):
    square = np.sum(x * x, axis=1)
    distances = square[:, None] + square - 2 * x @ x.T
    return rankdata(distances[np.tril_indices(len(x), -1)])


def suite(x, y, z, labels):
    half = len(x) // 2
    fit = LinearRegression().fit(x[:half], z[:half])
    fit.score(x[half:], z[half:])
    LinearRegression().fit(z[:half], x[:half]).score(z[half:], x[half:])
    matched(z, x), matched(z, fit.predict(x))
    matched(np.apply_along_axis(rankdata, 0, z), np.apply_along_axis(rankdata, 0, x))
    matched(z, FastICA(whiten="unit-variance", max_iter=200, random_state=0).fit(x[:4096]).transform(x))
    np.linalg.svd(x, compute_uv=False), np.linalg.eigvalsh(np.cov(x.T))
    knn(x, labels), two_nn(x), mutual_knn(x, y), cka(x, y), canonical(x, y)
    LogisticRegression(max_iter=200).fit(x[:half], labels[:half]).score(x[half:], labels[half:])
    information(x, z)
    np.corrcoef(ranked_distances(x[:1024]), ranked_distances(y[:1024]))
    np.linalg.svd((x - x.mean(0)).T @ (y - y.mean(0)), compute_uv=False)


def main():
    given = arguments(__doc__, CASES)
    for name in given.names:
        x, y, z, labels = arrays(*CASES[name])
        work = {
            "meters-10k-128": lambda: suite(x, y, z, labels), "mutual-knn-60k": lambda: mutual_knn(x, y),
            "two-nn-60k": lambda: two_nn(x), "knn-60k": lambda: knn(x, labels),
            "kernel-ridge-4096": lambda: ridge(x, z),
        }[name]
        took = best_milliseconds(work, given.seconds)
        tell(name, took, given.threads, f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}")


if __name__ == "__main__":
    main()
