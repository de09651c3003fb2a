import type { Span } from '../text/span';
import type { MemberSet } from './ast';

/** Numbers from 0 on; `open` leaves 0 out. */
export const halfLine = (open: boolean, span: Span): MemberSet => ({
  kind: 'interval',
  from: { kind: 'number', value: 0, text: '0', span },
  to: { kind: 'name', name: 'inf', span },
  fromOpen: open,
  toOpen: true,
});
