import type { Code } from '../sheet/codes';
import type { Verdict } from './verdict';

/** No verdict, for the reason that the code names. */
export const inconclusive = (code: Code, message: string): Verdict => ({
  kind: 'inconclusive',
  code,
  message,
  notes: [],
});
