import { CASES } from './arrays';
import { type Layout, meetsRelation } from './parser';
import { isRemark } from './phrases';
import { Kind, type Token } from './tokens';

/** Environments whose lines are statements, or go on with the line before. */
const ALIGNMENTS: ReadonlySet<string> = new Set(
  (
    'equation align aligned alignat alignedat flalign split gather gathered multline multlined eqnarray displaymath math ' +
    'subequations dmath dgroup dseries darray xalignat xxalignat IEEEeqnarray IEEEeqnarraybox rcl'
  ).split(' '),
);

/**
 * The tokens with a `Row` between statements and none inside of them: alignment is taken away, and lines that go on with the
 * line before are joined to it.
 */
export function joinLines(layout: Layout): readonly Token[] {
  return new Joiner(layout).run();
}

class Joiner {
  private readonly out: Token[] = [];
  /** Closing tokens that are left out because their opening ones were. */
  private readonly unwrapped = new Set<number>();
  /** Where the current line starts in `out`. */
  private lineStart = 0;
  /** How long `out` was when a line was joined to it last. */
  private joined = -1;

  constructor(private readonly layout: Layout) {}

  run(): readonly Token[] {
    const { tokens } = this.layout;
    for (let i = 0; i < tokens.length; i++) i = this.step(i);
    return this.out.filter(
      ({ kind }, i, all) => kind !== Kind.Quad || !(needsSides(all[i - 1]) || needsSides(all[i + 1])),
    );
  }

  /** Handles the token at `i`; returns the last index that it used up. */
  private step(i: number): number {
    const { tokens, match } = this.layout;
    const token = tokens[i]!;
    if (this.unwrapped.has(i)) {
      if (token.kind === Kind.Finish) this.row(i, token);
      return i;
    }
    switch (token.kind) {
      case Kind.Begin:
        if (ALIGNMENTS.has(token.text) || (this.atStart() && this.isSystem(i))) {
          this.unwrap(i);
          this.row(i, token);
          return i;
        }
        return this.copy(i);
      case Kind.Open: {
        const close = match[i]!;
        const holdsSystem =
          token.text === '{' &&
          close > 0 &&
          tokens[close]!.text === '.' &&
          this.atStart() &&
          this.opensSystem(i + 1, close);
        if (!holdsSystem) return this.copy(i);
        this.unwrapped.add(close);
        this.unwrap(i + 1);
        this.row(i, token);
        return i + 1;
      }
      case Kind.GroupOpen:
        if (match[i] === i + 1 && !TAKES_GROUP.has(this.out.at(-1)?.kind ?? Kind.End)) return i + 1;
        if (match[i]! < 0 || !this.startsSide() || !this.hasRelation(i + 1, match[i]!)) return this.copy(i);
        this.unwrap(i);
        return i;
      case Kind.Row:
        this.row(i, token);
        return i;
      case Kind.Amp:
        this.amp(i, token);
        return i;
      case Kind.Relation:
        this.relation(token);
        return i;
      case Kind.Text:
        if (isRemark(token.text) && this.followsOperand() && this.endsLine(i + 1)) {
          while (this.out.length > this.lineStart && this.out.at(-1)!.kind === Kind.Quad) this.out.pop();
          return i;
        }
        this.out.push(token);
        return i;
      default:
        this.out.push(token);
        return i;
    }
  }

  private unwrap(open: number): void {
    const close = this.layout.match[open]!;
    if (close > open) this.unwrapped.add(close);
  }

  private atStart(): boolean {
    const last = this.out.at(-1);
    return (
      last === undefined || last.kind === Kind.Row || last.kind === Kind.Arrow || last.kind === Kind.Text
    );
  }

  /** Whether a group here may be a whole formula, or one with the rest of a chain: `\boxed{x = 3}`. */
  private startsSide(): boolean {
    const kind = this.out.at(-1)?.kind;
    return this.atStart() || kind === Kind.Relation || kind === Kind.Quad || kind === Kind.Comma;
  }

  private followsOperand(): boolean {
    return (this.out.length > this.lineStart && !GOES_ON.has(this.out.at(-1)!.kind)) || this.afterGap();
  }

  /** Whether a gap with a formula before it comes last. */
  private afterGap(): boolean {
    const { out } = this;
    return out.at(-1)?.kind === Kind.Quad && out.length - 1 > this.lineStart;
  }

  /** Cases or an array whose lines are equations rather than values. */
  private isSystem(begin: number): boolean {
    const { tokens, match } = this.layout;
    const { text } = tokens[begin]!;
    const close = match[begin]!;
    if (close < 0 || (text !== 'array' && !CASES.has(text))) return false;
    return this.hasRelation(begin + 1, close, true);
  }

  private opensSystem(from: number, to: number): boolean {
    const { tokens, match } = this.layout;
    if (tokens[from]?.kind !== Kind.Begin || match[from] !== to - 1) return false;
    return ALIGNMENTS.has(tokens[from]!.text) || this.isSystem(from);
  }

  /** Whether a relation stands between `from` and `to`, outside of brackets; in the `first` cell of a line alone. */
  private hasRelation(from: number, to: number, first = false): boolean {
    const { tokens, match } = this.layout;
    for (let i = from; i < to; i++) {
      const { kind } = tokens[i]!;
      if (kind === Kind.Relation) return true;
      if (first && kind === Kind.Row) return false;
      if (first && (kind === Kind.Text || kind === Kind.Comma)) return false;
      if (first && kind === Kind.Amp) return tokens[i + 1]?.kind === Kind.Relation;
      if (match[i]! > i && match[i]! < to) i = match[i]!;
    }
    return false;
  }

  /** Copies a bracket with what it holds; lines and alignment count only inside environments. */
  private copy(i: number): number {
    const { tokens, match } = this.layout;
    const close = match[i]! > i ? match[i]! : i;
    let environments = 0;
    for (let k = i; k <= close; k++) {
      const token = tokens[k]!;
      if (token.kind === Kind.Begin) environments += 1;
      else if (token.kind === Kind.Finish) environments -= 1;
      const isLayout = token.kind === Kind.Row || token.kind === Kind.Amp || token.kind === Kind.Quad;
      if (!isLayout || environments > 0) this.out.push(token);
    }
    return close;
  }

  /** `a \equiv b` beside other relations says that two statements are equivalent. */
  private relation(token: Token): void {
    const last = this.out.at(-1);
    // `a = \\ = b` repeats its sign.
    if (last?.kind === Kind.Relation && this.joined === this.out.length && last.text === token.text) return;
    const isEquivalence =
      token.text === '==' && this.lineHas((part) => part.kind === Kind.Relation && /^[<>!]/.test(part.text));
    if (isEquivalence) this.out.push({ ...token, kind: Kind.Arrow, text: 'equivalent' });
    else this.out.push(token);
  }

  private lineHas(test: (token: Token) => boolean): boolean {
    for (let i = this.out.length - 1; i >= this.lineStart; i--) {
      if (this.out[i]!.kind === Kind.Arrow) return false;
      if (test(this.out[i]!)) return true;
      if (this.out.length - i > 400) return false;
    }
    return false;
  }

  /** Whether nothing but layout follows up to the end of the line. */
  private endsLine(index: number): boolean {
    const { tokens } = this.layout;
    for (let i = index; i < tokens.length && i < index + 8; i++) {
      const { kind } = tokens[i]!;
      if (kind === Kind.Row || this.unwrapped.has(i)) return true;
      if (kind !== Kind.Amp && kind !== Kind.Quad && kind !== Kind.Comma && kind !== Kind.Period)
        return false;
    }
    return index >= tokens.length || index + 8 > tokens.length;
  }

  /** `&` aligns beside a sign or at the start of a line; else it separates statements. */
  private amp(i: number, token: Token): void {
    const { tokens } = this.layout;
    const last = this.out.at(-1);
    const next = tokens[i + 1];
    if (last === undefined || last.kind === Kind.Row || this.out.length === this.lineStart) return;
    const aligns = GOES_ON.has(last.kind) || next === undefined || STARTS_REST.has(next.kind);
    if (!aligns) this.out.push({ ...token, kind: Kind.Quad, text: 'quad' });
  }

  /** The end of a line: what follows goes on with it, or is a statement of its own. */
  private row(i: number, token: Token): void {
    const last = this.out.at(-1);
    if (last === undefined || last.kind === Kind.Row) {
      this.startLine();
      return;
    }
    if (this.continues(i + 1)) {
      while (this.out.length > 0 && PUNCTUATION.has(this.out.at(-1)!.kind)) this.out.pop();
      this.joined = this.out.length;
      return;
    }
    this.out.push({ ...token, kind: Kind.Row, text: '\\' });
    this.startLine();
  }

  private startLine(): void {
    this.lineStart = this.out.length;
  }

  private continues(index: number): boolean {
    const { tokens } = this.layout;
    let at = index;
    let aligned = false;
    while (
      at < tokens.length &&
      (SKIPPED.has(tokens[at]!.kind) || (this.unwrapped.has(at) && at < tokens.length))
    ) {
      aligned ||= tokens[at]!.kind === Kind.Amp;
      at += 1;
    }
    const next = tokens[at];
    const last = this.out.at(-1)!;
    if (next === undefined) return false;
    if (next.kind === Kind.Relation) return true;
    if (OPERATORS.has(last.kind)) return true;
    if (next.kind === Kind.Plus || next.kind === Kind.Times || next.kind === Kind.Slash) return true;
    if (next.kind !== Kind.Minus) return false;
    return aligned || !meetsRelation(this.layout, at, tokens.length, LINE_ENDS);
  }
}

const LINE_ENDS: ReadonlySet<Kind> = new Set<Kind>([Kind.Row, Kind.Finish]);

const OPERATORS: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Relation,
  Kind.Plus,
  Kind.Minus,
  Kind.Times,
  Kind.Slash,
  Kind.In,
]);

/** Whether a sign joins what stands before and behind it, whatever gap there is. */
const needsSides = (token: Token | undefined): boolean =>
  token !== undefined &&
  (OPERATORS.has(token.kind) ||
    token.kind === Kind.Colon ||
    token.kind === Kind.To ||
    token.kind === Kind.Ellipsis);

/** Behind these, braces hold an argument, even an empty one. */
const TAKES_GROUP: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Sub,
  Kind.Sup,
  Kind.Frac,
  Kind.Root,
  Kind.Accent,
  Kind.Binomial,
  Kind.GroupClose,
]);

const GOES_ON: ReadonlySet<Kind> = new Set<Kind>([...OPERATORS, Kind.Arrow, Kind.Quad, Kind.Colon]);

const STARTS_REST: ReadonlySet<Kind> = new Set<Kind>([
  ...OPERATORS,
  Kind.Amp,
  Kind.Row,
  Kind.Quad,
  Kind.Arrow,
  Kind.Text,
  Kind.Comma,
  Kind.Colon,
  Kind.Refused,
]);

const SKIPPED: ReadonlySet<Kind> = new Set<Kind>([Kind.Row, Kind.Amp, Kind.Quad]);

const PUNCTUATION: ReadonlySet<Kind> = new Set<Kind>([Kind.Comma, Kind.Semicolon, Kind.Period, Kind.Quad]);
