import { describe, expect, it } from 'vitest';
import { allCases } from '../../../bench/cases';
import { readLabels } from '../../../bench/labels';
import { allSheets } from '../../../bench/sheets';
import { functions } from '../../../src/core/graph/operations';

const cases = allCases();
const sheets = allSheets();
const files = (start: string) => cases.filter(({ file }) => file.startsWith(start));

describe('the labelled claims', () => {
  it('are as many as promised', () => {
    expect(files('scalar').length).toBeGreaterThanOrEqual(400);
    expect(files('array').length).toBeGreaterThanOrEqual(100);
    expect(files('array-minpack')).toHaveLength(14);
  });

  it('list what is known to be wrong: 11 of the systems of MINPACK, and every erratum', () => {
    const known = (start: string) =>
      files(start).filter(({ mutants }) => mutants[0]?.edit === 'known').length;
    expect(known('array-minpack')).toBe(11);
    const errata = sheets.filter(({ file }) => file.includes('errata'));
    expect(errata.length).toBeGreaterThanOrEqual(15);
    for (const { claims } of errata) expect(claims.flatMap(({ wrong }) => wrong)).not.toEqual([]);
  });

  it('have a label each, confirmed by a second opinion for nearly all', () => {
    const labels = readLabels();
    expect(cases.filter(({ id }) => !labels.has(id)).map(({ id }) => id)).toEqual([]);
    const confirmed = [...labels.values()].filter((label) => label.confirmed.length > 1);
    expect(confirmed.length / labels.size).toBeGreaterThan(0.9);
    for (const { confirmed: by } of labels.values()) expect(by).toContain('difference quotient');
  });

  it('have points of kinks by the dozen', () => {
    expect(sheets.filter(({ kink }) => kink).length).toBeGreaterThanOrEqual(100);
  });
});

describe('every function of the notation is claimed under each of its names', () => {
  const texts = cases.map(({ text }) => text);
  it.each([...functions.keys()])('%s', (name) => {
    const used = new RegExp(`(?<![A-Za-z_0-9])${name}\\(`);
    expect(texts.filter((text) => used.test(text)).length).toBeGreaterThan(0);
  });
});
