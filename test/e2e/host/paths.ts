import path from 'node:path';

/** The project's folder. */
export const projectRoot = path.resolve(import.meta.dirname, '..', '..', '..');

/** A path inside the ignored cache folder, where everything fetched or built for tests lives. */
export const cachePath = (...parts: readonly string[]): string => path.join(projectRoot, '.cache', ...parts);

/** The package that `npm run package` leaves. */
export const builtVsix = path.join(projectRoot, 'nabla.vsix');

/** A path inside this folder. */
export const harnessPath = (...parts: readonly string[]): string => path.join(import.meta.dirname, ...parts);
