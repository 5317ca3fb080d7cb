import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { depotDossier } from './dossier';
import { retourDistant } from './retour';

it('a workshop that could not be emptied once is emptied the next time: nothing has to be restarted', async () => {
  const racine = await mkdtemp(join(tmpdir(), 'tg-retour-'));
  // In the place of the folder that holds the workshop: it can be neither emptied nor made.
  const parent = join(racine, 'donnees');
  await writeFile(parent, '');
  const retour = retourDistant(depotDossier(join(racine, 'depot'), { creer: true }), join(parent, 'atelier'));
  const poser = () => retour((dossier) => writeFile(join(dossier, 'A.csv'), 'x'));
  await expect(poser()).rejects.toThrow(/ENOTDIR/);
  await rm(parent);
  await poser();
  expect((await readdir(join(racine, 'depot'))).sort()).toEqual(['A.csv', 'A.csv.sha256']);
  await rm(racine, { recursive: true });
});
