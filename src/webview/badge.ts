import type { ClaimView } from '../protocol/graph-view';
import { countVerdicts, type VerdictKind } from './describe';
import { svg } from './dom';

/** Signs that differ in form as well as in colour: ✓ in a disc, ✗ in a square, ? in a ring, – in a ring. */
const SIGNS: Readonly<Record<VerdictKind, string>> = {
  agree: 'M-3.6 .3L-1.1 2.9L3.8 -2.7',
  disagree: 'M-3 -3L3 3M3 -3L-3 3',
  inconclusive: 'M-2.3 -1.9C-2.1 -4.6 2.6 -4.5 2.4 -1.6C2.3 .1 0 -.1 0 1.7M0 3.9V4.1',
  unread: 'M-3 0H3',
};

/** The sign of a verdict around the point (0, 0), 17 pixels wide. */
function verdictSign(verdict: VerdictKind): SVGGElement {
  const round = verdict === 'disagree' ? 3 : 8.5;
  return svg(
    'g',
    { class: `sign sign-${verdict}` },
    svg('rect', { class: 'sign-ground', x: -8.5, y: -8.5, width: 17, height: 17, rx: round }),
    svg('path', { class: 'sign-mark', d: SIGNS[verdict] }),
  );
}

/** The same as an image in text. */
export const verdictIcon = (verdict: VerdictKind): SVGSVGElement =>
  svg(
    'svg',
    { class: 'icon', width: 17, height: 17, viewBox: '-9 -9 18 18', 'aria-hidden': 'true' },
    verdictSign(verdict),
  );

/** One sign a verdict, from the right end at `x`; the number of claims beside it where there are several. */
export function paintBadges(claims: readonly ClaimView[], x: number, y: number): SVGElement[] {
  const elements: SVGElement[] = [];
  let right = x;
  for (const [verdict, count] of countVerdicts(claims)) {
    const sign = verdictSign(verdict);
    sign.setAttribute('transform', `translate(${right} ${y})`);
    if (count > 1) {
      const text = count > 99 ? '99+' : String(count);
      sign.append(
        svg('rect', {
          class: 'sign-count-ground',
          x: 4,
          y: -14,
          width: 7 + 5 * text.length,
          height: 11,
          rx: 5.5,
        }),
        svg(
          'text',
          { class: 'sign-count', x: 7.5 + 2.5 * text.length, y: -5.4, 'text-anchor': 'middle' },
          text,
        ),
      );
    }
    elements.push(sign);
    right -= 20;
  }
  return elements;
}
