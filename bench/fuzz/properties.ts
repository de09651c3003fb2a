/** What holds for every document, whatever is written in it. */
import { CODES } from '../../src/core/sheet/codes';
import type { Span } from '../../src/core/text/span';
import type { CheckedDocument } from '../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../src/service/model';
import { checkDocument, fixesAt, graphView, hints, hover, lenses } from '../../src/service/service';
import type { Source } from './damage';
import type { Question } from './sheets';

/** Codes that say that the fault is Nabla's. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['internal', 'witness']);
const KNOWN_CODES: ReadonlySet<string> = new Set(CODES);

export async function checkedOf({ path, text }: Source): Promise<CheckedDocument> {
  const checked = await checkDocument({ path, language: '', text }, { settings: DEFAULT_SETTINGS });
  if (checked === undefined) throw new Error('a check that nobody cancelled has no result');
  return checked;
}

/** One line a claim and a message: equal for equal verdicts. */
export const summaryOf = ({ claims, diagnostics }: CheckedDocument): string =>
  [
    ...claims.map(({ span, verdict: { code, message } }) => `${span.start}:${span.end} ${code} ${message}`),
    ...diagnostics.map(({ span, code, message }) => `${span.start}:${span.end} ${code} ${message}`),
  ].join('\n');

/** What is wrong with the answers about a document; empty if nothing is. A throw is caught and told. */
export async function flawsOf(source: Source): Promise<string[]> {
  try {
    const checked = await checkedOf(source);
    return [...flawsOfVerdicts(source, checked), ...(await flawsOfSurfaces(source, checked))];
  } catch (error) {
    return [`throws ${error instanceof Error ? error.stack : String(error)}`];
  }
}

function flawsOfVerdicts({ text }: Source, { claims, diagnostics, counts }: CheckedDocument): string[] {
  const flaws: string[] = [];
  const all = counts.agree + counts.disagree + counts.inconclusive + counts.unread;
  if (all !== claims.length) flaws.push(`${claims.length} claims, but ${all} verdicts`);
  for (const { span, verdict } of claims) {
    if (OWN_FAULTS.has(verdict.code))
      flaws.push(`${verdict.code}: ${text.slice(span.start, span.end)}: ${verdict.message}`);
    flaws.push(...flawsOfPlace(text, span, verdict.code, verdict.message));
  }
  for (const { span, code, message, related } of diagnostics) {
    flaws.push(...flawsOfPlace(text, span, code, message));
    for (const other of related) flaws.push(...flawsOfPlace(text, other.span, code, other.message));
  }
  return flaws;
}

function flawsOfPlace(text: string, { start, end }: Span, code: string, message: string): string[] {
  const flaws: string[] = [];
  if (!(0 <= start && start <= end && end <= text.length))
    flaws.push(`a span outside of the text: ${start} to ${end}`);
  if (!KNOWN_CODES.has(code)) flaws.push(`an unknown code: ${code}`);
  if (!/^\S/.test(message) || /undefined|\[object/.test(message.replace(text, '')))
    flaws.push(`a strange message: ${message}`);
  return flaws;
}

async function flawsOfSurfaces(source: Source, checked: CheckedDocument): Promise<string[]> {
  const { text } = source;
  const flaws: string[] = [];
  const inside = (what: string, { start, end }: Span): void => {
    if (!(0 <= start && start <= end && end <= text.length))
      flaws.push(`${what} outside of the text: ${start} to ${end}`);
  };
  for (const { offset } of hints(checked, DEFAULT_SETTINGS)) inside('a hint', { start: offset, end: offset });
  for (const { span } of lenses(checked)) inside('a lens', span);
  for (const { span } of fixesAt(checked, { start: 0, end: text.length })) inside('a fix', span);
  const view = graphView(checked);
  for (const { span } of view?.nodes ?? []) if (span !== undefined) inside('a node', span);
  for (const place of [0.2, 0.8]) {
    const offset = Math.floor(place * text.length);
    const shown = await hover(checked, offset, { settings: DEFAULT_SETTINGS, dark: false });
    if (shown !== undefined) inside('a hover', shown.span);
  }
  return flaws;
}

/** Whether the same text gets the same verdicts when it is asked again. */
export async function isSettled(source: Source): Promise<boolean> {
  const [first, second] = [await checkedOf(source), await checkedOf(source)];
  return summaryOf(first) === summaryOf(second);
}

const sheetOf = (text: string): Source => ({ path: 'sheet.nabla', text });

/** What became of the formula that answers a question, as a claim, and of 1.001 times it. */
export interface Answered {
  readonly formula: string;
  readonly own: string;
  readonly changed: string;
  readonly flaws: readonly string[];
}

/**
 * Asks for a derivative, and claims the answer: it must not be called wrong, and 1.001 times it must not agree unless the derivative
 * is 0. Undefined where there is no short answer.
 */
export async function answered({ head, left }: Question): Promise<Answered | undefined> {
  const asked = await checkedOf(sheetOf(`${head}\n${left} = ?\n`));
  const answer = asked.diagnostics.find(
    ({ code, severity }) => code === 'asked' && severity === 'information',
  );
  const formula = answer?.message.slice(answer.message.indexOf(' = ') + 3);
  if (answer === undefined || formula === undefined || !answer.message.startsWith(`${left} = `))
    return undefined;
  const verdictOn = async (right: string) => {
    const text = `${head}\n${left} = ${right}\n`;
    const checked = await checkedOf(sheetOf(text));
    const from = head.length + 1;
    return checked.claims.find(({ span }) => span.start >= from)?.verdict;
  };
  const own = await verdictOn(formula);
  // With this formula the line may define a name, as `f_x = …` does, or be nothing that is judged.
  if (own === undefined) return undefined;
  const changed = await verdictOn(`1.001*(${formula})`);
  const isZero = formula === '0' || (await verdictOn(`0*(${formula})`))?.kind === 'agree';
  const flaws: string[] = [];
  if (own.kind === 'disagree' || own.kind === 'unread' || OWN_FAULTS.has(own.code)) {
    flaws.push(`the printed derivative ${formula} is ${own.code}: ${own.message}`);
  }
  if (changed?.kind === 'agree' && changed.code !== 'agree-kink' && !isZero) {
    flaws.push(`1.001 times ${formula} is ${changed.code}: ${changed.message}`);
  }
  return { formula, own: own.code, changed: changed?.code ?? 'none', flaws };
}
