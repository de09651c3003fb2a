import type { CallMismatch, FunctionOptions } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import type { Attributes, Operation, Printed, ShapeMismatch, Site } from '../operation';
import { type Shape, showShape } from '../shape';
import { numbersOf } from './kernels/gather';
import { type Folding, foldedShape, foldingOf } from './kernels/layout';
import { printedCall, texCall } from './printing';

/**
 * What all operations that fold axes share. Their attributes are `axes` (ascending, from 0) and `keepdims`.
 */
export const foldShape = ([input]: readonly Shape[], attributes: Attributes): Shape | ShapeMismatch => {
  const axes = numbersOf(attributes, 'axes');
  const absent = axes.find((axis) => axis < 0 || axis >= input!.length);
  if (absent !== undefined) return { mismatch: absentAxis(input!, absent) };
  return foldedShape(input!, axes, attributes.keepdims === true);
};

/**
 * The groups that a site folds. Each kernel writes its loop over them out: a shared loop, which would call a function for
 * each group, takes up to twice as long where groups are short.
 */
export const siteFolding = (site: Site): Folding =>
  foldingOf(site.inputShapes[0]!, numbersOf(site.attributes, 'axes'));

function absentAxis(shape: Shape, axis: number): string {
  if (shape.length === 0) return `a scalar has no axis ${axis}`;
  const last = shape.length - 1;
  const known = last === 0 ? 'only axis 0' : last === 1 ? 'axes 0 and 1' : `axes 0 to ${last}`;
  return `${showShape(shape)} has no axis ${axis}, ${known}`;
}

/** The axes that a call folds, ascending: all of them, or those of `axis`, which count from the end where negative. */
export function axesOf(shape: Shape, axis: FunctionOptions['axis']): number[] | ShapeMismatch {
  if (axis === undefined) return shape.map((_, i) => i);
  const found: number[] = [];
  for (const one of typeof axis === 'number' ? [axis] : axis) {
    const counted = one < 0 ? one + shape.length : one;
    if (!(Number.isInteger(one) && counted >= 0 && counted < shape.length)) {
      return { mismatch: absentAxis(shape, one) };
    }
    if (found.includes(counted)) return { mismatch: `axis ${one} is named twice` };
    found.push(counted);
  }
  return found.sort((p, q) => p - q);
}

/** The one axis that a function works along, which has no meaning for several. */
export function oneAxisOf(name: string, shape: Shape, axis: FunctionOptions['axis']): number | ShapeMismatch {
  const axes = axesOf(shape, axis);
  if ('mismatch' in axes) return axes;
  return axes.length === 1
    ? axes[0]!
    : { mismatch: `${name} works along one axis, and ${axes.length} are named` };
}

/** Applies a folding operation to one axis or to all. */
export function fold(
  b: GraphBuilder,
  operation: Operation,
  x: NodeId,
  options: FunctionOptions,
  further: Attributes = {},
): NodeId | CallMismatch {
  const axes = axesOf(b.node(x).shape, options.axis);
  if ('mismatch' in axes) return axes;
  return b.tryApply(operation, [x], { axes, keepdims: options.keepdims === true, ...further });
}

/** `value`, or an error for shapes that the caller vouched for. */
export function certain(value: NodeId | CallMismatch): NodeId {
  if (typeof value !== 'number') throw new Error(value.mismatch);
  return value;
}

/** Keywords of a folding as a sheet writes them; none where all axes fold. */
export function printedAxes(attributes: Attributes, output: Shape): string[] {
  const axes = numbersOf(attributes, 'axes');
  const keepdims = attributes.keepdims === true;
  const rank = keepdims ? output.length : output.length + axes.length;
  const keywords: string[] = [];
  if (axes.length < rank) keywords.push(axes.length === 1 ? `axis=${axes[0]}` : `axis=(${axes.join(', ')})`);
  if (keepdims) keywords.push('keepdims=1');
  return keywords;
}

/** How a folding prints: `name(x, axis=0)` and `\name_{axis 0}(x)`. */
export const printedFold = (name: string, tex = name): Pick<Operation, 'infix' | 'tex'> => ({
  infix: (inputs, node) => printedCall(name, inputs, printedAxes(node.attributes, node.shape)),
  tex: (inputs, node): Printed => texCall(tex, inputs, texAxes(node.attributes, node.shape)),
});

export function texAxes(attributes: Attributes, output: Shape): string {
  const axes = numbersOf(attributes, 'axes');
  const rank = attributes.keepdims === true ? output.length : output.length + axes.length;
  return axes.length < rank ? `\\text{axis }${axes.join(', ')}` : '';
}
