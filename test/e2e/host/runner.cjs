/**
 * What VS Code calls inside the extension host: runs the mocha suite named by NABLA_E2E_SUITE and leaves each test's
 * outcome in the file named by NABLA_E2E_RESULTS.
 */
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

exports.run = async () => {
  const mocha = new Mocha({ ui: 'bdd', timeout: 200_000, color: false, reporter: 'spec' });
  mocha.addFile(process.env.NABLA_E2E_SUITE);
  const tests = [];
  const record = (test, state, error) =>
    tests.push({ title: test.fullTitle(), state, ...(error ? { error: error.stack ?? String(error) } : {}) });
  const failures = await new Promise((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => record(test, 'passed'))
      .on('fail', (test, error) => record(test, 'failed', error))
      .on('pending', (test) => record(test, 'skipped'));
  });
  writeFileSync(process.env.NABLA_E2E_RESULTS, JSON.stringify(tests));
  if (failures > 0) throw new Error(`${failures} failed`);
};
