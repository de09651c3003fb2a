import type { Interval } from '../../enclosure/interval';

export const isUndefined = ({ low, high }: Interval): boolean => low.isNaN() || high.isNaN();

/** Whether the interval is one number. */
export const isPoint = ({ low, high }: Interval): boolean => low.eq(high);

export const isZero = ({ low, high }: Interval): boolean => low.isZero() && high.isZero();

/** Whether 0 cannot be told from the value; true of what is undefined. */
export const mayBeZero = ({ low, high }: Interval): boolean => !(low.gt(0) || high.lt(0));

/** Two enclosures of one value: what lies in both. */
export const intersection = (x: Interval, y: Interval): Interval => {
  if (isUndefined(x)) return x;
  if (isUndefined(y)) return y;
  return { low: x.low.gt(y.low) ? x.low : y.low, high: x.high.lt(y.high) ? x.high : y.high };
};
