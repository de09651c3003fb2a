import type { Operation, Site } from '../operation';
import { sizeOf } from '../shape';
import { axesOf } from './folding';
import { type Folding, foldingOf } from './kernels/layout';
import { bounded, slack } from './kernels/rounding';
import { enclosedRunningSums, runsEnclosure } from './kernels/runs';
import { correctionBound } from './kernels/summation';
import { printedCall, texCall } from './printing';

/**
 * Attributes: `axis`, and `reverse` for sums that run from the end. Entry i is the compensated sum of entries 0 to i along
 * the axis, with the error bound of `SUM`.
 */
export const CUMULATIVE_SUM: Operation = {
  name: 'cumsum',
  shape: ([input], attributes) => {
    const axes = axesOf(input!, Number(attributes.axis));
    return 'mismatch' in axes ? axes : input!;
  },
  forward: (site) => {
    const { groups, members } = siteRuns(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        let sum = 0;
        let error = 0;
        for (let i = 0; i < members.length; i++) {
          const at = groups[o]! + members[i]!;
          const x = memory[from + at]!;
          const next = sum + x;
          const part = next - sum;
          error += sum - (next - part) + (x - part);
          sum = next;
          memory[to + at] = Math.abs(sum) < Number.POSITIVE_INFINITY ? sum + error : sum;
        }
      }
    };
  },
  radius: (site) => {
    const { groups, members } = siteRuns(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory, radii) => {
      for (let o = 0; o < groups.length; o++) {
        let propagated = 0;
        let errors = 0;
        let sum = 0;
        let error = 0;
        for (let i = 0; i < members.length; i++) {
          const at = groups[o]! + members[i]!;
          const x = memory[from + at]!;
          const next = sum + x;
          const part = next - sum;
          const lost = sum - (next - part) + (x - part);
          errors += Math.abs(lost);
          error += lost;
          sum = next;
          propagated += radii[from + at]!;
          const bound = propagated + correctionBound(sum, error, errors, i + 1);
          radii[to + at] = bounded(memory[to + at]!, bound * slack(i + 1));
        }
      }
    };
  },
  enclosure: runsEnclosure(siteRuns, ([run], arithmetic) => enclosedRunningSums(run!, arithmetic)),
  vjp: (b, node, cotangent) => [
    b.apply(CUMULATIVE_SUM, [cotangent], {
      axis: Number(node.attributes.axis),
      reverse: node.attributes.reverse !== true,
    }),
  ],
  jvp: (b, node, [tangent]) =>
    tangent === undefined ? undefined : b.apply(CUMULATIVE_SUM, [tangent], node.attributes),
  infix: (inputs, node) =>
    printedCall(node.attributes.reverse === true ? 'reverse_cumsum' : 'cumsum', inputs, [
      `axis=${node.attributes.axis}`,
    ]),
  tex: (inputs, node) => texCall('cumsum', inputs, `\\text{axis }${node.attributes.axis}`),
  work: ([input]) => 4 * sizeOf(input!),
};

/** The runs along the axis; `members` are in the order of summation. */
function siteRuns(site: Site): Folding {
  const { groups, members } = foldingOf(site.inputShapes[0]!, [Number(site.attributes.axis)]);
  return { groups, members: site.attributes.reverse === true ? members.reverse() : members };
}
