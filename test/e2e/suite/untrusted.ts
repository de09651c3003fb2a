import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { closeAll, open, textOf, untilErrors, untilHints, untilHover, untilLenses } from './support';

describe('in a folder that is not trusted', () => {
  afterEach(closeAll);

  it('the folder is not trusted', () => assert.equal(workspace.isTrusted, false));

  it('wrong claims are errors', async () => {
    const { document } = await open('07-two-paths.wrong.nabla');
    const [first] = await untilErrors(document, 5);
    assert.equal(textOf(document, first!), '1');
  });

  it('hints, hovers and lenses are there', async () => {
    const { document } = await open('07-two-paths.nabla');
    await untilHints(document);
    await untilHover(document, '∂e/∂b', /data:image\/svg\+xml/);
    await untilLenses(document);
  });

  it('commands are there', async () => {
    const all = await commands.getCommands(true);
    assert.ok(all.includes('nabla.checkDerivative') && all.includes('nabla.showGraph'));
  });
});
