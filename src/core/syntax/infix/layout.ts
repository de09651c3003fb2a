import { looksLikeProse } from './prose';
import { closerOf, IS_BINARY, isRelation, Kind, type Tokens } from './tokens';

/** The tokens without the line ends that do not matter, cut into statements. */
export interface Layout {
  readonly text: string;
  /** Line ends are kept only directly inside `[…]`, where they separate rows. */
  readonly kinds: readonly Kind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** For a bracket the index of its partner, or -1; for other tokens -1. */
  readonly match: readonly number[];
  readonly statements: readonly StatementRange[];
}

/** Tokens `from` up to but without `to`. */
export interface StatementRange {
  readonly from: number;
  readonly to: number;
  /** The width of the blanks before the line on which the statement starts. */
  readonly indent: number;
  /** Whether a statement before it stands on the same line, separated by `;`. */
  readonly sameLine: boolean;
}

export function layOut(text: string, tokens: Tokens): Layout {
  const source: Source = { text, ...tokens, partner: matchBrackets(tokens) };
  const { kinds, starts, ends, partner } = source;
  const out: { kinds: Kind[]; starts: number[]; ends: number[]; match: number[] } = {
    kinds: [],
    starts: [],
    ends: [],
    match: [],
  };
  const statements: StatementRange[] = [];
  /** The open brackets, as indices of the result. */
  const open: number[] = [];
  let from = 0;
  let indent = -1;
  let sameLine = false;

  const finish = (nextOnSameLine: boolean): void => {
    const to = out.kinds.length;
    if (to > from) statements.push({ from, to, indent, sameLine });
    sameLine = nextOnSameLine && (to > from || sameLine);
    if (!nextOnSameLine) indent = -1;
    from = to;
  };

  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!;
    const topLevel = open.length === 0;
    if (kind === Kind.Newline || kind === Kind.Blank) {
      if (topLevel) {
        if (kind === Kind.Blank || out.kinds.length === from || !continues(source, i, indent)) finish(false);
        continue;
      }
      if (out.kinds[open[open.length - 1]!] !== Kind.OpenBracket || !separatesRows(source, i)) continue;
    }
    if (kind === Kind.Semicolon && topLevel) {
      finish(true);
      continue;
    }
    if (continuesNextLine(source, i, topLevel)) {
      i++;
      continue;
    }
    if (indent < 0) indent = indentBefore(text, starts[i]!);
    const index = out.kinds.push(kind) - 1;
    out.starts.push(starts[i]!);
    out.ends.push(ends[i]!);
    out.match.push(-1);
    if (partner[i]! > i) open.push(index);
    else if (partner[i]! >= 0) {
      const opener = open.pop()!;
      out.match[opener] = index;
      out.match[index] = opener;
    }
  }
  finish(false);
  return { text, ...out, statements };
}

interface Source extends Tokens {
  readonly text: string;
  readonly partner: readonly number[];
}

/**
 * The partner of each bracket, or -1. A bracket does not reach over an empty line or a marker, so that one forgotten `)`
 * spoils no more than its paragraph. The bracket after `in` may be closed by another kind: `x in (0, 1]`.
 */
function matchBrackets(tokens: Tokens): readonly number[] {
  const { kinds } = tokens;
  const partner: number[] = new Array<number>(kinds.length).fill(-1);
  const open: number[] = [];
  const counts = new Map<Kind, number>();
  const add = (closer: Kind, step: number): void => {
    counts.set(closer, (counts.get(closer) ?? 0) + step);
  };
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!;
    if (kind === Kind.Blank || kind === Kind.Marker) {
      open.length = 0;
      counts.clear();
    } else if (kind === Kind.OpenParen || kind === Kind.OpenBracket || kind === Kind.OpenBrace) {
      open.push(i);
      add(closerOf(kind), 1);
    } else if (kind === Kind.CloseParen || kind === Kind.CloseBracket || kind === Kind.CloseBrace) {
      const last = open[open.length - 1];
      const closesInterval = last !== undefined && kind !== Kind.CloseBrace && opensInterval(kinds, last);
      if (!closesInterval && (counts.get(kind) ?? 0) === 0) continue;
      // An opening bracket of another kind in between stays without a partner.
      for (;;) {
        const opener = open.pop()!;
        const closer = closerOf(kinds[opener]!);
        add(closer, -1);
        if (closer !== kind && !closesInterval) continue;
        partner[opener] = i;
        partner[i] = opener;
        break;
      }
    }
  }
  return partner;
}

const opensInterval = (kinds: readonly Kind[], opener: number): boolean =>
  kinds[opener - 1] === Kind.In && kinds[opener] !== Kind.OpenBrace;

/** Whether a `\`, or MATLAB's `...`, at `index` says that the statement goes on in the next line. */
function continuesNextLine(source: Source, index: number, topLevel: boolean): boolean {
  const { kinds } = source;
  if (kinds[index + 1] !== Kind.Newline) return false;
  if (kinds[index] === Kind.Backslash) return true;
  return kinds[index] === Kind.Ellipsis && topLevel && kinds[index - 1] !== Kind.Comma;
}

/** Whether the statement that reaches the line end at `index`, of a line indented by `indent`, goes on below. */
function continues(source: Source, index: number, indent: number): boolean {
  const { kinds, starts, text } = source;
  const before = kinds[index - 1]!;
  const after = kinds[index + 1];
  if (after === undefined || after === Kind.Blank || after === Kind.Marker) return false;
  if (isRelation(after) || before === Kind.Comma || after === Kind.Then || after === Kind.Else) return true;
  const operatorBefore = IS_BINARY[before] === 1 || isRelation(before) || OPENS_BRANCH.has(before);
  const operatorAfter = IS_BINARY[after] === 1 || after === Kind.Question || after === Kind.Colon;
  if (!operatorBefore && !operatorAfter) return false;
  if (indentBefore(text, starts[index + 1]!) > indent) return true;
  // At the same depth a line of its own, such as a bullet `- x = 3`, is likelier than the rest of a term.
  const end = endOfLine(source, index + 1);
  return (
    !holdsRelation(source, index + 1, end) && (operatorBefore || !looksLikeProse(source, index + 1, end))
  );
}

const OPENS_BRANCH: ReadonlySet<Kind> = new Set([Kind.If, Kind.Then, Kind.Else]);

function endOfLine({ kinds }: Source, from: number): number {
  let at = from;
  while (at < kinds.length && kinds[at] !== Kind.Newline && kinds[at] !== Kind.Blank) at++;
  return at;
}

const STATES: ReadonlySet<Kind> = new Set([Kind.Colon, Kind.In, Kind.Tilde]);

function holdsRelation({ kinds, partner }: Source, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const kind = kinds[i]!;
    if (isRelation(kind) || STATES.has(kind)) return true;
    if (partner[i]! > i) i = partner[i]!;
  }
  return false;
}

const NO_ROW_END: ReadonlySet<Kind> = new Set([
  Kind.OpenBracket,
  Kind.Comma,
  Kind.Semicolon,
  Kind.Newline,
  Kind.Backslash,
]);

function separatesRows({ kinds }: Source, index: number): boolean {
  const before = kinds[index - 1]!;
  const after = kinds[index + 1];
  if (after === Kind.CloseBracket || after === Kind.Semicolon) return false;
  return !NO_ROW_END.has(before) && IS_BINARY[before] === 0;
}

const TAB_WIDTH = 4;

/** The width of the blanks before the line's first token at `start`. */
function indentBefore(text: string, start: number): number {
  let width = 0;
  for (let at = start - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === 9) width += TAB_WIDTH;
    else if (code === 32 || code === 0xa0) width += 1;
    else if (code !== 0xfeff) break;
  }
  return width;
}
