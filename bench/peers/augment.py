#!/usr/bin/env python3
"""Augments 28x28 grey images with torchvision, one by one, two views each, on one thread.

The pipeline is the usual one: RandomResizedCrop, RandomHorizontalFlip and ColorJitter (brightness, contrast)
on PIL images, then ToTensor, noise, Normalize and RandomErasing on tensors."""
import numpy as np
import torch
import torchvision
from PIL import Image
from torchvision import transforms

from common import arguments, best_milliseconds, tell

CASES = {"augment-28x28": 1024}


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
    given = arguments(__doc__, CASES)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    for name in given.names:
        pixels = np.random.default_rng(0).integers(0, 256, (CASES[name], 28, 28), dtype=np.uint8)
        images = [Image.fromarray(p, mode="L") for p in pixels]
        augment = pipeline()

        def iterate():
            for _ in range(2):
                torch.stack([augment(image) for image in images])

        took = best_milliseconds(iterate, given.seconds)
        tell(name, took, 1, f"torchvision {torchvision.__version__}")


if __name__ == "__main__":
    main()
