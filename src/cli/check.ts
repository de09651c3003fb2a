import path from 'node:path';
import type { SourceDocument } from '../core/extract/sheet-source';
import type { Service } from '../service/facade';
import { DEFAULT_SETTINGS, type Settings } from '../service/model';
import { decodeDocument, type ReadResult, readDocument } from '../service/read-document';
import type { CheckArguments } from './arguments';
import { chooseColors } from './color';
import { selectFiles, shard } from './files';
import { github } from './formats/github';
import { json } from './formats/json';
import { junit } from './formats/junit';
import { pretty } from './formats/pretty';
import { sarif } from './formats/sarif';
import type { ExitCode, Io } from './io';
import {
  addCounts,
  type FileFailure,
  type FileReport,
  type Format,
  fileReport,
  NO_CLAIMS,
  type Summary,
} from './report';

/** What the command asks of the service. */
export type Checker = Pick<Service, 'checkDocument' | 'mayHoldSheets' | 'coverage'>;

interface How {
  readonly settings: Settings;
  readonly coverage: boolean;
}

/** One document on its way to its check. */
interface Wanted {
  /** For messages. */
  readonly path: string;
  readonly named: boolean;
  readonly read: () => Promise<ReadResult>;
}

/** `nabla check`. */
export async function check(
  args: CheckArguments,
  checker: Checker,
  version: string,
  io: Io,
): Promise<ExitCode> {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    points: args.points ?? DEFAULT_SETTINGS.points,
    explain: args.explain,
  };
  const format = createFormat(args, version, io);
  const { wanted, failures } = await collect(args, io);
  let heard = true;
  let summary: Summary = { files: 0, failures: 0, counts: NO_CLAIMS };

  if (!(await io.write(format.start()))) return 2;
  const outcomes = outcomesOf(wanted, failures, checker, { settings, coverage: args.coverage });
  for await (const outcome of outcomes) {
    const failed = 'message' in outcome;
    summary = failed
      ? { ...summary, failures: summary.failures + 1 }
      : { ...summary, files: summary.files + 1, counts: addCounts(summary.counts, outcome.counts) };
    if (!(await io.write(failed ? format.failure(outcome) : format.file(outcome)))) {
      heard = false;
      break;
    }
    if (failed && args.format !== 'pretty') io.writeError(`nabla: ${outcome.path}: ${outcome.message}\n`);
  }
  await io.write(format.end(summary));
  if (summary.failures > 0 || !heard) return 2;
  return summary.counts.disagree > 0 ? 1 : 0;
}

function createFormat(args: CheckArguments, version: string, io: Io): Format {
  switch (args.format) {
    case 'pretty':
      return pretty({ colors: chooseColors(args.color, io), width: io.columns, quiet: args.quiet });
    case 'json':
      return json();
    case 'sarif':
      return sarif(version);
    case 'junit':
      return junit();
    case 'github':
      return github();
  }
}

async function collect(
  args: CheckArguments,
  io: Io,
): Promise<{ readonly wanted: readonly Wanted[]; readonly failures: readonly FileFailure[] }> {
  if (args.paths[0] === '-') {
    const read = async (): Promise<ReadResult> => decodeDocument(await io.readInput());
    return { wanted: [{ path: args.stdinPath, named: true, read }], failures: [] };
  }
  const { files, failures } = await selectFiles(args.paths, io.cwd);
  const own = args.shard === undefined ? files : shard(files, args.shard.index, args.shard.count);
  const wanted = own.map(
    ({ file, named }): Wanted => ({
      path: displayPath(file, io.cwd),
      named,
      read: () => readDocument(file),
    }),
  );
  return { wanted, failures };
}

/** The reports of all documents that have sheets, and of all that were named. */
async function* outcomesOf(
  wanted: readonly Wanted[],
  failures: readonly FileFailure[],
  checker: Checker,
  how: How,
): AsyncGenerator<FileReport | FileFailure> {
  yield* failures;
  for (const one of wanted) {
    const outcome = await checkOne(one, checker, how);
    if (outcome !== undefined) yield outcome;
  }
}

async function checkOne(
  { path: name, named, read }: Wanted,
  checker: Checker,
  { settings, coverage }: How,
): Promise<FileReport | FileFailure | undefined> {
  const result = await read();
  if (result.kind === 'failure') {
    // A folder holds pictures and programs as well as texts.
    return result.reason === 'binary' && !named ? undefined : { path: name, message: result.message };
  }
  const document: SourceDocument = { path: name, language: '', text: result.text };
  if (!named && !checker.mayHoldSheets(document)) return undefined;
  try {
    const checked = await checker.checkDocument(document, { settings });
    if (checked === undefined) return { path: name, message: 'The check was cancelled.' };
    const report = fileReport(name, checked, coverage ? checker.coverage(checked) : undefined);
    return named || report.claims.length + report.problems.length > 0 ? report : undefined;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { path: name, message: `Nabla failed on this file, which is a defect of Nabla: ${detail}` };
  }
}

/** Relative inside the current folder, else absolute; always with slashes, so that output is the same everywhere. */
function displayPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  const inside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return (inside ? relative : file).replaceAll(path.sep, '/');
}
