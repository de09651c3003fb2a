import { bareNamesIn } from '../../../syntax/walk';
import type { Candidate, Naming, Said } from '../candidate';
import type { Context, NameInScope } from '../context';
import { definitionText, relatedOf } from './chain-factor';

/** The value of an activation in the place of its argument, or the other way round: `1 - z^2` for `1 - tanh(z)^2`. */
export function activation(context: Context, candidate: Candidate, said: Said): Naming | undefined {
  const old = candidate.position.expr;
  const { replacement } = candidate;
  if (old.kind !== 'name') return undefined;
  const named = (name: string): NameInScope | undefined => context.names.find((one) => one.name === name);
  const before = named(old.name);
  if (before === undefined) return undefined;
  if (replacement.kind === 'call' && replacement.args.length === 1 && replacement.args[0]?.value === old) {
    const after = context.names.find(({ definition }) => isFunctionOf(definition, old.name));
    return after === undefined ? undefined : namingOf(before, after, said);
  }
  const after = replacement.kind === 'name' ? named(replacement.name) : undefined;
  if (after === undefined) return undefined;
  if (isFunctionOf(after.definition, before.name)) return namingOf(before, after, said);
  if (isFunctionOf(before.definition, after.name)) {
    return {
      mistake: 'activation',
      message: `\`${said.old}\` should be \`${said.new}\`: the argument of ${definitionText(before.definition)} belongs here, not its value.`,
      ...related(before),
    };
  }
  return undefined;
}

const namingOf = (before: NameInScope, after: NameInScope, said: Said): Naming => ({
  mistake: 'activation',
  message: `\`${said.old}\` should be \`${said.new}\`: the value of ${definitionText(after.definition)} belongs here, not its argument ${before.name}.`,
  ...related(after),
});

function related({ definition }: NameInScope): Pick<Naming, 'related'> {
  const found = relatedOf(definition);
  return found === undefined ? {} : { related: found };
}

/** `h = sigmoid(z)`, or of an expression in which `z` stands. */
function isFunctionOf(definition: NameInScope['definition'], name: string): boolean {
  return (
    definition.kind === 'expression' &&
    definition.expr.kind === 'call' &&
    definition.expr.args.length === 1 &&
    bareNamesIn(definition.expr).some((one) => one.name === name)
  );
}
