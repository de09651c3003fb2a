// Asks Ceres' GradientChecker about derivatives of functions that another program evaluates.
//
//     g++ -O1 -I/usr/include/eigen3 ceres_check.cc -lceres -lglog -o ceres_check
//
// A line `x claimed` on standard input is a question. For each value that Ceres needs it prints `? x` and reads a line; then it
// prints 1 if Ceres accepts the derivative, else 0.

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <ceres/ceres.h>
#include <ceres/gradient_checker.h>

class Asked : public ceres::SizedCostFunction<1, 1> {
 public:
  explicit Asked(double claimed) : claimed_(claimed) {}

  bool Evaluate(double const* const* x, double* value, double** derivative) const override {
    std::printf("? %.17g\n", x[0][0]);
    std::fflush(stdout);
    std::string line;
    if (!std::getline(std::cin, line)) return false;
    value[0] = std::strtod(line.c_str(), nullptr);
    if (derivative != nullptr && derivative[0] != nullptr) derivative[0][0] = claimed_;
    return true;
  }

 private:
  double claimed_;
};

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    char* rest = nullptr;
    const double x = std::strtod(line.c_str(), &rest);
    const Asked cost(std::strtod(rest, nullptr));
    ceres::NumericDiffOptions options;
    ceres::GradientChecker checker(&cost, static_cast<std::vector<const ceres::Manifold*>*>(nullptr), options);
    ceres::GradientChecker::ProbeResults results;
    const double* parameters[] = {&x};
    std::printf("%d\n", checker.Probe(parameters, 1e-8, &results) ? 1 : 0);
    std::fflush(stdout);
  }
}
