import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from 'vscode';
import {
  type CheckedClaim,
  type DocumentClaims,
  FIND_SHEETS,
  type FindSheetsParams,
  type FindSheetsResult,
  READ_CLAIMS,
  type ReadClaimsParams,
} from '../protocol/requests';
import { messageOf } from './check-derivative';
import { checkFiles, filePattern, findFiles } from './check-files';
import { reportClaim } from './claim-results';
import { claimsBelow, createClaimTree } from './claim-tree';
import { disposeAll } from './disposables';
import type { Session } from './session';

/** The claims of the workspace in the Test Explorer. */
export interface ClaimTests extends Disposable {
  /** Gathers all verdicts that come in from now on as the results of one run. */
  collect(name: string): { end(): void };
}

/** A run that takes the verdicts of some documents. */
interface OpenRun {
  readonly run: TestRun;
  /** Whether the verdict on a claim was asked for. */
  wants(item: TestItem): boolean;
  readonly quiet: boolean;
}

export function createClaimTests(session: Session): ClaimTests {
  const controller = tests.createTestController('nabla', 'Nabla');
  const tree = createClaimTree(controller);
  const open = new Set<OpenRun>();
  /** What the explorer shows for each claim. */
  const reported = new WeakMap<TestItem, string>();
  /** Files that were run here. Others show no messages in the editor: nobody asked for them. */
  const asked = new Set<string>();
  let watcher: Disposable | undefined;

  const report = (run: TestRun, item: TestItem, claim: CheckedClaim, quiet: boolean): void => {
    reported.set(item, fingerprint(claim));
    reportClaim(run, item, claim, quiet);
  };

  const take = (found: DocumentClaims): void => {
    const items = tree.update(found);
    const runs = [...open];
    const rest = items.filter((item) => {
      const claim = tree.claimOf(item)!;
      const takers = runs.filter(({ wants }) => wants(item));
      for (const { run, quiet } of takers) report(run, item, claim, quiet);
      return takers.length === 0 && reported.get(item) !== fingerprint(claim);
    });
    if (rest.length === 0) return;
    // Results of edits come without having been asked for: they are not kept, and move no focus.
    const request = new TestRunRequest(rest, undefined, undefined, false, true);
    const run = controller.createTestRun(request, workspace.asRelativePath(Uri.parse(found.uri)), false);
    for (const item of rest) report(run, item, tree.claimOf(item)!, !asked.has(found.uri));
    run.end();
  };

  const addFiles = async (uris: readonly string[], token: CancellationToken): Promise<readonly string[]> => {
    const client = await session.client();
    const params: FindSheetsParams = { uris };
    const found = await client.sendRequest<FindSheetsResult>(FIND_SHEETS, params, token);
    for (const uri of found.uris) tree.addFile(Uri.parse(uri, true));
    return found.uris;
  };

  const discover = async (token: CancellationToken): Promise<void> => {
    const files = (await findFiles(session, token)).map(String);
    const held = new Set(await addFiles(files, token));
    if (token.isCancellationRequested) return;
    for (const { uri } of tree.files()) {
      if (uri?.scheme === 'file' && !held.has(uri.toString()) && !isOpen(uri)) tree.removeFile(uri);
    }
    watcher ??= await watch();
  };

  /** Files that come and go; what is in those that are listed already, the server tells. */
  const watch = async (): Promise<Disposable> => {
    const files = workspace.createFileSystemWatcher(await filePattern(session));
    const { token } = new CancellationTokenSource();
    return disposeAll([
      files,
      files.onDidDelete((uri) => tree.removeFile(uri)),
      files.onDidCreate((uri) => void addFiles([uri.toString()], token)),
    ]);
  };

  const readClaims = async (file: TestItem): Promise<void> => {
    const client = await session.client();
    const params: ReadClaimsParams = { uri: file.id };
    file.busy = true;
    try {
      tree.update(await client.sendRequest<DocumentClaims>(READ_CLAIMS, params));
      file.error = undefined;
    } catch (error) {
      file.error = messageOf(error);
    } finally {
      file.busy = false;
    }
  };

  const runTests = async (request: TestRunRequest, token: CancellationToken): Promise<void> => {
    const run = controller.createTestRun(request);
    const chosen = chosenBy(request);
    const taker: OpenRun = { run, wants: chosen, quiet: false };
    try {
      if (request.include === undefined && watcher === undefined) await discover(token);
      const roots = request.include ?? tree.files();
      const files = [...new Set(roots.map((item) => fileOf(item).id))];
      for (const file of files) asked.add(file);
      for (const item of roots.flatMap((root) => claimsBelow(tree, root))) {
        if (chosen(item)) run.enqueued(item);
      }
      open.add(taker);
      const start = (index: number): void => {
        const file = files[index] === undefined ? undefined : tree.file(files[index]);
        for (const item of file === undefined ? [] : claimsBelow(tree, file)) {
          if (chosen(item)) run.started(item);
        }
      };
      let next = 0;
      const onProgress = (): void => start(next++);
      const { failures } = await checkFiles(session, { uris: files, partial: true }, onProgress, token);
      for (const { uri, message } of failures) {
        const item = tree.file(uri);
        if (item !== undefined) run.errored(item, new TestMessage(message));
      }
    } catch (error) {
      if (!token.isCancellationRequested) run.appendOutput(`${messageOf(error)}\r\n`);
    } finally {
      open.delete(taker);
      run.end();
    }
  };

  controller.resolveHandler = async (item) => {
    if (item !== undefined) return readClaims(item);
    const { token } = new CancellationTokenSource();
    await discover(token);
  };
  controller.refreshHandler = discover;
  controller.createRunProfile('Check', TestRunProfileKind.Run, runTests, true);

  const subscriptions = disposeAll([controller, session.onClaims(take)]);
  return {
    collect(name) {
      const request = new TestRunRequest(undefined, undefined, undefined, false, true);
      const run = controller.createTestRun(request, name, false);
      const taker: OpenRun = { run, wants: () => true, quiet: true };
      open.add(taker);
      return {
        end() {
          if (open.delete(taker)) taker.run.end();
        },
      };
    },
    dispose() {
      watcher?.dispose();
      subscriptions.dispose();
    },
  };
}

const fingerprint = ({ verdict, code, message }: CheckedClaim): string => `${verdict} ${code} ${message}`;

const isOpen = (uri: Uri): boolean =>
  workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());

function fileOf(item: TestItem): TestItem {
  let file = item;
  while (file.parent !== undefined) file = file.parent;
  return file;
}

/** Whether an item or one above it is in a run. */
function chosenBy({ include, exclude }: TestRunRequest): (item: TestItem) => boolean {
  const within = (items: readonly TestItem[] | undefined, item: TestItem): boolean => {
    const ids = new Set(items?.map(pathOf));
    for (let at: TestItem | undefined = item; at !== undefined; at = at.parent) {
      if (ids.has(pathOf(at))) return true;
    }
    return false;
  };
  return (item) => (include === undefined || within(include, item)) && !within(exclude, item);
}

/** Items are made anew where a document changes; the way to them stays. */
const pathOf = (item: TestItem): string =>
  item.parent === undefined ? item.id : `${pathOf(item.parent)}\n${item.id}`;
