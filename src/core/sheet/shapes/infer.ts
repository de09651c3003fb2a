import { functions } from '../../graph/operations/index';
import type { Argument, Call, Expr, Index, Operator, Size } from '../../syntax/ast';
import type { ReadBook } from '../book';
import { callOptions, operandsOf } from '../call-options';
import { componentName } from '../component';
import { CONSTANTS } from '../constants';
import { dependsOn } from '../dependencies';
import type { Claim, Definition, FunctionDefinition } from '../model';
import { chain, resolve } from '../scope';
import { indexConstraint, literalConstraint } from './arrays';
import {
  broadcastConstraint,
  claimConstraint,
  derivativeConstraint,
  equalConstraint,
  forwardConstraint,
  guessRank,
  type OperandKind,
  squareConstraint,
  transposeConstraint,
} from './constraints';
import { type Look, lookOf, lookOfLeft } from './conventions';
import { arraysOf, functionShape } from './functions';
import { type InferredShapes, inferredShapes, sizeKey, type WantedArray } from './inferred';
import { productConstraint } from './products';
import { type Constraint, type GuessPolicy, solve } from './solve';
import { type ShapeId, ShapeStore, type SizeId } from './store';

/** How often a function may call functions before it counts as calling itself without end. */
export const MAX_CALL_DEPTH = 32;

/** Parts of expressions that are looked at, functions inlined; beyond it shapes stay unknown and nothing is built. */
export const MAX_PARTS = 200_000;

interface Context {
  readonly sheet: number;
  readonly offset: number;
  /** The parameters of the function whose body this is. */
  readonly parameters: ReadonlyMap<string, ShapeId>;
  readonly depth: number;
}

/**
 * Infers the shapes of all free names from how they are used; see `shape-constraints` for the rules.
 *
 * @param alone the only claim whose sides say anything about shapes; without it all of them do
 */
export function inferShapes(book: ReadBook, policy: GuessPolicy = 'usual', alone?: Claim): InferredShapes {
  const generator = new Generator(book, policy);
  generator.generate(alone);
  const { guessed } = solve(
    generator.store,
    generator.definitions,
    generator.claims,
    generator.leaves,
    policy,
  );
  return generator.result(guessed);
}

class Generator {
  readonly store = new ShapeStore();
  readonly definitions: Constraint[] = [];
  readonly claims: Constraint[] = [];
  readonly leaves: ShapeId[] = [];
  private constraints = this.definitions;
  private readonly wanted: WantedArray[] = [];
  private claim: Claim | undefined;
  /** What carries a prime as the whole left side of a claim. */
  private readonly primed = new Set<Expr>();
  private readonly shapes = new Map<Definition, ShapeId>();
  private readonly sizeNames = new Map<string, SizeId>();
  private parts = 0;

  constructor(
    private readonly book: ReadBook,
    private readonly policy: GuessPolicy,
  ) {}

  generate(alone: Claim | undefined): void {
    for (const definition of this.book.definitions) this.shapes.set(definition, this.store.fresh());
    for (const definition of this.book.definitions) this.declare(definition);
    for (const definition of this.book.definitions) this.define(definition);
    for (const domain of this.book.domains) {
      const context = this.context(domain.sheet, domain.span.start);
      if (domain.kind === 'relation') for (const side of domain.sides) this.expression(side, context);
      if (domain.kind === 'property') {
        for (const name of domain.names) {
          const shape = this.expression(name, context);
          this.constraints.push(squareConstraint(shape, shape, false));
        }
      }
      if (domain.kind === 'member' && domain.set.kind === 'named') {
        for (const name of domain.names) {
          this.constraints.push({
            propagate: () => true,
            guesses: [guessRank(this.expression(name, context), 1)],
          });
        }
      }
    }
    this.constraints = this.claims;
    for (const claim of alone === undefined ? this.book.claims : [alone]) {
      this.claim = claim;
      const context = this.context(claim.sheet, claim.span.start);
      for (const point of claim.at) {
        const [left, right] = point.sides.map((side) => this.expression(side, context));
        if (left !== undefined && right !== undefined) this.constraints.push(equalConstraint(left, right));
      }
      for (let part = claim.left; part.kind === 'transpose'; part = part.operand)
        this.primed.add(part.operand);
      const left = this.expression(claim.left, context);
      const right = this.expression(claim.right, context);
      if (claim.kind !== 'inequality')
        this.constraints.push(
          claimConstraint(left, right, claim.right.kind === 'number', alone !== undefined),
        );
    }
    this.claim = undefined;
    for (const query of this.book.queries) {
      this.expression(query.query.target, this.context(query.sheet, query.span.start));
    }
  }

  result(guessed: boolean): InferredShapes {
    const { store, shapes, sizeNames, wanted, book } = this;
    return inferredShapes({ store, shapes, sizeNames, wanted, book, guessed });
  }

  private context(sheet: number, offset: number): Context {
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
        declared.sizes.map((size) => this.size(size, definition.sheet)),
      );
      return;
    }
  }

  private size(size: Size, sheet: number): SizeId {
    if (size.kind === 'number') return this.store.freshSize(size.value);
    const key = sizeKey(this.book, sheet, size.name);
    const known = this.sizeNames.get(key);
    if (known !== undefined) return known;
    const value = resolve(this.book.scope, sheet, size.name, Number.POSITIVE_INFINITY);
    const fixed = value?.kind === 'value' && value.expr.kind === 'number' ? value.expr.value : undefined;
    const fresh = this.store.freshSize(fixed);
    this.sizeNames.set(key, fresh);
    return fresh;
  }

  private define(definition: Definition): void {
    const shape = this.shapes.get(definition)!;
    const context = this.context(definition.sheet, definition.span.start);
    switch (definition.kind) {
      case 'free':
        return;
      case 'value':
      case 'expression':
        this.constraints.push(equalConstraint(shape, this.expression(definition.expr, context)));
        return;
      case 'function': {
        // The body is read once with the parameters as the free names of the same spelling, for `df/dx`.
        const parameters = new Map(
          definition.parameters.map((parameter) => [parameter.name, this.expression(parameter, context)]),
        );
        const body = this.expression(definition.expr, { ...context, parameters, depth: 1 });
        this.constraints.push(equalConstraint(shape, body));
        return;
      }
      case 'upstream':
        this.store.setRank(shape, 0);
        for (const { variable, value } of definition.given) {
          const variableShape = this.expression(variable, context);
          if (value !== undefined) {
            this.constraints.push(equalConstraint(variableShape, this.expression(value, context)));
          }
        }
        return;
    }
  }

  private expression(expr: Expr, context: Context): ShapeId {
    const { store } = this;
    // Functions that call functions can unfold without end; see `MAX_PARTS`.
    if (this.parts++ > MAX_PARTS) return store.fresh();
    switch (expr.kind) {
      case 'number':
        return store.of([]);
      case 'text':
      case 'missing':
      case 'range':
      case 'sum':
      case 'evaluated':
        return store.fresh();
      case 'name':
        return this.name(expr.name, context);
      case 'call':
        return this.call(expr, context);
      case 'prime-call':
        return this.primeCall(expr, context);
      case 'binary':
        return this.binary(expr, context);
      case 'unary':
      case 'absolute':
        return this.expression(expr.operand, context);
      case 'transpose': {
        return this.transpose(this.expression(expr.operand, context), expr.operand, context);
      }
      case 'compare':
        return this.broadcast(expr.operands, context);
      case 'conditional':
        return this.broadcast([expr.test, expr.whenTrue, expr.whenFalse], context);
      case 'index':
        return this.index(expr, context);
      case 'array':
        return this.array(expr.rows, context);
      case 'derivative':
        for (const argument of expr.at ?? []) this.expression(argument, context);
        return this.derivative(expr.target, expr.variables, context);
      case 'operator':
        return this.operator(expr, context);
    }
  }

  private name(name: string, context: Context): ShapeId {
    const parameter = context.parameters.get(name);
    if (parameter !== undefined) return parameter;
    const definition = resolve(this.book.scope, context.sheet, name, context.offset);
    if (definition !== undefined) return this.shapes.get(definition)!;
    return CONSTANTS.has(name) || componentName(name) !== undefined ? this.store.of([]) : this.store.fresh();
  }

  private look(expr: Expr): Look {
    return this.policy === 'usual' ? lookOf(expr) : 'unknown';
  }

  private want(shape: ShapeId, context: Context): void {
    this.wanted.push({ shape, sheet: context.sheet, claim: this.claim });
  }

  private transpose(operand: ShapeId, expr: Expr, context: Context): ShapeId {
    const out = this.store.fresh();
    // `y' = 2*x` rather states a derivative than a transpose; only capital letters speak for the latter.
    const look = this.look(expr);
    const stated = this.primed.has(expr) && look !== 'matrix';
    if (!stated) this.want(operand, context);
    this.constraints.push(transposeConstraint(out, operand, stated ? 'scalar' : look));
    return out;
  }

  private broadcast(operands: readonly Expr[], context: Context): ShapeId {
    const out = this.store.fresh();
    const shapes = operands.map((operand) => this.expression(operand, context));
    this.constraints.push(broadcastConstraint(out, shapes, this.kindsOf(operands, context)));
    return out;
  }

  private kindsOf(operands: readonly Expr[], context: Context): OperandKind[] {
    return operands.map((operand) => {
      if (operand.kind === 'number') return 'number';
      if (operand.kind !== 'name' || context.parameters.has(operand.name)) return 'formula';
      const definition = resolve(this.book.scope, context.sheet, operand.name, context.offset);
      if (definition?.kind !== 'free') return definition === undefined ? 'number' : 'formula';
      return lookOf(operand) === 'matrix' ? 'matrix' : 'name';
    });
  }

  private binary(expr: Extract<Expr, { kind: 'binary' }>, context: Context): ShapeId {
    const left = this.expression(expr.left, context);
    const right = this.expression(expr.right, context);
    const out = this.store.fresh();
    if (expr.operator === '@') for (const side of [left, right]) this.want(side, context);
    else if (expr.operator.startsWith('.')) this.want(out, context);
    switch (expr.operator) {
      case '*':
      case 'juxtapose':
      case '@':
        this.constraints.push(
          productConstraint(out, left, right, {
            scalars: expr.operator !== '@',
            left: lookOfLeft(expr.left),
            right: this.look(expr.right),
          }),
        );
        return out;
      case '^':
        // A power of an array is an array of its shape, whether it is taken entrywise or as a matrix.
        return expr.right.kind === 'name' && expr.right.name === 'T' && !this.isNumber('T', context)
          ? this.transpose(left, expr.left, context)
          : left;
      default: {
        const kinds = this.kindsOf([expr.left, expr.right], context);
        if (expr.operator === '/' && (kinds[1] === 'name' || kinds[1] === 'matrix')) kinds[1] = 'divisor';
        this.constraints.push(broadcastConstraint(out, [left, right], kinds));
        return out;
      }
    }
  }

  /** Whether the sheet gives a name a number. */
  private isNumber(name: string, context: Context): boolean {
    const definition = resolve(this.book.scope, context.sheet, name, context.offset);
    return definition?.kind === 'value' && definition.expr.kind === 'number';
  }

  private index(expr: Index, context: Context): ShapeId {
    const target = this.expression(expr.target, context);
    const out = this.store.fresh();
    for (const item of expr.items) if (item.kind === 'at') this.expression(item.value, context);
    this.constraints.push(indexConstraint(out, target, expr.items));
    return out;
  }

  private array(rows: readonly (readonly Expr[])[], context: Context): ShapeId {
    const out = this.store.fresh();
    const items = rows.map((row) => row.map((item) => this.expression(item, context)));
    this.constraints.push(literalConstraint(out, items));
    return out;
  }

  private derivative(target: Expr, variables: readonly Expr[], context: Context): ShapeId {
    // `df/dx` of a function means its body at the free names of its parameters, which `define` has read.
    let shape = this.expression(target, context);
    for (const variable of variables) {
      const out = this.store.fresh();
      this.constraints.push(derivativeConstraint(out, shape, this.expression(variable, context)));
      shape = out;
    }
    return shape;
  }

  private operator(expr: Operator, context: Context): ShapeId {
    const { store } = this;
    const target = this.expression(expr.target, context);
    const along = expr.along && this.expression(expr.along, context);
    const variable = expr.variable ?? this.parameterOf(expr.target, context);
    const at = variable && this.expression(variable, context);
    const same = (a: ShapeId | undefined, b: ShapeId | undefined): void => {
      if (a !== undefined && b !== undefined && variable?.kind !== 'array') {
        this.constraints.push(equalConstraint(a, b));
      }
    };
    switch (expr.operator) {
      case 'gradient':
      case 'jacobian':
        // `∇_v f` of an `f` without `v` is the derivative along `v`.
        if (expr.variable !== undefined && !this.mayDepend(expr, context)) return target;
        return variable === undefined
          ? this.listed(expr, target, context)
          : this.derivative(expr.target, [variable], context);
      case 'hessian':
        return variable === undefined
          ? store.fresh()
          : this.derivative(expr.target, [variable, variable], context);
      case 'laplacian':
        return target;
      case 'divergence':
        return store.of([]);
      case 'hvp':
      case 'vjp':
        same(along, expr.operator === 'vjp' ? target : at);
        return at === undefined || variable?.kind === 'array' ? store.fresh() : at;
      case 'jvp':
      case 'directional':
        same(along, at);
        return target;
      default:
        return store.fresh();
    }
  }

  /** Whether the target depends on the variable, as far as names tell. */
  private mayDepend({ target, variable }: Operator, context: Context): boolean {
    if (target.kind !== 'name' || variable?.kind !== 'name') return true;
    const [f, x] = [target, variable].map(({ name }) =>
      resolve(this.book.scope, context.sheet, name, context.offset),
    );
    return f === undefined || x === undefined || dependsOn(this.book, f, x);
  }

  /** The only parameter of a function. */
  private parameterOf(target: Expr, context: Context): Expr | undefined {
    const definition = this.functionNamed(target, context);
    return definition?.parameters.length === 1 ? definition.parameters[0]! : undefined;
  }

  /** A gradient over the parameters of a function. */
  private listed(expr: Operator, target: ShapeId, context: Context): ShapeId {
    const out = this.store.fresh();
    const definition = this.functionNamed(expr.target, context);
    if (definition === undefined || expr.operator !== 'gradient') return out;
    this.constraints.push(
      forwardConstraint(out, [target], (store) => ({
        axes: [store.freshSize(definition.parameters.length)],
      })),
    );
    return out;
  }

  private functionNamed(expr: Expr, context: Context): FunctionDefinition | undefined {
    if (expr.kind !== 'name') return undefined;
    const definition = resolve(this.book.scope, context.sheet, expr.name, context.offset);
    return definition?.kind === 'function' ? definition : undefined;
  }

  private primeCall(expr: Extract<Expr, { kind: 'prime-call' }>, context: Context): ShapeId {
    const args = expr.args.map((argument) => this.expression(argument.value, context));
    const definition = this.functionNamed(expr.callee, context);
    if (definition !== undefined || this.isBuiltin(expr.callee.name, context)) {
      return args[0] ?? this.store.fresh();
    }
    const callee = resolve(this.book.scope, context.sheet, expr.callee.name, context.offset);
    if (callee?.kind === 'expression' && expr.args[0]?.value.kind === 'name') {
      return this.derivative(
        expr.callee,
        Array.from({ length: expr.order }, () => expr.args[0]!.value),
        context,
      );
    }
    if (callee?.kind === 'free' && callee.applied) return this.store.fresh();
    const transposed = this.transpose(this.name(expr.callee.name, context), expr.callee, context);
    return this.product(transposed, args[0]);
  }

  private product(left: ShapeId, right: ShapeId | undefined, look: Look = 'unknown'): ShapeId {
    if (right === undefined) return left;
    const out = this.store.fresh();
    this.constraints.push(
      productConstraint(out, left, right, { scalars: true, left: look, right: 'unknown' }),
    );
    return out;
  }

  private isBuiltin(name: string, context: Context): boolean {
    return (
      functions.has(name) &&
      !context.parameters.has(name) &&
      resolve(this.book.scope, context.sheet, name, context.offset) === undefined
    );
  }

  private call(written: Call, context: Context): ShapeId {
    const builtin = this.isBuiltin(written.callee.name, context);
    const expr = builtin
      ? { ...written, args: operandsOf(functions.get(written.callee.name)!, written.args) }
      : written;
    const args = expr.args.map((argument) => this.expression(argument.value, context));
    const definition = context.parameters.has(expr.callee.name)
      ? undefined
      : this.functionNamed(expr.callee, context);
    if (definition !== undefined) return this.inline(definition, args, context);
    if (!builtin) {
      const callee = resolve(this.book.scope, context.sheet, expr.callee.name, context.offset);
      if (callee?.kind === 'expression' && expr.args.every((argument) => isArgumentOf(argument))) {
        return this.shapes.get(callee)!;
      }
      if (callee?.kind === 'free' && callee.applied) return this.store.fresh();
      return this.product(this.name(expr.callee.name, context), args[0], lookOf(expr.callee));
    }
    for (const shape of arraysOf(expr, args)) this.want(shape, context);
    const looks = expr.args.map(({ value }) => this.look(value));
    const kinds = this.kindsOf(
      expr.args.flatMap(({ keyword, value }) => (keyword === undefined ? [value] : [])),
      context,
    );
    return functionShape(this.store, this.constraints, expr, args, looks, kinds, callOptions(written.args));
  }

  private inline(definition: FunctionDefinition, args: readonly ShapeId[], context: Context): ShapeId {
    if (context.depth >= MAX_CALL_DEPTH) return this.store.fresh();
    const parameters = new Map(
      definition.parameters.map((parameter, i) => [parameter.name, args[i] ?? this.store.fresh()]),
    );
    return this.expression(definition.expr, {
      sheet: definition.sheet,
      offset: definition.span.start,
      parameters,
      depth: context.depth + 1,
    });
  }
}

/** `L(w, b)` where `L` was defined without arguments: the arguments only name what it depends on. */
function isArgumentOf(argument: Argument): boolean {
  return argument.keyword === undefined && argument.value.kind === 'name';
}
