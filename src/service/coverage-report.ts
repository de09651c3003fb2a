import { lineIndex, positionAt } from '../core/text/lines';
import type { Coverage, FormulaReading, StatementReading } from './coverage';
import type { CheckedDocument } from './facade';
import { escapeMarkdown, messageMarkdown } from './markdown';

/** A page in Markdown: what of the prose was read, how, and why the rest was not. */
export function coverageReport({ document, claims }: CheckedDocument, { formulas, read }: Coverage): string {
  const name = document.path.split(/[\\/]/).at(-1) ?? document.path;
  if (formulas.length === 0)
    return `# What was read of ${escapeMarkdown(name)}\n\nThis document has no formulas in its prose.\n`;
  const lines = lineIndex(document.text);
  const lineOf = (formula: FormulaReading): number => positionAt(lines, formula.span.start).line + 1;
  const row = (formula: FormulaReading, statement: StatementReading): string => {
    const reading = statement.infix === '' ? '' : code(statement.infix);
    return `| ${lineOf(formula)} | ${code(shortened(formula.text))} | ${reading} | ${outcome(statement)} |`;
  };
  const isOpen = ({ role, verdicts }: StatementReading): boolean =>
    role === 'unread' || verdicts.some(({ kind }) => kind === 'inconclusive' || kind === 'unread');
  const open = formulas.flatMap((formula) =>
    formula.statements.filter(isOpen).map((statement) => row(formula, statement)),
  );
  const rest = formulas.flatMap((formula) =>
    formula.statements.filter((statement) => !isOpen(statement)).map((statement) => row(formula, statement)),
  );
  const count = (kind: string): number =>
    claims.filter(({ verdict, unannotated }) => unannotated === true && verdict.kind === kind).length;
  const table = (title: string, rows: readonly string[]): string =>
    rows.length === 0
      ? ''
      : `\n## ${title}\n\n| line | formula | read as | verdict, or what it is |\n|---:|---|---|---|\n${rows.join('\n')}\n`;
  return [
    `# What was read of ${escapeMarkdown(name)}\n`,
    `${formulas.length} formulas, ${read} of them read whole. Their claims: ${count('agree')} agree, ${count('disagree')} disagree, ${count('inconclusive') + count('unread')} without a verdict.\n`,
    table('Without a verdict', open),
    table('Read', rest),
  ].join('\n');
}

const LONGEST = 80;

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

const OUTCOMES = {
  agree: '✓ agrees',
  disagree: '✗ disagrees',
  inconclusive: '? inconclusive',
  unread: '○ not read',
} as const;

function outcome({ role, verdicts, reason }: StatementReading): string {
  const said = [...new Set(verdicts.map(({ kind }) => OUTCOMES[kind]))].join(', ');
  const head = role === 'unread' ? OUTCOMES.unread : said === '' ? role : said;
  return reason === undefined ? head : `${head}: ${messageMarkdown(reason)}`;
}

const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replaceAll('|', '\\|')}${fence}`;
};
