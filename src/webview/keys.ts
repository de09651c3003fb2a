import type { Direction } from './drawing/geometry';
import type { Scene } from './drawing/scene';

export type Arrow = 'left' | 'right' | 'up' | 'down';

const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export const arrowOf = (key: string): Arrow | undefined => ARROWS[key];

/** How far up to the inputs (−1) or down to the users (1) an arrow leads along wires; 0 across them. */
function alongWires(arrow: Arrow, direction: Direction): -1 | 0 | 1 {
  if (arrow === (direction === 'right' ? 'left' : 'up')) return -1;
  return arrow === direction ? 1 : 0;
}

/**
 * The node an arrow key leads to: along wires to an input or a user, across them to the nearest node there. Undefined
 * when there is none.
 */
export function neighbour(scene: Scene, id: string, arrow: Arrow): string | undefined {
  const middle = (node: string): { x: number; y: number } => {
    const { x, y, width, height } = scene.frames.get(node)!;
    return { x: x + width / 2, y: y + height / 2 };
  };
  const here = middle(id);
  const along = alongWires(arrow, scene.direction);
  const side = arrow === 'left' || arrow === 'up' ? -1 : 1;
  const isHorizontal = arrow === 'left' || arrow === 'right';
  const candidates =
    along === -1
      ? scene.wires.filter(({ to }) => to === id).map(({ from }) => from)
      : along === 1
        ? scene.wires.filter(({ from }) => from === id).map(({ to }) => to)
        : [...scene.frames.keys()].filter((node) => {
            const there = middle(node);
            return (isHorizontal ? there.x - here.x : there.y - here.y) * side > 1;
          });
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const there = middle(candidate);
    const [dx, dy] = [Math.abs(there.x - here.x), Math.abs(there.y - here.y)];
    const [ahead, aside] = isHorizontal ? [dx, dy] : [dy, dx];
    // Along wires the straightest one counts, across them the nearest node that is not far aside.
    const distance = along === 0 ? ahead + 3 * aside : aside + 0.1 * ahead;
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}
