/* The derivative of a lattice of sines and cosines, by reverse mode. */
#include <math.h>
#include <stdio.h>

enum { LAYERS = 5 };

/* @grad sine lattice
 * x = 1
 * s1 = sin(x);       c1 = cos(x)
 * s2 = sin(s1 + c1);  c2 = cos(s1 + c1)
 * s3 = sin(s2 + c2);  c3 = cos(s2 + c2)
 * s4 = sin(s3 + c3);  c4 = cos(s3 + c3)
 * s5 = sin(s4 + c4);  c5 = cos(s4 + c4)
 * o = s5*c5
 */
static double derivative(double x, double *output)
{
    double sum[LAYERS];
    sum[0] = x;
    for (int i = 1; i < LAYERS; i++)
        sum[i] = sin(sum[i - 1]) + cos(sum[i - 1]);
    double s = sin(sum[LAYERS - 1]), c = cos(sum[LAYERS - 1]);
    *output = s * c;

    // @grad do/ds5 = c5; do/dc5 = s5
    double ds = c, dc = s;
    for (int i = LAYERS - 1; i >= 0; i--) {
        // @grad do/ds4 = do/ds5*cos(s4 + c4) - do/dc5*sin(s4 + c4)
        // do/dc4 = do/ds4
        ds = dc = ds * cos(sum[i]) - dc * sin(sum[i]);
    }
    return ds;
}

/* @grad s1 = 0.84; c1 = 0.54
 * s2 = 0.98; c2 = 0.19
 * s3 = 0.92; c3 = 0.39
 * s4 = 0.97; c4 = 0.26
 * s5 = 0.94; c5 = 0.34
 * o = 0.32
 * do/dx = -0.069186
 */
int main(void)
{
    double output;
    const double slope = derivative(1, &output);
    printf("%g %g\n", output, slope);
    return 0;
}
