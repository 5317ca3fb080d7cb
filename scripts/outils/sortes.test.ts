import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { estIsolee, suitesIsolees } from './sortes';

it('a suite that starts a process, replaces a module, or changes the mode of its process, has a worker of its own; one on a store in memory has not', () => {
  expect(estIsolee("import { spawn } from 'node:child_process';")).toBe(true);
  expect(estIsolee('b = await ouvrirBancCli();')).toBe(true);
  expect(estIsolee("mentionner('formation');")).toBe(true);
  expect(estIsolee("vi.mock('@node-rs/argon2', f);")).toBe(true);
  expect(estIsolee('b = await ouvrirMagasinEnMemoire();')).toBe(false);
});

it('the suites of the commands and of the telephony’s worker are of that kind', () => {
  const suites = suitesIsolees(join(dirname(fileURLToPath(import.meta.url)), '../..'), ['sync-server', 'telephony']);
  expect(suites).toEqual(expect.arrayContaining(['sync-server/cli/cli.test.ts', 'telephony/worker.test.ts']));
});
