/** What a run of the benchmark found, as tables. */
import type { Table } from './tables';
import {
  allFigures,
  answerOf,
  faultOf,
  type Kind,
  kindOf,
  limitsOf,
  type Outcome,
  reasonsOf,
  totalOf,
} from './tally';

export function verdictTable(outcomes: readonly Outcome[]): Table {
  const rows = allFigures(outcomes).map(({ regime, count, falseAlarms, misses, openRight, openAll }) => {
    const right = totalOf(count.right) + totalOf(count.equivalent);
    return [
      regime,
      right,
      count.right.agree + count.equivalent.agree,
      count.right.open + count.equivalent.open,
      falseAlarms,
      totalOf(count.wrong),
      count.wrong.disagree,
      count.wrong.open,
      misses,
      `${openRight.toFixed(1)} %`,
      `${openAll.toFixed(1)} %`,
      totalOf(count.near),
      count.near.agree,
      totalOf(count.unfit),
      totalOf(count.either),
      totalOf(count.excused),
    ].map(String);
  });
  return {
    title: 'Verdicts of Nabla',
    notes: [],
    head: [
      'regime',
      'right',
      'agree',
      'open',
      'false alarms',
      'wrong',
      'caught',
      'open',
      'missed',
      'open of right',
      'open of all',
      'near',
      'passed',
      'unfit',
      'either',
      'excused',
    ],
    rows,
  };
}

export function limitTable(outcomes: readonly Outcome[]): { readonly table: Table; readonly holds: boolean } {
  const limits = limitsOf(allFigures(outcomes));
  return {
    table: {
      title: 'Limits',
      notes: [],
      head: ['what', 'limit', 'found', ''],
      rows: limits.map(({ what, limit, figure, holds }) => [what, limit, figure, holds ? 'holds' : 'BROKEN']),
    },
    holds: limits.every(({ holds }) => holds),
  };
}

const OPENED: readonly (readonly [Kind, string])[] = [
  ['right', 'right claims'],
  ['equivalent', 'equivalent mutants'],
  ['wrong', 'wrong mutants'],
  ['excused', 'excused claims'],
];

export function reasonTable(outcomes: readonly Outcome[]): Table {
  const rows = allFigures(outcomes).flatMap(({ regime }) =>
    OPENED.flatMap(([kind, name]) => {
      const reasons = reasonsOf(outcomes, regime, kind);
      return reasons.length === 0
        ? []
        : [[regime, name, reasons.map(([code, count]) => `${code} ${count}`).join(', ')]];
    }),
  );
  return { title: 'Why claims were left open', notes: [], head: ['regime', 'what', 'code and count'], rows };
}

/** Excused claims by the oracle's reason. */
export function excusedTable(outcomes: readonly Outcome[]): Table {
  const reasons = ['undefined', 'range', 'saturated', 'chaotic'];
  const rows = allFigures(outcomes).flatMap(({ regime, count }) => {
    if (totalOf(count.excused) === 0) return [];
    const excused = outcomes.filter((each) => each.regime === regime && kindOf(each) === 'excused');
    return [
      [regime, ...reasons.map((reason) => `${excused.filter(({ label }) => label === reason).length}`)],
    ];
  });
  return {
    title: 'Excused claims, by the reason that the oracle found',
    notes: [],
    head: ['regime', ...reasons],
    rows,
  };
}

export function editTable(outcomes: readonly Outcome[]): Table {
  const benign = outcomes.filter(({ regime, edit }) => regime === 'benign' && edit !== undefined);
  const edits = [...new Set(benign.map(({ edit }) => edit!))].sort();
  const rows = edits.map((edit) => {
    const of = benign.filter((each) => each.edit === edit);
    const wrong = of.filter((each) => kindOf(each) === 'wrong');
    const answered = (answer: string) =>
      `${wrong.filter(({ verdict }) => answerOf(verdict) === answer).length}`;
    return [
      edit,
      `${of.length}`,
      `${wrong.length}`,
      answered('disagree'),
      answered('open'),
      answered('agree'),
      `${of.filter((each) => kindOf(each) === 'equivalent').length}`,
    ];
  });
  return {
    title: 'Mutants by their edit, benign',
    notes: [],
    head: ['edit', 'made', 'wrong', 'caught', 'open', 'missed', 'equivalent'],
    rows,
  };
}

/** Wrong mutants that differ by less than 16 digits can tell for certain, and were passed. */
export function nearTable(outcomes: readonly Outcome[]): Table {
  const near = outcomes.filter((outcome) => faultOf(outcome) === 'near miss');
  return {
    title: `Passed mutants with a relative difference below 1e-9: ${near.length}`,
    notes: [],
    head: ['claim', 'edit', 'regime', 'relative difference'],
    rows: near.map(({ id, edit, regime, label }) => [id, edit!, regime, `${label}`]),
  };
}

/** The sheets of every false alarm and miss. */
export function faultTexts(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap((outcome) => {
    const fault = faultOf(outcome);
    if (fault === undefined || fault === 'near miss') return [];
    const { id, edit, regime, label, verdict, sheet } = outcome;
    const what = typeof label === 'number' ? `, relative difference ${label}` : '';
    return [
      `${fault.toUpperCase()}${what} [${regime}] ${id}${edit === undefined ? '' : ` (${edit})`}: ` +
        `${verdict.code}: ${verdict.message}\n${sheet.trimEnd().replace(/^/gm, '    ')}`,
    ];
  });
}
