import type { Expr, Name } from '../../syntax/ast';
import type { RelationStatement, Statement } from '../../syntax/statements';
import { walk } from '../../syntax/walk';
import { toDocument } from '../../text/fragment';
import type { Span } from '../../text/span';
import { isDomain, isNumber, type Known, type Place } from '../classify';
import { isFunction, mentionedNames, variablesOf } from '../mentions';
import type { Claim, Definition, Domain, Doubt } from '../model';
import { chain, resolve } from '../scope';
import { withBrackets } from '../sides';
import { dependenceSaid, derivedIn, type Head, headOf, mentions, namesIn } from './heads';
import { type Foreign, joined } from './joined';
import { isEquality, isNameless, isZero, stepOf, withConditions } from './steps';

/** Where the statements of prose go when they are sorted. */
export interface Sink {
  add(definition: Definition): void;
  claim(claim: Claim): void;
  domain(domain: Domain): void;
}

/** What formulas of prose say beside definitions and claims. */
export interface Said {
  /** `u = u(x, y)`: what a name depends on, by sheet. */
  readonly dependences: { readonly sheet: number; readonly name: Name; readonly on: readonly Name[] }[];
  /** Equations between names, by sheet: `x^2 + y^2 = 1`. */
  readonly equations: Equation[];
}

interface Equation {
  readonly sheet: number;
  readonly names: ReadonlySet<string>;
}

/** A formula that a display which starts with `=` may go on with. */
interface Last extends Foreign {
  /** The sides before, the nearest first. */
  readonly earlier: readonly Foreign[];
}

/** How many formulas before a display may be the one that it goes on with. */
const MOST_CANDIDATES = 3;

/** How many sides of a derivation over several displays are remembered. */
const MOST_EARLIER = 8;

/**
 * Sorts the relations of formulas in prose, where `=` has many meanings. A name or a function on the left is defined, as often as
 * the text does so; a derivative on the left is a claim, and so is each step of a chain from there on; whatever else is equal
 * is a condition or an equation to solve, unless it holds always.
 */
export class ProseRelations {
  readonly said: Said = { dependences: [], equations: [] };
  /** What is set to a number, as in `f'(x) = 2x - 3 = 0`: the text may solve for its names. */
  private readonly conditions: Equation[] = [];
  /** The last formulas of each sheet, the latest first. */
  private readonly last = new Map<number, readonly Last[]>();
  /** Names that the statements of each sheet have used so far. */
  private readonly used = new Map<number, Set<string>>();
  /** Names that a sheet differentiates by, and parameters of its functions. */
  private readonly variables: readonly ReadonlySet<string>[];

  constructor(
    private readonly known: Known,
    private readonly sink: Sink,
  ) {
    this.variables = known.sheets.map(
      ({ statements }) => new Set(statements.flatMap(({ statement }) => independentIn(statement))),
    );
  }

  relation(statement: RelationStatement, place: Place): void {
    if (statement.continues === true) this.continued(statement, place);
    else if (isDomain(this.known, statement, place)) {
      const { sides, relations } = statement;
      this.sink.domain({ kind: 'relation', sides, relations, ...this.at(statement, place) });
    } else if (statement.relations[0] === '=' || statement.relations[0] === '==')
      this.chain(statement, place);
    else this.steps(statement, 0, place, []);
    this.remember(statement, place);
  }

  /** What a statement of any kind uses, so that a name which is new can be told from one that is not. */
  remember(statement: Statement, { sheet, fragment }: Place): void {
    const used = this.used.get(sheet) ?? new Set();
    for (const { name } of mentionedNames(statement)) used.add(name);
    this.used.set(sheet, used);
    if (statement.kind !== 'relation') {
      if (statement.kind === 'unread') this.last.delete(sheet);
      return;
    }
    const expr = statement.sides.at(-1)!;
    const before = this.last.get(sheet) ?? [];
    const [nearest] = statement.continues === true ? before : [];
    const own = statement.sides.slice(0, -1).filter(({ kind }) => kind !== 'missing');
    const earlier = [
      ...own.reverse().map((side): Foreign => ({ expr: side, fragment })),
      ...(nearest === undefined ? [] : [nearest, ...nearest.earlier]),
    ].slice(0, MOST_EARLIER);
    const rest = nearest === undefined ? before.slice(0, MOST_CANDIDATES - 1) : [];
    this.last.set(sheet, [{ expr, fragment, earlier }, ...rest]);
  }

  /** A display that starts with `=` goes on with the formula before it, or with one a little further up. */
  private continued(statement: RelationStatement, place: Place): void {
    const candidates = this.last.get(place.sheet) ?? [];
    const [nearest] = candidates;
    if (nearest === undefined) {
      this.steps(statement, 1, place, []);
      return;
    }
    const { fragment, exprs } = joined(place.fragment, [...candidates, ...nearest.earlier]);
    const [left, ...others] = exprs.slice(0, candidates.length);
    const right = statement.sides[1]!;
    const relation = statement.relations[0]!;
    const from = { start: statement.relationSpans[0]!.start, end: right.span.end };
    const otherwise = others.map((other) => ({ left: other, right }));
    const derivation = stepOf(this.known, left!, relation, right, { ...place, fragment }, true);
    this.sink.claim({
      ...derivation,
      span: toDocument(place.fragment, from),
      earlier: exprs.slice(candidates.length),
      ...(otherwise.length > 0 && { otherwise }),
    });
    this.steps(statement, 1, { ...place, fragment }, exprs.toReversed());
  }

  /** A chain of equalities: its heads are defined, the steps from there on are claims. */
  private chain(statement: RelationStatement, place: Place): void {
    const { sides, definition = false } = statement;
    if (place.at.length > 0) {
      this.steps(statement, 0, place, []);
      return;
    }
    const heads = this.headsOf(sides, place);
    const [first] = heads;
    if (first === undefined) {
      if (!definition) this.steps(statement, 0, place, []);
      return;
    }
    const expr = sides[heads.length]!;
    for (const head of heads) this.head(head, expr, statement, place);
    this.steps(
      statement,
      heads.length,
      place,
      heads.map((_, i) => sides[i]!),
    );
  }

  /** The sides from the left that the chain defines: `y = f(x) = x^2` defines `y` and `f`. */
  private headsOf(sides: readonly Expr[], place: Place): readonly Head[] {
    const heads: Head[] = [];
    for (const side of sides.slice(0, -1)) {
      const head = headOf(side);
      if (head === undefined || (heads.length > 0 && !this.isNew(head, heads, place))) break;
      if (head.parameters !== undefined && isFunction(head.name.name) && !isNamedFunction(head.name.name))
        break;
      heads.push(head);
    }
    return heads;
  }

  private isNew({ name, parameters }: Head, heads: readonly Head[], place: Place): boolean {
    if (isFunction(name.name)) return false;
    if (this.definitionOf(name.name, place) !== undefined) return false;
    if (parameters !== undefined || heads.some((head) => head.name.name === name.name)) return true;
    return !this.isUsed(name.name, place);
  }

  private head(head: Head, expr: Expr, statement: RelationStatement, place: Place): void {
    const { name } = head.name;
    const on = dependenceSaid(head, expr);
    if (on !== undefined) {
      this.said.dependences.push({ sheet: place.sheet, name: head.name, on });
      return;
    }
    const known = this.definitionOf(name, place);
    const isClaim = statement.definition !== true;
    // An update such as `w = w - 0.1 g` says what the next value is.
    if (mentions(expr, name)) {
      if (isClaim && known !== undefined && head.parameters !== undefined)
        this.claimOf(statement, head, expr, place, 'equation');
      return;
    }
    if (!this.isDefinition(head, expr, statement, place, known)) {
      if (isClaim) this.claimOf(statement, head, expr, place, 'equation');
      return;
    }
    const isValue = head.parameters === undefined && isNameless(this.known, expr, place);
    if (known !== undefined && isClaim && !(isValue && known.kind === 'value'))
      this.claimOf(statement, head, expr, place, 'redefinition');
    const span = toDocument(place.fragment, statement.span);
    const common = {
      name,
      nameSpan: toDocument(place.fragment, head.name.span),
      span,
      sheet: place.sheet,
      fragment: place.fragment,
      unannotated: true as const,
    };
    if (head.parameters !== undefined)
      this.sink.add({ kind: 'function', parameters: head.parameters, expr, ...common });
    else this.sink.add({ kind: isValue ? 'value' : 'expression', expr, ...common });
  }

  /** Whether `head = expr` gives the head a meaning, rather than being an equation that holds for some values. */
  private isDefinition(
    { name: { name }, parameters }: Head,
    expr: Expr,
    statement: RelationStatement,
    place: Place,
    known: Definition | undefined,
  ): boolean {
    if (statement.definition === true) return true;
    if (statement.when?.some((each) => each.kind === 'relation' && isEquality(each)) === true) return false;
    if (parameters !== undefined) {
      // `f(x) = 0` asks for the roots, `g(x, y) = c` is a constraint.
      if (isZero(expr)) return false;
      return (
        expr.kind !== 'name' ||
        parameters.some((each) => each.name === expr.name) ||
        this.isComputed(expr.name, place)
      );
    }
    const span = toDocument(place.fragment, statement.span);
    if (isNumber(this.known, expr, place, span.start)) {
      return known === undefined ? !this.isComputedLater(name, place) : known.kind === 'value';
    }
    if (this.restsOn(expr, name, place)) return false;
    if (expr.kind === 'name' && !this.isComputed(expr.name, place) && this.isUsed(name, place)) return false;
    const isSolution = statement.after !== undefined || this.isInEquation(name, place);
    return !(isSolution && this.variables[place.sheet]!.has(name));
  }

  /** `y = …` or `f(x) = …` as a claim about what was said before. */
  private claimOf(statement: RelationStatement, head: Head, right: Expr, place: Place, doubt: Doubt): void {
    const i = statement.sides.findIndex((side) => headOf(side)?.name.name === head.name.name);
    const left = statement.sides[Math.max(0, i)]!;
    this.sink.claim(
      withConditions(statement, { ...stepOf(this.known, left, '=', right, place, true), doubt }, place),
    );
  }

  /** Each adjacent pair of sides from `from` on is a claim; `before` are the sides of the chain that stand before them. */
  private steps(statement: RelationStatement, from: number, place: Place, before: readonly Expr[]): void {
    const { relations, sides } = statement;
    // Behind a derivative or a definition, each side is what the one before it was.
    let isDerivation = before.length > 0 || statement.continues === true;
    let earlier: readonly Expr[] = [...before].reverse();
    for (let i = from; i < relations.length; i++) {
      const left = withBrackets(statement, i, place.fragment.text);
      const right = withBrackets(statement, i + 1, place.fragment.text);
      const isEqual = relations[i] === '=' || relations[i] === '==';
      if (left.kind !== 'missing' && right.kind !== 'missing') {
        isDerivation ||= derivedIn(left) !== undefined;
        if (isDerivation && isEqual && this.names(right, statement, i + 1, place)) {
          const { name } = right as Name;
          this.sink.add({ kind: 'expression', name, expr: left, ...this.placed(statement, right, place) });
        } else {
          const claim = stepOf(this.known, left, relations[i]!, right, place, isDerivation);
          this.sink.claim(
            withConditions(statement, { ...claim, ...(earlier.length > 0 && { earlier }) }, place),
          );
          if (isEqual) this.equation(sides.slice(i, i + 2), claim, isDerivation, place);
        }
      }
      earlier = isEqual ? [left, ...earlier] : [];
      isDerivation &&= isEqual;
    }
  }

  /** `\frac{dL}{dz} = y - t = \delta` with a new `δ` gives the result a name. */
  private names(side: Expr, { sides }: RelationStatement, i: number, place: Place): boolean {
    if (side.kind !== 'name' || i < sides.length - 1) return false;
    return (
      this.definitionOf(side.name, place) === undefined &&
      !this.isUsed(side.name, place) &&
      !this.isComputedLater(side.name, place)
    );
  }

  private placed(
    statement: RelationStatement,
    name: Expr,
    { fragment, sheet }: Place,
  ): Pick<Definition, 'nameSpan' | 'span' | 'sheet' | 'fragment' | 'unannotated'> {
    return {
      nameSpan: toDocument(fragment, name.span),
      span: toDocument(fragment, statement.span),
      sheet,
      fragment,
      unannotated: true,
    };
  }

  private equation(sides: readonly Expr[], { doubt }: Claim, isDerivation: boolean, { sheet }: Place): void {
    if (doubt !== 'equation' && doubt !== 'value') return;
    const names = new Set(sides.flatMap(namesIn));
    // `du/dx = 3` is solved for `x`, if anything; `u` is what it is.
    const targets = new Set(sides.flatMap(targetsIn));
    this.conditions.push({ sheet, names: new Set([...names].filter((name) => !targets.has(name))) });
    if (!isDerivation && sides.every((side) => derivedIn(side) === undefined))
      this.said.equations.push({ sheet, names });
  }

  private isInEquation(name: string, { sheet }: Place): boolean {
    return this.conditions.some((condition) => condition.sheet === sheet && condition.names.has(name));
  }

  private isUsed(name: string, { sheet }: Place): boolean {
    return chain(this.known.scope, sheet).some((at) => this.used.get(at)?.has(name) === true);
  }

  private definitionOf(name: string, { sheet }: Place): Definition | undefined {
    const definition = resolve(this.known.scope, sheet, name, Number.POSITIVE_INFINITY);
    return definition?.kind === 'free' ? undefined : definition;
  }

  private isComputedLater(name: string, { sheet }: Place): boolean {
    return chain(this.known.scope, sheet).some((at) => this.known.computedLater[at]!.has(name));
  }

  private isComputed(name: string, place: Place): boolean {
    const definition = this.definitionOf(name, place);
    return (definition !== undefined && definition.kind !== 'value') || this.isComputedLater(name, place);
  }

  /** Whether the definitions so far make `expr` depend on `name`: then `name = expr` is solved for it. */
  private restsOn(expr: Expr, name: string, place: Place): boolean {
    const seen = new Set<string>();
    const stack = namesIn(expr);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (at === name) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      const definition = this.definitionOf(at, place);
      if (definition !== undefined && 'expr' in definition) {
        const parameters = new Set(
          definition.kind === 'function' ? definition.parameters.map((each) => each.name) : [],
        );
        stack.push(...namesIn(definition.expr).filter((each) => !parameters.has(each)));
      }
    }
    return false;
  }

  private at(
    statement: RelationStatement,
    { fragment, sheet }: Place,
  ): { span: Span; fragment: Place['fragment']; sheet: number } {
    return { span: toDocument(fragment, statement.span), fragment, sheet };
  }
}

/** Functions that documents define under the names that they have anyway. */
const isNamedFunction = (name: string): boolean =>
  /^[\p{L}_]+$/u.test(name) && !/^(?:exp|log|ln|sin|cos|tan|sqrt|abs|norm|max|min|sum|kronecker)$/.test(name);

/** What a statement differentiates by, and the parameters of the function that it defines. */
function independentIn(statement: Statement): string[] {
  if (statement.kind === 'function')
    return [...statement.parameters.map(({ name }) => name), ...independentIn(statement.relation)];
  return variablesOf(statement);
}

/** The names whose derivatives an expression speaks of. */
function targetsIn(expr: Expr): string[] {
  const found: string[] = [];
  walk(expr, (part) => {
    if (part.kind === 'derivative' && part.target.kind === 'name') found.push(part.target.name);
  });
  return found;
}
