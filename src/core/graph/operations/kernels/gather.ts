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
