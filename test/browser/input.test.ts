import { describe, expect, it } from 'vitest';
import { focused, node, open, texts, transform, useBrowser } from './session';
import { at, circuit, layered, network } from './views';

useBrowser();

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
