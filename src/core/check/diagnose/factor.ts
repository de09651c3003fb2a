/** Claimed and expected entries at one point, in the same order. */
export interface Sample {
  readonly claimed: Float64Array;
  readonly expected: Float64Array;
}

const NAMED: readonly (readonly [number, string])[] = [
  [-1, 'The sign is wrong: the claim is the negative of what is right.'],
  [2, 'The claim is twice what is right: a factor 2 too many.'],
  [0.5, 'The claim is half of what is right: a factor 2 is missing.'],
  [-2, 'The claim is −2 times what is right.'],
  [-0.5, 'The claim is −½ times what is right.'],
];

/**
 * Says by which constant factor a claim is off, when it is the same at all points and entries; it takes three numbers to
 * tell a factor from an accident.
 */
export function factorNote(samples: readonly Sample[]): string | undefined {
  let factor: number | undefined;
  let seen = 0;
  for (const { claimed, expected } of samples) {
    for (let i = 0; i < expected.length; i++) {
      const a = claimed[i]!;
      const b = expected[i]!;
      if (a === 0 && b === 0) continue;
      if (a === 0 || b === 0) return undefined;
      const ratio = a / b;
      factor ??= ratio;
      if (Math.abs(ratio - factor) > 1e-9 * Math.abs(factor)) return undefined;
      seen++;
    }
  }
  if (factor === undefined || seen < 3 || Math.abs(factor - 1) < 1e-9) return undefined;
  const named = NAMED.find(([value]) => Math.abs(factor - value) < 1e-9);
  return named?.[1] ?? `The claim is ${Number(factor.toPrecision(6))} times what is right, everywhere.`;
}
