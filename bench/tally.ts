/** Counts verdicts against labels, and prints the table. */
import type { Case } from './cases';
import type { Regime } from './regimes';

interface Seen {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
}

interface Where {
  readonly id: string;
  readonly sheet: string;
}

interface Fault extends Where {
  readonly what: string;
  readonly verdict: Seen;
}

export interface Tally {
  readonly right: Counter;
  /** Right claims whose values leave the range or the digits of doubles; only a false alarm counts. */
  readonly excused: Counter;
  /** Mutants that the oracle finds equal to the truth. */
  readonly equivalent: Counter;
  readonly wrong: Counter;
  /** Wrong mutants that differ by less than the bound for near ones. */
  readonly near: Counter;
  /** Mutants whose shapes do not fit, so that they have no value. */
  readonly unfit: Counter;
  /** Right in another layout or as a partial derivative: any verdict will do. */
  readonly either: Counter;
  readonly faults: Fault[];
  /** Right claims without an answer. */
  readonly open: Fault[];
  claim(label: string, verdict: Seen, where: Where): void;
  mutant(label: number | string, verdict: Seen, where: Where, near: number): void;
}

type Counter = Map<string, number>;

const add = (counter: Counter, key: string): void => {
  counter.set(key, (counter.get(key) ?? 0) + 1);
};
const keyOf = ({ kind, code }: Seen): string =>
  kind === 'agree' || kind === 'disagree' ? kind : `${kind} ${code}`;

export function newTally(): Tally {
  const tally: Omit<Tally, 'claim' | 'mutant'> = {
    right: new Map(),
    excused: new Map(),
    equivalent: new Map(),
    wrong: new Map(),
    near: new Map(),
    unfit: new Map(),
    either: new Map(),
    faults: [],
    open: [],
  };
  const fault = (what: string, verdict: Seen, where: Where) => tally.faults.push({ what, verdict, ...where });
  return {
    ...tally,
    claim(label, verdict, where) {
      if (label === 'wrong') {
        add(tally.wrong, keyOf(verdict));
        if (verdict.kind === 'agree') fault('miss', verdict, where);
        return;
      }
      add(label === 'right' ? tally.right : tally.excused, keyOf(verdict));
      if (verdict.kind === 'disagree') fault('false alarm', verdict, where);
      if (label === 'right' && verdict.kind !== 'agree') tally.open.push({ what: 'open', verdict, ...where });
    },
    mutant(label, verdict, where, near) {
      if (label === 'right') {
        add(tally.equivalent, keyOf(verdict));
        if (verdict.kind === 'disagree') fault('false alarm', verdict, where);
      } else if (typeof label === 'number') {
        const isNear = label < near;
        add(isNear ? tally.near : tally.wrong, keyOf(verdict));
        if (verdict.kind === 'agree')
          fault(`${isNear ? 'near ' : ''}miss, relative difference ${label}`, verdict, where);
      } else if (label === 'shape') {
        add(tally.unfit, keyOf(verdict));
        if (verdict.kind === 'agree') fault('miss, shapes do not fit', verdict, where);
      } else {
        add(tally.either, keyOf(verdict));
      }
    },
  };
}

const sumOf = (counter: Counter, pick: (key: string) => boolean = () => true): number =>
  [...counter].reduce((sum, [key, count]) => sum + (pick(key) ? count : 0), 0);

const reasons = (counter: Counter): string =>
  [...counter]
    .filter(([key]) => key !== 'agree' && key !== 'disagree')
    .sort((a, b) => b[1] - a[1])
    .map(([key, count]) => `${key.replace('inconclusive ', '')} ${count}`)
    .join(', ');

const open = (key: string): boolean => key !== 'agree' && key !== 'disagree';
const percent = (part: number, all: number): string =>
  all === 0 ? '–' : `${((100 * part) / all).toFixed(1)} %`;

/** Prints everything; the number of false alarms and misses. */
export function printTally(
  tallies: ReadonlyMap<Regime, Tally>,
  run: {
    readonly claims: readonly Case[];
    readonly checks: number;
    readonly seconds: number;
    readonly open: boolean;
  },
): number {
  const arrays = run.claims.filter(({ kind }) => kind === 'array').length;
  console.log(`${run.claims.length - arrays} scalar and ${arrays} array claims, ${run.checks} verdicts`);
  console.log(
    `${run.seconds.toFixed(1)} s, ${((1000 * run.seconds) / Math.max(1, run.checks)).toFixed(2)} ms a verdict\n`,
  );
  const rows: string[][] = [
    [
      'regime',
      'right',
      'agree',
      'open',
      '',
      'FALSE ALARMS',
      'wrong',
      'caught',
      'open',
      'MISSED',
      'near',
      'missed',
      'unfit',
      'either',
      'excused',
    ],
  ];
  for (const [regime, tally] of tallies) {
    const right = sumOf(tally.right) + sumOf(tally.equivalent);
    if (right + sumOf(tally.excused) + sumOf(tally.wrong) === 0) continue;
    const opened = sumOf(tally.right, open) + sumOf(tally.equivalent, open);
    rows.push([
      regime,
      `${right}`,
      `${sumOf(tally.right, (key) => key === 'agree') + sumOf(tally.equivalent, (key) => key === 'agree')}`,
      `${opened}`,
      percent(opened, right),
      `${tally.faults.filter(({ what }) => what === 'false alarm').length}`,
      `${sumOf(tally.wrong)}`,
      `${sumOf(tally.wrong, (key) => key === 'disagree')}`,
      `${sumOf(tally.wrong, open)}`,
      `${tally.faults.filter(({ what }) => what.startsWith('miss')).length}`,
      `${sumOf(tally.near)}`,
      `${tally.faults.filter(({ what }) => what.startsWith('near')).length}`,
      `${sumOf(tally.unfit)}`,
      `${sumOf(tally.either)}`,
      `${sumOf(tally.excused)}`,
    ]);
  }
  printRows(rows);
  for (const [regime, tally] of tallies) {
    for (const [title, counter] of [
      ['right claims left open', tally.right],
      ['equivalent mutants left open', tally.equivalent],
      ['wrong mutants left open', tally.wrong],
      ['excused claims left open', tally.excused],
    ] as const) {
      const text = reasons(counter);
      if (text) console.log(`${regime}: ${title}: ${text}`);
    }
  }
  if (run.open) {
    for (const [regime, tally] of tallies)
      for (const { id, verdict } of tally.open)
        console.log(`OPEN [${regime}] ${id}: ${verdict.code}: ${verdict.message}`);
  }
  let faults = 0;
  for (const [regime, tally] of tallies) {
    for (const { what, id, sheet, verdict } of tally.faults) {
      if (!what.startsWith('near')) faults++;
      console.log(`\n${what.toUpperCase()} [${regime}] ${id}: ${verdict.code}: ${verdict.message}`);
      console.log(sheet.replace(/^/gm, '    ').trimEnd());
    }
  }
  return faults;
}

function printRows(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    );
  console.log('');
}
