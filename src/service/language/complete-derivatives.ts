import type { ReadBook } from '../../core/sheet/book';
import { directDependencies } from '../../core/sheet/dependencies';
import type { Definition } from '../../core/sheet/model';
import { chain, resolve } from '../../core/sheet/scope';
import type { Expr } from '../../core/syntax/ast';
import { readExpression } from '../../core/syntax/infix/read';
import { canonicalName } from '../../core/syntax/names';
import type { Cursor } from './cursor';
import type { CompletionItem } from './model';
import { RANK } from './ranks';
import type { ReadDocument } from './reading';

/** How far a definition's dependencies are followed, and how many derivatives are offered. */
const MOST_DEPENDENCIES = 400;
const MOST_ITEMS = 60;

/** Definitions at the end of a sheet among which its outputs are sought. */
const LAST_DEFINITIONS = 200;

/** What has been written of a derivative: `dL/d`, `∂L/∂W`, `d2L/d`. */
const WRITTEN =
  /(?:^|[^\p{L}\p{N}_])((d|∂)(²|2|\^2)?([\p{L}_][\p{L}\p{M}\p{N}_]*)\/(?:(?:d|∂)[\p{L}\p{M}\p{N}_]*)?)$/u;
const BEGUN = /(?:^|[^\p{L}\p{N}_])((d|∂)([\p{L}_][\p{L}\p{M}\p{N}_]*)?)$/u;

export interface DerivativeItems {
  /** What of them is written already. */
  readonly prefix: string;
  readonly items: readonly CompletionItem[];
}

/**
 * Derivatives that make sense where a statement begins: of what the sheet computes by what it depends on, as far as no claim
 * speaks of them. Inside of an expression they are offered once their fraction bar is written.
 */
export function derivativeItems(
  read: ReadDocument,
  cursor: Cursor,
  head: string,
  offset: number,
  atStart: boolean,
): DerivativeItems {
  const written = WRITTEN.exec(head);
  const begun = written ?? BEGUN.exec(head);
  const prefix = begun?.[1] ?? '';
  const given = /^given\s/.test(head);
  const wanted = written !== null || begun?.[2] === '∂' || (atStart && (head === '' || begun !== null));
  if (cursor.sheet === undefined || !(wanted || given)) return { prefix: '', items: [] };
  const { book } = read;
  const sign = begun?.[2] ?? usualSign(read);
  const order = written?.[3] === undefined ? 1 : 2;
  const target = written?.[4];
  const outputs =
    target === undefined
      ? outputsOf(book, cursor.sheet, offset)
      : [resolve(book.scope, cursor.sheet, canonicalName(target), Number.POSITIVE_INFINITY)].filter(
          (each) => each !== undefined,
        );
  const claimed = atStart ? claimedIn(book, cursor.sheet) : new Set<string>();
  const tail = !atStart || given || /^\s*[=<>≈]/.test(cursor.after) ? '' : ' = ';
  const items: CompletionItem[] = [];
  for (const output of outputs) {
    for (const variable of variablesOf(book, output, cursor.sheet)) {
      const key = `${output.name}/${new Array(order).fill(variable).join('/')}`;
      if (claimed.has(key) || items.length >= MOST_ITEMS) continue;
      const label = spellDerivative(
        sign,
        written?.[3] ?? '',
        target ?? spelling(read, output),
        variable,
        read,
        cursor.sheet,
      );
      if (label === undefined) continue;
      items.push({
        label,
        kind: 'derivative',
        detail: `derivative of ${output.name} by ${variable}`,
        text: `${label}${tail}`,
        snippet: false,
        rank: RANK.derivative,
      });
    }
  }
  return { prefix, items };
}

/** What nothing else of the sheet uses, the last one first; what stands behind the cursor comes last. */
function outputsOf(book: ReadBook, sheet: number, offset: number): readonly Definition[] {
  const own = book.definitions
    .filter(
      (each) =>
        each.sheet === sheet &&
        (each.kind === 'expression' || each.kind === 'function' || each.kind === 'upstream'),
    )
    .filter(({ inherited }) => inherited !== true)
    .slice(-LAST_DEFINITIONS);
  const used = new Set(own.flatMap((each) => directDependencies(book, each).filter((on) => on !== each)));
  const ends = own.filter((each) => !used.has(each)).reverse();
  const [before, behind] = [
    ends.filter(({ span }) => span.end <= offset),
    ends.filter(({ span }) => span.end > offset),
  ];
  const parent = chain(book.scope, sheet)[1];
  const outer = own.length === 0 && parent !== undefined ? outputsOf(book, parent, offset) : [];
  return [...before, ...behind, ...outer];
}

/** The names that a definition depends on: first the inputs, then what is computed on the way, each in document order. */
function variablesOf(book: ReadBook, output: Definition, sheet: number): readonly string[] {
  if (output.kind === 'function') return output.parameters.map(({ name }) => name);
  const seen = new Set<Definition>([output]);
  const queue: Definition[] = [output];
  for (let at = 0; at < queue.length && seen.size < MOST_DEPENDENCIES; at++) {
    for (const each of directDependencies(book, queue[at]!)) {
      if (seen.has(each)) continue;
      seen.add(each);
      queue.push(each);
    }
  }
  seen.delete(output);
  // A subsection may have shadowed a name on the way.
  const visible = [...seen].filter(
    (each) =>
      each.kind !== 'function' &&
      resolve(book.scope, sheet, each.name, Number.POSITIVE_INFINITY)?.name === each.name,
  );
  const isInput = ({ kind }: Definition): boolean => kind === 'free' || kind === 'value';
  const inOrder = visible.toSorted((a, b) => a.nameSpan.start - b.nameSpan.start);
  const applied = (each: Definition): boolean => each.kind === 'free' && each.applied;
  return [
    ...inOrder.filter((each) => isInput(each) && !applied(each)),
    ...inOrder.filter((each) => !isInput(each)),
  ].map(({ name }) => name);
}

/** The derivatives that claims and questions of the sheet, and of those around it, speak of already. */
function claimedIn({ scope, claims, queries }: ReadBook, sheet: number): ReadonlySet<string> {
  const sheets = new Set(chain(scope, sheet));
  const claimed = new Set<string>();
  const add = (expr: Expr): void => {
    const { target, variables } =
      expr.kind === 'derivative'
        ? expr
        : expr.kind === 'operator' && expr.operator === 'gradient'
          ? { target: expr.target, variables: expr.variable === undefined ? [] : [expr.variable] }
          : { target: expr, variables: [] };
    const names = [target, ...variables].map((each) => (each.kind === 'name' ? each.name : undefined));
    if (!names.includes(undefined)) claimed.add(names.join('/'));
  };
  for (const claim of claims) if (sheets.has(claim.sheet)) add(claim.left);
  for (const { query, sheet: at } of queries) if (sheets.has(at)) add(query.target);
  return claimed;
}

function spellDerivative(
  sign: string,
  order: string,
  target: string,
  variable: string,
  read: ReadDocument,
  sheet: number,
): string | undefined {
  const known = resolve(read.book.scope, sheet, variable, Number.POSITIVE_INFINITY);
  const spelt = known === undefined ? variable : spelling(read, known);
  const forms = [
    `${sign}${order}${target}/${sign}${spelt}${order}`,
    ...(order === '' ? [`${sign}(${target})/${sign}(${spelt})`] : []),
  ];
  return forms.find((text) => {
    const { expr, errors } = readExpression(text);
    return (
      errors.length === 0 &&
      expr.kind === 'derivative' &&
      expr.target.kind === 'name' &&
      expr.target.name === canonicalName(target) &&
      expr.variables.every((each) => each.kind === 'name' && each.name === variable)
    );
  });
}

function spelling({ document }: ReadDocument, { name, nameSpan }: Definition): string {
  const spelt = document.text.slice(nameSpan.start, nameSpan.end);
  return canonicalName(spelt) === name ? spelt : name;
}

/** The sign that the document's claims are written with. */
const usualSign = ({ document, book }: ReadDocument): string =>
  book.claims.some(({ kind, span }) => kind === 'derivative' && document.text[span.start] === '∂')
    ? '∂'
    : 'd';
