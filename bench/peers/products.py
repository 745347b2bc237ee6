#!/usr/bin/env python3
"""Matrix products by OpenBLAS through NumPy. Its settings are read when the library is loaded, so each number
of threads takes a process of its own."""
import ctypes
import os
import sys

CASES = {"matmul-1024-1": 1, "matmul-1024-2": 2}


def library():
    """What OpenBLAS says of itself and the kernel that it chose for this processor."""
    try:
        blas = ctypes.CDLL("libopenblas.so.0")
        blas.openblas_get_corename.restype = ctypes.c_char_p
        blas.openblas_get_config.restype = ctypes.c_char_p
        words = blas.openblas_get_config().decode().split()
        return f"{words[0]} {words[1]}, {blas.openblas_get_corename().decode()} kernel"
    except OSError:
        return "the BLAS of NumPy"


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in CASES:
        sys.exit(f"{__doc__}\nUsage: products.py {'|'.join(CASES)} [--seconds S]")
    threads = CASES[sys.argv[1]]
    os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
    import numpy as np
    from common import arguments, best_milliseconds, tell, uniform
    given = arguments(__doc__, CASES)
    a, b = uniform((1024, 1024), 1), uniform((1024, 1024), 2)
    product = np.empty((1024, 1024), dtype=np.float32)
    took = best_milliseconds(lambda: np.matmul(a, b, out=product), given.seconds)
    tell(given.names[0], took, threads, f"NumPy {np.__version__}, {library()}")


if __name__ == "__main__":
    main()
