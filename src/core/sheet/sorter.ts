import type { Derivative, Expr, Name, Size } from '../syntax/ast';
import { expandList } from '../syntax/lists';
import { readCallsAsProducts } from '../syntax/products';
import type { Given, RelationStatement, Statement } from '../syntax/statements';
import { toDocument } from '../text/fragment';
import { cover, type Span } from '../text/span';
import {
  claimKind,
  isApplied,
  isDefinable,
  isDomain,
  isNumber,
  type Known,
  knownNames,
  type Place,
} from './classify';
import { freeNames, type SortedBook } from './free-names';
import { inheritedDefinitions } from './inheritance';
import { inputNames, isFunction, showSizes } from './mentions';
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
import { doubtsIn } from './prose/doubts';
import { expressionsIn } from './prose/expressions';
import { isLikelyFactor, withBothFactors, withFactors } from './prose/factors';
import { ProseRelations } from './prose/relations';
import { standIns } from './prose/stand-ins';
import { chain, define, resolve, type Scope } from './scope';
import { withBrackets } from './sides';

const UNREAD_CODES = { prose: 'prose', unsupported: 'not-yet', error: 'syntax' } as const;

const UNCLEAR_LIST =
  'This may be one relation for each name of the list, or several relations. Write each on a line of its own, such as `a < x < b`.';

/** Sorts statements, given in document order, into definitions, domains and claims. */
export class Sorter {
  private readonly definitions: Definition[] = [];
  private readonly domains: Domain[] = [];
  private readonly claims: Claim[] = [];
  private readonly unread: Unread[] = [];
  private readonly queries: SheetQuery[] = [];
  private readonly known: Known;
  private readonly prose: ProseRelations;

  constructor(
    private readonly sheets: readonly (Sheet & { shapes: Map<string, DeclaredShape> })[],
    private readonly scope: Scope,
    private readonly problems: Problem[],
  ) {
    this.known = knownNames(sheets, scope);
    this.prose = new ProseRelations(this.known, {
      add: (definition) => this.add(definition),
      claim: (claim) => this.claims.push(claim),
      domain: (domain) => this.domains.push(domain),
    });
  }

  result(): Pick<Book, 'definitions' | 'domains' | 'claims' | 'unread' | 'queries'> {
    const { definitions, domains, claims, unread, queries } = this;
    return { definitions, domains, claims, unread, queries };
  }

  sort(statement: Statement, place: Place): void {
    if (place.unannotated && statement.kind !== 'relation' && statement.kind !== 'function')
      this.prose.remember(statement, place);
    const span = toDocument(place.fragment, statement.span);
    const { sheet, fragment, unannotated } = place;
    switch (statement.kind) {
      case 'relation':
        this.list(statement, place, false);
        return;
      case 'function':
        if (unannotated) {
          this.prose.relation(statement.relation, place);
          return;
        }
        if (place.at.length === 0 && isDefinable(this.known, statement.name, place)) {
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
            ...this.defined(statement.name, span, place),
          });
          this.steps(statement.relation, 1, place);
        } else this.relation(statement.relation, place, false);
        return;
      case 'declaration':
        for (const name of statement.names) this.declare(name, statement.sizes, place);
        return;
      case 'membership':
        if (statement.set.kind === 'shape') {
          for (const name of statement.names) this.declare(name, statement.set.sizes, place);
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
        this.given(statement, span, place);
        return;
      case 'at':
        for (const inner of statement.body)
          this.sort(inner, { ...place, at: [...place.at, ...statement.point.flatMap(expandList)] });
        return;
      case 'assume':
        if (statement.statement.kind === 'relation') this.list(statement.statement, place, true);
        else this.sort(statement.statement, place);
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
          ...(unannotated && { unannotated }),
        });
        // What a broken line defines is unknown, not free: a claim that rests on it must not be judged without it.
        for (const name of statement.defines ?? []) {
          // In prose it may well be the next definition of a name that has one.
          if (!unannotated && !isDefinable(this.known, name, place)) continue;
          const expr: Expr = { kind: 'missing', span: statement.span };
          this.add({ kind: 'expression', expr, ...this.defined(name, span, place) });
        }
        return;
      case 'mention':
      case 'directive':
        return;
    }
  }

  /** A relation for each name of its list; where it may be several relations, all of them together restrict the names. */
  private list(statement: RelationStatement, place: Place, assumed: boolean): void {
    const relations = expandList(statement);
    if (statement.unclear !== true) {
      for (const relation of relations) this.relation(relation, place, assumed);
      return;
    }
    const span = toDocument(place.fragment, statement.span);
    if (!assumed && !relations.every((relation) => isDomain(this.known, relation, place))) {
      const { unannotated } = place;
      this.unread.push({
        span,
        reason: UNCLEAR_LIST,
        code: 'syntax',
        sheet: place.sheet,
        ...(unannotated && { unannotated }),
      });
      return;
    }
    this.note(span, UNCLEAR_LIST);
    for (const relation of relations) this.relation(relation, place, assumed);
  }

  private relation(statement: RelationStatement, place: Place, assumed: boolean): void {
    if (place.unannotated && !assumed) {
      this.prose.relation(statement, place);
      return;
    }
    const first = statement.sides[0]!;
    const span = toDocument(place.fragment, statement.span);
    const { sheet, fragment } = place;
    if (assumed || isDomain(this.known, statement, place)) {
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
      place.at.length === 0 &&
      (relation === '=' || relation === '≈') &&
      first.kind === 'name' &&
      isDefinable(this.known, first, place, statement.sides[1])
    ) {
      const expr = statement.sides[1]!;
      const kind = isNumber(this.known, expr, place, span.start) ? 'value' : 'expression';
      this.add({ kind, expr, ...this.defined(first, span, place) });
      this.steps(statement, 1, place);
      return;
    }
    this.steps(statement, 0, place);
  }

  /** Each adjacent pair of sides from `from` on is a claim. */
  private steps(statement: RelationStatement, from: number, place: Place): void {
    const { relations } = statement;
    for (let i = from; i < relations.length; i++) {
      const left = withBrackets(statement, i, place.fragment.text);
      const right = withBrackets(statement, i + 1, place.fragment.text);
      if (left.kind === 'missing' || right.kind === 'missing') continue;
      this.claims.push({
        kind: claimKind(this.known, left, relations[i]!, right, place),
        left,
        relation: relations[i]!,
        right,
        at: place.at,
        span: toDocument(place.fragment, cover(left.span, right.span)),
        sheet: place.sheet,
        fragment: place.fragment,
      });
    }
  }

  private declare(name: Name, sizes: readonly Size[], place: Place): void {
    const span = toDocument(place.fragment, name.span);
    const shapes = this.sheets[place.sheet]!.shapes;
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

  private given(statement: Given, span: Span, place: Place): void {
    const { target, variables } = statement.derivative;
    const variable = variables[0];
    if (target.kind !== 'name' || variable?.kind !== 'name' || variables.length !== 1) {
      this.unread.push({
        span,
        reason:
          'An upstream gradient has the form `given dL/dh`, with one name for the output and one for the variable.',
        code: 'syntax',
        sheet: place.sheet,
      });
      return;
    }
    const given = {
      variable,
      ...(statement.value === undefined ? {} : { value: statement.value }),
      span,
    };
    const own = this.scope.bySheet[place.sheet]!.get(target.name)?.[0];
    if (own === undefined) {
      this.add({ kind: 'upstream', given: [given], ...this.defined(target, span, place) });
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
      const isApplicable = (name: string): boolean =>
        !parameters.has(name) && isApplied(this.known, name, definition.sheet, definition.span.start);
      const read = readCallsAsProducts(definition.expr, isApplicable);
      const expr = definition.unannotated ? withFactors(read, this.likelyFactor(definition)) : read;
      if (expr !== definition.expr) this.replace(definition, { ...definition, expr });
    }
    this.claims.forEach((claim, i) => {
      const settle = (side: Expr): Expr =>
        readCallsAsProducts(side, (name) => isApplied(this.known, name, claim.sheet, claim.span.start));
      const left = settle(claim.left);
      const right = settle(claim.right);
      if (left !== claim.left || right !== claim.right) this.claims[i] = { ...claim, left, right };
      if (claim.unannotated) this.claims[i] = withBothFactors(this.claims[i]!, this.likelyFactor(claim));
    });
  }

  private likelyFactor({
    sheet,
    span,
  }: {
    readonly sheet: number;
    readonly span: Span;
  }): (of: Derivative) => boolean {
    return isLikelyFactor(
      (name) => resolve(this.scope, sheet, name, span.start)?.kind === 'function' || isFunction(name),
    );
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
    place: Place,
  ): Pick<Definition, 'name' | 'nameSpan' | 'span' | 'sheet' | 'fragment' | 'unannotated'> {
    return {
      name: name.name,
      nameSpan: toDocument(place.fragment, name.span),
      span,
      sheet: place.sheet,
      fragment: place.fragment,
      ...(place.unannotated && { unannotated: true }),
    };
  }

  /** Parents come first, so that what they inherit is inherited further. */
  inheritDefinitions(): void {
    for (const { index } of this.sheets) {
      for (const definition of inheritedDefinitions(this.scope, index)) this.add(definition);
    }
  }

  /** Gives functions that prose never defines a body that stands for all of them. */
  addStandIns(): void {
    for (const { index, statements } of this.sheets) {
      const spoken = statements.flatMap((placed) =>
        placed.unannotated ? [{ placed, exprs: expressionsIn(placed.statement) }] : [],
      );
      const isArray = (name: string): boolean =>
        chain(this.scope, index).some((at) => this.sheets[at]!.arrays?.has(name));
      const definitions = standIns(this.scope, index, spoken, this.prose.said.dependences).filter(
        ({ name }) => !isArray(name),
      );
      for (const definition of definitions) this.add(definition);
      for (const { parameters, kind: _, parameters: __, expr: ___, standIn: ____, ...place } of definitions) {
        for (const { name } of parameters) {
          if (resolve(this.scope, index, name, Number.POSITIVE_INFINITY) === undefined)
            this.add({ ...place, kind: 'free', applied: false, name });
        }
      }
    }
  }

  /** Doubts about claims of prose that rest on what all of their names mean. */
  addDoubts(): void {
    const { sheets, scope } = this;
    const doubtOf = doubtsIn({ sheets, scope, equations: this.prose.said.equations });
    this.claims.forEach((claim, i) => {
      if (claim.unannotated !== true) return;
      const { doubt: _, ...plain } = claim;
      const doubt = doubtOf(claim);
      this.claims[i] = doubt === undefined ? plain : { ...plain, doubt };
    });
  }

  /** Gives every name that no statement defines a definition of its own. */
  addFreeNames(placed: SortedBook['placed']): void {
    const { sheets, scope, variables } = this.known;
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
