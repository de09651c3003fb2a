"""Gradients of a 2-3-1 network with ReLU for a batch of four points."""

import numpy as np

# @grad batch of four
# X = [[0.6, -1], [0.8, -1], [-0.4, 0.9], [0.2, 0]]
# t = [-0.8, -0.1, 0.9, 0.7]
# W1 = [[-0.8, -0.7, 0.6], [-1, 0.5, -1]]
# b1 = [-0.2, -1, -0.7]
# W2 = [0.1, -1, 0.5]
# b2 = -0.7
X = np.array([[0.6, -1.0], [0.8, -1.0], [-0.4, 0.9], [0.2, 0.0]])
t = np.array([-0.8, -0.1, 0.9, 0.7])
W1 = np.array([[-0.8, -0.7, 0.6], [-1.0, 0.5, -1.0]])
b1 = np.array([-0.2, -1.0, -0.7])
W2 = np.array([0.1, -1.0, 0.5])
b2 = -0.7


def gradients(X, t, W1, b1, W2, b2):
    # @grad Z = X @ W1 + b1
    # H = relu(Z)
    # y = H @ W2 + b2
    # L = sum((y - t)**2)/2
    Z = X @ W1 + b1
    H = np.maximum(Z, 0.0)
    r = H @ W2 + b2 - t

    # @grad dL/db2 = sum(y - t)
    # dL/dW2 = H' @ (y - t)
    db2 = r.sum()
    dW2 = H.T @ r

    # @grad dL/db1 = sum((y - t)*W2', axis=0)
    # dL/dW1 = X' @ ((y - t)*W2')
    G = np.outer(r, W2)
    return db2, dW2, G.sum(axis=0), X.T @ G


if __name__ == "__main__":
    # The numbers of this program, which forgets where the ReLU is off.
    # @grad dL/db2 = -2.732
    # dL/dW2 = [0.1168, 0, 0.1536]
    # dL/db1 = [-0.2732, 2.732, -1.366]
    # dL/dW1 = [[0.0482, -0.482, 0.241], [-0.1708, 1.708, -0.854]]
    for gradient in gradients(X, t, W1, b1, W2, b2):
        print(np.round(gradient, 4))
