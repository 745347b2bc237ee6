#!/usr/bin/env python3
"""Meters of a representation by NumPy and scikit-learn. The suite computes the value of every meter that
Szilard's suite reads, each once and sharing what can be shared, without errors and chance levels; `-chance` adds one
shuffled pairing for those meters whose chance level Szilard takes from sixteen, still without errors."""
import numpy as np
import sklearn
from sklearn.decomposition import FastICA
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import mutual_info_score
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid, NearestNeighbors
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.stats import rankdata

from common import arguments, best_milliseconds, tell, uniform

CASES = {
    "meters-10k-128": (10000, 128), "meters-10k-128-chance": (10000, 128), "mutual-knn-60k": (60000, 128),
    "two-nn-60k": (60000, 128), "knn-60k": (60000, 128), "kernel-ridge-4096": (8192, 128),
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


def held_out_maps(x, z):
    """R² of affine and orthogonal maps, and what the least-squares map says (DCI, SAP, permutation)."""
    half = len(x) // 2
    fit = LinearRegression().fit(x[:half], z[:half])
    residual = z[half:] - fit.predict(x[half:])
    LinearRegression().fit(z[:half], x[:half]).score(z[half:], x[half:])
    u, _, v = np.linalg.svd(z[:half].T @ x[:half], full_matrices=False)
    weights = np.abs(np.linalg.lstsq(x - x.mean(0), z - z.mean(0), rcond=None)[0]) * x.std(0)[:, None]
    shares = [weights / weights.sum(axis, keepdims=True) for axis in (0, 1)]
    forward = np.linalg.lstsq(z - z.mean(0), x - x.mean(0), rcond=None)[0]
    rows, columns = linear_sum_assignment(-np.abs(forward))
    squares = np.sort(np.corrcoef(z.T, x.T)[: z.shape[1], z.shape[1]:] ** 2, axis=1)
    unexplained = np.sum(residual**2, 0) / np.sum((z[half:] - z[half:].mean(0)) ** 2, 0)
    entropies = [-(p * np.log(p + 1e-300)).sum() for p in shares]
    apart = np.linalg.norm(forward @ forward.T - np.eye(len(forward)))
    return (1 - unexplained, x[half:] @ v.T @ u.T, entropies, apart, forward[rows, columns],
            np.mean(squares[:, -1] - squares[:, -2]), fit)


def spread(x, y):
    """RankMe, participation ratio, α-ReQ, LiDAR, std, alignment, uniformity, centre."""
    np.linalg.svd(x, compute_uv=False)
    values = np.linalg.eigvalsh(np.cov(x.T))[::-1]
    np.polyfit(np.log(np.arange(1, len(values) + 1)), np.log(values), 1), values.sum() ** 2 / np.sum(values**2)
    centres, rests = (x + y) / 2, np.vstack([x - y, y - x]) / 2
    within, turned = np.linalg.eigh(np.cov(rests.T) + 1e-4 * np.eye(x.shape[1]))
    root = turned / np.sqrt(within)
    np.linalg.eigvalsh(root.T @ np.cov(centres.T) @ root)
    u, w = unit(x), unit(y)
    few = u[:4096]
    products = few @ few.T
    return (u.std(0).mean(), np.mean(np.sum((u - w) ** 2, 1)), np.linalg.norm(u.mean(0)),
            np.log(np.exp(4 * products[np.tril_indices(len(few), -1)] - 4).mean()))


def kernel_alignment(x, y, near):
    """CKNNA over the neighbours already found, and unbiased CKA."""
    n, starts = len(x), np.arange(0, near[0].size + 1, near[0].shape[1])
    kept = [
        csr_matrix((np.einsum("id,ikd->ik", rows, rows[indices]).ravel(), indices.ravel(), starts), (n, n))
        for rows, indices in zip((unit(x), unit(y)), near)
    ]
    masks = [kernel.astype(bool) for kernel in kept]

    def hsic(k, m):
        sums = k.sum(), m.sum(), (k.sum(0) @ m.sum(1)).item()
        return (k.multiply(m.T).sum() + sums[0] * sums[1] / ((n - 1) * (n - 2)) - 2 / (n - 2) * sums[2]) / (
            n * (n - 3))

    shared = hsic(kept[0].multiply(masks[1]), kept[1].multiply(masks[0]))
    aligned = shared / np.sqrt(hsic(kept[0], kept[0]) * hsic(kept[1], kept[1]))
    centred = [v - v.mean(0) for v in (x, y)]
    norms = [np.sum(v * v, 1) for v in centred]
    pairs = (centred[0], centred[1]), (centred[0],) * 2, (centred[1],) * 2
    cross = sum(np.sum((a.T @ b) ** 2) for a, b in pairs)
    return aligned, cross - norms[0] @ norms[1]


def classes(x, y, labels):
    """CDNV, neural collapse, nearest centres of classes and of samples."""
    half, kinds = len(x) // 2, np.unique(labels)
    means = np.array([x[labels == c].mean(0) for c in kinds])
    variances = np.array([np.mean(np.sum((x[labels == c] - m) ** 2, 1)) for c, m in zip(kinds, means)])
    apart = np.sum((means[:, None] - means) ** 2, 2)[np.triu_indices(len(kinds), 1)]
    centred = means - means.mean(0)
    within = np.cov((x - means[np.searchsorted(kinds, labels)]).T)
    head = np.linalg.lstsq(np.c_[x[:half], np.ones(half)], np.eye(len(kinds))[labels[:half]], rcond=None)[0]
    cosines = unit(centred) @ unit(centred).T
    nearest = NearestCentroid().fit(x[:half], labels[:half]).predict(x[half:])
    own = NearestNeighbors(n_neighbors=1, algorithm="brute", n_jobs=-1).fit(x).kneighbors(y, return_distance=False)
    return (variances.sum() / apart.mean(), np.trace(within @ np.linalg.pinv(centred.T @ centred)), cosines.mean(),
            np.linalg.norm(head[:-1].T / np.linalg.norm(head) - centred / np.linalg.norm(centred)),
            np.mean(nearest == np.argmax(np.c_[x[half:], np.ones(len(x) - half)] @ head, 1)),
            np.mean(own[:, 0] == np.arange(len(x))))


def suite(x, y, z, labels):
    half = len(x) // 2
    maps = held_out_maps(x, z)
    matched(z, x), matched(z, maps[-1].predict(x))
    matched(np.apply_along_axis(rankdata, 0, z), np.apply_along_axis(rankdata, 0, x))
    matched(z, FastICA(whiten="unit-variance", max_iter=200, random_state=0).fit(x[:4096]).transform(x))
    smooth = KernelRidge(alpha=1e-3, kernel="rbf", gamma=1.5 / x.shape[1]).fit(x[:2048], z[:2048])
    smooth.predict(x[half:half + 4096])
    spread(x, y), classes(x, y, labels), knn(x, labels), two_nn(x)
    near = [neighbours(unit(v), 10)[1][:, 1:] for v in (x, y)]
    np.mean([len(np.intersect1d(p, q, assume_unique=True)) / 10 for p, q in zip(*near)])
    kernel_alignment(x, y, near), cka(x, y), canonical(x, y), canonical(*(v @ np.linalg.svd(
        v - v.mean(0), full_matrices=False)[2].T[:, :120] for v in (x, y)))
    LogisticRegression(max_iter=200).fit(x[:half], labels[:half]).score(x[half:], labels[half:])
    information(x, z)
    np.corrcoef(ranked_distances(x[:1024]), ranked_distances(y[:1024]))
    np.linalg.svd((x - x.mean(0)).T @ (y - y.mean(0)), compute_uv=False)


def suite_with_chance(x, y, z, labels):
    """The suite and one shuffled pairing. What Szilard takes from a closed form (R², CKA, RSA, nearest neighbours,
    classes) or has no chance level (spectra, TwoNN) is not computed again, nor are components or principal axes."""
    suite(x, y, z, labels)
    order = np.random.default_rng(0).permutation(len(x))
    y, z = y[order], z[order]
    maps = held_out_maps(x, z)
    matched(z, x), matched(z, maps[-1].predict(x)), matched(z, x)
    matched(np.apply_along_axis(rankdata, 0, z), np.apply_along_axis(rankdata, 0, x))
    canonical(x, y), canonical(x[:, :120], y[:, :120]), information(x, z)
    np.linalg.svd((x - x.mean(0)).T @ (y - y.mean(0)), compute_uv=False)


def main():
    given = arguments(__doc__, CASES)
    for name in given.names:
        x, y, z, labels = arrays(*CASES[name])
        work = {
            "meters-10k-128": lambda: suite(x, y, z, labels),
            "meters-10k-128-chance": lambda: suite_with_chance(x, y, z, labels),
            "mutual-knn-60k": lambda: mutual_knn(x, y),
            "two-nn-60k": lambda: two_nn(x), "knn-60k": lambda: knn(x, labels),
            "kernel-ridge-4096": lambda: ridge(x, z),
        }[name]
        took = best_milliseconds(work, given.seconds)
        tell(name, took, given.threads, f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}")


if __name__ == "__main__":
    main()
