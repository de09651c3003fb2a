import {
  commands,
  type Disposable,
  Selection,
  type TextDocument,
  type TextEditor,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { STEPS_COMMAND } from '../protocol/commands';
import { disposeAll } from './disposables';
import { MISTAKE, SAMPLE } from './sample-text';
import type { Session } from './session';

const WALKTHROUGH = 'nabla.nabla#start';

/** Milliseconds after which the walkthrough has drawn a step that was ticked; until then it may take the focus back. */
const SETTLING = 400;

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLING));

/**
 * The walkthrough's sample: a sheet with a mistake, and what its steps do with it. Steps are ticked by contexts
 * (`nabla.sample.opened`, `explained`, `derived`, `fixed`), so that whoever fixes the mistake by typing has fixed it, too.
 */
export function registerWalkthrough(session: Session): Disposable {
  let sample: TextDocument | undefined;

  const tick = async (step: 'opened' | 'explained' | 'derived' | 'fixed'): Promise<void> => {
    await commands.executeCommand('setContext', `nabla.sample.${step}`, true);
    await settled();
  };

  /** The sample beside the walkthrough, opened anew where it was closed. */
  const show = async (): Promise<TextEditor> => {
    if (sample === undefined || sample.isClosed) {
      sample = await workspace.openTextDocument({ language: 'nabla', content: SAMPLE });
    }
    const document = sample;
    const shown = window.visibleTextEditors.find((editor) => editor.document === document);
    return window.showTextDocument(document, shown?.viewColumn ?? ViewColumn.Beside);
  };

  /** The same with the cursor on the claim that is, or was, wrong. */
  const showMistake = async (): Promise<TextEditor> => {
    const editor = await show();
    const offset = editor.document.getText().indexOf(MISTAKE);
    const start = editor.document.positionAt(Math.max(0, offset + MISTAKE.length));
    editor.selection = new Selection(start, start);
    editor.revealRange(editor.selection);
    return editor;
  };

  return disposeAll([
    commands.registerCommand('nabla.getStarted', () =>
      commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false),
    ),
    commands.registerCommand('nabla.sample.open', async () => {
      await tick('opened');
      await show();
    }),
    commands.registerCommand('nabla.sample.explain', async () => {
      await tick('explained');
      await showMistake();
      await commands.executeCommand('editor.action.showHover');
    }),
    commands.registerCommand('nabla.sample.derive', async () => {
      await tick('derived');
      const { document, selection } = await showMistake();
      const { line, character } = selection.active;
      const target = { uri: document.uri.toString(), position: { line, character } };
      await commands.executeCommand(STEPS_COMMAND, target, 'insert');
    }),
    commands.registerCommand('nabla.sample.fix', async () => {
      await settled();
      await showMistake();
      await commands.executeCommand('editor.action.quickFix');
    }),
    session.onVerdicts(({ uri, counts: { agree, disagree, inconclusive, unread } }) => {
      if (uri !== sample?.uri.toString() || agree === 0 || disagree + inconclusive + unread > 0) return;
      void tick('fixed');
    }),
  ]);
}
