import type { Page } from 'playwright-core';

/** What is wrong with the drawing: nodes that overlap, wires that run through nodes or do not reach their own. */
export const geometryFaults = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    interface Box {
      readonly id: string;
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    const faults: string[] = [];
    const boxes = [...document.querySelectorAll<SVGGElement>('.node')].flatMap((node) => {
      const [x = 0, y = 0] = (node.getAttribute('transform') ?? '').match(/-?[\d.]+/g)!.map(Number);
      return [...node.querySelectorAll<SVGRectElement>('.box-line, .lens, .constant')].map((part): Box => {
        const box = part.getBBox();
        const [left, top] = [x + box.x, y + box.y];
        return { id: node.dataset.node ?? '', left, top, right: left + box.width, bottom: top + box.height };
      });
    });
    const meet = (a: Omit<Box, 'id'>, b: Omit<Box, 'id'>): boolean =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        if (a.id !== b.id && meet(a, b)) faults.push(`${a.id} overlaps ${b.id}`);
      }
    }
    for (const wire of document.querySelectorAll<SVGGElement>('.wire')) {
      const { from = '', to = '' } = wire.dataset;
      const numbers = wire
        .querySelector('.wire-line')!
        .getAttribute('d')!
        .match(/-?[\d.]+/g)!
        .map(Number);
      const points = numbers.flatMap((x, k) => (k % 2 === 0 ? [{ x, y: numbers[k + 1]! }] : []));
      points.slice(1).forEach((p, k) => {
        const q = points[k]!;
        const line = {
          left: Math.min(p.x, q.x) - 0.1,
          right: Math.max(p.x, q.x) + 0.1,
          top: Math.min(p.y, q.y) - 0.1,
          bottom: Math.max(p.y, q.y) + 0.1,
        };
        const hit = boxes.find((box) => box.id !== from && box.id !== to && meet(line, box));
        if (hit) faults.push(`the wire from ${from} to ${to} runs through ${hit.id}`);
      });
      // The line ends where the arrow head begins.
      const [start, end] = [points[0]!, points.at(-1)!];
      const reaches = (id: string, { x, y }: { x: number; y: number }): boolean =>
        boxes.some(
          (box) => box.id === id && meet({ left: x - 12, right: x + 12, top: y - 12, bottom: y + 12 }, box),
        );
      if (!reaches(from, start)) faults.push(`the wire from ${from} to ${to} starts elsewhere`);
      if (!reaches(to, end)) faults.push(`the wire from ${from} to ${to} ends elsewhere`);
    }
    return faults;
  });

/** WCAG 2 contrast of the colour of each text tone with the ground it stands on, by tone; the least one. */
export const contrasts = (page: Page): Promise<Readonly<Record<string, number>>> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const bytes = (colour: string): number[] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (colour: string): number => {
      const [r, g, b] = bytes(colour).map((byte) => {
        const c = byte / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: string, b: string): number => {
      const [light, dark] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number];
      return (light + 0.05) / (dark + 0.05);
    };
    const least: Record<string, number> = {};
    for (const text of document.querySelectorAll<SVGTextElement>('.node text[class*="tone-"]')) {
      const tone = /tone-(\w+)/.exec(text.getAttribute('class') ?? '')![1]!;
      const band = tone === 'adjoint' ? text.closest('.node')!.querySelector('.adjoint-band') : null;
      const ground = band ?? text.closest('.node')!.querySelector('.box-fill');
      const behind = ground ? getComputedStyle(ground).fill : getComputedStyle(document.body).backgroundColor;
      const value = contrast(getComputedStyle(text).fill, behind);
      least[tone] = Math.min(least[tone] ?? 21, value);
    }
    return least;
  });
