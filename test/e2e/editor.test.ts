import { builtVsix, hostSuite } from './host';

const options = { vsix: builtVsix, workspace: 'examples' };

hostSuite('the extension in the editor', 'test/e2e/suite/editor.ts', options);

hostSuite('the extension in an untrusted folder', 'test/e2e/suite/untrusted.ts', {
  ...options,
  untrusted: true,
});
