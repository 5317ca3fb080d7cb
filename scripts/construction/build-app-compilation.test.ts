import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demanderCompilation } from './build-app-compilation';

it('chaque script de l’export demande à être compilé d’un coup, une fois ; rien d’autre ne change', async () => {
  const dossier = await mkdtemp(join(tmpdir(), 'tg-export-'));
  const chunks = join(dossier, '_next/static/chunks');
  await mkdir(join(chunks, 'app'), { recursive: true });
  const avant = { 'un.js': 'un();', 'app/deux.js': '"use strict";deux();', 'app/trois.css': 'a{}' };
  for (const [nom, contenu] of Object.entries(avant)) await writeFile(join(chunks, nom), contenu);

  expect(await demanderCompilation(dossier)).toBe(2);
  expect(await demanderCompilation(dossier)).toBe(2);

  const apres = Object.fromEntries(
    await Promise.all(Object.keys(avant).map(async (nom) => [nom, await readFile(join(chunks, nom), 'utf8')] as const)),
  );
  expect(apres).toEqual({
    'un.js': '//# allFunctionsCalledOnLoad\nun();',
    // The directive still comes before any statement: it holds.
    'app/deux.js': '//# allFunctionsCalledOnLoad\n"use strict";deux();',
    'app/trois.css': 'a{}',
  });
});
