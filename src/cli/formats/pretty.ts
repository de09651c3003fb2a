import type { Colors } from 'picocolors/types';
import { explain } from '../../core/check/explain';
import type { Evidence, TensorValue, VerdictKind } from '../../core/check/verdict';
import { type LineIndex, lineIndex, positionAt } from '../../core/text/lines';
import type { Span } from '../../core/text/span';
import type { Coverage } from '../../service/coverage';
import type { Severity } from '../../service/model';
import { excerpt } from '../excerpt';
import type { FileReport, Format, ReportedClaim, Summary } from '../report';
import { inline } from '../values';
import { displayWidth, harmless, harmlessLine, truncate } from '../width';

export interface PrettyOptions {
  readonly colors: Colors;
  /** How many columns a line may take. */
  readonly width: number;
  /** Leave out what agrees. */
  readonly quiet: boolean;
}

interface Page extends PrettyOptions {
  readonly report: FileReport;
  readonly lines: LineIndex;
  /** The width of the largest line number. */
  readonly gutter: number;
  /** The points that the page shows already, with the line of the claim they refute. */
  readonly pointsShown: Map<string, number>;
}

/** For people: an excerpt with carets for each disagreement, a line for everything else, counts at the end. */
export function pretty(options: PrettyOptions): Format {
  const { colors } = options;
  return {
    start: () => '',
    file(report) {
      const lines = lineIndex(report.text);
      const gutter = String(lines.starts.length).length;
      const page: Page = { ...options, report, lines, gutter, pointsShown: new Map() };
      const entries = [
        ...report.claims.map((claim) => ({ at: claim.pointed.start, text: claimEntry(claim, page) })),
        ...report.problems.map((problem) => ({
          at: problem.span.start,
          text: problemEntry(problem.severity, problem, page),
        })),
      ];
      const shown = entries.filter((entry) => entry.text !== '').sort((a, b) => a.at - b.at);
      const covered = report.coverage === undefined ? '' : coverage(report.coverage, page);
      if (shown.length === 0 && covered === '') return '';
      const title = colors.bold(colors.underline(harmlessLine(report.path)));
      return `${title}\n\n${shown.map((entry) => entry.text).join('')}${shown.length > 0 ? '\n' : ''}${covered}`;
    },
    failure: ({ path, message }) =>
      `${colors.bold(colors.underline(harmlessLine(path)))}\n\n  ${colors.red('✗')} ${harmless(message)}\n\n`,
    end: (summary) => `${summaryLine(summary, colors)}\n`,
  };
}

const symbols: Readonly<Record<VerdictKind, string>> = {
  agree: '✓',
  disagree: '✗',
  inconclusive: '?',
  unread: '○',
};

const paints: Readonly<Record<VerdictKind, 'green' | 'red' | 'yellow' | 'magenta'>> = {
  agree: 'green',
  disagree: 'red',
  inconclusive: 'yellow',
  unread: 'magenta',
};

const paint = (kind: VerdictKind, text: string, colors: Colors): string => colors[paints[kind]](text);

function claimEntry(claim: ReportedClaim, page: Page): string {
  const { kind } = claim.verdict;
  // Prose is asked about on demand only.
  if (claim.unannotated === true && kind !== 'agree' && kind !== 'disagree') return '';
  if (kind === 'agree' && page.quiet && claim.verdict.notes.length === 0) return '';
  const head = headLine(claim, page);
  if (kind === 'agree') return head + notes(claim.verdict.notes, page) + evidence(claim, page);
  const message = indented(harmless(claim.verdict.message), page);
  if (kind !== 'disagree')
    return `${head}${message}${notes(claim.verdict.notes, page)}${evidence(claim, page)}`;
  const { colors } = page;
  return [
    `${head}\n`,
    frame(claim.pointed, 'red', page),
    `${colors.bold(message)}`,
    ...facts(claim, page),
    notes(
      claim.verdict.notes.filter((note) => !repeatsExpected(note, claim.verdict.expected)),
      page,
    ),
    ...claim.fixes.map((fix) => fact('fix', harmless(fix.title), 'green', page)),
    evidence(claim, page),
    '\n',
  ].join('');
}

/** Symbol, line, the claim, and at the right what supports the verdict. */
function headLine({ text, span, verdict }: ReportedClaim, page: Page): string {
  const { colors, gutter, lines, width } = page;
  const line = String(positionAt(lines, span.start).line + 1).padStart(gutter);
  const remark = verdict.kind === 'agree' ? support(verdict.evidence) : verdict.code;
  const room = Math.max(12, Math.min(width, 100) - gutter - 6 - displayWidth(remark));
  const claim = truncate(text, room);
  const blank = ' '.repeat(Math.max(1, room - displayWidth(claim)));
  const symbol = paint(verdict.kind, symbols[verdict.kind], colors);
  const shown = verdict.kind === 'disagree' ? colors.bold(claim) : claim;
  return `  ${symbol} ${colors.dim(line)}  ${shown}${blank}${colors.dim(remark)}\n`;
}

function support(evidence: Evidence | undefined): string {
  if (evidence === undefined) return '';
  const points = evidence.points === 1 ? '1 point' : `${evidence.points} points`;
  return evidence.digits === undefined ? points : `${points}, ${evidence.digits} digits`;
}

/** The source lines of a span between the rule that names the place and the text that explains it. */
function frame(span: Span, color: 'red' | 'yellow' | 'cyan', page: Page): string {
  const { colors, gutter, lines, report, width } = page;
  const place = positionAt(lines, span.start);
  const blank = ' '.repeat(gutter + 4);
  const location = `${harmlessLine(report.path)}:${place.line + 1}:${place.character + 1}`;
  const shown = excerpt(report.text, lines, span, Math.max(20, width - gutter - 8));
  const body = shown.map(({ line, text, carets }) => {
    const number = String(line).padStart(gutter + 3);
    return `${colors.dim(`${number} │`)} ${text}\n${blank}${colors.dim('│')} ${colors[color](carets)}\n`;
  });
  return `${blank}${colors.dim('╭─')} ${location}\n${body.join('')}${blank}${colors.dim('╰─')}\n`;
}

/** What the message leaves out: the whole formula, and a point of many names. */
function* facts({ verdict, span, fixes }: ReportedClaim, page: Page): Generator<string> {
  const { expected, counterexample, atGivenValues } = verdict;
  const isOffered = fixes.some(({ title, text }) => text === expected || title === `Replace by ${expected}`);
  if (expected !== undefined && !isOffered) yield fact('expected', harmless(expected), 'green', page);
  if (counterexample !== undefined && atGivenValues !== true) {
    for (const [i, line] of pointLines(counterexample, span, page).entries()) {
      yield fact(i === 0 ? 'at' : '', line, undefined, page);
    }
  }
}

/** At most so many names of a point are listed; JSON has them all. */
const MAX_NAMES = 8;

/** A point on one line where it fits, else a line for each name, once in a file. */
function pointLines(
  point: Readonly<Record<string, TensorValue>>,
  span: Span,
  { lines, pointsShown, width }: Page,
): readonly string[] {
  const room = Math.max(24, width - LABEL - 10);
  const parts = Object.entries(point).map(([name, value]) => harmless(`${name} = ${inline(value)}`));
  if (parts.length === 0) return [];
  const line = parts.join(', ');
  if (displayWidth(line) <= room) return [line];
  const before = pointsShown.get(line);
  if (before !== undefined) return [`the same values as for line ${before}`];
  pointsShown.set(line, positionAt(lines, span.start).line + 1);
  const shown = parts.slice(0, MAX_NAMES).map((part) => truncate(part, room));
  const hidden = parts.length - shown.length;
  return hidden > 0 ? [...shown, `… and ${plural(hidden, 'more name')}`] : shown;
}

/** What `--explain` shows: the reading, every point with both sides and their error bars, the difference quotient. */
function evidence({ verdict }: ReportedClaim, page: Page): string {
  if (verdict.evidence?.compared === undefined) return '';
  const { reading, points, compared, witness } = explain(verdict.evidence);
  const room = Math.max(24, page.width - LABEL - 10);
  const lines = compared.flatMap(({ point, expected, claimed, outcome }) => [
    fact('', truncate(harmless(point), room), undefined, page),
    fact('', harmless(`  computed ${expected}, claimed ${claimed}: ${outcome}`), undefined, page),
  ]);
  return [
    fact('reading', reading, undefined, page),
    fact('points', points, undefined, page),
    ...lines,
    witness === undefined ? '' : fact('witness', harmless(witness), undefined, page),
  ].join('');
}

/** What `--coverage` lists: a line for each formula of the prose, as it was understood. */
function coverage({ formulas, read }: Coverage, page: Page): string {
  if (formulas.length === 0) return '';
  const { colors, gutter, lines, width } = page;
  const blank = ' '.repeat(gutter + 6);
  const entries = formulas.flatMap(({ span, text, statements }) =>
    statements.map(({ role, infix, reason, verdicts }) => {
      const kind = role === 'unread' ? 'unread' : worstOf(verdicts);
      const symbol = kind === undefined ? colors.dim('·') : paint(kind, symbols[kind], colors);
      const line = String(positionAt(lines, span.start).line + 1).padStart(gutter);
      const room = Math.max(24, Math.min(width, 120) - gutter - 18);
      const head = truncate(harmlessLine(infix === '' ? text : infix), room);
      const why = reason === undefined ? '' : `${blank}${colors.dim(harmless(reason))}\n`;
      return `  ${symbol} ${colors.dim(line)}  ${head}  ${colors.dim(role)}\n${why}`;
    }),
  );
  const title = `${plural(formulas.length, 'formula')} in prose, ${read} read`;
  return `  ${colors.bold(title)}\n\n${entries.join('')}\n`;
}

const worstOf = (verdicts: readonly { readonly kind: VerdictKind }[]): VerdictKind | undefined =>
  (['disagree', 'unread', 'inconclusive', 'agree'] as const).find((kind) =>
    verdicts.some((verdict) => verdict.kind === kind),
  );

/** `dL/dx is 2*x.` where the line above says what is expected. */
const repeatsExpected = (note: string, expected: string | undefined): boolean =>
  expected !== undefined && note.endsWith(` is ${expected}.`);

const LABEL = 10;

function fact(label: string, text: string, color: 'green' | 'red' | undefined, page: Page): string {
  const { colors, gutter } = page;
  const value = color === undefined ? text : colors[color](text);
  return `${' '.repeat(gutter + 6)}${colors.dim(label.padEnd(LABEL))}${value}\n`;
}

const notes = (texts: readonly string[], page: Page): string =>
  texts.map((text) => fact('note', harmless(text), undefined, page)).join('');

const indented = (text: string, { gutter }: Page): string =>
  `${text.replaceAll(/^/gm, ' '.repeat(gutter + 6))}\n`;

const problemSymbols: Readonly<Record<Severity, readonly [string, 'red' | 'yellow' | 'cyan']>> = {
  error: ['!', 'red'],
  warning: ['!', 'yellow'],
  information: ['i', 'cyan'],
  hint: ['i', 'cyan'],
};

function problemEntry(
  severity: Severity,
  problem: { readonly span: Span; readonly message: string; readonly code: string },
  page: Page,
): string {
  const { colors, gutter, lines } = page;
  const [symbol, color] = problemSymbols[severity];
  const line = String(positionAt(lines, problem.span.start).line + 1).padStart(gutter);
  const head = `  ${colors[color](symbol)} ${colors.dim(line)}  ${harmless(problem.message)}`;
  return `${head}  ${colors.dim(problem.code)}\n${frame(problem.span, color, page)}`;
}

function summaryLine({ files, failures, counts }: Summary, colors: Colors): string {
  const total = counts.agree + counts.disagree + counts.inconclusive + counts.unread;
  const parts = (['agree', 'disagree', 'inconclusive', 'unread'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => paint(kind, `${symbols[kind]} ${counts[kind]} ${kind}`, colors));
  if (failures > 0) parts.push(colors.red(`${plural(failures, 'file')} could not be checked`));
  const what = `${plural(total, 'claim')} in ${plural(files, 'file')}`;
  return `${colors.bold(what)}${parts.length > 0 ? `  ${parts.join('  ')}` : ''}`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
