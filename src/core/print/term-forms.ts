import { CONSTANT } from '../graph/graph';
import { type Attributes, NO_ATTRIBUTES, type Operation } from '../graph/operation';
import type { Shape } from '../graph/shape';
import type { Term } from './term';

/** A term of another operation in the place of `term`. */
export const as = (
  term: Term,
  operation: Operation,
  inputs: readonly Term[],
  shape: Shape = term.node.shape,
  attributes: Attributes = NO_ATTRIBUTES,
): Term => ({
  ...term,
  node: { ...term.node, operation, attributes, shape },
  label: undefined,
  isPart: false,
  elided: false,
  inputs,
});

export const isPlain = (term: Term): boolean => !term.elided && !term.isPart && term.label === undefined;

export const isOf = (term: Term, operation: Operation): boolean =>
  isPlain(term) && term.node.operation === operation;

export const isScalar = ({ node }: Term): boolean => node.shape.length === 0;

/** The number itself; undefined where a term is none. */
export const numberOf = (term: Term): number | undefined =>
  isOf(term, CONSTANT) && isScalar(term) ? term.node.data?.[0] : undefined;

export const isOne = (term: Term): boolean => numberOf(term) === 1;

/** The number with which an array is filled. */
export function uniform(term: Term): Term | undefined {
  const { data } = term.node;
  const first = data?.[0];
  if (!isOf(term, CONSTANT) || first === undefined || isScalar(term) || data?.some((x) => x !== first)) {
    return undefined;
  }
  return { ...term, node: { ...term.node, shape: [], data: Float64Array.of(first) } };
}

/** A number in the place of a term. */
export const numeral = (term: Term, value: number): Term => {
  const constant = as(term, CONSTANT, [], []);
  return { ...constant, node: { ...constant.node, data: Float64Array.of(value) } };
};
