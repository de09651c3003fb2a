/** The labels of `claims/labels.jsonl`, as README.md explains them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Regime } from './regimes';

/** What the oracle found; a number is the relative difference of a wrong mutant. */
export type Label = number | string;

export interface LabelledCase {
  readonly id: string;
  readonly hash: string;
  readonly confirmed: readonly string[];
  /** The mutants that are 0 everywhere, by their place. */
  readonly vanishing: readonly number[];
  readonly regimes: Partial<Record<Regime, { readonly claim: string; readonly mutants?: readonly Label[] }>>;
}

export function readLabels(file = path.join('bench', 'claims', 'labels.jsonl')): Map<string, LabelledCase> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const label = JSON.parse(line) as LabelledCase;
      return [label.id, label] as const;
    }),
  );
}
