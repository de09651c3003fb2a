import { functions } from '../../graph/operations/index';
import type { Call, Expr } from '../../syntax/ast';
import { callOptions } from '../call-options';
import {
  broadcastConstraint,
  equalConstraint,
  forwardConstraint,
  guessRank,
  type OperandKind,
  reduceConstraint,
  squareConstraint,
  transposeConstraint,
} from './constraints';
import type { Look } from './conventions';
import type { Constraint } from './solve';
import type { ShapeId, ShapeStore } from './store';

/**
 * The shape of a call of a built-in function, with what it says of the shapes of its arguments.
 *
 * @param looks what the arguments look like by their spelling
 */
export function functionShape(
  store: ShapeStore,
  constraints: Constraint[],
  expr: Call,
  args: readonly ShapeId[],
  looks: readonly Look[],
  kinds: readonly OperandKind[],
): ShapeId {
  const broadcast = (operands: readonly ShapeId[]): ShapeId => {
    const result = store.fresh();
    constraints.push(broadcastConstraint(result, operands, kinds));
    return result;
  };
  const entry = functions.get(expr.callee.name)!;
  const out = store.fresh();
  const first = args[0];
  const options = callOptions(expr.args);
  const sizes = expr.args.map((argument) => literalSize(argument.value, undefined));
  if (entry.shapeFromSizes !== undefined && sizes.every((size) => size !== undefined)) {
    return store.known(entry.shapeFromSizes(sizes));
  }
  if (first === undefined) return out;
  const positional = expr.args.flatMap((argument, i) => (argument.keyword === undefined ? [args[i]!] : []));
  switch (entry.rule) {
    case 'elementwise':
      return broadcast(positional);
    case 'same':
      constraints.push(equalConstraint(out, first));
      // A name alone is more often one vector than a batch of them.
      constraints.push({
        propagate: () => true,
        guesses: [guessRank(first, looks[0] === 'matrix' && expr.args[0]!.value.kind !== 'name' ? 2 : 1)],
      });
      return out;
    case 'reduce':
      // `max(a, b)` is elementwise where `max(a)` reduces.
      if (positional.length > 1) return broadcast(positional);
      constraints.push(reduceConstraint(out, first, options.axis, options.keepdims, looks[0] ?? 'unknown'));
      return out;
    case 'square-to-scalar':
    case 'square-to-square':
      constraints.push(squareConstraint(out, first, entry.rule === 'square-to-scalar'));
      return out;
    case 'dot':
      store.setRank(out, 0);
      if (args[1] !== undefined) constraints.push(broadcastConstraint(store.fresh(), [first, args[1]]));
      constraints.push({ propagate: () => true, guesses: [guessRank(first, 1)] });
      return out;
    case 'outer':
      constraints.push(
        forwardConstraint(
          out,
          args,
          (s) => ({ axes: args.flatMap((id) => s.axesOf(id)).slice(0, 2) }),
          args.map((id) => guessRank(id, 1)),
        ),
      );
      return out;
    case 'transpose':
      constraints.push(transposeConstraint(out, first, looks[0] ?? 'unknown'));
      return out;
    case 'diag':
      constraints.push(
        forwardConstraint(
          out,
          [first],
          (s) => {
            const axes = s.axesOf(first);
            return { axes: axes.length === 1 ? [axes[0]!, axes[0]!] : axes.slice(0, 1) };
          },
          [guessRank(first, 1)],
        ),
      );
      return out;
    case 'forward':
      return out;
  }
}

/** Which arguments of a built-in function are arrays if the call is to do anything. */
export function arraysOf(expr: Call, args: readonly ShapeId[]): readonly ShapeId[] {
  const positional = expr.args.flatMap((argument, i) => (argument.keyword === undefined ? [args[i]!] : []));
  switch (functions.get(expr.callee.name)!.rule) {
    case 'elementwise':
    case 'forward':
      return [];
    case 'reduce':
      return positional.length === 1 ? positional : [];
    case 'outer':
      return positional;
    default:
      return positional.slice(0, 1);
  }
}

/** A whole number written out. */
export function literalSize(expr: Expr | undefined, otherwise: number | undefined): number | undefined {
  if (expr === undefined) return otherwise;
  return expr.kind === 'number' && Number.isInteger(expr.value) ? expr.value : undefined;
}
