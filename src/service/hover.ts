import { checkClaim } from '../core/check/check';
import { explain } from '../core/check/explain';
import { WORK_BUDGET } from '../core/check/options';
import { RETRY_WORK } from '../core/check/retry';
import { subjectOf } from '../core/check/subject';
import type { Evidence, Verdict } from '../core/check/verdict';
import { definedName } from '../core/check/wording';
import type { NodeId } from '../core/graph/graph';
import { functions } from '../core/graph/operations/index';
import { showShape } from '../core/graph/shape';
import { derivationTex } from '../core/print/chain';
import { printExprTex } from '../core/print/expr-tex';
import { printTex } from '../core/print/graph';
import { nameTex } from '../core/print/names';
import { showTensor } from '../core/print/numbers';
import type { Claim, Definition } from '../core/sheet/model';
import { resolve } from '../core/sheet/scope';
import type { Expr, Name } from '../core/syntax/ast';
import { walk } from '../core/syntax/walk';
import { toDocument } from '../core/text/fragment';
import type { Span } from '../core/text/span';
import type { CheckedBook, JudgedClaim } from './checked';
import { readingAt } from './coverage';
import { outputFor } from './hints';
import { searchedWhole } from './judge';
import { escapeMarkdown, messageMarkdown } from './markdown';
import { withPictures } from './math/pictures';
import { renderTex } from './math/render';
import { simplify } from './math/simplify';
import type { Hover, Settings } from './model';
import { withReading } from './prose-hover';

interface HoverOptions {
  readonly settings: Settings;
  readonly dark: boolean;
  /** The address of the page with a heading for every code. */
  readonly explanations?: string | undefined;
}

/** A formula of more TeX than this is not rendered in a hover. */
const MAX_FORMULA = 3000;

/** What stands at an offset: a claim with its evidence, or a name with its value and derivative. */
export async function hover(
  checked: CheckedBook,
  offset: number,
  options: HoverOptions,
): Promise<Hover | undefined> {
  const judged = checked.judged.find(({ claim }) => claim.span.start <= offset && offset <= claim.span.end);
  const name = nameAt(checked, offset);
  const found =
    judged !== undefined
      ? await claimHover(checked, judged, name, options)
      : name && (await nameHover(checked, name, options));
  return withReading(found, readingAt(checked, offset));
}

/** A name in the text: the definition it means, or the built-in function it calls. */
interface NameAt {
  readonly span: Span;
  readonly definition?: Definition;
  readonly functionName?: string;
}

function nameAt(checked: CheckedBook, offset: number): NameAt | undefined {
  const { book } = checked.checkable;
  const { scope } = book;
  let found: NameAt | undefined;
  const look = (name: Name, owner: { sheet: number; fragment: Definition['fragment']; span: Span }): void => {
    const span = toDocument(owner.fragment, name.span);
    if (offset < span.start || offset > span.end) return;
    const definition = resolve(scope, owner.sheet, name.name, owner.span.start);
    if (definition !== undefined) found ??= { span, definition };
    else if (functions.has(name.name)) found ??= { span, functionName: name.name };
  };
  const search = (expr: Expr, owner: Parameters<typeof look>[1]): void =>
    walk(expr, (part) => {
      if (part.kind === 'name') look(part, owner);
      else if (part.kind === 'call' || part.kind === 'prime-call') look(part.callee, owner);
    });
  for (const definition of book.definitions) {
    if (definition.nameSpan.start <= offset && offset <= definition.nameSpan.end) {
      return { span: definition.nameSpan, definition };
    }
    if ('expr' in definition) search(definition.expr, definition);
  }
  for (const claim of book.claims) {
    search(claim.left, claim);
    search(claim.right, claim);
  }
  return found;
}

async function nameHover(
  checked: CheckedBook,
  name: NameAt,
  options: HoverOptions,
): Promise<Hover | undefined> {
  if (name.functionName !== undefined) {
    const entry = functions.get(name.functionName)!;
    return {
      span: name.span,
      markdown: `\`${entry.signature}\`\n\n${await withPictures(entry.doc, options.dark)}`,
    };
  }
  const { definition } = name;
  if (definition === undefined) return undefined;
  return { span: name.span, markdown: (await definitionParts(checked, definition, options)).join('\n\n') };
}

async function definitionParts(
  checked: CheckedBook,
  definition: Definition,
  options: HoverOptions,
): Promise<string[]> {
  const sheetGraph = checked.checkable.sheetGraphs[0]!;
  const result = sheetGraph.lowered.get(definition);
  if (result === undefined || 'failure' in result) {
    return [`**${escapeMarkdown(definition.name)}**`, messageMarkdown(result?.failure.message ?? '')];
  }
  const { graph } = sheetGraph;
  const { node } = result.value;
  const parts = [
    `**${escapeMarkdown(definition.name)}** · ${showShape(graph.node(node).shape)} · ${describeKind(definition)}`,
  ];
  if (definition.kind === 'expression' || definition.kind === 'function') {
    parts.push(await formula(`${nameTex(definition.name)} = ${printExprTex(definition.expr)}`, options));
  }
  const value = checked.values.valueOf(node);
  if (value !== undefined) parts.push(`value: \`${showTensor(value, options.settings.digits + 2)}\``);
  parts.push(...(await adjointParts(checked, definition, options)));
  return parts.filter((part) => part !== '');
}

async function adjointParts(
  checked: CheckedBook,
  definition: Definition,
  options: HoverOptions,
): Promise<string[]> {
  const output = outputFor(checked, definition);
  const node = checked.values.adjointNodeOf(definition);
  if (output === undefined || node === undefined) return [];
  const label = `∂${output.name}/∂${definition.name}`;
  const value = checked.values.adjointOf(definition);
  const derivative = await derivativeTex(checked, node);
  return [
    derivative === undefined
      ? ''
      : await formula(
          `\\frac{\\partial ${nameTex(output.name)}}{\\partial ${nameTex(definition.name)}} = ${derivative}`,
          options,
        ),
    value === undefined
      ? ''
      : `${escapeMarkdown(label)}: \`${showTensor(value, options.settings.digits + 2)}\``,
  ];
}

const describeKind = (definition: Definition): string =>
  ({
    free: 'free: checked at many values',
    value: 'input with a value',
    expression: 'definition',
    function: 'function',
    upstream: 'known by its derivatives',
  })[definition.kind];

/** A derivative as TeX, in the names of the sheet, as short as it can be said. */
async function derivativeTex(checked: CheckedBook, node: NodeId): Promise<string | undefined> {
  const sheetGraph = checked.checkable.sheetGraphs[0]!;
  const { graph } = sheetGraph;
  const label = definedName(sheetGraph, node);
  const printed = printTex(graph, await simplify(graph, node, { label }), { label });
  if (!printed.complete) return undefined;
  const where = printed.where.map(({ name, text }) => `${name} = ${text}`).join(',\\; ');
  return where === '' ? printed.text : `${printed.text} \\quad\\text{with } ${where}`;
}

async function claimHover(
  checked: CheckedBook,
  judged: JudgedClaim,
  name: NameAt | undefined,
  options: HoverOptions,
): Promise<Hover> {
  const { claim, verdict, report } = searchedWhole(checked, judged);
  const parts = [headline(verdict)];
  const picture = await claimFormula(checked, claim, verdict, options);
  for (const note of verdict.notes) {
    // The picture says it better.
    if (picture === '' || !note.endsWith(` is ${verdict.expected}.`)) parts.push(messageMarkdown(note));
  }
  parts.push(picture, await claimSteps(checked, claim, options));
  parts.push(evidenceOf(checked, judged, options));
  if (name?.definition !== undefined) {
    parts.push('---', ...(await definitionParts(checked, name.definition, options)));
  }
  if (options.explanations !== undefined) {
    parts.push(`[What \`${verdict.code}\` means](${options.explanations}#${verdict.code})`);
  }
  return { span: report.span, markdown: parts.filter((part) => part !== '').join('\n\n') };
}

/** The evidence below shows what refutes a plain claim; the diagnostic that stands beside the hover has the sentence. */
const headline = ({ kind, code, message, evidence }: Verdict): string =>
  kind === 'disagree' && code !== 'values-only' && evidence?.worst !== undefined
    ? `**${HEADLINES[kind]}**`
    : `**${HEADLINES[kind]}** · ${messageMarkdown(message)}`;

const HEADLINES: Readonly<Record<Verdict['kind'], string>> = {
  agree: '✓ agrees',
  disagree: '✗ disagrees',
  inconclusive: '? inconclusive',
  unread: '? not read',
};

/** The derivative that Nabla computed, rendered. */
async function claimFormula(
  checked: CheckedBook,
  claim: Claim,
  verdict: Verdict,
  options: HoverOptions,
): Promise<string> {
  if (claim.kind !== 'derivative' || verdict.kind === 'unread') return '';
  const subject = subjectOf(checked.checkable.sheetGraphs[0]!, claim);
  if ('failure' in subject) return '';
  const derivative = await derivativeTex(checked, subject.left.node);
  return derivative === undefined ? '' : formula(`${printExprTex(claim.left)} = ${derivative}`, options);
}

/** The chain rule from the function to the variable, where names lie between them. */
async function claimSteps(checked: CheckedBook, claim: Claim, options: HoverOptions): Promise<string> {
  const sheetGraph = checked.checkable.sheetGraphs[0]!;
  const derivation = sheetGraph.derivations.get(claim.left);
  if (derivation === undefined || claim.left.kind !== 'derivative' || claim.left.variables.length !== 1)
    return '';
  const lines = derivationTex(sheetGraph.graph, derivation.target, derivation.variable);
  if (lines.length < 2) return '';
  // The last line is the formula above the steps.
  const rows = lines.slice(0, -1).map(({ tex }) => tex.replace(' = ', ' &= '));
  const picture = await formula(`\\begin{aligned}${rows.join(' \\\\[4pt] ')}\\end{aligned}`, options);
  return picture === '' ? '' : `By the chain rule:\n\n${picture}`;
}

/** A hover lists so many points; `nabla check --explain` has them all. */
const MAX_POINTS = 8;

/** What it may cost to judge a claim once more: a hover should not be waited for. */
const EXPLAIN_WORK = WORK_BUDGET / 8;

const pointsOf = new WeakMap<JudgedClaim, Evidence['compared']>();

/** The points that a verdict rests on, from judging the claim once more; undefined where that is dear, or ends otherwise. */
function comparedPoints(
  { checkable }: CheckedBook,
  judged: JudgedClaim,
  { points }: Settings,
): Evidence['compared'] {
  if (pointsOf.has(judged)) return pointsOf.get(judged);
  const { claim, verdict } = judged;
  const retry = { left: RETRY_WORK / 4 };
  const again = checkClaim(checkable, claim, { points, explain: true, work: EXPLAIN_WORK, retry });
  const isSame = again.kind === verdict.kind && again.code === verdict.code;
  const compared = isSame ? again.evidence?.compared : undefined;
  pointsOf.set(judged, compared);
  return compared;
}

/** How the verdict came about: what was compared, and where. */
function evidenceOf(checked: CheckedBook, judged: JudgedClaim, { settings }: HoverOptions): string {
  const { evidence } = judged.verdict;
  if (evidence === undefined) return '';
  const found = evidence.compared ?? comparedPoints(checked, judged, settings);
  const { reading, points, compared, witness } = explain({ ...evidence, ...(found && { compared: found }) });
  const rows = compared
    .slice(0, MAX_POINTS)
    .map(
      ({ point, expected, claimed, outcome }) =>
        `| ${[point, expected, claimed].map(code).join(' | ')} | ${outcome} |`,
    );
  const more = compared.length - rows.length;
  return [
    `- read as: ${messageMarkdown(reading)}`,
    `- ${escapeMarkdown(points)}`,
    ...(witness === undefined ? [] : [`- ${escapeMarkdown(witness)}`]),
    ...(rows.length === 0 ? [] : ['', '| point | computed | claimed | |', '|---|---|---|---|', ...rows]),
    ...(more > 0 ? ['', `… and ${more} more`] : []),
  ].join('\n');
}

const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('`', "'")}\``;

async function formula(tex: string, options: HoverOptions): Promise<string> {
  if (tex.length > MAX_FORMULA) return '';
  return `![formula](${await renderTex(tex, { dark: options.dark })})`;
}
