/* Gradients of a 2-3-1 network with ReLU for a batch of four points. */
#include <stdio.h>

enum { POINTS = 4, INPUTS = 2, UNITS = 3 };

/* @grad batch of four
 * X = [0.6, -1; 0.8, -1; -0.4, 0.9; 0.2, 0]
 * t = [-0.8, -0.1, 0.9, 0.7]
 * W1 = [-0.8, -0.7, 0.6; -1, 0.5, -1]
 * b1 = [-0.2, -1, -0.7]
 * W2 = [0.1, -1, 0.5]
 * b2 = -0.7
 */
static const double X[POINTS][INPUTS] = {{0.6, -1}, {0.8, -1}, {-0.4, 0.9}, {0.2, 0}};
static const double t[POINTS] = {-0.8, -0.1, 0.9, 0.7};
static const double W1[INPUTS][UNITS] = {{-0.8, -0.7, 0.6}, {-1, 0.5, -1}};
static const double b1[UNITS] = {-0.2, -1, -0.7};
static const double W2[UNITS] = {0.1, -1, 0.5};
static const double b2 = -0.7;

struct gradients {
    double b2, W2[UNITS], b1[UNITS], W1[INPUTS][UNITS];
};

/*
 * @grad Z = X*W1 + b1
 * H = relu(Z)
 * y = H*W2 + b2
 * L = 1/2*norm(y - t)^2
 *
 * dL/db2 = sum(y - t)
 * dL/dW2 = H'*(y - t)
 * dL/db1 = W2 .* (step(Z)'*(y - t))
 * dL/dW1 = X'*(((y - t)*W2') .* step(Z))
 */
static struct gradients backward(void)
{
    struct gradients g = {0};
    for (int k = 0; k < POINTS; k++) {
        double z[UNITS], y = b2;
        for (int j = 0; j < UNITS; j++) {
            z[j] = b1[j];
            for (int i = 0; i < INPUTS; i++)
                z[j] += X[k][i] * W1[i][j];
            y += W2[j] * (z[j] > 0 ? z[j] : 0);
        }
        const double residual = y - t[k];
        g.b2 += residual;
        for (int j = 0; j < UNITS; j++) {
            if (z[j] <= 0)
                continue;
            g.W2[j] += residual * z[j];
            g.b1[j] += residual * W2[j];
            for (int i = 0; i < INPUTS; i++)
                g.W1[i][j] += X[k][i] * residual * W2[j];
        }
    }
    return g;
}

/* @grad dL/db2 = -2.732
 * dL/dW2 = [0.1168, 0, 0.1536]
 * dL/db1 = [0.0268, 0, 0.134]
 * dL/dW1 = [0.0122, 0, 0.061; -0.0268, 0, -0.134]
 */
int main(void)
{
    const struct gradients g = backward();
    printf("%g\n", g.b2);
    for (int j = 0; j < UNITS; j++)
        printf("%g %g %g %g\n", g.W2[j], g.b1[j], g.W1[0][j], g.W1[1][j]);
    return 0;
}
