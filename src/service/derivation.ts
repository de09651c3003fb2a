import type { CheckOptions } from '../core/check/options';
import { derivationInfix, derivationTex } from '../core/print/chain';
import { nameTex } from '../core/print/names';
import { directDependencies } from '../core/sheet/dependencies';
import type { Derivation } from '../core/sheet/lowering/sheet-graph';
import type { Definition, Domain } from '../core/sheet/model';
import { chain, resolve } from '../core/sheet/scope';
import type { Expr } from '../core/syntax/ast';
import { bareNamesIn, calleesIn } from '../core/syntax/walk';
import { type Fragment, fromDocument } from '../core/text/fragment';
import type { Span } from '../core/text/span';
import type { CheckedBook } from './checked';
import type { DerivationSteps } from './facade';
import { outputFor } from './hints';
import { DEFAULT_SETTINGS } from './model';
import { lineBreakOf, lineEnd, linePrefix } from './own-line';
import { checkableBookOf, edited, judged } from './read-book';

export const NO_DERIVATIVE = {
  message: 'There is no derivative here. Put the cursor on a claim such as `dL/dW = …` or on a name.',
};

const OPTIONS: CheckOptions = { points: DEFAULT_SETTINGS.points };

/** The derivative that stands at a place: what is differentiated, by what, and the statement that speaks of it. */
interface DerivativeAt {
  readonly derivation: Pick<Derivation, 'target' | 'variable' | 'fixed'>;
  /** As the document writes it, such as `∂L/∂W`. */
  readonly title: string;
  /** The function, where it has no name of its own. */
  readonly targetText: string;
  readonly statement: Span;
  readonly sheet: number;
  /** The definitions that the derivative speaks of. */
  readonly names: readonly Definition[];
}

/**
 * The chain rule for the derivative at an offset, one name a step: as lines of a sheet that all agree when they are checked, as
 * TeX, and as a Markdown note. A message where there is no derivative or nothing to derive.
 */
export function derivationAt(
  checked: CheckedBook,
  offset: number,
): DerivationSteps | { readonly message: string } {
  const found = derivativeAt(checked, offset);
  if (found === undefined) return NO_DERIVATIVE;
  const { derivation, targetText, title } = found;
  const { graph } = checked.checkable.sheetGraphs[0]!;
  const { target, variable, fixed } = derivation;
  const isName = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(targetText);
  const options = fixed === undefined ? {} : { fixed };
  const tex = derivationTex(graph, target, variable, { ...options, outputName: isName ? targetText : 'f' });
  if (tex.length === 0) {
    const isScalar = graph.node(target).shape.every((size) => size === 1);
    return {
      message: isScalar
        ? `${title} has no steps: no path leads from the variable to the function.`
        : `${title} is a derivative of an array; steps are written for derivatives of scalars.`,
    };
  }
  const outputName = isName ? targetText : `(${targetText})`;
  const sign = title.includes('∂') ? '∂' : 'd';
  const lines = derivationInfix(graph, target, variable, { ...options, outputName, sign }).map(
    ({ infix }) => infix,
  );
  const aligned = tex.map((line) => line.tex.replace(' = ', ' &= ')).join(' \\\\\n');
  const sheet = standaloneSheet(checked, found, lines);
  const insertion = insertionBelow(checked, found, lines);
  return {
    title,
    latex: `\\begin{align}\n${aligned}\n\\end{align}\n`,
    markdown: markdownNote(found, aligned, sheet),
    ...(sheet === undefined ? {} : { sheet }),
    ...(insertion === undefined ? {} : { insertion }),
  };
}

function derivativeAt(checked: CheckedBook, offset: number): DerivativeAt | undefined {
  const { document, checkable } = checked;
  const { book } = checkable;
  const sheetGraph = checkable.sheetGraphs[0]!;
  const lineOf = (at: number): number => document.text.lastIndexOf('\n', at - 1);
  const distance = ({ start, end }: Span): number =>
    start <= offset && offset <= end
      ? 0
      : lineOf(start) <= lineOf(offset) && lineOf(offset) <= lineOf(end)
        ? 1
        : 2;
  const statements = [
    ...book.claims.map((claim) => ({ ...claim, derivative: claim.left })),
    ...book.queries.map((query) => ({ ...query, derivative: query.query.target })),
  ]
    .flatMap((statement) => {
      const derivation = derivationOf(checked, statement);
      return derivation === undefined ? [] : [{ ...statement, derivation, far: distance(statement.span) }];
    })
    .filter(({ far }) => far < 2)
    .sort((a, b) => a.far - b.far);
  const [statement] = statements;
  if (statement !== undefined) {
    const { derivative, derivation, fragment, span, sheet } = statement;
    const text = (expr: Expr): string => fragment.text.slice(expr.span.start, expr.span.end);
    const names = [...bareNamesIn(derivative), ...calleesIn(derivative)].flatMap(
      ({ name }) => resolve(book.scope, sheet, name, span.start) ?? [],
    );
    const targetText = derivative.kind === 'derivative' ? text(derivative.target) : '';
    return { derivation, title: text(derivative), targetText, statement: span, sheet, names };
  }
  const definition = book.definitions.find(({ span, inherited }) => inherited !== true && distance(span) < 2);
  const output = definition && outputFor(checked, definition);
  if (definition === undefined || output === undefined) return undefined;
  const [target, variable] = [output, definition].map((each) => {
    const lowered = sheetGraph.lowered.get(each);
    return lowered === undefined || 'failure' in lowered ? undefined : lowered.value.node;
  });
  if (target === undefined || variable === undefined || target === variable) return undefined;
  return {
    derivation: { target, variable },
    title: `d${output.name}/d${definition.name}`,
    targetText: output.name,
    statement: output.span,
    sheet: output.sheet,
    names: [output, definition],
  };
}

/** The differentiation that the left side of a claim, or a question, asks for, if it is by one variable once. */
function derivationOf(
  { checkable }: CheckedBook,
  statement: {
    readonly derivative: Expr;
    readonly sheet: number;
    readonly span: Span;
    readonly fragment: Fragment;
  },
): Derivation | undefined {
  const { derivative, sheet, span, fragment } = statement;
  if (derivative.kind !== 'derivative' || derivative.variables.length !== 1) return undefined;
  const sheetGraph = checkable.sheetGraphs[0]!;
  if (!sheetGraph.derivations.has(derivative)) {
    sheetGraph.lower(derivative, { sheet, offset: span.start, fragment, parameters: new Map(), depth: 0 });
  }
  return sheetGraph.derivations.get(derivative);
}

/** The lines below the statement, in its comment if it stands in one; only those that agree there. */
function insertionBelow(
  { document }: CheckedBook,
  { statement }: DerivativeAt,
  lines: readonly string[],
): DerivationSteps['insertion'] {
  const { text } = document;
  const prefix = linePrefix(text, statement);
  const at = lineEnd(text, statement);
  if (prefix === undefined || at === undefined || /\.json[c5]?$/i.test(document.path)) return undefined;
  const lineBreak = lineBreakOf(text);
  const own = bare(text.slice(statement.start, statement.end));
  const kept = agreeing(
    lines.filter((line) => bare(line) !== own),
    (tried) => {
      const inserted = tried.map((line) => `${lineBreak}${prefix}${line}`).join('');
      const after = edited(text, [{ span: { start: at, end: at }, text: inserted }]).text;
      return { document: { ...document, text: after }, span: { start: at, end: at + inserted.length } };
    },
  );
  if (kept === undefined) return undefined;
  return { offset: at, text: kept.map((line) => `${lineBreak}${prefix}${line}`).join('') };
}

/** Signs of partial derivatives are a matter of taste. */
const bare = (text: string): string => text.replace(/\s/g, '').replaceAll('∂', 'd');

/** A sheet that needs nothing else: what the derivative rests on, and its steps. */
function standaloneSheet(
  checked: CheckedBook,
  found: DerivativeAt,
  lines: readonly string[],
): string | undefined {
  const head = `# ${found.title} by the chain rule\n${statementsFor(checked, found).join('\n')}\n`;
  const sheetWith = (tried: readonly string[]): string => `${head}\n${tried.join('\n')}\n`;
  const kept = agreeing(lines, (tried) => {
    const text = sheetWith(tried);
    return {
      document: { path: 'steps.nabla', language: 'nabla', text },
      span: { start: 0, end: text.length },
    };
  });
  return kept === undefined ? undefined : sheetWith(kept);
}

/** The lines that agree where they are put, all of them at once; undefined where none does. */
function agreeing(
  lines: readonly string[],
  put: (lines: readonly string[]) => { document: CheckedBook['document']; span: Span },
): readonly string[] | undefined {
  let kept = lines;
  while (kept.length > 0) {
    const { document, span } = put(kept);
    const checkable = checkableBookOf(document);
    const claims = checkable.book.claims.filter(
      (claim) => span.start <= claim.span.start && claim.span.end <= span.end,
    );
    // A line that is not read as one claim would shift all others.
    if (claims.length !== kept.length) return undefined;
    const held = kept.filter((_, i) => judged(checkable, claims[i]!, OPTIONS)?.kind === 'agree');
    if (held.length === kept.length) return kept;
    kept = held;
  }
  return undefined;
}

/** Declarations, domains and definitions that a derivative rests on, as a sheet writes them. */
function statementsFor({ checkable: { book } }: CheckedBook, { sheet, names }: DerivativeAt): string[] {
  const needed = new Set(names);
  // The set grows while it is walked.
  for (const definition of needed) {
    for (const used of directDependencies(book, definition)) needed.add(used);
  }
  const spoken = new Set([...needed].map(({ name }) => name));
  const sheets = chain(book.scope, sheet);
  const shapes = sheets.flatMap((each) =>
    [...book.sheets[each]!.shapes]
      .filter(([name]) => spoken.has(name))
      .map(([name, { sizes }]) => `${name} : ${shapeText(sizes)}`),
  );
  const domains = book.domains
    .filter((domain) => sheets.includes(domain.sheet) && namesOf(domain).every((name) => spoken.has(name)))
    .map(({ fragment, span }) => sliceOf(fragment, span));
  const definitions = [...needed]
    .filter(({ kind }) => kind !== 'free')
    .sort((a, b) => a.span.start - b.span.start)
    .map(definitionText);
  return [...new Set([...shapes, ...domains, ...definitions])].filter((text) => text !== '');
}

const namesOf = (domain: Domain): string[] =>
  (domain.kind === 'relation' ? domain.sides.flatMap(bareNamesIn) : domain.names).map(({ name }) => name);

function definitionText(definition: Definition): string {
  const { name, fragment } = definition;
  const text = (expr: Expr): string => folded(fragment.text.slice(expr.span.start, expr.span.end));
  switch (definition.kind) {
    case 'function':
      return `${name}(${definition.parameters.map((each) => each.name).join(', ')}) = ${text(definition.expr)}`;
    case 'value':
    case 'expression':
      return `${name} = ${text(definition.expr)}`;
    case 'upstream':
      return sliceOf(fragment, definition.span);
    case 'free':
      return '';
  }
}

type Sizes = readonly (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
)[];

function shapeText(sizes: Sizes): string {
  const parts = sizes.map((size) => (size.kind === 'number' ? String(size.value) : size.name));
  if (parts.length === 0) return 'R';
  if (parts.length === 1) return `R^${parts[0]}`;
  return parts.join(sizes.every(({ kind }) => kind === 'number') ? 'x' : ' x ');
}

function sliceOf(fragment: Fragment, span: Span): string {
  const [start, end] = [fromDocument(fragment, span.start), fromDocument(fragment, span.end)];
  return start === undefined || end === undefined ? '' : folded(fragment.text.slice(start, end));
}

/** White space folded; a line break inside an array separates its rows. */
const folded = (text: string): string =>
  text
    .replace(/([^,;[\s])[^\S\n]*\r?\n\s*(?=[^[\]]*\])/g, '$1; ')
    .replace(/\s+/g, ' ')
    .trim();

function markdownNote({ title }: DerivativeAt, aligned: string, sheet: string | undefined): string {
  const heading = /^[d∂]([^/]+)\/[d∂](.+)$/u.exec(title);
  const shown =
    heading === null
      ? `\`${title}\``
      : `$\\frac{\\partial ${nameTex(heading[1]!)}}{\\partial ${nameTex(heading[2]!)}}$`;
  return [
    `# ${shown} by the chain rule`,
    `$$\n\\begin{aligned}\n${aligned}\n\\end{aligned}\n$$`,
    ...(sheet === undefined
      ? []
      : ['The same as a sheet, which checks itself:', `\`\`\`nabla\n${sheet}\`\`\``]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
