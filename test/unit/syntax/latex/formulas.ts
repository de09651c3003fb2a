/** Formulas as documents write them, to be cut and spliced. */
export const FORMULAS: readonly string[] = [
  String.raw`\frac{\partial L}{\partial w_{ij}^{(1)}} = \sum_{k=1}^{4} (y_k - t_k) \frac{\partial y_k}{\partial w_{ij}^{(1)}}`,
  String.raw`\begin{aligned} E &= -\sum_k t_k \log \left(\frac{\exp(y_k)}{\sum_i \exp(y_i)}\right) \\ &= \log\left(\sum_i e^{y_i}\right) - \sum_k t_k y_k \end{aligned}`,
  String.raw`\sigma'(z) = \sigma(z)\,(1 - \sigma(z)), \quad \sigma(z) = \frac{1}{1 + e^{-z}}`,
  String.raw`f(x) = \begin{cases} \lambda x & \text{if } x > 0 \\ \alpha (e^x - 1) & \text{otherwise} \end{cases}`,
  String.raw`H = \begin{bmatrix} \frac{\partial^2 f}{\partial x_1^2} & \frac{\partial^2 f}{\partial x_1 \partial x_2} \\ \frac{\partial^2 f}{\partial x_2 \partial x_1} & \frac{\partial^2 f}{\partial x_2^2} \end{bmatrix}`,
  String.raw`\left.\frac{dy}{dx}\right|_{x=1} = 3 \implies m = \frac{dy}{dx}\Big|_{x=1}`,
  String.raw`\nabla_\theta J(\theta) = \frac{1}{n} X^\top (X\theta - y), \qquad \theta \in \mathbb{R}^{n}`,
  String.raw`\frac{d}{dt}\frac{\partial L}{\partial \dot{q}} - \frac{\partial L}{\partial q} = 0 \tag{7}`,
  String.raw`\|\nabla J\|_2^2 < \frac{1}{4}\sqrt{1+x^2}\,(1+|z|)`,
  String.raw`\delta^{(l)} = \left(W^{(l+1)}\right)^T \delta^{(l+1)} \odot f'(z^{(l)})`,
  String.raw`\frac{\partial s_i}{\partial z_j} = s_i (\delta_{ij} - s_j) \text{ for } i, j = 1, \dots, K`,
  String.raw`\left(\frac{\partial P}{\partial V}\right)_T = -\frac{nRT}{V^2}, \; V > 0`,
  String.raw`\hat{y}_k = \operatorname{softmax}(\mathbf{W}\mathbf{x} + \mathbf{b})_k \quad \text{where } k \in \{1, \ldots, K\}`,
  String.raw`{\partial L \over \partial w} = \partial L/\partial y \cdot dy/dw`,
  String.raw`0 < x, y < 1; \forall x \in [0, 1) : f(x) \ge 0`,
  String.raw`\left\{\begin{array}{l} a = 1 \\ b \ne 2 \end{array}\right.`,
  String.raw`w \leftarrow w - \eta \frac{\partial L}{\partial w}`,
  String.raw`\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}} \pd{f}{x} = 2x`,
  String.raw`\mathbb{1}[y_n = k] + \mathbf{1}_n^T x + \max\{0, 1 - t\} - \max_j a_j`,
  String.raw`\sin^2 x + \cos^2 2\omega t = \log_2 x + \ln|x| - \tan^{-1}(y/x)`,
];

/** Commands, signs and pieces of formulas that meet each other in every order. */
export const PIECES: readonly string[] = [
  ..."()[]{}|,;:?+-*/^_'=<>~!.@\\ \n&#%$∂∇√²₁ᵀ∈…xdLfe12TR",
  ...(
    'frac sqrt partial nabla sum prod max hat dot mathbf mathrm text operatorname left right left( right) left. right| left\\{ ' +
    'begin{aligned} end{aligned} begin{cases} end{cases} begin{pmatrix} end{pmatrix} begin{array}{l} end{array} in to le ne ' +
    'equiv approx Rightarrow iff quad , ; | cdot times odot circ top prime log sin exp int lim foo underbrace overset underset ' +
    'substack boxed over tag label not mathbb dots infty theta delta forall vec big \\ { }'
  )
    .split(' ')
    .map((command) => `\\${command}`),
  String.raw`\frac{a}{b}`,
  String.raw`\frac{d}{dx}`,
  String.raw`\frac{\partial f}{\partial x}`,
  String.raw`\text{if }`,
  String.raw`\text{and}`,
  String.raw`\text{loss}`,
  String.raw`\mathbb{1}`,
  String.raw`\sum_{i=1}^n`,
  'x_{ij}',
  'W^{(1)}',
  'f(x)',
  '= 2',
  'dx',
  '{,}',
  '1e-3',
  ':=',
  '||',
];
