import type { EnclosureKernel, Interval } from '../../enclosure/interval';
import type { BranchKernel, BranchSink, RadiusKernel, Site } from '../../operation';
import { broadcastStrides, type Shape, sizeOf } from '../../shape';
import { bounded } from './rounding';

/**
 * How a broadcast operation walks its operands: `rows` runs of `columns` entries each. In run r, operand k starts at
 * `starts[k][r]` and moves by `steps[k]` (0 or 1); the output is written in order.
 */
interface Walk {
  readonly rows: number;
  readonly columns: number;
  readonly steps: readonly number[];
  readonly starts: readonly Int32Array[];
}

/** Adjacent axes that every operand traverses alike are walked as one, so most walks have a single row. */
function walkOf(shapes: readonly Shape[], bases: readonly number[], output: Shape): Walk {
  const strides = shapes.map((shape) => broadcastStrides(shape, output));
  const axes: { size: number; strides: number[] }[] = [];
  for (let axis = output.length - 1; axis >= 0; axis--) {
    const size = output[axis]!;
    if (size === 1) continue;
    const own = strides.map((stride) => stride[axis]!);
    const inner = axes[axes.length - 1];
    if (inner !== undefined && own.every((stride, k) => stride === inner.strides[k]! * inner.size)) {
      inner.size *= size;
    } else axes.push({ size, strides: own });
  }
  const [inner, ...outer] = axes;
  let rows = 1;
  for (const axis of outer) rows *= axis.size;
  const starts = bases.map((base, k) => {
    const start = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      let at = base;
      let rest = row;
      for (const axis of outer) {
        at += (rest % axis.size) * axis.strides[k]!;
        rest = Math.floor(rest / axis.size);
      }
      start[row] = at;
    }
    return start;
  });
  return { rows, columns: inner?.size ?? 1, steps: inner?.strides ?? shapes.map(() => 0), starts };
}

export const walkSite = (site: Site): Walk => walkOf(site.inputShapes, site.inputs, site.outputShape);

export const doNothing = (): void => {};

/** Calls `visit` with the places of the operands and of the output, entry by entry. */
export function eachEntry(site: Site, visit: (places: readonly number[], out: number) => void): () => void {
  const size = sizeOf(site.outputShape);
  if (size === 0) return doNothing;
  if (size === 1) return () => visit(site.inputs, site.output);
  const { rows, columns, steps, starts } = walkSite(site);
  const places = site.inputs.slice();
  return () => {
    let out = site.output;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (let k = 0; k < places.length; k++) places[k] = starts[k]![row]! + column * steps[k]!;
        visit(places, out++);
      }
    }
  };
}

/** What radii and branches do per entry, with the arrays of the current run. */
export function radiusOfEntries(
  site: Site,
  radiusAt: (memory: Float64Array, radii: Float64Array, places: readonly number[], out: number) => number,
): RadiusKernel {
  let memory: Float64Array = new Float64Array();
  let radii: Float64Array = memory;
  const each = eachEntry(site, (places, out) => {
    radii[out] = bounded(memory[out]!, radiusAt(memory, radii, places, out));
  });
  return (currentMemory, currentRadii) => {
    memory = currentMemory;
    radii = currentRadii;
    each();
  };
}

export function branchesOfEntries(
  site: Site,
  visit: (memory: Float64Array, places: readonly number[], sink: BranchSink) => void,
): BranchKernel {
  let memory: Float64Array = new Float64Array();
  let sink: BranchSink = { note: doNothing };
  const each = eachEntry(site, (places) => visit(memory, places, sink));
  return (currentMemory, currentSink) => {
    memory = currentMemory;
    sink = currentSink;
    each();
  };
}

/** What an enclosure does per entry. */
export function enclosureOfEntries(
  site: Site,
  at: (memory: readonly Interval[], places: readonly number[]) => Interval,
): EnclosureKernel {
  let memory: Interval[] = [];
  const each = eachEntry(site, (places, out) => {
    memory[out] = at(memory, places);
  });
  return (current) => {
    memory = current;
    each();
  };
}
