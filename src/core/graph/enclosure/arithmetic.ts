import { basicsOf } from './basics';
import { functionsOf } from './functions';
import type { IntervalArithmetic } from './interval';
import { powersOf } from './powers';

/** Digits that compositions carry beyond the result's. */
const GUARD = 8;

/** The logarithm of a power has up to 16 digits before its point, or else the power is no more than a bound. */
const POWER_GUARD = 20;

const known = new Map<number, IntervalArithmetic>();

/** The arithmetic of a number of digits, made once. */
export function intervalArithmetic(digits: number): IntervalArithmetic {
  const made = known.get(digits);
  if (made !== undefined) return made;
  const arithmetic = makeArithmetic(digits);
  known.set(digits, arithmetic);
  return arithmetic;
}

function makeArithmetic(digits: number): IntervalArithmetic {
  const guarded = (): IntervalArithmetic => intervalArithmetic(digits + GUARD);
  const wide = (): IntervalArithmetic => intervalArithmetic(digits + POWER_GUARD);
  const basics = basicsOf(digits);
  const functions = functionsOf(basics, guarded);
  return {
    ...basics,
    undefined: basics.nothing,
    ...powersOf(basics, functions, guarded, wide),
    ...functions,
  };
}
