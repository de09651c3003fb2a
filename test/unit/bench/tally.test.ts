import { describe, expect, it } from 'vitest';
import { asMarkdown, asText } from '../../../bench/tables';
import { faultOf, figuresOf, kindOf, limitsOf, type Outcome, reasonsOf } from '../../../bench/tally';

const outcome = (label: number | string, kind: string, edit?: string): Outcome => ({
  id: 'sheet/df/dx',
  regime: 'benign',
  place: edit === undefined ? -1 : 0,
  ...(edit === undefined ? {} : { edit }),
  label,
  verdict: { kind, code: kind === 'inconclusive' ? 'domain' : kind, message: '' },
  sheet: '',
});

describe('what an answer is measured by', () => {
  it.each([
    ['right', 'agree', undefined, 'right', undefined],
    ['right', 'disagree', undefined, 'right', 'false alarm'],
    ['right', 'inconclusive', undefined, 'right', undefined],
    ['saturated', 'inconclusive', undefined, 'excused', undefined],
    ['saturated', 'disagree', undefined, 'excused', 'false alarm'],
    ['right', 'disagree', 'operand', 'equivalent', 'false alarm'],
    [0.5, 'disagree', 'sign', 'wrong', undefined],
    [0.5, 'agree', 'sign', 'wrong', 'miss'],
    [1e-12, 'agree', 'small', 'near', 'near miss'],
    ['shape', 'agree', 'transpose', 'unfit', 'miss'],
    ['shape', 'inconclusive', 'transpose', 'unfit', undefined],
    ['layout', 'agree', 'transpose', 'either', undefined],
    ['partial', 'disagree', 'dropped', 'either', undefined],
  ] as const)('%s, %s, edit %s: %s, %s', (label, verdict, edit, kind, fault) => {
    const found = outcome(label, verdict, edit);
    expect(kindOf(found)).toBe(kind);
    expect(faultOf(found)).toBe(fault);
  });
});

describe('limits', () => {
  const many = (count: number, made: Outcome) => Array.from({ length: count }, () => made);

  it('hold for 2 open of 100', () => {
    const outcomes = [...many(98, outcome('right', 'agree')), ...many(2, outcome('right', 'inconclusive'))];
    const figures = figuresOf(outcomes, 'benign');
    expect(figures).toMatchObject({ falseAlarms: 0, misses: 0, openRight: 2, openAll: 2 });
    expect(limitsOf([figures]).every(({ holds }) => holds)).toBe(true);
    expect(reasonsOf(outcomes, 'benign', 'right')).toEqual([['domain', 2]]);
  });

  it('are broken by one false alarm, one miss, or 3 open of 100', () => {
    const broken = (extra: Outcome, count = 1) =>
      limitsOf([
        figuresOf([...many(100 - count, outcome('right', 'agree')), ...many(count, extra)], 'benign'),
      ])
        .filter(({ holds }) => !holds)
        .map(({ what }) => what);
    expect(broken(outcome('right', 'disagree'))).toEqual(['false alarms, all regimes']);
    expect(broken(outcome(0.1, 'agree', 'sign'))).toEqual(['misses among conclusive verdicts, all regimes']);
    expect(broken(outcome('right', 'inconclusive'), 3)).toEqual([
      'inconclusive, benign, right claims as written',
      'inconclusive, benign, all right and wrong claims',
    ]);
    // What is excused is no answer to measure.
    expect(broken(outcome('saturated', 'inconclusive'), 50)).toEqual([]);
  });
});

describe('tables', () => {
  const table = {
    title: 'Counts',
    notes: ['Of all.'],
    head: ['what', 'n'],
    rows: [
      ['a | b', '3'],
      ['c', '12'],
    ],
  };

  it('have figures to the right', () => {
    expect(asText(table)).toBe('Counts\nOf all.\n\nwhat    n\na | b   3\nc      12\n');
    expect(asMarkdown(table)).toBe(
      '### Counts\n\nOf all.\n\n| what | n |\n|---|---:|\n| a \\| b | 3 |\n| c | 12 |\n',
    );
  });
});
