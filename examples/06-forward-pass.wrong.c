/* Classifies one point with a network of two ReLU units and a softmax. */
#include <math.h>
#include <stdio.h>

/* @grad forward pass
 * x = [3, 1, -1]
 * W = [2, 1, -2; -1, -3, 5]
 * V = [6, -1; 2, 8]
 * z = W*x
 * h = relu(z)
 * o = V*h
 * p = softmax(o)
 *
 * z = [9, -11]
 * h = [9, -11]
 * o = [54, 18]
 * p ≈ [0.75, 0.25]
 */
static const double W[2][3] = {{2, 1, -2}, {-1, -3, 5}};
static const double V[2][2] = {{6, -1}, {2, 8}};

static void forward(const double x[3], double p[2])
{
    double h[2], o[2];
    for (int i = 0; i < 2; i++) {
        double z = 0;
        for (int j = 0; j < 3; j++)
            z += W[i][j] * x[j];
        h[i] = z > 0 ? z : 0;
    }
    for (int i = 0; i < 2; i++)
        o[i] = V[i][0] * h[0] + V[i][1] * h[1];
    const double largest = fmax(o[0], o[1]);
    const double total = exp(o[0] - largest) + exp(o[1] - largest);
    for (int i = 0; i < 2; i++)
        p[i] = exp(o[i] - largest) / total;
}

int main(void)
{
    const double x[3] = {3, 1, -1};
    double p[2];
    forward(x, p);
    printf("%g %g\n", p[0], p[1]);
    return 0;
}
