import {
  commands,
  type Disposable,
  Position,
  type QuickPickItem,
  type TextDocument,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { STEPS_COMMAND } from '../protocol/commands';
import { STEPS, type StepsParams, type StepsResult, type StepsView } from '../protocol/requests';
import { messageOf } from './check-derivative';
import type { Session } from './session';
import { commandTarget, openDocument } from './target';

/** "Nabla: Show Steps": the chain rule for the derivative at the cursor, below it or in a document of its own. */
export function registerShowSteps(session: Session): Disposable {
  return commands.registerCommand(STEPS_COMMAND, async (argument: unknown, form: unknown) => {
    const target = commandTarget(argument);
    if (target === undefined) {
      void window.showInformationMessage('Put the cursor on a derivative to see the steps to it.');
      return;
    }
    try {
      const document = await openDocument(target.uri);
      const client = await session.client();
      const params: StepsParams = { uri: target.uri, position: target.position };
      const steps = await client.sendRequest<StepsResult>(STEPS, params);
      if ('message' in steps) void window.showInformationMessage(steps.message);
      else await show(document, steps, form);
    } catch (error) {
      void window.showErrorMessage(`The steps could not be shown: ${messageOf(error)}`);
    }
  });
}

/** A way to show the steps; `form` names it for whoever runs the command with a choice made. */
interface Form extends QuickPickItem {
  readonly form: 'insert' | 'sheet' | 'latex' | 'markdown';
  run(): Thenable<unknown>;
}

async function show(document: TextDocument, steps: StepsView, wanted: unknown): Promise<void> {
  const forms = formsOf(document, steps);
  const chosen =
    forms.find(({ form }) => form === wanted) ??
    (await window.showQuickPick(forms, {
      title: `The steps to ${steps.title}`,
      placeHolder: 'Where and how to write them',
    }));
  await chosen?.run();
}

function formsOf(document: TextDocument, steps: StepsView): readonly Form[] {
  const { sheet, insertion, latex, markdown } = steps;
  const forms: Form[] = [];
  if (insertion !== undefined) {
    forms.push({
      form: 'insert',
      label: '$(indent) Insert below the claim',
      detail: 'Lines of this sheet, one name a line; each is checked',
      run: () => insert(document, steps.version, insertion),
    });
  }
  if (sheet !== undefined) {
    forms.push({
      form: 'sheet',
      label: '$(checklist) Open as a sheet',
      detail: 'With the definitions it needs; the sheet checks itself',
      run: () => open(sheet, 'nabla'),
    });
  }
  forms.push(
    {
      form: 'markdown',
      label: '$(markdown) Open as a Markdown note',
      detail: 'Formulas, and the sheet below them',
      run: () => open(markdown, 'markdown'),
    },
    {
      form: 'latex',
      label: '$(symbol-operator) Open as LaTeX',
      detail: 'An align environment',
      run: () => open(latex, 'latex'),
    },
  );
  return forms;
}

async function insert(
  document: TextDocument,
  version: number,
  { position, text }: NonNullable<StepsView['insertion']>,
): Promise<void> {
  if (document.isClosed || document.version !== version) {
    void window.showWarningMessage(
      'Nothing was inserted, because the document has changed meanwhile. Run the command again.',
    );
    return;
  }
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(position.line, position.character), text);
  if (!(await workspace.applyEdit(edit))) {
    void window.showWarningMessage('The editor refused the change. Run the command again.');
  }
}

async function open(content: string, language: string): Promise<void> {
  const document = await workspace.openTextDocument({ content, language });
  await window.showTextDocument(document, ViewColumn.Beside);
}
