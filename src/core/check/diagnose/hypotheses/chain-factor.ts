import { sizeOf } from '../../../graph/shape';
import type { Definition } from '../../../sheet/model';
import { shortInfix } from '../../wording';
import type { Candidate, Naming, Said } from '../candidate';
import { claimedOf, combined, sameEntries } from '../compare';
import type { Context } from '../context';
import type { Related } from '../diagnosis';
import type { Valued } from '../scratch';
import { binaryOf, nameOf } from '../tree';

/** A longer factor is no help in a sentence. */
const LONGEST = 48;

/** The whole claim lacks a factor that is the derivative of one operation on the way to the variable. */
export function chainCandidates(context: Context): { candidates: Candidate[]; pieces: Map<string, string> } {
  const found = { candidates: [] as Candidate[], pieces: new Map<string, string>() };
  const [position] = context.positions;
  const claimed = claimedOf(context);
  const truth = context.truths[0];
  if (position === undefined || claimed === undefined || truth === undefined) return found;
  const wanted = { ...claimed, shape: truth.shape, entries: truth.entries };
  const { graph } = context.sheetGraph;
  for (const { node, of, valued } of context.locals) {
    // The quotient rule has more to say of these.
    if (graph.node(of).operation.name === 'divide') continue;
    const product = combined(claimed, valued, (a, b) => a * b);
    if (product === undefined || !sameEntries(context.points, product, wanted)) continue;
    const text = shortInfix(context.sheetGraph, node);
    if (text === undefined || text.length > LONGEST) continue;
    const name = `⟦${node}⟧`;
    context.scratch.declare(name, valued);
    found.pieces.set(name, text);
    const added = nameOf(name);
    const isArray = sizeOf(truth.shape) > 1;
    const replacement = binaryOf(isArray ? '.*' : '*', position.expr, added);
    found.candidates.push({ mistake: 'missing-factor', position, replacement, added, cost: 1 });
  }
  return found;
}

/** A factor that is missing, or one too many, and is the local derivative of an operation: the chain rule. */
export function chainFactor(context: Context, candidate: Candidate, said: Said): Naming | undefined {
  const { mistake, added, removed } = candidate;
  if (mistake !== 'missing-factor' && mistake !== 'extra-factor') return undefined;
  const factor = mistake === 'missing-factor' ? added : removed;
  const value = factor === undefined ? undefined : context.scratch.lower(factor);
  const [valued] = value === undefined ? [] : context.scratch.evaluate([value]);
  if (valued === undefined) return undefined;
  const text = mistake === 'missing-factor' ? said.added : said.removed;
  const local = localOf(context, valued);
  if (local === undefined) return undefined;
  const [what, related] = local;
  return {
    mistake,
    message:
      mistake === 'missing-factor'
        ? `The factor \`${text}\` is missing: the chain rule asks for the derivative of ${what}.`
        : `The factor \`${text}\` is one too many: it is the derivative of ${what}, which does not come in here.`,
    ...(related === undefined ? {} : { related }),
  };
}

function localOf(context: Context, valued: Valued): readonly [string, Related | undefined] | undefined {
  const { sheetGraph, locals, points } = context;
  for (const { of, by, valued: slope } of locals) {
    if (!sameEntries(points, slope, { ...valued, shape: slope.shape, entries: fitted(valued, slope) }))
      continue;
    const definition = context.definitionAt(of);
    const inner = textAt(context, by);
    if (inner === undefined) continue;
    if (definition !== undefined && definition.kind !== 'free') {
      return [`${definitionText(definition)} with respect to \`${inner}\``, relatedOf(definition)];
    }
    const outer = shortInfix(sheetGraph, of);
    if (outer !== undefined) return [`\`${outer}\` with respect to \`${inner}\``, undefined];
  }
  return undefined;
}

/** The entries, where both have as many. */
const fitted = (valued: Valued, like: Valued): Float64Array =>
  valued.entries.length === like.entries.length
    ? valued.entries
    : new Float64Array(like.entries.length).fill(Number.NaN);

/** `h = sigmoid(z)`, as the sheet writes it. */
export function definitionText(definition: Definition): string {
  if (!('expr' in definition)) return `\`${definition.name}\``;
  const { start, end } = definition.expr.span;
  const text = definition.fragment.text.slice(start, end).replace(/\s+/g, ' ').trim();
  return text.length > 60 ? `\`${definition.name}\`` : `\`${definition.name} = ${text}\``;
}

export const relatedOf = (definition: Definition): Related | undefined => ({
  span: definition.span,
  message: `${definition.name} is defined here.`,
});

function textAt(context: Context, node: number): string | undefined {
  const definition = context.definitionAt(node);
  return definition?.kind === 'expression' || definition?.kind === 'free' || definition?.kind === 'value'
    ? definition.name
    : shortInfix(context.sheetGraph, node);
}
