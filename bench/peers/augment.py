#!/usr/bin/env python3
"""Augments 28x28 grey images with torchvision, one by one, two views each, on one thread.

The pipeline is the usual one: RandomResizedCrop, RandomHorizontalFlip and ColorJitter (brightness, contrast)
on PIL images, then ToTensor, noise, Normalize and RandomErasing on tensors.
Prints {"work": "augment-28x28", "images_per_second": ...}, where an image counts once for its two views.
"""
import argparse
import json
import time

import numpy as np
import torch
from PIL import Image
from torchvision import transforms


class AddNoise:
    def __init__(self, deviation):
        self.deviation = deviation

    def __call__(self, tensor):
        return tensor + self.deviation * torch.randn_like(tensor)


def pipeline():
    return transforms.Compose([
        transforms.RandomResizedCrop(28, scale=(0.4, 1.0), ratio=(3 / 4, 4 / 3)),
        transforms.RandomHorizontalFlip(0.5),
        transforms.ColorJitter(brightness=0.4, contrast=0.4),
        transforms.ToTensor(),
        AddNoise(0.05),
        transforms.Normalize((0.5,), (0.5,)),
        transforms.RandomErasing(p=0.25, scale=(0.02, 0.33)),
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    pixels = np.random.default_rng(0).integers(0, 256, (arguments.images, 28, 28), dtype=np.uint8)
    images = [Image.fromarray(p, mode="L") for p in pixels]
    augment = pipeline()
    for image in images[:100]:
        augment(image)
    best = float("inf")
    for _ in range(arguments.repeats):
        start = time.perf_counter()
        left = torch.stack([augment(image) for image in images])
        right = torch.stack([augment(image) for image in images])
        best = min(best, time.perf_counter() - start)
    assert left.shape == right.shape == (arguments.images, 1, 28, 28)
    print(json.dumps({"work": "augment-28x28", "images_per_second": arguments.images / best}))


if __name__ == "__main__":
    main()
