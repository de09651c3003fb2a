/** A fraction in no particular terms; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

let known: Rational[] = [];

/** B₂, B₄, …, at least `count` of them, exactly. */
export function bernoulliNumbers(count: number): readonly Rational[] {
  if (known.length < count) known = tangentNumbers(Math.max(64, count, 2 * known.length)).map(fromTangent);
  return known;
}

/** T₁ … Tₙ, the coefficients of tan x = Σ Tₖ x^(2k−1)/(2k − 1)!, in O(n²) operations (Brent, Harvey 2013, algorithm TangentNumbers). */
function tangentNumbers(count: number): bigint[] {
  const t: bigint[] = [0n, 1n];
  for (let k = 2; k <= count; k++) t[k] = BigInt(k - 1) * t[k - 1]!;
  for (let k = 2; k <= count; k++) {
    for (let j = k; j <= count; j++) t[j] = BigInt(j - k) * t[j - 1]! + BigInt(j - k + 2) * t[j]!;
  }
  return t.slice(1);
}

/** B₂ₖ = (−1)^(k−1)·2k·Tₖ/(4ᵏ(4ᵏ − 1)). */
function fromTangent(tangent: bigint, index: number): Rational {
  const k = index + 1;
  const four = 4n ** BigInt(k);
  const numerator = BigInt(2 * k) * tangent;
  return { numerator: k % 2 === 1 ? numerator : -numerator, denominator: four * (four - 1n) };
}
