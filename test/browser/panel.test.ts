import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../e2e/host/chromium';
import { contrasts, geometryFaults } from './geometry';
import { openPanel, type Panel } from './page';
import type { Theme } from './themes';
import { arrays, at, circuit, HOSTILE, hostile, layered, network } from './views';

let browser: Browser;
let panel: Panel;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function open(options?: Parameters<typeof openPanel>[1]): Promise<Panel> {
  panel = await openPanel(browser, options);
  return panel;
}

const node = (name: string): string => `.node[data-name=${JSON.stringify(name)}]`;
const focused = (): Promise<string | undefined> =>
  panel.page.evaluate(() => (document.activeElement as HTMLElement | SVGElement).dataset.name);
const transform = (): Promise<string> =>
  panel.page.evaluate(() => document.querySelector<SVGGElement>('.world')!.style.transform);
const texts = (selector: string): Promise<readonly string[]> =>
  panel.page.$$eval(selector, (elements) => elements.map((element) => element.textContent ?? ''));

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

describe('the mouse', () => {
  it('reveals the source of a node that is clicked, not of one that is dragged', async () => {
    const { page, draw, sent } = await open();
    await draw(circuit());
    await page.click(`${node('c')} .box-line`, { position: { x: 20, y: 20 } });
    expect((await sent()).at(-1)).toEqual({ type: 'reveal', uri: 'file:///sheet.nabla', place: at(2, 0, 9) });
    const count = (await sent()).length;
    const before = await transform();
    const box = (await page.locator(`${node('d')} .box-line`).boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 50, { steps: 4 });
    await page.mouse.up();
    expect(await sent()).toHaveLength(count);
    expect(await transform()).not.toBe(before);
    await page.click(`${node('d')} .box-line`, { position: { x: 20, y: 20 } });
    expect(await sent()).toHaveLength(count + 1);
  });

  it('shows the details of the node under it, which can be pointed at', async () => {
    const { page, draw } = await open();
    await draw(network());
    await page.hover(`${node('W_1')} .box-line`);
    await page.waitForSelector('.card:not([hidden])');
    const card = (await page.textContent('.card'))!;
    expect(card).toContain('input · 3×2');
    expect(card).toContain('∂L/∂W1');
    expect(card).toContain('disagrees The transpose of x is missing.');
    const entries = await page.$$eval('.card .entries', (tables) =>
      tables.map((table) => [...table.querySelectorAll('td')].map((cell) => cell.textContent)),
    );
    expect(entries[0]).toEqual(['0.5', '−0.25', '1.5', '1', '−0.75', '−0.5']);
    expect(entries[1]).toHaveLength(6);
    await page.hover('.card .claims');
    await page.waitForTimeout(400);
    expect(await page.isVisible('.card')).toBe(true);
    await page.hover('.title');
    await page.waitForSelector('.card', { state: 'hidden' });
  });

  it('zooms about the pointer with the wheel', async () => {
    const { page, draw } = await open();
    await draw(circuit());
    const before = (await page.locator(`${node('a')} .box-line`).boundingBox())!;
    await page.mouse.move(before.x, before.y);
    await page.mouse.wheel(0, -300);
    await page.waitForFunction(
      (old) => document.querySelector<SVGGElement>('.world')!.style.transform !== old,
      '',
    );
    await page.waitForTimeout(50);
    const after = (await page.locator(`${node('a')} .box-line`).boundingBox())!;
    expect(after.width / before.width).toBeCloseTo(Math.exp(0.48), 1);
    expect(after.x).toBeCloseTo(before.x, -1);
    expect(after.y).toBeCloseTo(before.y, -1);
  });

  it('keeps the zoom when the same graph changes, and fits another one', async () => {
    const { page, draw } = await open();
    await draw(circuit());
    await page.click('button[aria-label="Zoom in (+)"]');
    await page.click('button[aria-label="Zoom in (+)"]');
    const zoomed = await transform();
    expect(zoomed).toContain('scale(2.34');
    await draw(circuit(3, 4));
    expect(await texts(`${node('e')} .tone-value`)).toEqual(['35']);
    expect(await transform()).toContain('scale(2.34');
    await draw(circuit(2, 1));
    expect(await transform()).toBe(zoomed);
    await draw(network());
    expect(await transform()).not.toContain('scale(2.34');
  });

  it('follows the panel while it is fitted', async () => {
    const { page, draw } = await open({ size: { width: 1100, height: 700 } });
    await draw(network());
    await page.setViewportSize({ width: 700, height: 700 });
    await page.waitForTimeout(100);
    for (const box of await page.locator('.node .box-line').all()) {
      const { x, width } = (await box.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(700);
    }
  });
});

describe('the keyboard', () => {
  it('walks along wires, opens details and reveals', async () => {
    const { page, draw, sent } = await open({ size: { width: 1300, height: 700 } });
    await draw(circuit());
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('a');
    const way: [string, string][] = [
      ['ArrowRight', 'c'],
      ['ArrowRight', 'e'],
      ['ArrowRight', 'e'],
      ['ArrowLeft', 'c'],
      ['ArrowDown', 'd'],
      ['ArrowLeft', 'b'],
      ['ArrowUp', 'a'],
      ['End', 'e'],
      ['Home', 'a'],
      ['Tab', 'b'],
      ['Shift+Tab', 'a'],
    ];
    for (const [key, name] of way) {
      await page.keyboard.press(key);
      expect(await focused(), key).toBe(name);
    }
    expect(await page.isVisible('.card')).toBe(true);
    expect(await page.getAttribute(node('a'), 'aria-describedby')).toBe('nabla-card');
    await page.keyboard.press('Enter');
    expect((await sent()).at(-1)).toEqual({ type: 'reveal', uri: 'file:///sheet.nabla', place: at(0, 0, 1) });
    await page.keyboard.press('Escape');
    expect(await page.isVisible('.card')).toBe(false);
    const ring = await page.$eval(`${node('a')} .ring`, (element) => getComputedStyle(element).stroke);
    expect(ring).not.toBe('none');
  });

  it('zooms, pans and fits', async () => {
    const { page, draw } = await open();
    await draw(circuit());
    const fitted = await transform();
    await page.keyboard.press('+');
    expect(await transform()).toContain('scale(1.875)');
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    expect(await transform()).toContain('scale(1.2)');
    const before = await transform();
    await page.keyboard.press('Shift+ArrowLeft');
    expect(await transform()).not.toBe(before);
    await page.keyboard.press('0');
    expect(await transform()).toBe(fitted);
  });

  it('finds nodes', async () => {
    const { page, draw } = await open();
    await draw(layered(120));
    await page.keyboard.press('/');
    await page.keyboard.type('h_11');
    expect(await page.textContent('.search-count')).toMatch(/^1 of \d+$/);
    const found = await page.$$eval('.node.match', (all) =>
      all.map((one) => (one as SVGElement).dataset.name),
    );
    expect(found).toContain('h_11');
    await page.keyboard.press('Enter');
    expect(await page.textContent('.search-count')).toMatch(/^2 of/);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Escape');
    expect(await page.inputValue('input')).toBe('');
    expect(await focused()).toBe('h_11');
    const box = (await page.locator(`${node('h_11')} .box-line`).boundingBox())!;
    expect(box.x).toBeGreaterThan(0);
    expect(box.x + box.width).toBeLessThan(1100);
    await page.keyboard.press('/');
    await page.keyboard.type('nothing like it');
    expect(await page.textContent('.search-count')).toBe('none');
  });

  it('brings a node into sight that gets the focus', async () => {
    const { page, draw } = await open();
    await draw(circuit());
    for (let i = 0; i < 6; i++) await page.keyboard.press('+');
    await page.keyboard.press('End');
    await page.waitForTimeout(300);
    const box = (await page.locator(`${node('e')} .box-line`).boundingBox())!;
    expect(box.x).toBeGreaterThan(0);
    expect(box.x + box.width).toBeLessThanOrEqual(1100);
    expect(await page.$eval('.stage', (stage) => [stage.scrollLeft, stage.scrollTop])).toEqual([0, 0]);
  });

  it('keeps the focus when the graph changes', async () => {
    const { page, draw } = await open();
    await draw(circuit());
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await draw(circuit(5, 6));
    expect(await focused()).toBe('c');
    expect(await page.textContent('.card')).toContain('11');
  });

  it('moves without animation where motion is to be reduced', async () => {
    const { page, draw } = await open({ reducedMotion: true });
    await draw(circuit());
    await page.keyboard.press('0');
    expect(await page.$eval('.world', (world) => getComputedStyle(world).transitionDuration)).toBe('0s');
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
