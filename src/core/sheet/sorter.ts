import type { At, Expr, Given, Name, Relation, RelationStatement, Size, Statement } from '../syntax/ast';
import { expandList } from '../syntax/lists';
import { readCallsAsProducts } from '../syntax/products';
import { isDerivative } from '../syntax/walk';
import { type Fragment, toDocument } from '../text/fragment';
import { cover, type Span } from '../text/span';
import { isNameless } from './constants';
import { freeNames, type SortedBook } from './free-names';
import { inheritedDefinitions } from './inheritance';
import { computedName, inputNames, isFunction, showSizes, variablesOf } from './mentions';
import type {
  Book,
  Claim,
  DeclaredShape,
  Definition,
  Domain,
  Problem,
  Sheet,
  SheetQuery,
  Unread,
} from './model';
import { chain, define, resolve, type Scope } from './scope';
import { withBrackets } from './sides';

const UNREAD_CODES = { prose: 'prose', unsupported: 'not-yet', error: 'syntax' } as const;

const UNCLEAR_LIST =
  'This may be one relation for each name of the list, or several relations. Write each on a line of its own, such as `a < x < b`.';

interface Context {
  readonly sheet: number;
  readonly fragment: Fragment;
  readonly at: At['point'];
}

/** Sorts statements, given in document order, into definitions, domains and claims. */
export class Sorter {
  private readonly definitions: Definition[] = [];
  private readonly domains: Domain[] = [];
  private readonly claims: Claim[] = [];
  private readonly unread: Unread[] = [];
  private readonly queries: SheetQuery[] = [];
  /** Names that some statement of a sheet defines by an expression, wherever it stands. */
  private readonly computedLater: readonly ReadonlySet<string>[];
  /** Names that some statement declares or differentiates by: they are no constants, whatever they are called. */
  private readonly variables: ReadonlySet<string>;

  constructor(
    private readonly sheets: readonly (Sheet & { shapes: Map<string, DeclaredShape> })[],
    private readonly scope: Scope,
    private readonly problems: Problem[],
  ) {
    this.variables = new Set(
      sheets.flatMap((sheet) => sheet.statements.flatMap((placed) => variablesOf(placed.statement))),
    );
    this.computedLater = sheets.map(
      (sheet) => new Set(sheet.statements.flatMap((placed) => computedName(placed.statement))),
    );
  }

  result(): Pick<Book, 'definitions' | 'domains' | 'claims' | 'unread' | 'queries'> {
    const { definitions, domains, claims, unread, queries } = this;
    return { definitions, domains, claims, unread, queries };
  }

  sort(statement: Statement, context: Context): void {
    const span = toDocument(context.fragment, statement.span);
    const { sheet, fragment } = context;
    switch (statement.kind) {
      case 'relation':
        this.list(statement, context, false);
        return;
      case 'function':
        if (context.at.length === 0 && this.definable(statement.name, context)) {
          if (isFunction(statement.name.name)) {
            this.note(
              span,
              `This defines ${statement.name.name} anew for this sheet. Write == to claim an identity.`,
            );
          }
          this.add({
            kind: 'function',
            parameters: statement.parameters,
            expr: statement.body,
            ...this.defined(statement.name, span, context),
          });
          this.steps(statement.relation, 1, context);
        } else this.relation(statement.relation, context, false);
        return;
      case 'declaration':
        for (const name of statement.names) this.declare(name, statement.sizes, context);
        return;
      case 'membership':
        if (statement.set.kind === 'shape') {
          for (const name of statement.names) this.declare(name, statement.set.sizes, context);
        } else {
          this.domains.push({
            kind: 'member',
            names: statement.names,
            set: statement.set,
            span,
            fragment,
            sheet,
          });
        }
        return;
      case 'property':
        this.domains.push({
          kind: 'property',
          names: statement.names,
          property: statement.property,
          span,
          fragment,
          sheet,
        });
        return;
      case 'given':
        this.given(statement, span, context);
        return;
      case 'at':
        for (const inner of statement.body)
          this.sort(inner, { ...context, at: [...context.at, ...statement.point.flatMap(expandList)] });
        return;
      case 'assume':
        if (statement.statement.kind === 'relation') this.list(statement.statement, context, true);
        else this.sort(statement.statement, context);
        return;
      case 'query':
        this.queries.push({ query: statement, span, sheet, fragment });
        return;
      case 'unread':
        this.unread.push({
          span,
          reason: statement.reason,
          code: UNREAD_CODES[statement.cause ?? 'error'],
          sheet,
        });
        // What a broken line defines is unknown, not free: a claim that rests on it must not be judged without it.
        for (const name of statement.defines ?? []) {
          if (!this.definable(name, context)) continue;
          const expr: Expr = { kind: 'missing', span: statement.span };
          this.add({ kind: 'expression', expr, ...this.defined(name, span, context) });
        }
        return;
      case 'mention':
      case 'directive':
        return;
    }
  }

  /** A relation for each name of its list; where it may be several relations, all of them together restrict the names. */
  private list(statement: RelationStatement, context: Context, assumed: boolean): void {
    const relations = expandList(statement);
    if (statement.unclear !== true) {
      for (const relation of relations) this.relation(relation, context, assumed);
      return;
    }
    const span = toDocument(context.fragment, statement.span);
    if (!assumed && !relations.every((relation) => this.isDomain(relation, context))) {
      this.unread.push({ span, reason: UNCLEAR_LIST, code: 'syntax', sheet: context.sheet });
      return;
    }
    this.note(span, UNCLEAR_LIST);
    for (const relation of relations) this.relation(relation, context, assumed);
  }

  private relation(statement: RelationStatement, context: Context, assumed: boolean): void {
    const first = statement.sides[0]!;
    const span = toDocument(context.fragment, statement.span);
    const { sheet, fragment } = context;
    if (assumed || this.isDomain(statement, context)) {
      const { sides, relations } = statement;
      if (
        !assumed &&
        !sides.some((side) => inputNames(side).length === 0) &&
        !sides.every(({ kind }) => kind === 'name')
      ) {
        this.note(
          span,
          'This restricts its names, because the sheet computes none of them. To have it checked, give a side a name first.',
        );
      }
      this.domains.push({ kind: 'relation', sides, relations, span, fragment, sheet });
      return;
    }
    const relation = statement.relations[0];
    if (
      context.at.length === 0 &&
      (relation === '=' || relation === '≈') &&
      first.kind === 'name' &&
      this.definable(first, context, statement.sides[1])
    ) {
      const expr = statement.sides[1]!;
      const nameless = isNameless(expr, (name) => this.isDefined(name, context, span.start), isFunction);
      this.add({ kind: nameless ? 'value' : 'expression', expr, ...this.defined(first, span, context) });
      this.steps(statement, 1, context);
      return;
    }
    this.steps(statement, 0, context);
  }

  /** Each adjacent pair of sides from `from` on is a claim. */
  private steps(statement: RelationStatement, from: number, context: Context): void {
    const { relations } = statement;
    for (let i = from; i < relations.length; i++) {
      const left = withBrackets(statement, i, context.fragment.text);
      const right = withBrackets(statement, i + 1, context.fragment.text);
      if (left.kind === 'missing' || right.kind === 'missing') continue;
      this.claims.push({
        kind: this.claimKind(left, relations[i]!, right, context),
        left,
        relation: relations[i]!,
        right,
        at: context.at,
        span: toDocument(context.fragment, cover(left.span, right.span)),
        sheet: context.sheet,
        fragment: context.fragment,
      });
    }
  }

  private claimKind(left: Expr, relation: Relation, right: Expr, context: Context): Claim['kind'] {
    if (relation !== '=' && relation !== '==' && relation !== '≈') return 'inequality';
    if (isDerivative(left)) return 'derivative';
    const offset = toDocument(context.fragment, right.span).start;
    return isNameless(right, (name) => this.isDefined(name, context, offset), isFunction)
      ? 'value'
      : 'identity';
  }

  private isDomain(statement: RelationStatement, context: Context): boolean {
    if (context.at.length > 0) return false;
    if (!statement.relations.every((r) => r === '<' || r === '<=' || r === '>' || r === '>=' || r === '!=')) {
      return false;
    }
    if (statement.sides.some(isDerivative)) return false;
    const names = statement.sides.flatMap(inputNames);
    return names.length > 0 && names.every(({ name }) => !this.isComputed(name, context));
  }

  /** Whether the sheet gives the name an expression; a free, declared or valued name is an input. */
  private isComputed(name: string, context: Context): boolean {
    const known = resolve(this.scope, context.sheet, name, Number.POSITIVE_INFINITY);
    if (known !== undefined) return known.kind !== 'free' && known.kind !== 'value';
    return chain(this.scope, context.sheet).some((sheet) => this.computedLater[sheet]!.has(name));
  }

  private isDefined(name: string, context: Context, offset: number): boolean {
    return (
      this.variables.has(name) ||
      resolve(this.scope, context.sheet, name, offset) !== undefined ||
      this.declaredShape(name, context) !== undefined
    );
  }

  private declaredShape(name: string, context: Context): DeclaredShape | undefined {
    for (const sheet of chain(this.scope, context.sheet)) {
      const shape = this.sheets[sheet]!.shapes.get(name);
      if (shape !== undefined) return shape;
    }
    return undefined;
  }

  /**
   * Whether `name = …` defines the name here: it has no definition yet in this sheet. A parent's definition is shadowed,
   * but a number beside a name that the parent computes is a claim about its value.
   */
  private definable(name: Name, context: Context, right?: Expr): boolean {
    const own = this.scope.bySheet[context.sheet]!.get(name.name);
    if (own !== undefined) return false;
    const known = resolve(this.scope, context.sheet, name.name, Number.POSITIVE_INFINITY);
    if (known === undefined || right === undefined || known.kind === 'value') return true;
    return !isNameless(
      right,
      (other) => this.isDefined(other, context, Number.POSITIVE_INFINITY),
      isFunction,
    );
  }

  private declare(name: Name, sizes: readonly Size[], context: Context): void {
    const span = toDocument(context.fragment, name.span);
    const shapes = this.sheets[context.sheet]!.shapes;
    const known = shapes.get(name.name);
    if (known === undefined) {
      shapes.set(name.name, { sizes, span });
      return;
    }
    if (showSizes(known.sizes) === showSizes(sizes)) return;
    this.problems.push({
      severity: 'error',
      code: 'contradiction',
      message: `${name.name} is declared as ${showSizes(sizes)} here and as ${showSizes(known.sizes)} above. Keep one of the two.`,
      span,
      related: [{ span: known.span, message: `${name.name} is declared as ${showSizes(known.sizes)} here.` }],
    });
  }

  private note(span: Span, message: string): void {
    this.problems.push({ severity: 'information', code: 'reading-note', message, span, related: [] });
  }

  private given(statement: Given, span: Span, context: Context): void {
    const { target, variables } = statement.derivative;
    const variable = variables[0];
    if (target.kind !== 'name' || variable?.kind !== 'name' || variables.length !== 1) {
      this.unread.push({
        span,
        reason:
          'An upstream gradient has the form `given dL/dh`, with one name for the output and one for the variable.',
        code: 'syntax',
        sheet: context.sheet,
      });
      return;
    }
    const given = {
      variable,
      ...(statement.value === undefined ? {} : { value: statement.value }),
      span,
    };
    const own = this.scope.bySheet[context.sheet]!.get(target.name)?.[0];
    if (own === undefined) {
      this.add({ kind: 'upstream', given: [given], ...this.defined(target, span, context) });
    } else if (own.kind === 'upstream') {
      const extended: Definition = { ...own, given: [...own.given, given] };
      this.replace(own, extended);
    } else {
      this.problems.push({
        severity: 'error',
        code: 'contradiction',
        message: `${target.name} is defined in this sheet, so its derivatives follow from that and cannot be given. Remove the line, or the definition of ${target.name}.`,
        span,
        related: [{ span: own.nameSpan, message: `${target.name} is defined here.` }],
      });
    }
  }

  /** `a/b(c)` groups differently when `b` is a function and when it is a factor; now that all names are known, it is settled. */
  settleCalls(): void {
    for (const definition of [...this.definitions]) {
      if (!('expr' in definition)) continue;
      const parameters = new Set(
        definition.kind === 'function' ? definition.parameters.map(({ name }) => name) : [],
      );
      const expr = readCallsAsProducts(
        definition.expr,
        (name) => !parameters.has(name) && this.isApplied(name, definition.sheet, definition.span.start),
      );
      if (expr !== definition.expr) this.replace(definition, { ...definition, expr });
    }
    this.claims.forEach((claim, i) => {
      const settle = (side: Expr): Expr =>
        readCallsAsProducts(side, (name) => this.isApplied(name, claim.sheet, claim.span.start));
      const left = settle(claim.left);
      const right = settle(claim.right);
      if (left !== claim.left || right !== claim.right) this.claims[i] = { ...claim, left, right };
    });
  }

  /** Whether `name(…)` applies a function, or names what a definition depends on, rather than multiplies. */
  private isApplied(name: string, sheet: number, offset: number): boolean {
    const known = resolve(this.scope, sheet, name, offset);
    if (known === undefined) return isFunction(name);
    return known.kind === 'free' ? known.applied : known.kind === 'function' || known.kind === 'expression';
  }

  private replace(old: Definition, replacement: Definition): void {
    this.definitions[this.definitions.indexOf(old)] = replacement;
    const known = this.scope.bySheet[old.sheet]!.get(old.name)!;
    known[known.indexOf(old)] = replacement;
  }

  private add(definition: Definition): void {
    this.definitions.push(definition);
    define(this.scope, definition);
  }

  private defined(
    name: Name,
    span: Span,
    context: Context,
  ): Pick<Definition, 'name' | 'nameSpan' | 'span' | 'sheet' | 'fragment'> {
    return {
      name: name.name,
      nameSpan: toDocument(context.fragment, name.span),
      span,
      sheet: context.sheet,
      fragment: context.fragment,
    };
  }

  /** Parents come first, so that what they inherit is inherited further. */
  inheritDefinitions(): void {
    for (const { index } of this.sheets) {
      for (const definition of inheritedDefinitions(this.scope, index)) this.add(definition);
    }
  }

  /** Gives every name that no statement defines a definition of its own. */
  addFreeNames(placed: SortedBook['placed']): void {
    const { sheets, scope, variables } = this;
    const expressions = this.expressionsBySheet();
    for (const definition of freeNames({ sheets, scope, placed, variables, expressions }))
      this.add(definition);
  }

  private expressionsBySheet(): Expr[][] {
    const found: Expr[][] = this.sheets.map(() => []);
    for (const definition of this.definitions) {
      if ('expr' in definition) found[definition.sheet]!.push(definition.expr);
    }
    for (const domain of this.domains) {
      if (domain.kind === 'relation') found[domain.sheet]!.push(...domain.sides);
    }
    for (const claim of this.claims) found[claim.sheet]!.push(claim.left, claim.right);
    return found;
  }
}
