import type { CallMismatch, FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { elementwiseShape } from './elementwise';

/** A function of one argument, applied entry by entry. */
export function unaryEntry(
  names: readonly string[],
  doc: string,
  build: (b: GraphBuilder, x: NodeId) => NodeId,
): FunctionEntry {
  return {
    names,
    signature: `${names[0]}(x)`,
    doc,
    arity: [1, 1],
    rule: 'elementwise',
    build: (b, args) => build(b, args[0]!),
  };
}

export interface ElementwiseEntry extends Pick<FunctionEntry, 'names' | 'signature' | 'doc'> {
  readonly arity?: FunctionEntry['arity'];
  readonly keywords?: readonly string[];
  readonly rule?: FunctionEntry['rule'];
  readonly build: (
    b: GraphBuilder,
    args: readonly NodeId[],
    options: Parameters<FunctionEntry['build']>[2],
  ) => NodeId | CallMismatch;
}

/** A function of arguments that broadcast; two unless `arity` says otherwise. */
export function elementwiseEntry(entry: ElementwiseEntry): FunctionEntry {
  return {
    arity: [2, 2],
    rule: 'elementwise',
    ...entry,
    build: (b, args, options) => {
      const shape = elementwiseShape(args.map((arg) => b.node(arg).shape));
      if ('mismatch' in shape) {
        return { mismatch: `${entry.names[0]}: ${shape.mismatch}; make them equal, or one a scalar` };
      }
      return entry.build(b, args, options);
    },
  };
}
