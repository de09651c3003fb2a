import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types';
import type { ColorChoice } from './arguments';
import type { Io } from './io';

/** The option wins over NO_COLOR (no-color.org), which wins over FORCE_COLOR, which wins over what the output is. */
export function chooseColors(choice: ColorChoice, { env, terminal }: Pick<Io, 'env' | 'terminal'>): Colors {
  return picocolors.createColors(wantsColors(choice, env, terminal));
}

function wantsColors(choice: ColorChoice, env: Io['env'], terminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return terminal && env.TERM !== 'dumb';
}
