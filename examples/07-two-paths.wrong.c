/* Reverse mode by hand on a graph in which one input is used twice. */
#include <stdio.h>

// @grad two paths
// c = a + b
// d = b + 1
// e = c*d
struct gradient {
    double a, b;
};

static struct gradient backward(double a, double b)
{
    const double c = a + b;
    const double d = b + 1;
    // @grad de/dc = d;  de/dd = c
    // de/da = de/dc*dc/da = d
    // de/db = de/dc*dc/db = d
    // at a = 2, b = 1: de/da = 2; de/db = 2
    return (struct gradient){.a = d, .b = d};
}

int main(void)
{
    const struct gradient g = backward(2, 1);
    printf("%g %g\n", g.a, g.b);
    return 0;
}
