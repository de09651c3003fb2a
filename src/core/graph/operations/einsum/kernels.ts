import type { EnclosureKernel, Interval, IntervalArithmetic } from '../../enclosure/interval';
import { productError } from '../../numeric/rounding';
import type { Kernel, RadiusKernel, Site } from '../../operation';
import { accumulateProductRadii } from '../kernels/matmul';
import { productKernel } from '../kernels/product';
import { bounded, ETA, gamma, slack } from '../kernels/rounding';
import { simdMemory } from '../kernels/simd';
import { compensatedSum, compensatedSumBound } from '../kernels/summation';
import { type Fold, type Multiply, type Place, type Plan, planOf } from './plan';
import { subscriptsOf } from './subscripts';

const planOfSite = (site: Site): Plan => planOf(site, subscriptsOf(String(site.attributes.subscripts)));

/** Runs the steps of the plan in a scratch memory that is allocated once. */
export function contract(site: Site): Kernel {
  const { steps, scratch } = planOfSite(site);
  const isLarge = steps.some((step) => step.kind === 'multiply' && multiplications(step) >= LEAST_SIMD_WORK);
  const own = (isLarge ? simdMemory(scratch) : undefined) ?? new Float64Array(scratch);
  const kernels = steps.map((step): Kernel => {
    if (step.kind === 'fold') return (memory) => fold(step, step.fromScratch ? own : memory, own);
    if (step.kind === 'place') return (memory) => place(step, own, memory);
    const multiply = multiplyKernel(step);
    return () => multiply(own);
  });
  return (memory) => {
    for (let i = 0; i < kernels.length; i++) kernels[i]!(memory);
  };
}

/** Below so many multiplications a memory in which products work with vectors costs more than it saves. */
const LEAST_SIMD_WORK = 2 ** 14;

const multiplications = ({ batch, m, k, n }: Multiply): number => batch * m * k * n;

function fold({ groups, members, to }: Fold, source: Float64Array, target: Float64Array): void {
  if (members.length === 1) {
    for (let o = 0; o < groups.length; o++) target[to + o] = source[groups[o]!]!;
    return;
  }
  for (let o = 0; o < groups.length; o++) target[to + o] = compensatedSum(source, groups[o]!, members);
}

function multiplyKernel({ a, b, to, batch, m, k, n }: Multiply): Kernel {
  if (m === 1 && k === 1 && n === 1) {
    return (memory) => {
      for (let i = 0; i < batch; i++) memory[to + i] = memory[a + i]! * memory[b + i]!;
    };
  }
  // A column on the right is a row on the left of the transposed product: entries of the matrix are read in order.
  const kernel = productKernel(n === 1, m * k * n);
  if (n === 1) {
    return (memory) => {
      for (let i = 0; i < batch; i++) kernel(memory, b + i * k, 0, 1, a + i * m * k, to + i * m, 1, k, m);
    };
  }
  return (memory) => {
    for (let i = 0; i < batch; i++) {
      kernel(memory, a + i * m * k, k, 1, b + i * k * n, to + i * m * n, m, k, n);
    }
  };
}

function place({ from, offsets, to, size }: Place, source: Float64Array, target: Float64Array): void {
  if (offsets.length < size) target.fill(0, to, to + size);
  for (let i = 0; i < offsets.length; i++) target[offsets[i]!] = source[from + i]!;
}

/** Every step bounds its own error from that of the steps before it, as `SUM` and `MATMUL` do. */
export function contractRadii(site: Site): RadiusKernel {
  const { steps, scratch } = planOfSite(site);
  const own = new Float64Array(scratch);
  const ownRadii = new Float64Array(scratch);
  return (memory, radii) => {
    for (const step of steps) {
      if (step.kind === 'fold') {
        const [source, sourceRadii] = step.fromScratch ? [own, ownRadii] : [memory, radii];
        fold(step, source, own);
        foldRadii(step, source, sourceRadii, ownRadii);
      } else if (step.kind === 'multiply') {
        multiplyKernel(step)(own);
        multiplyRadii(step, own, ownRadii);
      } else place(step, ownRadii, radii);
    }
    for (const step of steps) {
      if (step.kind !== 'place') continue;
      for (const at of step.offsets) radii[at] = bounded(memory[at]!, radii[at]!);
    }
  };
}

function foldRadii(
  { groups, members, to }: Fold,
  source: Float64Array,
  sourceRadii: Float64Array,
  target: Float64Array,
): void {
  if (members.length === 1) {
    for (let o = 0; o < groups.length; o++) target[to + o] = sourceRadii[groups[o]!]!;
    return;
  }
  for (let o = 0; o < groups.length; o++) {
    target[to + o] = compensatedSumBound(source, sourceRadii, groups[o]!, members);
  }
}

function multiplyRadii(
  { a, b, to, batch, m, k, n }: Multiply,
  memory: Float64Array,
  radii: Float64Array,
): void {
  const rounding = gamma(k);
  const widen = slack(k + 4);
  if (m === 1 && k === 1 && n === 1) {
    for (let i = 0; i < batch; i++) {
      const x = Math.abs(memory[a + i]!);
      const y = Math.abs(memory[b + i]!);
      const rx = radii[a + i]!;
      const bound = radii[b + i]! * (x + rx) + y * rx + productError(x, y, Math.abs(memory[to + i]!));
      radii[to + i] = bounded(memory[to + i]!, bound > 0 ? bound * widen + 4 * ETA : bound);
    }
    return;
  }
  radii.fill(4 * k * ETA, to, to + batch * m * n);
  for (let i = 0; i < batch; i++) {
    const out = to + i * m * n;
    accumulateProductRadii(memory, radii, a + i * m * k, k, 1, b + i * k * n, n, 1, out, m, k, n, rounding);
    for (let at = out; at < out + m * n; at++) radii[at] = bounded(memory[at]!, radii[at]! * widen);
  }
}

/** The same steps on intervals. */
export function contractIntervals(site: Site, arithmetic: IntervalArithmetic): EnclosureKernel {
  const { steps, scratch } = planOfSite(site);
  const own: Interval[] = new Array<Interval>(scratch).fill(arithmetic.zero);
  const sum = (terms: number, term: (i: number) => Interval): Interval => {
    let total = terms === 0 ? arithmetic.zero : term(0);
    for (let i = 1; i < terms; i++) total = arithmetic.add(total, term(i));
    return total;
  };
  return (memory) => {
    for (const step of steps) {
      if (step.kind === 'fold') {
        const source = step.fromScratch ? own : memory;
        for (let o = 0; o < step.groups.length; o++) {
          const base = step.groups[o]!;
          own[step.to + o] = sum(step.members.length, (i) => source[base + step.members[i]!]!);
        }
      } else if (step.kind === 'multiply') {
        const { a, b, to, batch, m, k, n } = step;
        for (let at = 0; at < batch * m * n; at++) {
          const matrix = Math.floor(at / (m * n));
          const row = Math.floor((at % (m * n)) / n);
          own[to + at] = sum(k, (p) =>
            arithmetic.multiply(
              own[a + (matrix * m + row) * k + p]!,
              own[b + (matrix * k + p) * n + (at % n)]!,
            ),
          );
        }
      } else {
        for (let i = step.to; i < step.to + step.size; i++) memory[i] = arithmetic.zero;
        for (let i = 0; i < step.offsets.length; i++) memory[step.offsets[i]!] = own[step.from + i]!;
      }
    }
  };
}
