import { expect, test } from 'vitest';
import { contributes } from '../../../package.json';
import { DEFAULT_SERVER_SETTINGS, readSettings } from '../../../src/server/settings';

test('the settings page offers the defaults of the server', () => {
  const section: Record<string, unknown> = {};
  const hints: Record<string, unknown> = {};
  for (const [name, { default: value }] of Object.entries(contributes.configuration.properties)) {
    const [, key, inner] = name.split('.');
    if (inner === undefined) section[key!] = value;
    else hints[inner] = value;
  }
  expect(readSettings({ ...section, hints })).toEqual(DEFAULT_SERVER_SETTINGS);
  expect(Object.keys(section).sort()).toEqual(['delay', 'digits', 'enable', 'points']);
  expect(Object.keys(hints).sort()).toEqual(['adjoints', 'shapes', 'values', 'verdicts']);
});

test.each([
  undefined,
  null,
  7,
  'x',
  [],
  { points: 'many', digits: null, hints: 3, enable: 'yes', delay: Number.NaN },
])('what is not settings falls back to the defaults: %j', (section) => {
  expect(readSettings(section)).toEqual(DEFAULT_SERVER_SETTINGS);
});

test('numbers are brought into range', () => {
  const { service, delay } = readSettings({ points: 1e9, digits: -3, delay: -1 });
  expect([service.points, service.digits, delay]).toEqual([256, 1, 0]);
});
