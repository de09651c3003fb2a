import { DEFAULT_SETTINGS, type Settings } from '../service/model';

/** What the user chose under `nabla.`, in range. */
export interface ServerSettings {
  readonly enable: boolean;
  /** Milliseconds between the last edit and a check. */
  readonly delay: number;
  readonly service: Settings;
}

export const DEFAULT_SERVER_SETTINGS: ServerSettings = {
  enable: true,
  delay: 150,
  service: DEFAULT_SETTINGS,
};

/** Reads a client's `nabla` section; what is absent or of the wrong kind falls back to its default. */
export function readSettings(section: unknown): ServerSettings {
  const defaults = DEFAULT_SERVER_SETTINGS;
  const top = entries(section);
  const hints = entries(top.hints);
  return {
    enable: flag(top.enable, defaults.enable),
    delay: number(top.delay, defaults.delay, 0, 10_000),
    service: {
      points: number(top.points, defaults.service.points, 4, 256),
      digits: number(top.digits, defaults.service.digits, 1, 17),
      hints: {
        values: flag(hints.values, defaults.service.hints.values),
        adjoints: flag(hints.adjoints, defaults.service.hints.adjoints),
        shapes: flag(hints.shapes, defaults.service.hints.shapes),
        verdicts: flag(hints.verdicts, defaults.service.hints.verdicts),
      },
    },
  };
}

const entries = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const flag = (value: unknown, fallback: boolean): boolean => (typeof value === 'boolean' ? value : fallback);

const number = (value: unknown, fallback: number, least: number, most: number): number =>
  typeof value === 'number' && Number.isFinite(value)
    ? Math.min(most, Math.max(least, Math.round(value)))
    : fallback;
