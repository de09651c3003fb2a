import { describe, expect, it } from 'vitest';
import { texToSvg } from '../../../src/service/math/mathjax';
import { recentlyUsed } from '../../../src/service/math/recently-used';
import { renderTex } from '../../../src/service/math/render';

async function svgOf(tex: string, dark = false): Promise<string> {
  const uri = await renderTex(tex, { dark });
  const [head, body = ''] = uri.split(',');
  expect(head).toBe('data:image/svg+xml;base64');
  return Buffer.from(body, 'base64').toString('utf8');
}

describe('renderTex', () => {
  it('draws a formula with paths, in pixels', async () => {
    const svg = await svgOf('\\frac{\\partial L}{\\partial W} = \\left(h - t\\right) \\, x^{\\top}');
    expect(svg).toMatch(
      /^<svg xmlns="[^"]+" xmlns:xlink="[^"]+" width="1\d\d\.\d\d" height="3\d\.\d\d" viewBox="/,
    );
    expect(svg).toContain('<path');
    expect(svg).not.toMatch(/<text|<script|<image|font-family|https?:\/\/(?!www\.w3\.org)/);
  });

  it('takes the colour of the theme', async () => {
    const [light, dark] = [await svgOf('x^2'), await svgOf('x^2', true)];
    expect(light).toContain('fill="#3b3b3b"');
    expect(dark).toContain('fill="#cccccc"');
    for (const svg of [light, dark]) expect(svg).not.toContain('currentColor');
  });

  it('draws the same picture for the same formula, whatever came before', async () => {
    const first = await svgOf('a + b');
    for (let i = 0; i < 400; i++) await renderTex(`z_{${i}}`, { dark: false });
    expect(await svgOf('a + b')).toBe(first);
  });

  it('sets inline formulas smaller than displayed ones', async () => {
    const height = async (display: boolean): Promise<number> => {
      const uri = await renderTex('\\frac{a}{b}', { dark: false, display });
      return Number(/height="([\d.]+)"/.exec(Buffer.from(uri.split(',')[1] ?? '', 'base64').toString())?.[1]);
    };
    expect(await height(false)).toBeLessThan(await height(true));
  });

  const refused: [tex: string, shown: string][] = [
    ['\\frac{a', '\\frac{a'],
    ['\\nothing x', '\\nothing x'],
    ['x^a^b', 'x^a^b'],
    ['a & b < c "\'', 'a &amp; b &lt; c "\''],
    ['\\bad \ud800\u0000', '\\bad \ufffd\ufffd'],
  ];
  it.each(refused)('shows %j as text', async (tex, shown) => {
    const svg = await svgOf(tex, true);
    expect(svg).toContain(`>${shown}</text></svg>`);
    expect(svg).toContain('fill="#cccccc"');
  });

  it('survives TeX that nests or runs on without end', async () => {
    for (const tex of ['{'.repeat(5000) + '}'.repeat(5000), `${'x+'.repeat(1e5)}y`, '\\frac'.repeat(1000)]) {
      expect((await svgOf(tex)).length).toBeLessThan(5000);
    }
  });
});

it('texToSvg refuses what TeX refuses', () => {
  expect(() => texToSvg('\\frac{a', true)).toThrow();
});

it('recentlyUsed forgets what was not used for longest', () => {
  const cache = recentlyUsed<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  expect(cache.get('a')).toBe(1);
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
});
