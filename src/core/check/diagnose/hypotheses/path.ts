import { dependence } from '../../../diff/dependence';
import { adjoints } from '../../../diff/reverse';
import { NAMED, type NodeId } from '../../../graph/graph';
import { sameShape, sizeOf } from '../../../graph/shape';
import { printExprInfix } from '../../../print/expr-infix';
import { shortInfix } from '../../wording';
import type { Candidate } from '../candidate';
import { claimedOf, combined, differenceOf, isZero, sameEntries } from '../compare';
import type { Context } from '../context';
import type { Mistake, Related } from '../diagnosis';
import { constantOf, rationalOf } from '../inserts';
import { differenceFrom, nameOf, sumWith } from '../tree';

/** A node through which the function depends on the variable, and what a claim that forgets it lacks. */
interface Cut {
  readonly node: NodeId;
  readonly mistake: Mistake;
  readonly say: (contribution: string) => string;
  readonly related?: Related;
}

/** A longer contribution is no help in a sentence. */
const LONGEST = 48;

/** More cuts than this are not tried. */
const MOST_CUTS = 16;

/**
 * What the claim lacks is the contribution of one path from the variable to the function: through a name, a factor of a
 * product, a term of a sum, the denominator of a quotient.
 */
export function pathCandidates(context: Context): { candidates: Candidate[]; pieces: Map<string, string> } {
  const candidates: Candidate[] = [];
  const pieces = new Map<string, string>();
  const [position] = context.positions;
  const claimed = claimedOf(context);
  const truth = context.truths[0];
  const { claim, sheetGraph, scratch } = context;
  const derivation = sheetGraph.derivations.get(claim.left);
  const nothing = { candidates, pieces };
  if (position === undefined || claimed === undefined || truth === undefined || derivation === undefined)
    return nothing;
  const { graph } = sheetGraph;
  const { target, variable, derivative } = derivation;
  if (sizeOf(graph.node(target).shape) !== 1 || derivative !== truth.node) return nothing;
  if (!sameShape(claimed.shape, truth.shape)) return nothing;
  const missing = combined({ ...claimed, entries: truth.entries }, claimed, differenceOf);
  if (missing === undefined || isZero(missing)) return nothing;
  const one = graph.filled(1, graph.node(target).shape);
  const cuts = cutsBetween(context, target, variable);
  const contributions = cuts.flatMap((cut) => {
    const [seed] = adjoints(graph, target, one, [cut.node]);
    const [node] = seed === undefined ? [] : adjoints(graph, cut.node, seed, [variable]);
    return node === undefined ? [] : [{ cut, node }];
  });
  const values = context.evaluate(contributions.map(({ node }) => node));
  for (const [i, { cut, node }] of contributions.entries()) {
    const value = values[i];
    if (value === undefined || !sameEntries(context.points, value, missing)) continue;
    const constant = constantOf(value);
    const number = constant === undefined ? undefined : rationalOf(constant);
    const text = number === undefined ? shortInfix(sheetGraph, node) : printExprInfix(number);
    if (text === undefined || text.length > LONGEST) continue;
    const name = `⟦${node}⟧`;
    scratch.declare(name, value);
    const isNegated = text.startsWith('-');
    const opposite = `⟦-${node}⟧`;
    if (isNegated) scratch.declare(opposite, { ...value, entries: value.entries.map((x) => -x) });
    pieces.set(isNegated ? opposite : name, isNegated ? text.slice(1) : text);
    candidates.push({
      mistake: cut.mistake,
      position,
      replacement: isNegated
        ? differenceFrom(position.expr, nameOf(opposite))
        : sumWith(position.expr, nameOf(name)),
      cost: 1,
      say: () => cut.say(text),
      ...(cut.related === undefined ? {} : { related: cut.related }),
    });
  }
  return nothing;
}

function cutsBetween(context: Context, target: NodeId, variable: NodeId): Cut[] {
  const { graph } = context.sheetGraph;
  const on = dependence(graph, target, [variable]);
  const cuts: Cut[] = [];
  const textOf = (node: NodeId): string | undefined =>
    graph.node(node).operation === NAMED || graph.node(node).inputs.length === 0
      ? graph.node(node).name
      : shortInfix(context.sheetGraph, node);
  const variableName = graph.node(variable).name ?? 'the variable';
  for (const id of [...on.order].reverse()) {
    if (cuts.length >= MOST_CUTS) break;
    const node = graph.node(id);
    const definition = context.definitionAt(id);
    const home = definition?.name ?? shortInfix(context.sheetGraph, id) ?? 'the function';
    const related =
      definition === undefined || definition.kind === 'free'
        ? {}
        : { related: { span: definition.span, message: `${definition.name} is defined here.` } };
    if (id !== target && id !== variable && node.operation === NAMED) {
      const name = node.name ?? '?';
      cuts.push({
        node: id,
        mistake: 'missing-path',
        say: (contribution) =>
          `The path through ${name} is left out: ${variableName} acts on it too, which contributes \`${contribution}\`.`,
        ...related,
      });
      continue;
    }
    const rule = RULES[node.operation.name];
    if (rule === undefined || node.inputs.length !== 2) continue;
    const both = node.inputs.every((input) => on.has(input));
    if (!both) continue;
    for (const [k, input] of node.inputs.entries()) {
      if (input === variable && rule.mistake === 'missing-path') continue;
      const text = textOf(input);
      if (text === undefined) continue;
      cuts.push({
        node: input,
        mistake: rule.mistake,
        say: (contribution) => rule.say(home, text, contribution, k),
        ...related,
      });
    }
  }
  // A path has a name where its first step has one.
  return [...cuts].sort(
    (a, b) => Number(b.mistake === 'missing-path') - Number(a.mistake === 'missing-path'),
  );
}

const RULES: Readonly<
  Record<
    string,
    {
      readonly mistake: Mistake;
      readonly say: (home: string, part: string, contribution: string, side: number) => string;
    }
  >
> = {
  multiply: {
    mistake: 'product-rule',
    say: (home, part, contribution) =>
      `The product rule has two terms: in ${home} the factor \`${part}\` depends on the variable too, so \`${contribution}\` is missing.`,
  },
  divide: {
    mistake: 'quotient-rule',
    say: (home, part, contribution, side) =>
      `The quotient rule has two terms: in ${home} the ${side === 0 ? 'numerator' : 'denominator'} \`${part}\` depends on the variable too, so \`${contribution}\` is missing.`,
  },
  add: {
    mistake: 'regulariser',
    say: (home, part, contribution) =>
      `The term \`${part}\` of ${home} is forgotten: its derivative \`${contribution}\` is missing.`,
  },
  subtract: {
    mistake: 'regulariser',
    say: (home, part, contribution) =>
      `The term \`${part}\` of ${home} is forgotten: its derivative \`${contribution}\` is missing.`,
  },
};
