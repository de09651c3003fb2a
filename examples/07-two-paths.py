"""Reverse mode by hand on a graph in which one input is used twice."""


def value_and_gradient(a, b):
    """Returns e = (a + b)*(b + 1) with its derivatives with respect to a and b."""
    # @grad two paths
    # c = a + b
    # d = b + 1
    # e = c*d
    c = a + b
    d = b + 1.0
    e = c * d

    # @grad de/dc = d
    # de/dd = c
    dc = d
    dd = c

    # b is used in c and in d, so both of them contribute.
    # @grad de/db = de/dc*dc/db + de/dd*dd/db = d + c
    # de/da = de/dc
    # at a = 2, b = 1: de/da = 2; de/db = 5
    db = dc + dd
    da = dc
    return e, da, db


if __name__ == "__main__":
    print(value_and_gradient(2.0, 1.0))
