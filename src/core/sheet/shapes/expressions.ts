import { functions } from '../../graph/operations/index';
import type { Argument, Call, Expr, Family, Index, IndexedSum, Operator } from '../../syntax/ast';
import type { ReadBook } from '../book';
import { callOptions, operandsOf } from '../call-options';
import { componentName } from '../component';
import { CONSTANTS } from '../constants';
import { dependsOn } from '../dependencies';
import type { Claim, Definition, FunctionDefinition } from '../model';
import { resolve } from '../scope';
import { indexConstraint, literalConstraint } from './arrays';
import {
  broadcastConstraint,
  derivativeConstraint,
  equalConstraint,
  forwardConstraint,
  type OperandKind,
  transposeConstraint,
} from './constraints';
import { type Look, lookOf, lookOfLeft } from './conventions';
import { arraysOf, functionShape } from './functions';
import type { WantedArray } from './inferred';
import { productConstraint } from './products';
import type { NamedSizes } from './sizes';
import type { Constraint, GuessPolicy } from './solve';
import type { ShapeId, ShapeStore } from './store';

/** How often a function may call functions before it counts as calling itself without end. */
export const MAX_CALL_DEPTH = 32;

/** Parts of expressions that are looked at, functions inlined; beyond it shapes stay unknown and nothing is built. */
export const MAX_PARTS = 200_000;

/** Where an expression stands. */
export interface Place {
  readonly sheet: number;
  readonly offset: number;
  /** The parameters of the function whose body this is. */
  readonly parameters: ReadonlyMap<string, ShapeId>;
  readonly depth: number;
}

/** What is known and found of shapes while the expressions of a book are read. */
export class ExpressionShapes {
  /** Operands of what only arrays are for. */
  readonly wanted: WantedArray[] = [];
  /** What carries a prime as the whole left side of a claim. */
  readonly primed = new Set<Expr>();
  /** The claim that is being read; undefined in a definition. */
  claim: Claim | undefined;
  private parts = 0;

  /**
   * @param shapes the shapes of all definitions
   * @param sizes the sizes that have names
   * @param constraints where constraints go
   */
  constructor(
    private readonly book: ReadBook,
    private readonly policy: GuessPolicy,
    private readonly store: ShapeStore,
    private readonly shapes: ReadonlyMap<Definition, ShapeId>,
    private readonly sizes: NamedSizes,
    public constraints: Constraint[],
  ) {}

  /** The shape of `expr`; what it says about the shapes of its parts goes to `constraints`. */
  shapeOf(expr: Expr, place: Place): ShapeId {
    const { store } = this;
    // Functions that call functions can unfold without end; see `MAX_PARTS`.
    if (this.parts++ > MAX_PARTS) return store.fresh();
    switch (expr.kind) {
      case 'number':
        return store.of([]);
      case 'text':
      case 'missing':
      case 'range':
      case 'evaluated':
        return store.fresh();
      case 'sum':
        return this.shapeOf(expr.body, this.withIndices(expr, place));
      case 'family':
        return this.family(expr, place);
      case 'name':
        return this.name(expr.name, place);
      case 'call':
        return this.call(expr, place);
      case 'prime-call':
        return this.primeCall(expr, place);
      case 'binary':
        return this.binary(expr, place);
      case 'unary':
      case 'absolute':
        return this.shapeOf(expr.operand, place);
      case 'transpose': {
        const isPrime = expr.prime === true || this.primed.has(expr.operand);
        return this.transpose(this.shapeOf(expr.operand, place), expr.operand, isPrime, place);
      }
      case 'compare':
        return this.broadcast(expr.operands, place);
      case 'conditional':
        return this.broadcast([expr.test, expr.whenTrue, expr.whenFalse], place);
      case 'index':
        return this.index(expr, place);
      case 'array':
        return this.array(expr.rows, place);
      case 'derivative':
        for (const argument of expr.at ?? []) this.shapeOf(argument, place);
        return this.derivative(expr.target, expr.variables, place);
      case 'operator':
        return this.operator(expr, place);
    }
  }

  private name(name: string, place: Place): ShapeId {
    const parameter = place.parameters.get(name);
    if (parameter !== undefined) return parameter;
    const definition = resolve(this.book.scope, place.sheet, name, place.offset);
    if (definition !== undefined) return this.shapes.get(definition)!;
    return CONSTANTS.has(name) || componentName(name) !== undefined ? this.store.of([]) : this.store.fresh();
  }

  private withIndices({ indices }: IndexedSum | Family, place: Place): Place {
    const parameters = new Map(place.parameters);
    for (const { name } of indices) parameters.set(name, this.store.of([]));
    return { ...place, parameters };
  }

  private family(expr: Family, place: Place): ShapeId {
    const body = this.shapeOf(expr.body, this.withIndices(expr, place));
    const out = this.store.fresh();
    const isWhole = expr.ranges.every(({ from, to }) => from === undefined && to === undefined);
    const sizes =
      expr.conditions.length > 0
        ? [this.store.freshSize()]
        : expr.ranges.map(({ size }) =>
            isWhole ? this.sizes.axis(size, place.sheet) : this.store.freshSize(),
          );
    this.constraints.push(
      forwardConstraint(out, [body], (store) => ({ axes: [...sizes, ...store.axesOf(body)] })),
    );
    return out;
  }

  private look(expr: Expr): Look {
    return this.policy === 'usual' ? lookOf(expr) : 'unknown';
  }

  private want(shape: ShapeId, place: Place): void {
    this.wanted.push({ shape, sheet: place.sheet, claim: this.claim });
  }

  private transpose(operand: ShapeId, expr: Expr, isPrime: boolean, place: Place): ShapeId {
    const out = this.store.fresh();
    // `y' = 2*x` rather states a derivative than a transpose; only capital letters speak for the latter.
    const look = this.look(expr);
    const stated = isPrime && look !== 'matrix';
    if (!stated) this.want(operand, place);
    this.constraints.push(transposeConstraint(out, operand, stated ? 'scalar' : look));
    return out;
  }

  private broadcast(operands: readonly Expr[], place: Place): ShapeId {
    const out = this.store.fresh();
    const shapes = operands.map((operand) => this.shapeOf(operand, place));
    this.constraints.push(broadcastConstraint(out, shapes, this.kindsOf(operands, place)));
    return out;
  }

  private kindsOf(operands: readonly Expr[], place: Place): OperandKind[] {
    return operands.map((operand) => {
      if (operand.kind === 'number') return 'number';
      if (operand.kind !== 'name' || place.parameters.has(operand.name)) return 'formula';
      const definition = resolve(this.book.scope, place.sheet, operand.name, place.offset);
      if (definition?.kind !== 'free') return definition === undefined ? 'number' : 'formula';
      return lookOf(operand) === 'matrix' ? 'matrix' : 'name';
    });
  }

  private binary(expr: Extract<Expr, { kind: 'binary' }>, place: Place): ShapeId {
    const left = this.shapeOf(expr.left, place);
    const right = this.shapeOf(expr.right, place);
    const out = this.store.fresh();
    if (expr.operator === '@') for (const side of [left, right]) this.want(side, place);
    else if (expr.operator.startsWith('.')) this.want(out, place);
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
        return expr.right.kind === 'name' && expr.right.name === 'T' && !this.isNumber('T', place)
          ? this.transpose(left, expr.left, this.primed.has(expr.left), place)
          : left;
      default: {
        const kinds = this.kindsOf([expr.left, expr.right], place);
        if (expr.operator === '/' && (kinds[1] === 'name' || kinds[1] === 'matrix')) kinds[1] = 'divisor';
        this.constraints.push(broadcastConstraint(out, [left, right], kinds));
        return out;
      }
    }
  }

  /** Whether the sheet gives a name a number. */
  private isNumber(name: string, place: Place): boolean {
    const definition = resolve(this.book.scope, place.sheet, name, place.offset);
    return definition?.kind === 'value' && definition.expr.kind === 'number';
  }

  private index(expr: Index, place: Place): ShapeId {
    const target = this.shapeOf(expr.target, place);
    const out = this.store.fresh();
    for (const item of expr.items) if (item.kind === 'at') this.shapeOf(item.value, place);
    this.constraints.push(indexConstraint(out, target, expr.items));
    return out;
  }

  private array(rows: readonly (readonly Expr[])[], place: Place): ShapeId {
    const out = this.store.fresh();
    const items = rows.map((row) => row.map((item) => this.shapeOf(item, place)));
    this.constraints.push(literalConstraint(out, items));
    return out;
  }

  private derivative(target: Expr, variables: readonly Expr[], place: Place): ShapeId {
    // `df/dx` of a function means its body at the free names of its parameters, which `define` has read.
    let shape = this.shapeOf(target, place);
    for (const variable of variables) {
      const out = this.store.fresh();
      this.constraints.push(derivativeConstraint(out, shape, this.shapeOf(variable, place)));
      shape = out;
    }
    return shape;
  }

  private operator(expr: Operator, place: Place): ShapeId {
    const { store } = this;
    const target = this.shapeOf(expr.target, place);
    const along = expr.along && this.shapeOf(expr.along, place);
    const variable = expr.variable ?? this.parameterOf(expr.target, place);
    const at = variable && this.shapeOf(variable, place);
    const same = (a: ShapeId | undefined, b: ShapeId | undefined): void => {
      if (a !== undefined && b !== undefined && variable?.kind !== 'array') {
        this.constraints.push(equalConstraint(a, b));
      }
    };
    switch (expr.operator) {
      case 'gradient':
      case 'jacobian':
        // `∇_v f` of an `f` without `v` is the derivative along `v`.
        if (expr.variable !== undefined && !this.mayDepend(expr, place)) return target;
        return variable === undefined
          ? this.listed(expr, target, place)
          : this.derivative(expr.target, [variable], place);
      case 'hessian':
        return variable === undefined
          ? store.fresh()
          : this.derivative(expr.target, [variable, variable], place);
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
  private mayDepend({ target, variable }: Operator, place: Place): boolean {
    if (target.kind !== 'name' || variable?.kind !== 'name') return true;
    const [f, x] = [target, variable].map(({ name }) =>
      resolve(this.book.scope, place.sheet, name, place.offset),
    );
    return f === undefined || x === undefined || dependsOn(this.book, f, x);
  }

  /** The only parameter of a function. */
  private parameterOf(target: Expr, place: Place): Expr | undefined {
    const definition = this.functionNamed(target, place);
    return definition?.parameters.length === 1 ? definition.parameters[0]! : undefined;
  }

  /** A gradient over the parameters of a function. */
  private listed(expr: Operator, target: ShapeId, place: Place): ShapeId {
    const out = this.store.fresh();
    const definition = this.functionNamed(expr.target, place);
    if (definition === undefined || expr.operator !== 'gradient') return out;
    this.constraints.push(
      forwardConstraint(out, [target], (store) => ({
        axes: [store.freshSize(definition.parameters.length)],
      })),
    );
    return out;
  }

  private functionNamed(expr: Expr, place: Place): FunctionDefinition | undefined {
    if (expr.kind !== 'name') return undefined;
    const definition = resolve(this.book.scope, place.sheet, expr.name, place.offset);
    return definition?.kind === 'function' ? definition : undefined;
  }

  private primeCall(expr: Extract<Expr, { kind: 'prime-call' }>, place: Place): ShapeId {
    const args = expr.args.map((argument) => this.shapeOf(argument.value, place));
    const definition = this.functionNamed(expr.callee, place);
    if (definition !== undefined || this.isBuiltin(expr.callee.name, place)) {
      return args[0] ?? this.store.fresh();
    }
    const callee = resolve(this.book.scope, place.sheet, expr.callee.name, place.offset);
    if (callee?.kind === 'expression' && expr.args[0]?.value.kind === 'name') {
      return this.derivative(
        expr.callee,
        Array.from({ length: expr.order }, () => expr.args[0]!.value),
        place,
      );
    }
    if (callee?.kind === 'free' && callee.applied) return this.store.fresh();
    const transposed = this.transpose(this.name(expr.callee.name, place), expr.callee, false, place);
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

  private isBuiltin(name: string, place: Place): boolean {
    return (
      functions.has(name) &&
      !place.parameters.has(name) &&
      resolve(this.book.scope, place.sheet, name, place.offset) === undefined
    );
  }

  private call(written: Call, place: Place): ShapeId {
    const builtin = this.isBuiltin(written.callee.name, place);
    const expr = builtin
      ? { ...written, args: operandsOf(functions.get(written.callee.name)!, written.args) }
      : written;
    const args = expr.args.map((argument) => this.shapeOf(argument.value, place));
    const definition = place.parameters.has(expr.callee.name)
      ? undefined
      : this.functionNamed(expr.callee, place);
    if (definition !== undefined) return this.inline(definition, args, place);
    if (!builtin) {
      const callee = resolve(this.book.scope, place.sheet, expr.callee.name, place.offset);
      if (callee?.kind === 'expression' && expr.args.every((argument) => isArgumentOf(argument))) {
        return this.shapes.get(callee)!;
      }
      if (callee?.kind === 'free' && callee.applied) return this.store.fresh();
      return this.product(this.name(expr.callee.name, place), args[0], lookOf(expr.callee));
    }
    for (const shape of arraysOf(expr, args)) this.want(shape, place);
    const looks = expr.args.map(({ value }) => this.look(value));
    const kinds = this.kindsOf(
      expr.args.flatMap(({ keyword, value }) => (keyword === undefined ? [value] : [])),
      place,
    );
    return functionShape(this.store, this.constraints, expr, args, looks, kinds, callOptions(written.args));
  }

  private inline(definition: FunctionDefinition, args: readonly ShapeId[], place: Place): ShapeId {
    if (place.depth >= MAX_CALL_DEPTH) return this.store.fresh();
    const parameters = new Map(
      definition.parameters.map((parameter, i) => [parameter.name, args[i] ?? this.store.fresh()]),
    );
    return this.shapeOf(definition.expr, {
      sheet: definition.sheet,
      offset: definition.span.start,
      parameters,
      depth: place.depth + 1,
    });
  }
}

/** `L(w, b)` where `L` was defined without arguments: the arguments only name what it depends on. */
function isArgumentOf(argument: Argument): boolean {
  return argument.keyword === undefined && argument.value.kind === 'name';
}
