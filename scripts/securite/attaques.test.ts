import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ATTAQUES } from './attaques';
import { lireComptes } from './comptes';

test('each suite of the attacks is there, once', () => {
  const suites = ATTAQUES.flatMap((a) => a.suites);
  expect(suites.filter((s) => !existsSync(fileURLToPath(new URL(`../../${s}`, import.meta.url))))).toEqual([]);
  expect(new Set(suites).size).toBe(suites.length);
});

/** Answers thirty requests of its own, every third one refused, and is killed at once. */
const PROGRAMME = `
import { createServer } from 'node:http';
let n = 0;
const s = createServer((_, r) => { r.statusCode = n++ % 3 === 0 ? 403 : 200; r.end(); }).listen(0, '127.0.0.1', async () => {
  for (let i = 0; i < 30; i++) await (await fetch('http://127.0.0.1:' + s.address().port)).text();
  process.kill(process.pid, 'SIGKILL');
});`;

test('what a process answered is counted to the last request, however it ends', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'tg-comptes-'));
  try {
    const { signal } = spawnSync(
      process.execPath,
      ['--import', new URL('compter.mjs', import.meta.url).href, '--input-type=module', '-e', PROGRAMME],
      { env: { ...process.env, NODE_OPTIONS: '', COMPTE_REQUETES: dossier } },
    );
    expect(signal).toBe('SIGKILL');
    expect(Object.fromEntries(lireComptes(dossier))).toEqual({ 200: 20, 403: 10 });
  } finally {
    rmSync(dossier, { recursive: true, force: true });
  }
});
