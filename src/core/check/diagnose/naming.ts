import { writtenNumber } from '../../sheet/constants';
import type { Candidate, Naming, Said } from './candidate';
import type { Context } from './context';
import { activation } from './hypotheses/activation';
import { chainFactor } from './hypotheses/chain-factor';
import { functionSlip, powerRule, quotientRule } from './hypotheses/rules';

/** What may know an edit by a better name, the most telling first. */
const NAMINGS = [chainFactor, activation, quotientRule, powerRule, functionSlip] as const;

/** What the mistake is called that an edit mends. */
export function namingOf(context: Context, candidate: Candidate, said: Said): Naming {
  const related = candidate.related === undefined ? {} : { related: candidate.related };
  if (candidate.say !== undefined)
    return { mistake: candidate.mistake, message: candidate.say(said), ...related };
  for (const naming of NAMINGS) {
    const named = naming(context, candidate, said);
    if (named !== undefined) return named;
  }
  const { removed } = candidate;
  const isConstant = removed !== undefined && writtenNumber(removed) !== undefined;
  const isWhole = candidate.position.depth === 0;
  const mistake =
    candidate.mistake === 'extra-term' && isConstant && isWhole ? 'constant' : candidate.mistake;
  return { mistake, message: plain(candidate, said), ...related };
}

function plain(candidate: Candidate, said: Said): string {
  const { mistake, position } = candidate;
  const instead = `\`${said.old}\` should be \`${said.new}\``;
  switch (mistake) {
    case 'sign':
      return position.expr.kind === 'binary'
        ? `A sign is wrong: ${instead}.`
        : `The sign of \`${said.old.replace(/^-\s*/, '')}\` is wrong: ${instead}.`;
    case 'missing-factor':
      return said.added === '' ? `${instead}.` : `The factor \`${said.added}\` is missing: ${instead}.`;
    case 'extra-factor':
      return said.removed === ''
        ? `${instead}.`
        : `The factor \`${said.removed}\` is one too many: ${instead}.`;
    case 'missing-term':
      return said.added === '' ? `${instead}.` : `The term \`${said.added}\` is missing: ${instead}.`;
    case 'extra-term':
      if (
        position.depth === 0 &&
        candidate.removed !== undefined &&
        writtenNumber(candidate.removed) !== undefined
      )
        return `The constant \`${said.removed}\` is one too many: constants have the derivative 0.`;
      return said.removed === ''
        ? `${instead}.`
        : `The term \`${said.removed}\` is one too many: ${instead}.`;
    case 'constant':
      return `The claim is off by a constant: ${instead}.`;
    case 'transposed':
      return `A transpose is wrong: ${instead}.`;
    case 'order':
      return `The order is wrong: ${instead}.`;
    case 'product-kind':
      return `The kind of product is wrong: ${instead}. \`*\` multiplies matrices, \`.*\` entry by entry.`;
    case 'axis':
      return `The axis is wrong: ${instead}.`;
    case 'batch-sum':
      return `A sum over entries is wrong: ${instead}.`;
    case 'mean-or-sum':
      return `A mean stands for a sum, or a sum for a mean: ${instead}.`;
    case 'index':
      return `The index is wrong: ${instead}.`;
    case 'branch':
      return `The branches are exchanged: ${instead}.`;
    case 'several':
      return `No single edit mends this; right is \`${said.new}\`.`;
    default:
      return `${instead}.`;
  }
}
