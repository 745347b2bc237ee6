"""What the peers share: inputs in closed form, timing, and one JSON line per case."""
import argparse
import json
import time

import numpy as np

MASK = 0xFFFFFFFF


def uniform(shape, seed, bound=1.0):
    """Values spread evenly over [-bound, bound), the same to the bit as ClosedForm.Uniform in C#."""
    count = int(np.prod(shape))
    h = (np.arange(count, dtype=np.uint64) + np.uint64((seed * 0x9E3779B9) & MASK)) & np.uint64(MASK)
    h = ((h ^ (h >> np.uint64(16))) * np.uint64(0x85EBCA6B)) & np.uint64(MASK)
    h = ((h ^ (h >> np.uint64(13))) * np.uint64(0xC2B2AE35)) & np.uint64(MASK)
    h = h ^ (h >> np.uint64(16))
    return (bound * (h / 2147483648.0 - 1)).astype(np.float32).reshape(shape)


def arguments(description, names):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("names", nargs="*", help="cases, all by default: " + ", ".join(names))
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each case is timed at least")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    for name in given.names:
        if name not in names:
            parser.error(f"there is no case {name}; there are {', '.join(names)}")
    given.names = given.names or list(names)
    return given


def best_milliseconds(iterate, seconds):
    """The shortest iteration of at least three, after a warm-up."""
    start = time.perf_counter()
    iterate()
    while time.perf_counter() - start < min(0.4, seconds):
        iterate()
    best, total, count = float("inf"), 0.0, 0
    while count < 3 or total < seconds:
        start = time.perf_counter()
        iterate()
        took = time.perf_counter() - start
        best, total, count = min(best, took), total + took, count + 1
    return best * 1e3


def tell(name, milliseconds, threads, version):
    line = {"name": name, "milliseconds": milliseconds, "threads": threads, "version": version}
    print(json.dumps(line), flush=True)
