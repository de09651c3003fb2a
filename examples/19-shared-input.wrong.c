/* The backward pass of a vector that feeds a ReLU layer and a sigmoid layer. */
#include <math.h>
#include <stdio.h>

enum { OUT = 3, IN = 4 };

/* @grad shared input
 * W1, W2 : 3x4
 * v : R^4
 * h1 = relu(W1*v)
 * h2 = sigmoid(W2*v)
 * given dL/dh1
 * given dL/dh2
 *
 * dL/dv = W1*(dL/dh1 .* step(W1*v)) + W2'*(dL/dh2 .* h2)
 */
static void backward(double W1[OUT][IN], double W2[OUT][IN], const double v[IN],
                     const double dh1[OUT], const double dh2[OUT], double dv[IN])
{
    for (int j = 0; j < IN; j++)
        dv[j] = 0;
    for (int i = 0; i < OUT; i++) {
        double z1 = 0, z2 = 0;
        for (int j = 0; j < IN; j++) {
            z1 += W1[i][j] * v[j];
            z2 += W2[i][j] * v[j];
        }
        const double h2 = 1 / (1 + exp(-z2));
        const double dz1 = z1 > 0 ? dh1[i] : 0;
        const double dz2 = dh2[i] * h2;
        for (int j = 0; j < IN; j++)
            dv[j] += W1[i][j] * dz1 + W2[i][j] * dz2;
    }
}

/* @grad shared input, with the numbers of the exercise
 * v = [2, 3, 5, 1]
 * h1 = relu(W1*v)
 * h2 = sigmoid(W2*v)
 * given dL/dh1 = [-2, 1, 4]
 * given dL/dh2 = [1, 3, 2]
 * at h1 = [2, 0, 3], h2 = [0.2, 0.5, 0.3]: dL/dv = W1'*[-2, 0, 4] + W2'*[0.16, 0.75, -0.42]
 */
int main(void)
{
    const double v[IN] = {2, 3, 5, 1};
    const double dh1[OUT] = {-2, 1, 4}, dh2[OUT] = {1, 3, 2};
    const double z1[OUT] = {2, -1, 3};
    const double z2[OUT] = {log(0.2 / 0.8), 0, log(0.3 / 0.7)};
    double W1[OUT][IN], W2[OUT][IN], dv[IN];
    for (int i = 0; i < OUT; i++) {
        for (int j = 0; j < IN; j++) {
            W1[i][j] = z1[i] * v[j] / 39;
            W2[i][j] = z2[i] * v[j] / 39;
        }
    }
    backward(W1, W2, v, dh1, dh2, dv);
    for (int j = 0; j < IN; j++)
        printf("%g\n", dv[j]);
    return 0;
}
