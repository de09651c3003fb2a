/**
 * Every code that a verdict or a problem of a document can have; stable, because people filter and link by them. Each has a
 * heading of its own in `docs/verdicts.md`.
 */
export const CODES = [
  'agree',
  'agree-constraint',
  'agree-kink',
  'agree-layout',
  'agree-partial',
  'agree-reading',
  'wrong-derivative',
  'wrong-identity',
  'wrong-inequality',
  'wrong-shape',
  'wrong-value',
  'values-only',
  'approximate',
  'budget',
  'circular',
  'condition',
  'conditioning',
  'depends',
  'domain',
  'equation',
  'internal',
  'kink',
  'out-of-range',
  'reading',
  'shape',
  'shape-mismatch',
  'unknown-name',
  'witness',
  'not-yet',
  'prose',
  'syntax',
  'contradiction',
  'not-finite',
  'reading-note',
  'asked',
  'too-large',
] as const;

export type Code = (typeof CODES)[number];
