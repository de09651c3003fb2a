import assert from 'node:assert/strict';
import {
  ConfigurationTarget,
  commands,
  DiagnosticSeverity,
  extensions,
  languages,
  Range,
  TabInputWebview,
  window,
  workspace,
} from 'vscode';
import {
  closeAll,
  errors,
  fileUri,
  hasProcFs,
  hints,
  open,
  openNew,
  problems,
  replace,
  serverProcesses,
  textOf,
  until,
  untilErrors,
  untilFix,
  untilHints,
  untilHover,
  untilLabels,
  untilLenses,
} from './support';

const RIGHT = '07-two-paths.nabla';
const WRONG = '07-two-paths.wrong.nabla';

const SMALL = 'x = 3\nL = x^2\ndL/dx = 2*x\n';

describe('the extension', () => {
  before(async () => {
    await until(
      'the extension is active',
      () => extensions.getExtension('nabla.nabla')?.isActive || undefined,
    );
  });
  afterEach(closeAll);

  describe('starts its server', () => {
    // First of all, while no sheet has been open yet.
    it('not for documents without sheets', async function () {
      if (!hasProcFs) this.skip();
      await openNew('About nabla and ∇f.\n', 'markdown');
      await openNew('grad = 1\n', 'python');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      assert.deepEqual(serverProcesses(), []);
    });

    it('when a marker is typed', async function () {
      if (!hasProcFs) this.skip();
      const editor = await openNew('\n# L = x^2\n# dL/dx = 3*x\n', 'python');
      for (const [index, letter] of [...'# @grad'].entries()) {
        await editor.edit((edit) => edit.insert(editor.document.positionAt(index), letter));
      }
      await untilErrors(editor.document, 1);
      await until('one server', () => serverProcesses().length === 1 || undefined);
    });
  });

  describe('shows', () => {
    it('each wrong claim of a sheet at its place', async () => {
      const { document } = await open(WRONG);
      const found = await untilErrors(document, 5);
      assert.deepEqual(
        found.map((problem) => textOf(document, problem)),
        ['1', '∂e/∂c*∂c/∂b', 'd + c', '5', '2'],
      );
      for (const { code } of found) {
        assert.ok(typeof code === 'object', 'a code has a link');
        assert.match(code.target.toString(), /nabla\.explain/);
      }
    });

    it('nothing at a right sheet', async () => {
      const { document } = await open(RIGHT);
      await untilHints(document);
      assert.deepEqual(problems(document), []);
    });

    for (const ending of ['py', 'c', 'md', 'nabla.json']) {
      it(`the wrong claims of the same in .${ending}`, async () => {
        const { document } = await open(`07-two-paths.wrong.${ending}`);
        const found = await until('errors', () =>
          errors(document).length > 0 ? errors(document) : undefined,
        );
        for (const problem of found) {
          const line = document.lineAt(problem.range.start.line).text;
          assert.match(line.slice(0, problem.range.start.character), /d[ed]\/d\w = $/);
        }
      });
    }

    it('columns behind letters outside the basic plane', async () => {
      const { document } = await openNew('# 𝛼𝛽 😀\r\nL = x^2; dL/dx = 3*x # 𝛼\r\n');
      const [problem] = await untilErrors(document, 1);
      assert.equal(textOf(document, problem!), '3');
      const { document: second } = await openNew('😀 <!-- @grad L = x^2; dL/dx = 3*x -->\n', 'markdown');
      const [behind] = await untilErrors(second, 1);
      assert.equal(textOf(second, behind!), '3');
    });

    it('forward values and adjoints as hints', async () => {
      const { document } = await open(RIGHT);
      await untilLabels(document, ['= 3', '= 2', '= 6', '∂e/∂c = 2', '∂e/∂d = 3']);
    });

    it('inferred shapes as hints', async () => {
      const { document } = await openNew('v = [1, 2, 3]\nW : 4x3\nh = W*v\n');
      await untilLabels(document, [': R^4']);
    });

    it('a derivative as a picture, with numbers, when hovered', async () => {
      const { document } = await open(RIGHT);
      const text = await untilHover(document, '∂e/∂b', /!\[[^\]]*\]\(data:image\/svg\+xml;base64,/);
      assert.match(text, /\d+ points/);
    });

    it('the value of a name when hovered', async () => {
      const { document } = await open(RIGHT);
      await untilHover(document, 'c = a + b', /3/);
    });

    it('lenses that check and draw', async () => {
      const { document } = await open(WRONG);
      const found = await untilLenses(document);
      assert.deepEqual(
        [...new Set(found.map(({ command }) => command?.command))],
        ['nabla.checkDerivative', 'nabla.showGraph'],
      );
      assert.match(found[0]!.command!.title, /5 wrong/);
    });
  });

  describe('follows edits', () => {
    it('a derivative that is broken gets an error, and loses it by undo', async () => {
      const editor = await open(RIGHT);
      await untilHints(editor.document);
      await replace(editor, '∂e/∂d = c', '∂e/∂d = -c');
      const [problem] = await until('an error', () => {
        const found = errors(editor.document);
        return found.length > 0 ? found : undefined;
      });
      assert.equal(textOf(editor.document, problem!), '-c');
      await commands.executeCommand('undo');
      await untilErrors(editor.document, 0);
    });

    it('a quick fix repairs the claim', async () => {
      const { document } = await openNew(SMALL.replace('2*x', '-2*x'));
      const [problem] = await untilErrors(document, 1);
      const fix = await untilFix(document, problem!.range, /^Replace by/);
      assert.ok(fix.isPreferred);
      assert.ok(await workspace.applyEdit(fix.edit!));
      await untilErrors(document, 0);
      await untilHints(document);
    });

    it('text that is cut anywhere keeps the server alive', async () => {
      const editor = await openNew((await open(WRONG)).document.getText());
      const { document } = editor;
      await untilErrors(document, 5);
      const text = document.getText();
      for (let end = text.length; end > 0; end -= 37) {
        const last = document.positionAt(document.getText().length);
        await editor.edit((edit) => edit.delete(new Range(document.positionAt(end), last)));
      }
      await replace(editor, document.getText(), `${document.getText()}\n---\nL = y^2; dL/dy = 3*y\n`);
      await until(
        'the error',
        () => errors(document).some((problem) => textOf(document, problem) === '3') || undefined,
      );
    });
  });

  describe('obeys its settings', () => {
    const set = (name: string, value: unknown): Thenable<void> =>
      workspace.getConfiguration('nabla').update(name, value, ConfigurationTarget.Global);

    it('hints can be switched off', async () => {
      const { document } = await open(RIGHT);
      await untilHints(document);
      try {
        for (const kind of ['values', 'adjoints', 'shapes']) await set(`hints.${kind}`, false);
        await until('no hints', async () => ((await hints(document)).length === 0 ? true : undefined));
      } finally {
        for (const kind of ['values', 'adjoints', 'shapes']) await set(`hints.${kind}`, undefined);
      }
      await untilHints(document);
    });

    it('everything can be switched off', async () => {
      const { document } = await open(WRONG);
      await untilErrors(document, 5);
      try {
        await set('enable', false);
        await untilErrors(document, 0);
        await until('no hints', async () => ((await hints(document)).length === 0 ? true : undefined));
      } finally {
        await set('enable', undefined);
      }
      await untilErrors(document, 5);
    });
  });

  describe('has commands', () => {
    it('that are there', async () => {
      const all = await commands.getCommands(true);
      for (const name of ['checkDerivative', 'checkWorkspace', 'showGraph', 'restartServer']) {
        assert.ok(all.includes(`nabla.${name}`), name);
      }
    });

    it('to show the graph beside the document', async () => {
      await open(RIGHT);
      await commands.executeCommand('nabla.showGraph');
      const tab = await until('the panel', () =>
        window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .find(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith('nabla.graph')),
      );
      assert.equal(tab.group.viewColumn, 2);
    });

    it('to check the workspace, also files that are not open', async () => {
      // The command ends with its notification, which waits for somebody to read it.
      void commands.executeCommand('nabla.checkWorkspace');
      await until('problems in every wrong example', async () => {
        const wrong = (await workspace.findFiles('*.wrong.*')).map(String);
        const found = new Set(
          languages
            .getDiagnostics()
            .filter(([, all]) => all.some(({ severity }) => severity === DiagnosticSeverity.Error))
            .map(([uri]) => uri.toString()),
        );
        return wrong.length > 0 && wrong.every((uri) => found.has(uri)) ? true : undefined;
      });
      const right = fileUri(RIGHT).toString();
      assert.deepEqual(
        languages.getDiagnostics().find(([uri, all]) => uri.toString() === right && all.length > 0),
        undefined,
      );
      // A file that was open stays a document of the editor for some minutes, so this is another one.
      const never = fileUri('14-sine-lattice.wrong.c');
      await workspace.fs.delete(never);
      await until('the problems of a deleted file are gone', () =>
        languages.getDiagnostics(never).length === 0 ? true : undefined,
      );
    });
  });

  describe('survives', () => {
    it('the death of its server', async function () {
      if (!hasProcFs) this.skip();
      const { document } = await openNew(SMALL.replace('2*x', '-2*x'));
      await untilErrors(document, 1);
      const [pid] = serverProcesses();
      process.kill(pid!, 'SIGKILL');
      await until('a new server', () => serverProcesses().some((other) => other !== pid) || undefined);
      await untilHints(document);
      await untilErrors(document, 1);
    });

    it('a server that does not answer', async function () {
      if (!hasProcFs) this.skip();
      const { document } = await openNew(SMALL);
      await untilHints(document);
      const [pid] = serverProcesses();
      process.kill(pid!, 'SIGSTOP');
      await until('a new server', () => serverProcesses().some((other) => other !== pid) || undefined);
      await untilHints(document);
    });

    it('a restart', async () => {
      const { document } = await openNew(SMALL.replace('2*x', '-2*x'));
      await untilErrors(document, 1);
      await commands.executeCommand('nabla.restartServer');
      await untilErrors(document, 1);
    });
  });
});
