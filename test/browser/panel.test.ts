import { describe, expect, it } from 'vitest';
import { contrasts, geometryFaults } from './geometry';
import { node, open, texts, transform, useBrowser } from './session';
import type { Theme } from './themes';
import { arrays, at, circuit, HOSTILE, hostile, layered, network } from './views';

useBrowser();

describe('the drawing', () => {
  it.each<Theme>(['light', 'dark', 'high-contrast', 'high-contrast-light'])(
    'is clean and legible in %s',
    async (theme) => {
      const { page, draw, troubles } = await open({ theme });
      await draw(network());
      expect(await geometryFaults(page)).toEqual([]);
      for (const view of [hostile(), arrays(), network()]) {
        await draw(view);
        for (const [tone, contrast] of Object.entries(await contrasts(page))) {
          expect(contrast, `${tone} in ${view.title}`).toBeGreaterThan(4.5);
        }
      }
      expect(await troubles()).toEqual([]);
    },
  );

  it('has a node for each value and a wire for each use', async () => {
    const { page, draw, troubles } = await open();
    await draw(circuit());
    expect(await texts('.node')).toHaveLength(6);
    const wires = await page.$$eval('.wire', (all) =>
      all.map((wire) => {
        const { from, to } = (wire as SVGElement).dataset;
        return `${from}>${to}`;
      }),
    );
    expect(wires.sort()).toEqual(['a>c', 'b>c', 'b>d', 'c>e', 'd>e', 'one>d']);
    expect(await page.locator('.wire-head').count()).toBe(6);
    expect(await geometryFaults(page)).toEqual([]);
    expect(await troubles()).toEqual([]);
  });

  it('is checked for overlaps and crossings by a test that finds them', async () => {
    const { page, draw } = await open();
    await draw(circuit());
    await page.evaluate(() => {
      const [c, d] = ['c', 'd'].map((id) => document.querySelector(`.node[data-node="${id}"]`)!);
      const [x, y] = c!
        .getAttribute('transform')!
        .match(/[\d.]+/g)!
        .map(Number);
      d!.setAttribute('transform', `translate(${x! - 20} ${y!})`);
    });
    const faults = await geometryFaults(page);
    expect(faults).toContain('c overlaps d');
    expect(faults).toContain('the wire from a to c runs through d');
    expect(faults).toContain('the wire from b to d ends elsewhere');
  });

  it('shows name, expression, value and adjoint', async () => {
    const { page, draw } = await open();
    await draw(circuit());
    expect(await texts(`${node('b')} text`)).toEqual(['b', '=', '1', '∂', '5']);
    expect(await texts(`${node('c')} text`)).toEqual(['c', '= a + b', '=', '3', '∂', '2', '+']);
    expect(await page.getAttribute(node('b'), 'aria-label')).toBe(
      'b, input; value 1; adjoint 5; 1 claim: disagrees',
    );
    expect(await page.getAttribute(node('e'), 'aria-label')).toBe(
      'e, definition, output; equals c*d; value 6; adjoint 1',
    );
    expect(await page.locator(`${node('e')} .output-line`).count()).toBe(1);
    const legend = (await texts('.legend li')).join('|');
    expect(legend).toContain('adjoint ∂e/∂node');
    expect(legend).toContain('claim disagrees');
    expect(legend).not.toContain('inconclusive');
  });

  it('draws the operation of a definition on its box', async () => {
    const { page, draw } = await open();
    await draw(network());
    expect(await page.locator('.node .lens').count()).toBe(7);
    expect(await texts(`${node('h')} .tone-symbol`)).toEqual(['relu']);
    expect(await texts(`${node('L')} .tone-symbol`)).toEqual(['(·)²']);
    expect(await geometryFaults(page)).toEqual([]);
  });

  it('labels the wires of arrays with their shape and those of scalars not', async () => {
    const { draw } = await open();
    await draw(network());
    const labels = await texts('.wires text');
    expect(labels.filter((text) => text === '3×2')).toHaveLength(1);
    expect(labels).not.toContain('scalar');
  });

  it('shows small arrays as numbers and large ones as heat maps', async () => {
    const { page, draw } = await open();
    await draw(arrays());
    expect(await page.locator(`${node('X')} .heat-plus`).count()).toBeGreaterThan(2);
    expect(await page.locator(`${node('X')} .heat-minus`).count()).toBeGreaterThan(2);
    expect(await page.locator(`${node('K')} .heat-cut`).count()).toBe(1);
    expect(await texts(`${node('Y')} .tone-odd`)).toEqual(['∞', 'NaN']);
    expect(await texts('.notes li')).toEqual(['There is no adjoint: Y is no scalar.']);
  });

  it.each<['right' | 'down', { width: number; height: number }]>([
    ['right', { width: 1500, height: 600 }],
    ['down', { width: 600, height: 900 }],
  ])('runs %s where that makes it larger', async (direction, size) => {
    const { page, draw } = await open({ size });
    await draw(network());
    const [x, z] = await Promise.all(
      ['x', 'L'].map((name) => page.locator(`${node(name)} .box-line`).boundingBox()),
    );
    if (direction === 'right') expect(z!.x).toBeGreaterThan(x!.x + 600);
    else expect(z!.y).toBeGreaterThan(x!.y + 400);
    expect(await geometryFaults(page)).toEqual([]);
    await page.click(
      direction === 'right'
        ? 'button[aria-label="Draw from top to bottom"]'
        : 'button[aria-label="Draw from left to right"]',
    );
    await page.waitForSelector(`#nabla-panel[data-direction="${direction === 'right' ? 'down' : 'right'}"]`);
    expect(await geometryFaults(page)).toEqual([]);
  });

  it.each([300, 600])('draws %d nodes', async (count) => {
    const { page, draw, troubles } = await open();
    await draw(layered(count));
    expect(await page.locator('.node').count()).toBe(count);
    const wires = layered(count).edges.length;
    expect(await page.locator('.wire').count()).toBe(wires);
    await page.keyboard.press('0');
    expect((await geometryFaults(page)).slice(0, 5)).toEqual([]);
    expect(await troubles()).toEqual([]);
  });

  it('shows names with markup as text', async () => {
    const { page, draw, troubles } = await open();
    await draw(hostile());
    await page.click('text=Table');
    expect(await page.title()).toBe('Nabla graph');
    expect(
      await page.locator('img, #nabla-panel script, .node b, .table b, .table u, .notes b').count(),
    ).toBe(0);
    expect(await texts('tbody th')).toContain(HOSTILE);
    expect(await page.textContent('h1')).toBe('<script>document.title="owned"</script>');
    await page.click('button:text("Graph")');
    for (const name of ['__proto__', 'constructor']) {
      await page.hover(`${node(name)} .box-line`);
      await page.waitForSelector('.card:not([hidden])');
    }
    expect(await page.locator('.card i, .card u, .card script').count()).toBe(0);
    expect(await texts(`${node(HOSTILE)} .tone-odd`)).toEqual(['NaN', '−∞']);
    expect(await geometryFaults(page)).toEqual([]);
    expect(await troubles()).toEqual([]);
  });

  it('says why there is nothing to draw, and draws again', async () => {
    const { page, send, draw } = await open();
    await send({ type: 'empty', message: 'No sheet here. Open a .nabla file.' });
    expect(await page.textContent('.empty')).toBe('No sheet here. Open a .nabla file.');
    expect(await page.isVisible('.empty')).toBe(true);
    await draw(circuit());
    expect(await page.isVisible('.empty')).toBe(false);
    expect(await page.isVisible(node('e'))).toBe(true);
    await send({ type: 'empty', message: 'Gone.' });
    expect(await page.isVisible('.canvas')).toBe(false);
    expect(await page.isVisible('.toolbar')).toBe(false);
  });

  it('falls back to the table when the layout program is missing', async () => {
    const { page, send } = await open({ worker: 'missing.js' });
    await send({ type: 'graph', view: circuit() });
    await page.waitForSelector('.table tbody tr');
    expect(await page.textContent('[role="alert"]')).toContain('The graph could not be drawn');
    expect(await page.locator('.table tbody > tr').count()).toBe(6);
  });

  it('draws the last of many views', async () => {
    const { page, send } = await open();
    for (let a = 0; a <= 20; a++) await send({ type: 'graph', view: { ...circuit(a), version: a } });
    await page.waitForSelector('#nabla-panel[data-version="20"]');
    expect(await texts(`${node('a')} .tone-value`)).toEqual(['20']);
  });
});

describe('the table', () => {
  it('has the same content as the drawing', async () => {
    const { page, draw, sent, troubles } = await open();
    await draw(network());
    await page.click('text=Table');
    expect(await page.isVisible('.canvas')).toBe(false);
    expect(await texts('thead th')).toEqual([
      'Name',
      'Kind',
      'Expression',
      'Inputs',
      'Shape',
      'Value',
      'Adjoint',
      'Claims',
    ]);
    const row = '.nodes > tbody > tr[data-node="y"] > *';
    expect(await texts(row)).toEqual([
      'y',
      'definition',
      "w_2'*h + b_2",
      "w_2'*h, b_2",
      'scalar',
      '1.055',
      '0.11',
      '',
    ]);
    expect(await page.locator('.nodes > tbody > tr').count()).toBe(await page.locator('.node').count());
    expect(await page.locator('tr[data-node="W_1"] .claim').count()).toBe(2);
    await page.focus('tr[data-node="y"] button');
    await page.keyboard.press('Enter');
    expect((await sent()).at(-1)).toMatchObject({ type: 'reveal', place: at(7, 0, 14) });
    await page.fill('input', 'relu');
    expect(await page.locator('.nodes > tbody > tr:visible').count()).toBe(1);
    expect(await troubles()).toEqual([]);
  });

  it('keeps all entries of an array', async () => {
    const { page, draw } = await open();
    await draw(arrays());
    await page.click('text=Table');
    await page.click('tr[data-node="X"] summary >> nth=0');
    expect(await page.locator('tr[data-node="X"] td:nth-of-type(5) .entries td').count()).toBe(108);
    expect(await page.textContent('tr[data-node="K"]')).toContain('The first 1024 of 4096 entries.');
  });
});

describe('the state', () => {
  it('survives hiding the panel', async () => {
    const first = await open();
    await first.draw(circuit());
    expect(await first.state()).toEqual({ uri: 'file:///sheet.nabla', line: 4, mode: 'drawing' });
    await first.page.keyboard.press('+');
    const state = (await first.state())!;
    expect(state.camera?.scale).toBeCloseTo(1.875);
    const shown = await transform();
    await first.close();

    const second = await open({ state });
    await second.draw(circuit());
    expect(await transform()).toBe(shown);
    await second.page.click('text=Table');
    const table = (await second.state())!;
    expect(table.mode).toBe('table');
    await second.close();

    const third = await open({ state: table });
    await third.send({ type: 'graph', view: circuit() });
    await third.page.waitForSelector('.nodes');
    expect(await third.page.isVisible('.nodes')).toBe(true);
  });
});
