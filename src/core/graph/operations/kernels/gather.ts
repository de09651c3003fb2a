import type { EnclosureKernel, IntervalArithmetic } from '../../enclosure/interval';
import type { Attributes, Kernel, RadiusKernel, Site } from '../../operation';
import { sizeOf } from '../../shape';

/** The attribute `key` as a list of numbers; empty where it is absent. */
export function numbersOf(attributes: Attributes, key: string): readonly number[] {
  const value = attributes[key];
  if (typeof value === 'object') return value;
  return typeof value === 'number' ? [value] : [];
}

/** A kernel that copies `size` consecutive entries. */
export const copyKernel =
  (from: number, to: number, size: number): Kernel =>
  (memory) => {
    memory.copyWithin(to, from, from + size);
  };

/** A kernel whose output entry i is the input entry at `offsets[i]`. */
export function gatherKernel(site: Site, offsets: Int32Array): Kernel {
  const from = site.inputs[0]!;
  const to = site.output;
  return (memory) => {
    for (let i = 0; i < offsets.length; i++) memory[to + i] = memory[from + offsets[i]!]!;
  };
}

/** A kernel that clears the output and writes input entry i to its place `offsets[i]`. */
export function scatterKernel(site: Site, offsets: Int32Array): Kernel {
  const from = site.inputs[0]!;
  const to = site.output;
  const size = sizeOf(site.outputShape);
  return (memory) => {
    memory.fill(0, to, to + size);
    for (let i = 0; i < offsets.length; i++) memory[to + offsets[i]!] = memory[from + i]!;
  };
}

/** The radii of an operation that only moves entries move with them. */
export const moved =
  (forward: (site: Site) => Kernel) =>
  (site: Site): RadiusKernel => {
    const kernel = forward(site);
    return (_, radii) => kernel(radii);
  };

/**
 * The intervals of an operation that only moves entries move with them. Where each output entry comes from is learnt by one
 * run of the double kernel on a memory whose entries are their own places; what stays 0 is padding.
 */
export const movedEnclosure =
  (forward: (site: Site) => Kernel) =>
  (site: Site, { zero }: IntervalArithmetic): EnclosureKernel => {
    const sources = sourcesOf(site, forward);
    const to = site.output;
    return (memory) => {
      for (let i = 0; i < sources.length; i++) {
        const source = sources[i]!;
        memory[to + i] = source < 0 ? zero : memory[source]!;
      }
    };
  };

/** For each output entry the offset of the input entry that it equals, or −1 for a 0. */
function sourcesOf(site: Site, forward: (site: Site) => Kernel): Int32Array {
  // The site lies anywhere in its program's memory; a copy of it, from 1 on, needs a memory of its own size only.
  const sizes = site.inputShapes.map(sizeOf);
  const inputs: number[] = [];
  let end = 1;
  for (const size of sizes) {
    inputs.push(end);
    end += size;
  }
  const size = sizeOf(site.outputShape);
  const places = Float64Array.from({ length: end + size }, (_, i) => i);
  forward({ ...site, inputs, output: end })(places);
  const offsets = new Int32Array(end).fill(-1);
  inputs.forEach((start, k) => {
    for (let i = 0; i < sizes[k]!; i++) offsets[start + i] = site.inputs[k]! + i;
  });
  return Int32Array.from({ length: size }, (_, i) => offsets[places[end + i]!]!);
}
