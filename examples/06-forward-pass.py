"""Classifies one point with a network of two ReLU units and a softmax."""

import numpy as np

# @grad forward pass
# x = [3, 1, -1]
# W = [[2, 1, -2], [-1, -3, 5]]
# V = [[6, -1], [2, 8]]
x = np.array([3.0, 1.0, -1.0])
W = np.array([[2.0, 1.0, -2.0], [-1.0, -3.0, 5.0]])
V = np.array([[6.0, -1.0], [2.0, 8.0]])


def softmax(o):
    weights = np.exp(o - o.max())
    return weights / weights.sum()


def forward(x):
    # @grad z = W*x
    # h = relu(z)
    z = W @ x
    h = np.maximum(z, 0.0)
    # @grad o = V*h
    # p = softmax(o)
    return softmax(V @ h)


if __name__ == "__main__":
    # What the lecture got by hand:
    # @grad z = [9, -11]
    # h = [9, 0]
    # o = [54, 18]
    # p ≈ [1, 2.3e-16]
    print(forward(x))
