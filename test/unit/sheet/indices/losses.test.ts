import { describe } from 'vitest';
import { check } from './formulas';

describe('softmax', () => {
  check(
    'its Jacobian by a Kronecker delta and by cases',
    String.raw`
y_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}
\frac{\partial y_i}{\partial z_j} = y_i(\delta_{ij} - y_j) % => agree
\frac{\partial y_i}{\partial z_j} = y_i(\delta_{ij} + y_j) % => wrong-derivative
\frac{\partial y_i}{\partial z_j} = \begin{cases} y_i(1-y_i), & i=j \\ -y_i y_j, & i \ne j\end{cases} % => agree
\frac{\partial y_i}{\partial z_j} = \begin{cases} y_i(1-y_i), & i=j \\ y_i y_j, & i \ne j\end{cases} % => wrong-derivative
\frac{\partial y_i}{\partial z_j} = \begin{cases} y_i(1+y_i), & i=j \\ -y_i y_j, & i \ne j\end{cases} % => wrong-derivative
\frac{\partial y_i}{\partial z_i} = y_i(1 - y_i) % => agree
\frac{\partial y_i}{\partial z_i} = y_i % => wrong-derivative
\frac{\partial y_i}{\partial z_j} = -y_i y_j \text{ for } i \neq j % => agree
\frac{\partial y_i}{\partial z_j} = y_i y_j \text{ for } i \neq j % => wrong-derivative
\frac{\partial y_i}{\partial z_j} = -y_i y_j \quad (i \neq j) % => agree
\frac{\partial y_i}{\partial z_j} = y_i(1 - y_j) \text{ for } i = j % => agree`,
  );
  check(
    'with the condition in the line before',
    String.raw`
y_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}
i = k
\frac{\partial y_k}{\partial z_i} = y_k(1 - y_k) % => agree-reading
\frac{\partial y_k}{\partial z_i} = y_k(1 + y_k) % => wrong-derivative
i \neq k
\frac{\partial y_k}{\partial z_i} = -y_k y_i % => agree-reading
\frac{\partial y_k}{\partial z_i} = y_k y_i % => wrong-derivative
\frac{\partial y_k}{\partial z_i} = y_k(\delta_{ik} - y_i) % => agree`,
  );
  check(
    'with a condition that nothing states',
    String.raw`
y_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}
\frac{\partial y_k}{\partial z_i} = -y_k y_i % => condition
\frac{\partial y_k}{\partial z_i} = y_k y_i % => wrong-derivative`,
  );
});

describe('cross-entropy', () => {
  check(
    'of general targets',
    String.raw`
E = -\sum_k t_k \log \left(\frac{\exp(y_k)}{\sum_i \exp(y_i)} \right)
E = \log \left(\sum_i \exp(y_i) \right) \sum_k t_k - \sum_k t_k y_k % => agree
\frac{\partial E}{\partial y_i} = \frac{\exp(y_i)}{\sum_i \exp(y_i)} \sum_k t_k - t_i % => agree
\frac{\partial E}{\partial y_i} = \frac{\exp(y_i)}{\sum_k \exp(y_k)} \sum_k t_k + t_i % => wrong-derivative`,
  );
  check(
    'of weights',
    String.raw`
y_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}
E = -\sum_k t_k \log y_k
\sum_k t_k = 1
\frac{\partial E}{\partial z_i} = y_i - t_i % => agree
\frac{\partial E}{\partial z_i} = t_i - y_i % => wrong-derivative
\frac{\partial E}{\partial y_i} = -\frac{t_i}{y_i} % => agree
\frac{\partial E}{\partial y_i} = \frac{t_i}{y_i} % => wrong-derivative`,
  );
  check(
    'of targets that may be weights, which is not said',
    String.raw`
y_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}
E = -\sum_k t_k \log y_k
\frac{\partial E}{\partial z_i} = y_i - t_i % => reading
\frac{\partial E}{\partial z_i} = y_i + t_i % => wrong-derivative`,
  );
  check(
    'of one class, whose index is not written',
    String.raw`
\hat y_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}
L = -\log \hat y_k
\frac{\partial L}{\partial z_i} = \hat y_i - \delta_{ik} % => agree
\frac{\partial L}{\partial z_i} = \hat y_i + \delta_{ik} % => wrong-derivative`,
  );
  check(
    'of two classes, over samples',
    String.raw`
\hat{y}_n = \sigma(w x_n + b)
E = -\sum_{n=1}^N \left[ y_n \log \hat y_n + (1-y_n)\log(1-\hat y_n)\right]
\frac{\partial E}{\partial w} = \sum_{n=1}^N (\hat y_n - y_n) x_n % => agree
\frac{\partial E}{\partial w} = \sum_{n=1}^N (\hat y_n - y_n) % => wrong-derivative
\frac{\partial E}{\partial b} = \sum_{n=1}^N (\hat y_n - y_n) % => agree
\frac{\partial E}{\partial b} = \sum_{n=1}^N (y_n - \hat y_n) % => wrong-derivative
\frac{\partial E}{\partial \hat y_n} = -\frac{y_n}{\hat y_n} + \frac{1-y_n}{1-\hat y_n} % => agree
\frac{\partial E}{\partial \hat y_n} = \frac{y_n}{\hat y_n} - \frac{1-y_n}{1-\hat y_n} % => wrong-derivative`,
  );
});

describe('batches', () => {
  check(
    'normalised by their mean',
    String.raw`
y_i = \gamma \left( x_i - \frac{1}{n} \sum_{j=1}^n x_j \right) + \beta
\frac{\partial y_j}{\partial x_i} = \gamma(\delta_{ij} - \frac1n) % => agree
\frac{\partial y_j}{\partial x_i} = \gamma(\delta_{ij} + \frac1n) % => wrong-derivative
\frac{\partial y_j}{\partial x_i} = \begin{cases} \gamma ( 1 - \frac{1}{n} ), & i = j \\ \gamma ( -\frac{1}{n}), & i \neq j \end{cases} % => agree
\frac{\partial y_j}{\partial x_i} = \begin{cases} \gamma ( 1 - \frac{1}{n} ), & i = j \\ \gamma ( \frac{1}{n} ), & i \neq j \end{cases} % => wrong-derivative
\frac{\partial y_i}{\partial \gamma} = x_i - \frac1n \sum_{j=1}^n x_j % => agree
\frac{\partial y_i}{\partial \beta} = 1 % => agree
\frac{\partial y_i}{\partial \beta} = \gamma % => wrong-derivative`,
  );
  check(
    'with a name for the mean',
    String.raw`
\mu = \frac1n \sum_{i=1}^n x_i
v = \frac1n \sum_{i=1}^n (x_i - \mu)^2
\frac{\partial \mu}{\partial x_i} = \frac1n % => agree
\frac{\partial \mu}{\partial x_i} = 1 % => wrong-derivative
\frac{\partial v}{\partial x_j} = \frac{2}{n}(x_j - \mu) % => agree
\frac{\partial v}{\partial x_j} = \frac{2}{n} x_j % => wrong-derivative
\frac{\partial v}{\partial x_j} = 2(x_j - \mu) % => wrong-derivative`,
  );
  check(
    'with the number of the sample above',
    String.raw`
E = \frac1N \sum_{n=1}^N (y^{(n)} - t^{(n)})^2
\frac{\partial E}{\partial y^{(n)}} = \frac{2}{N}(y^{(n)} - t^{(n)}) % => agree
\frac{\partial E}{\partial y^{(n)}} = 2(y^{(n)} - t^{(n)}) % => wrong-derivative
\frac{\partial E}{\partial t^{(n)}} = \frac{2}{N}(t^{(n)} - y^{(n)}) % => agree`,
  );
  check(
    'of vectors, sample above and entry below',
    String.raw`
\hat y^{(i)} = \sum_{j=1}^d w_j x_j^{(i)} + b
J = \frac{1}{2m} \sum_{i=1}^m (\hat y^{(i)} - y^{(i)})^2
\frac{\partial J}{\partial w_j} = \frac1m \sum_{i=1}^m (\hat y^{(i)} - y^{(i)}) x_j^{(i)} % => agree
\frac{\partial J}{\partial w_j} = \frac1m \sum_{i=1}^m (\hat y^{(i)} - y^{(i)}) % => wrong-derivative
\frac{\partial J}{\partial b} = \frac1m \sum_{i=1}^m (\hat y^{(i)} - y^{(i)}) % => agree
\frac{\partial J}{\partial b} = \frac1m \sum_{i=1}^m (y^{(i)} - \hat y^{(i)}) % => wrong-derivative`,
  );
});
