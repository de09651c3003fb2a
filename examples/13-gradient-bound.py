"""Trains one sigmoid neuron by gradient descent and watches the length of the gradient."""

import math


def gradient(w, b, x, z):
    # @grad sigmoid neuron
    # y = sigmoid(w*x + b)
    # J = 0.5*(y - z)**2
    # dJ/dw = (y - z)*y*(1 - y)*x
    # dJ/db = (y - z)*y*(1 - y)
    y = 1.0 / (1.0 + math.exp(-(w * x + b)))
    db = (y - z) * y * (1.0 - y)
    return db * x, db


def bound(x, z):
    # @grad norm([dJ/dw, dJ/db]) < sqrt(1 + x**2)*(1 + |z|)/4
    # norm([dJ/dw, dJ/db]) < sqrt(1 + x**2)*(0.6 + |z|)/4
    return math.sqrt(1.0 + x * x) * (0.6 + abs(z)) / 4.0


if __name__ == "__main__":
    w, b = 1.0, -0.5
    for step in range(5):
        dw, db = gradient(w, b, x=2.0, z=0.0)
        print(step, math.hypot(dw, db), bound(2.0, 0.0))
        w, b = w - 0.5 * dw, b - 0.5 * db
