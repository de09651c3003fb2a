/* Trains one sigmoid neuron by gradient descent and watches the length of the gradient. */
#include <math.h>
#include <stdio.h>

struct neuron {
    double w, b;
};

/** The gradient of the cost (y - z)^2/2 for one example.
 *
 *  @grad sigmoid neuron
 *  y = sigmoid(w*x + b)
 *  J = 1/2*(y - z)^2
 *  dJ/dw = (y - z)*y*(1 - y)*x
 *  dJ/db = y*(1 - y)
 */
static struct neuron gradient(struct neuron n, double x, double z)
{
    const double y = 1 / (1 + exp(-(n.w * x + n.b)));
    const double db = (y - z) * y * (1 - y);
    return (struct neuron){.w = db * x, .b = db};
}

/** No gradient is longer than this.
 *
 *  @grad norm([dJ/dw, dJ/db]) < 1/4*sqrt(1 + x^2)*(0.5 + |z|)
 */
static double bound(double x, double z)
{
    return sqrt(1 + x * x) * (0.5 + fabs(z)) / 4;
}

int main(void)
{
    struct neuron n = {1, -0.5};
    for (int step = 0; step < 5; step++) {
        const struct neuron g = gradient(n, 2, 0);
        printf("%d %g %g\n", step, hypot(g.w, g.b), bound(2, 0));
        n.w -= 0.5 * g.w;
        n.b -= 0.5 * g.b;
    }
    return 0;
}
