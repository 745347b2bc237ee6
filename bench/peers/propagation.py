#!/usr/bin/env python3
"""Passes of centred equilibrium propagation over generated digits, in PyTorch: the same steps, inputs and
weights as Szilard's DigitProblem. As a careful user of PyTorch would write it: x·W1 once per batch, both nudges
as one batch of twice the size, products and sums in one call each, no autograd, results into arrays that are
there already."""
import numpy as np
import torch

from common import arguments, best_milliseconds, tell, uniform

PIXELS, CLASSES = 784, 10
STEP, FREE, CLAMPED, BETA = 0.5, 20, 4, 0.5
RATES = (0.1, 0.1, 0.05, 0.05)
CASES = {"propagation-500-20": (500, 20, 1000), "propagation-2048-128": (2048, 128, 1280)}


def digits(count):
    """Ten prototypes in a box of 20x20 pixels, three in eight pixels inked, one in ten redrawn for each
    digit."""
    prototype, other = uniform((CLASSES, PIXELS), 1), uniform((count, PIXELS), 2)
    redrawn = uniform((count, PIXELS), 3) > np.float32(0.8)
    labels = np.arange(count) % CLASSES
    ink = np.where(redrawn, other, prototype[labels])
    pixel = np.arange(PIXELS)
    box = (pixel // 28 >= 4) & (pixel // 28 < 24) & (pixel % 28 >= 4) & (pixel % 28 < 24)
    return np.where(box & (ink > np.float32(0.25)), ink, np.float32(0)).astype(np.float32), labels


def weights(hidden):
    """Weights in closed form within the bound of the published network, biases at zero."""
    sizes = (PIXELS, hidden, CLASSES)
    made = []
    for layer, (below, above) in enumerate(zip(sizes, sizes[1:])):
        bound = 0.5 * (6.0 / (below + above)) ** 0.5
        made += [uniform((below, above), 10 + layer, bound), np.zeros(above, dtype=np.float32)]
    return [torch.from_numpy(w) for w in made]


class Network:
    def __init__(self, hidden, batch):
        self.w1, self.b1, self.w2, self.b2 = weights(hidden)
        self.dtype = self.w1.dtype
        self.batch = batch

    def relax(self, h, y, drive, steps, pull=None, target=None):
        """s <- clip(s + step (f - s), 0, 1), both layers at once; pull is 2 beta of each sample."""
        to_h, to_y = torch.empty_like(h), torch.empty_like(y)
        for _ in range(steps):
            torch.addmm(drive, y, self.w2.T, out=to_h)
            torch.addmm(self.b2, h, self.w2, out=to_y)
            if pull is not None:
                to_y.addcmul_(pull, target - y)
            h.lerp_(to_h, STEP).clamp_(0, 1)
            y.lerp_(to_y, STEP).clamp_(0, 1)
        return h, y

    def estimate(self, x, target):
        """Outputs at rest and the four estimates."""
        count = x.shape[0]
        drive = torch.addmm(self.b1, x, self.w1)
        h, y = torch.zeros_like(drive), torch.zeros(count, CLASSES, dtype=self.dtype)
        h, y = self.relax(h, y, drive, FREE)
        pull = torch.full((2 * count, 1), 2 * BETA, dtype=self.dtype)
        pull[:count] = -2 * BETA
        h2, y2 = self.relax(
            h.repeat(2, 1), y.repeat(2, 1), drive.repeat(2, 1), CLAMPED, pull, target.repeat(2, 1))
        (h_minus, h_plus), (y_minus, y_plus) = h2.split(count), y2.split(count)
        scale = -1 / (2 * BETA * count)
        change = h_plus - h_minus
        to_w2 = (h_plus.T @ y_plus).sub_(h_minus.T @ y_minus).mul_(scale)
        return y, (change, scale), [change.sum(0) * scale, to_w2, (y_plus - y_minus).sum(0) * scale]

    def learn(self, x, labels, target):
        """One step; how many of its digits were wrong before."""
        y, (change, scale), (to_b1, to_w2, to_b2) = self.estimate(x, target)
        self.w1.addmm_(x.T, change, alpha=-RATES[0] * scale)
        for value, estimate, rate in zip((self.b1, self.w2, self.b2), (to_b1, to_w2, to_b2), RATES[1:]):
            value.add_(estimate, alpha=-rate)
        return (y.argmax(1) != labels).sum()

    def learn_all(self, x, labels, target):
        wrong = 0
        for at in range(0, x.shape[0], self.batch):
            part = slice(at, at + self.batch)
            wrong += int(self.learn(x[part], labels[part], target[part]))
        return wrong


def problem(hidden, batch, count):
    x, labels = digits(count)
    x, labels = torch.from_numpy(x), torch.as_tensor(labels)
    return Network(hidden, batch), x, labels, torch.nn.functional.one_hot(labels, CLASSES).to(x.dtype)


def main():
    given = arguments(__doc__, CASES)
    torch.set_num_threads(given.threads)
    for name in given.names:
        network, x, labels, target = problem(*CASES[name])
        with torch.no_grad():
            took = best_milliseconds(lambda: network.learn_all(x, labels, target), given.seconds)
        tell(name, took, given.threads, f"PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
