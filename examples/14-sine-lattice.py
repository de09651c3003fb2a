"""The derivative of a lattice of sines and cosines, by reverse mode."""

from math import cos, sin

# @grad sine lattice
# x = 1
# s1 = sin(x);       c1 = cos(x)
# s2 = sin(s1 + c1);  c2 = cos(s1 + c1)
# s3 = sin(s2 + c2);  c3 = cos(s2 + c2)
# s4 = sin(s3 + c3);  c4 = cos(s3 + c3)
# s5 = sin(s4 + c4);  c5 = cos(s4 + c4)
# o = s5*c5

# What the lecture has for x = 1:
# @grad s1 = 0.84; c1 = 0.54
# s2 = 0.98; c2 = 0.19
# s3 = 0.92; c3 = 0.39
# s4 = 0.97; c4 = 0.26
# s5 = 0.94; c5 = 0.34
# o = 0.32
# do/dx = -0.069186


def value_and_derivative(x, layers=5):
    """Returns the output and its derivative."""
    sums = [x]
    for _ in range(layers - 1):
        sums.append(sin(sums[-1]) + cos(sums[-1]))
    s, c = sin(sums[-1]), cos(sums[-1])

    # @grad do/ds5 = c5; do/dc5 = s5
    ds, dc = c, s
    for total in reversed(sums):
        # @grad do/ds4 = do/ds5*c5 - do/dc5*s5
        # do/dc4 = do/ds4
        ds = dc = ds * cos(total) - dc * sin(total)
    return s * c, ds


if __name__ == "__main__":
    print(value_and_derivative(1.0))
