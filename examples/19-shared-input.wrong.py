"""The backward pass of a vector that feeds a ReLU layer and a sigmoid layer."""

import numpy as np


def backward(v, W1, W2, dh1, dh2):
    """Returns dL/dv for the gradients that arrive at the two layers."""
    # @grad shared input
    # v = [2, 3, 5, 1]
    # h1 = relu(W1 @ v)
    # h2 = sigmoid(W2 @ v)
    # given dL/dh1 = [-2, 1, 4]
    # given dL/dh2 = [1, 3, 2]
    h1 = np.maximum(W1 @ v, 0.0)
    h2 = 1.0 / (1.0 + np.exp(-(W2 @ v)))

    # @grad dL/dv = W1' @ dL/dh1 + W2' @ (dL/dh2 .* h2 .* (1 - h2))
    return W1.T @ dh1 + W2.T @ (dh2 * h2 * (1.0 - h2))


def weights_for(v, targets):
    """Returns the smallest matrix that maps v to the targets."""
    return np.outer(targets, v) / (v @ v)


if __name__ == "__main__":
    v = np.array([2.0, 3.0, 5.0, 1.0])
    h2 = np.array([0.2, 0.5, 0.3])
    W1 = weights_for(v, np.array([2.0, -1.0, 3.0]))
    W2 = weights_for(v, np.log(h2 / (1.0 - h2)))

    # @grad at h1 = [2, 0, 3], h2 = [0.2, 0.5, 0.3]: dL/dv = W1' @ [-2, 0, 4] + W2' @ [0.16, 0.75, -0.42]
    print(backward(v, W1, W2, np.array([-2.0, 1.0, 4.0]), np.array([1.0, 3.0, 2.0])))
    print(W1.T @ np.array([-2.0, 0.0, 4.0]) + W2.T @ np.array([0.16, 0.75, -0.42]))
