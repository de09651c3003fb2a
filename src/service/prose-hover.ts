import type { StatementReading } from './coverage';
import { messageMarkdown } from './markdown';
import type { Hover } from './model';

/** How a formula was understood comes first: all else that a hover says of it rests on that. */
export function withReading(
  hover: Hover | undefined,
  reading: StatementReading | undefined,
): Hover | undefined {
  if (reading === undefined) return hover;
  const { infix, role, reason, span } = reading;
  const said =
    infix === ''
      ? `**not read** · ${messageMarkdown(reason ?? '')}`
      : `read as a${/^[aeiou]/.test(role) ? 'n' : ''} ${role}: \`${infix.replaceAll('`', "'")}\``;
  return hover === undefined
    ? { span, markdown: said }
    : { ...hover, markdown: `${said}\n\n${hover.markdown}` };
}
