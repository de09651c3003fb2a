/** Every claim of `bench/claims` with its regimes and mutants. */
import { createHash } from 'node:crypto';
import { type Mutant, mutantsOf } from './mutate';
import { type Regime, type RegimeText, regimesOf } from './regimes';
import { allSheets, type ClaimSheet } from './sheets';

export interface Case {
  /** The sheet's name and the claim's left side. */
  readonly id: string;
  readonly file: string;
  readonly kind: 'scalar' | 'array';
  readonly text: string;
  readonly right: string;
  readonly regimes: Partial<Record<Regime, RegimeText>>;
  readonly mutants: readonly Mutant[];
  /** Of everything above: labels with another hash are stale. */
  readonly hash: string;
}

export function allCases(): Case[] {
  const seen = new Set<string>();
  return allSheets().flatMap((sheet) =>
    sheet.claims.map((claim) => {
      let id = `${sheet.id}/${claim.left}`;
      for (let i = 2; seen.has(id); i++) id = `${sheet.id}/${claim.left} ${i}`;
      seen.add(id);
      const kind = isArray(sheet) ? ('array' as const) : ('scalar' as const);
      const content = {
        id,
        file: sheet.file,
        kind,
        text: [...sheet.head, `${claim.left} = ${claim.right}`].join('\n'),
        right: claim.right,
        regimes: regimesOf(sheet, claim),
        mutants: [
          ...claim.wrong.map((right) => ({ edit: 'known' as const, right })),
          ...mutantsOf(claim.right, sheet.head.join('\n'), kind),
        ],
      };
      const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
      return { ...content, hash };
    }),
  );
}

const isArray = (sheet: ClaimSheet): boolean => sheet.file.startsWith('array');
