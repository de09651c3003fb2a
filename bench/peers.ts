/** Compares Nabla with the rules of other tools, on the same scalar first derivatives and mutants. */
import type { Case } from './cases';
import type { LabelledCase } from './labels';
import { type Asked, questionsOf } from './peers/questions';
import type { Rule } from './peers/rule';
import { RULES } from './peers/rules';
import { REGIMES, type Regime } from './regimes';
import type { Table } from './tables';
import { type Answer, NEAR } from './tally';

interface Count {
  right: number;
  accused: number;
  wrong: number;
  passed: number;
  none: number;
}

/** A claim is accused if one of its points is, and left open if the tool has no number at one of them. */
export function answerOf(rule: Rule, { questions }: Pick<Asked, 'questions'>): Answer {
  let answer: Answer = 'agree';
  for (const question of questions) {
    const found = rule.answer(question);
    if (found === 'accuses') return 'disagree';
    if (found === 'none') answer = 'open';
  }
  return answer;
}

export type Ours = (id: string, regime: Regime, place: number) => Answer | undefined;

export function peerTable(
  cases: readonly Case[],
  labels: ReadonlyMap<string, LabelledCase>,
  ours: Ours,
): Table {
  const tools = ['Nabla', ...RULES.map(({ name }) => name)];
  const counts = new Map<Regime, Count[]>();
  for (const [number, item] of cases.entries()) {
    const label = labels.get(item.id);
    if (label?.hash !== item.hash) continue;
    for (const asked of questionsOf(item, label, number)) {
      const mine = ours(item.id, asked.regime, asked.place);
      if (mine === undefined || isNear(asked, label)) continue;
      const row =
        counts.get(asked.regime) ?? tools.map(() => ({ right: 0, accused: 0, wrong: 0, passed: 0, none: 0 }));
      counts.set(asked.regime, row);
      const answers = [mine, ...RULES.map((rule) => answerOf(rule, asked))];
      for (const [i, answer] of answers.entries()) add(row[i]!, asked.isRight, answer);
    }
  }
  const rows = REGIMES.flatMap((regime) => {
    const row = counts.get(regime);
    if (!row) return [];
    const { right, wrong } = row[0]!;
    return [[regime, `${right} / ${wrong}`, ...row.map(cellOf)]];
  });
  return {
    title: 'Nabla and the rules of other tools',
    notes: [
      'On the same scalar first derivatives and mutants. A cell: false alarms in percent of right claims / passed in ' +
        'percent of wrong claims / no answer in percent of all.',
    ],
    head: ['regime', 'right / wrong', ...tools],
    rows,
  };
}

function isNear({ place, regime }: Asked, label: LabelledCase): boolean {
  const mutants = label.regimes[regime]?.mutants ?? label.regimes.benign?.mutants;
  const difference = mutants?.[place];
  return typeof difference === 'number' && difference < NEAR;
}

function add(count: Count, isRight: boolean, answer: Answer): void {
  if (isRight) count.right++;
  else count.wrong++;
  if (answer === 'open') count.none++;
  else if (isRight && answer === 'disagree') count.accused++;
  else if (!isRight && answer === 'agree') count.passed++;
}

function cellOf({ right, accused, wrong, passed, none }: Count): string {
  const percent = (part: number, all: number) => (all === 0 ? '–' : ((100 * part) / all).toFixed(1));
  return `${percent(accused, right)} / ${percent(passed, wrong)} / ${percent(none, right + wrong)}`;
}

/** Versions, steps and tolerances, a tool a row. */
export function ruleTable(): Table {
  return {
    title: 'The rules',
    notes: [],
    head: ['tool', 'version', 'rule; a is claimed, n its number'],
    rows: RULES.map(({ name, version, settings }) => [name, version, settings]),
  };
}
