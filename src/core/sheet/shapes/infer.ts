import type { Expr } from '../../syntax/ast';
import type { ReadBook } from '../book';
import type { Claim, Definition, IndexedAxis } from '../model';
import { chain } from '../scope';
import { claimConstraint, equalConstraint, guessRank, squareConstraint } from './constraints';
import { ExpressionShapes, type Place } from './expressions';
import { type InferredShapes, inferredShapes } from './inferred';
import { NamedSizes } from './sizes';
import { type Constraint, type GuessPolicy, solve } from './solve';
import { type ShapeId, ShapeStore } from './store';

/** The axes of names as they are taken to be; an axis without a number has a size that is open. */
export type AssumedShapes = ReadonlyMap<Definition, readonly (number | undefined)[]>;

/**
 * Infers the shapes of all free names from how they are used; see `constraints` for the rules.
 *
 * @param alone the only claim whose sides say anything about shapes; without it all of them do
 * @param assumed shapes of names that nothing declares
 */
export function inferShapes(
  book: ReadBook,
  policy: GuessPolicy = 'usual',
  alone?: Claim,
  assumed: AssumedShapes = new Map(),
): InferredShapes {
  const generator = new Generator(book, policy);
  generator.generate(alone, assumed);
  const { guessed } = solve(
    generator.store,
    generator.definitions,
    generator.claims,
    generator.leaves,
    policy,
  );
  return generator.result(guessed);
}

const NOWHERE = { start: 0, end: 0 };

class Generator {
  readonly store = new ShapeStore();
  readonly definitions: Constraint[] = [];
  readonly claims: Constraint[] = [];
  readonly leaves: ShapeId[] = [];
  private readonly shapes = new Map<Definition, ShapeId>();
  private readonly sizes: NamedSizes;
  /** The arrays that sheets speak of by their indices. */
  private readonly indexed = new Map<
    string,
    { readonly sheet: number; readonly axes: readonly IndexedAxis[] }[]
  >();
  private readonly expressions: ExpressionShapes;

  constructor(
    private readonly book: ReadBook,
    policy: GuessPolicy,
  ) {
    this.sizes = new NamedSizes(book, this.store, this.definitions);
    this.expressions = new ExpressionShapes(
      book,
      policy,
      this.store,
      this.shapes,
      this.sizes,
      this.definitions,
    );
  }

  generate(alone: Claim | undefined, assumed: AssumedShapes): void {
    this.gatherArrays();
    for (const definition of this.book.definitions) this.shapes.set(definition, this.store.fresh());
    for (const definition of this.book.definitions) this.declare(definition);
    for (const [definition, axes] of assumed) {
      const shape = this.shapes.get(definition);
      if (shape === undefined) continue;
      this.store.assign(
        shape,
        axes.map((size) => this.store.freshSize(size)),
      );
    }
    for (const definition of this.book.definitions) this.define(definition);
    for (const domain of this.book.domains) {
      const place = this.place(domain.sheet, domain.span.start);
      if (domain.kind === 'relation') for (const side of domain.sides) this.shapeOf(side, place);
      if (domain.kind === 'property') {
        for (const name of domain.names) {
          const shape = this.shapeOf(name, place);
          this.add(squareConstraint(shape, shape, false));
        }
      }
      if (domain.kind === 'member' && domain.set.kind === 'named') {
        for (const name of domain.names) {
          this.add({
            propagate: () => true,
            guesses: [guessRank(this.shapeOf(name, place), 1)],
          });
        }
      }
    }
    this.expressions.constraints = this.claims;
    for (const claim of alone === undefined ? this.book.claims : [alone]) {
      this.expressions.claim = claim;
      const place = this.place(claim.sheet, claim.span.start);
      for (const point of claim.at) {
        const [left, right] = point.sides.map((side) => this.shapeOf(side, place));
        if (left !== undefined && right !== undefined) this.add(equalConstraint(left, right));
      }
      for (let part = claim.left; part.kind === 'transpose'; part = part.operand)
        this.expressions.primed.add(part.operand);
      const left = this.shapeOf(claim.left, place);
      const right = this.shapeOf(claim.right, place);
      if (claim.kind !== 'inequality')
        this.add(claimConstraint(left, right, claim.right.kind === 'number', alone !== undefined));
    }
    this.expressions.claim = undefined;
    for (const query of this.book.queries) {
      this.shapeOf(query.query.target, this.place(query.sheet, query.span.start));
    }
  }

  result(guessed: boolean): InferredShapes {
    const { store, shapes, sizes, book } = this;
    const { wanted } = this.expressions;
    return inferredShapes({ store, shapes, sizes, wanted, book, guessed });
  }

  private gatherArrays(): void {
    for (const { index, sizeNames = [], sameSizes = [], arrays = new Map() } of this.book.sheets) {
      for (const name of sizeNames) this.sizes.size({ kind: 'name', name, span: NOWHERE }, index);
      for (const pair of sameSizes) {
        const [a, b] = pair.map((name) => this.sizes.size({ kind: 'name', name, span: NOWHERE }, index));
        this.store.joinSizes(a!, b!);
      }
      for (const [name, { axes }] of arrays) {
        const known = this.indexed.get(name);
        if (known === undefined) this.indexed.set(name, [{ sheet: index, axes }]);
        else known.push({ sheet: index, axes });
      }
    }
  }

  private shapeOf(expr: Expr, place: Place): ShapeId {
    return this.expressions.shapeOf(expr, place);
  }

  private add(constraint: Constraint): void {
    this.expressions.constraints.push(constraint);
  }

  private place(sheet: number, offset: number): Place {
    return { sheet, offset, parameters: new Map(), depth: 0 };
  }

  private declare(definition: Definition): void {
    const shape = this.shapes.get(definition)!;
    if (definition.kind === 'free') this.leaves.push(shape);
    for (const sheet of chain(this.book.scope, definition.sheet)) {
      const declared = this.book.sheets[sheet]!.shapes.get(definition.name);
      if (declared === undefined) continue;
      this.store.assign(
        shape,
        declared.sizes.map((size) => this.sizes.size(size, definition.sheet)),
      );
      break;
    }
    if (definition.kind === 'function' || definition.kind === 'upstream') return;
    for (const { sheet, axes } of this.indexed.get(definition.name) ?? []) {
      if (!chain(this.book.scope, sheet).includes(definition.sheet)) continue;
      this.store.assign(
        shape,
        axes.map(({ size }) => this.sizes.axis(size, sheet)),
      );
    }
  }

  private define(definition: Definition): void {
    const shape = this.shapes.get(definition)!;
    const place = this.place(definition.sheet, definition.span.start);
    switch (definition.kind) {
      case 'free':
        return;
      case 'value':
      case 'expression':
        this.add(equalConstraint(shape, this.shapeOf(definition.expr, place)));
        return;
      case 'function': {
        // The body is read once with the parameters as the free names of the same spelling, for `df/dx`.
        const parameters = new Map(
          definition.parameters.map((parameter) => [parameter.name, this.shapeOf(parameter, place)]),
        );
        const body = this.shapeOf(definition.expr, { ...place, parameters, depth: 1 });
        this.add(equalConstraint(shape, body));
        return;
      }
      case 'upstream':
        this.store.setRank(shape, 0);
        for (const { variable, value } of definition.given) {
          const variableShape = this.shapeOf(variable, place);
          if (value !== undefined) {
            this.add(equalConstraint(variableShape, this.shapeOf(value, place)));
          }
        }
        return;
    }
  }
}
