import type { VerdictCounts } from '../protocol/requests';

export const total = ({ agree, disagree, inconclusive, unread }: VerdictCounts): number =>
  agree + disagree + inconclusive + unread;

/** The counts in words, such as `3 agree, 1 disagrees`. */
export function describeCounts({ agree, disagree, inconclusive, unread }: VerdictCounts): string {
  const parts = [
    agree > 0 ? `${agree} ${agree === 1 ? 'agrees' : 'agree'}` : '',
    disagree > 0 ? `${disagree} ${disagree === 1 ? 'disagrees' : 'disagree'}` : '',
    inconclusive > 0 ? `${inconclusive} inconclusive` : '',
    unread > 0 ? `${unread} not read` : '',
  ];
  return parts.filter((part) => part !== '').join(', ') || 'no claims';
}

/** The same for the status bar, with the editor's icons. */
export function statusText({ agree, disagree, inconclusive, unread }: VerdictCounts): string {
  const open = inconclusive + unread;
  const parts = [
    `$(pass) ${agree}`,
    disagree > 0 ? `$(error) ${disagree}` : '',
    open > 0 ? `$(question) ${open}` : '',
  ];
  return `∇ ${parts.filter((part) => part !== '').join(' ')}`;
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
