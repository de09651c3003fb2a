import { functions } from '../../graph/operations/index';
import type { Call } from '../../syntax/ast';
import { type CallOptions, inputOrder } from '../call-options';
import {
  broadcastConstraint,
  equalConstraint,
  forwardConstraint,
  guessRank,
  type OperandKind,
  reduceConstraint,
  squareConstraint,
  systemConstraint,
  transposeConstraint,
} from './constraints';
import type { Look } from './conventions';
import { einsumConstraint } from './einsum';
import { literalSize, writtenEntries } from './literals';
import { probeConstraint } from './probe';
import { matmulConstraint } from './products';
import type { Constraint } from './solve';
import type { ShapeId, ShapeStore } from './store';

/**
 * The shape of a call of a built-in function, with what it says of the shapes of its arguments.
 *
 * @param expr with its operands only: no texts, and no list that stands for all of them
 * @param looks what the arguments look like by their spelling
 */
export function functionShape(
  store: ShapeStore,
  constraints: Constraint[],
  expr: Call,
  args: readonly ShapeId[],
  looks: readonly Look[],
  kinds: readonly OperandKind[],
  options: CallOptions,
): ShapeId {
  const broadcast = (operands: readonly ShapeId[]): ShapeId => {
    const result = store.fresh();
    constraints.push(broadcastConstraint(result, operands, kinds));
    return result;
  };
  const entry = functions.get(expr.callee.name)!;
  const out = store.fresh();
  const probed = (): ShapeId => {
    const { order } = inputOrder(entry, expr.args);
    const known = order.flatMap((i) => (i === undefined ? [] : [i]));
    if (known.length < order.length) return out;
    const inputs = known.map((i) => args[i]!);
    const written = known.map((i) => writtenEntries(expr.args[i]!.value));
    constraints.push(probeConstraint(out, entry, inputs, written, options));
    return out;
  };
  const first = args[0];
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
      if (args.length > 1) return probed();
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
    case 'matmul':
      if (args[1] !== undefined) {
        const ranks = looks.map((look) => (look === 'column' ? 1 : 2));
        constraints.push(matmulConstraint(out, first, args[1], [ranks[0] ?? 2, ranks[1] ?? 2]));
      }
      return out;
    case 'solve':
      constraints.push(equalConstraint(out, args[1] ?? first));
      if (args[1] !== undefined) constraints.push(systemConstraint(first, args[1]));
      return out;
    case 'einsum':
      constraints.push(einsumConstraint(out, args, options.texts?.[0] ?? ''));
      return out;
    case 'forward':
      return probed();
  }
}

/** Which arguments of a built-in function are arrays if the call is to do anything. */
export function arraysOf(expr: Call, args: readonly ShapeId[]): readonly ShapeId[] {
  const positional = expr.args.flatMap((argument, i) => (argument.keyword === undefined ? [args[i]!] : []));
  switch (functions.get(expr.callee.name)!.rule) {
    case 'elementwise':
    case 'forward':
    case 'einsum':
      return [];
    case 'reduce':
      return positional.length === 1 ? positional : [];
    case 'outer':
    case 'matmul':
      return positional;
    default:
      return positional.slice(0, 1);
  }
}
