/**
 * The error function and its complement after s_erf.c of fdlibm (Sun Microsystems, 1993): rational approximations on five
 * intervals. In the tails e^(−x²) is split at x rounded to 24 bits, whose square is exact, so that erfc keeps its relative
 * accuracy: about 2 ulps with the exponential of the runtime.
 */

const EFX = 0.1283791670955126;
const ERX = 0.8450629115104675;

const PP = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
  -2.3763016656650163e-5,
];
const QQ = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
  -3.960228278775368e-6,
];
const PA = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const QA = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const RA = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const SA = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const RB = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const SB = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];

/** Σ cₖ·xᵏ by Horner's rule. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k]!;
  return sum;
}

const ratio = (numerator: readonly number[], denominator: readonly number[], x: number): number =>
  polynomial(numerator, x) / polynomial(denominator, x);

/** erfc(a) for a ≥ 1.25. */
function tail(a: number): number {
  if (a > 28) return 0;
  const s = 1 / (a * a);
  const quotient = a < 1 / 0.35 ? ratio(RA, SA, s) : ratio(RB, SB, s);
  const z = Math.fround(a);
  return (Math.exp(-z * z - 0.5625) * Math.exp((z - a) * (z + a) + quotient)) / a;
}

/** 2/√π ∫₀ˣ e^(−t²) dt. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a < 0.84375) return a < 2 ** -28 ? x + EFX * x : x + x * ratio(PP, QQ, x * x);
  if (Number.isNaN(x)) return x;
  const y = a < 1.25 ? ERX + ratio(PA, QA, a - 1) : a < 6 ? 1 - tail(a) : 1;
  return x < 0 ? -y : y;
}

/** 1 − erf(x), without cancellation for large x. */
export function erfc(x: number): number {
  const a = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (a < 0.84375) {
    const y = ratio(PP, QQ, x * x);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }
  if (a < 1.25) {
    const y = ratio(PA, QA, a - 1);
    return x < 0 ? 1 + ERX + y : 1 - ERX - y;
  }
  return x < 0 ? (x < -6 ? 2 : 2 - tail(a)) : tail(a);
}
