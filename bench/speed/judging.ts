/**
 * How long claims take to be judged, from the text to what the editor shows. Cold is the first document of a new process,
 * as on the command line; warm is the same document again, as while one types.
 */
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { DEFAULT_SETTINGS } from '../../src/service/model';
import { checkDocument } from '../../src/service/service';
import { type DocumentName, documentOf } from './documents';
import { median } from './measure';
import type { Row } from './rows';

interface Pass {
  readonly milliseconds: number;
  /** Of one claim. */
  readonly median: number;
  /** Megabytes by which the process grew beyond what it was before, at its largest. */
  readonly growth: number;
}

const WARM_PASSES = 9;

/** The word that makes a process judge one document and print its passes as JSON. */
export const CHILD = '--judge';

export async function judgeInChild(name: string): Promise<void> {
  const text = documentOf(name as DocumentName);
  const before = process.memoryUsage().rss;
  const passes: Pass[] = [];
  for (let i = 0; i <= WARM_PASSES; i++) passes.push(await pass(text, before));
  console.log(JSON.stringify(passes));
}

async function pass(text: string, before: number): Promise<Pass> {
  const times: number[] = [];
  const start = performance.now();
  let last = start;
  const checked = await checkDocument(
    { path: 'speed.nabla', language: 'nabla', text },
    {
      settings: DEFAULT_SETTINGS,
      onClaim: (done) => {
        const now = performance.now();
        // The document is read before the first claim.
        if (done > 1) times.push(now - last);
        last = now;
      },
    },
  );
  const milliseconds = performance.now() - start;
  const { agree = 0 } = checked?.counts ?? {};
  if (agree < 0.98 * times.length)
    throw new Error(`Only ${agree} of ${times.length + 1} claims agree: ${text.slice(0, 60)}…`);
  const peak = process.resourceUsage().maxRSS * 1024;
  return { milliseconds, median: median(times), growth: (peak - before) / 2 ** 20 };
}

/** How many processes are started for each document; of each figure the least counts. */
const PROCESSES = 3;

function passesOf(name: DocumentName): { cold: Pass; warm: Pass } {
  const colds: Pass[] = [];
  const warms: Pass[] = [];
  for (let i = 0; i < PROCESSES; i++) {
    const { status, stdout } = spawnSync(process.execPath, [process.argv[1]!, CHILD, name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`The claims of ${name} could not be judged.`);
    const passes: Pass[] = JSON.parse(stdout);
    colds.push(passes[0]!);
    warms.push(...passes.slice(-3));
  }
  return { cold: least(colds), warm: least(warms) };
}

const least = (passes: readonly Pass[]): Pass => ({
  milliseconds: Math.min(...passes.map(({ milliseconds }) => milliseconds)),
  median: Math.min(...passes.map((each) => each.median)),
  growth: Math.min(...passes.map(({ growth }) => growth)),
});

export function judgingRows(): Row[] {
  const scalars = passesOf('scalars');
  const matrices = passesOf('matrices');
  const thousand = passesOf('thousand');
  return [
    { name: 'scalar claim, median, warm', figure: scalars.warm.median, unit: 'ms', limit: { most: 0.3 } },
    { name: 'scalar claim, median, cold', figure: scalars.cold.median, unit: 'ms' },
    { name: '5×5 claim, median, warm', figure: matrices.warm.median, unit: 'ms', limit: { most: 2 } },
    { name: '5×5 claim, median, cold', figure: matrices.cold.median, unit: 'ms' },
    {
      name: '1000 claims in a sheet, cold',
      figure: thousand.cold.milliseconds,
      unit: 'ms',
      limit: { most: 1000 },
    },
    {
      name: '1000 claims in a sheet, warm',
      figure: thousand.warm.milliseconds,
      unit: 'ms',
      limit: { most: 1000 },
    },
    {
      name: '1000 claims in a sheet: growth of the process',
      figure: thousand.cold.growth,
      unit: 'MB',
      limit: { most: 200 },
    },
  ];
}
