import type { Verdict } from './verdict';

/** No verdict, for the reason that the code names. */
export const inconclusive = (code: string, message: string): Verdict => ({
  kind: 'inconclusive',
  code,
  message,
  notes: [],
});
