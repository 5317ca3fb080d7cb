import { chmod, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenirDossier } from './tenir-dossier';

let racine: string;
beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'tg-dossier-'));
});
afterAll(() => rm(racine, { recursive: true, force: true }));

test('one service at a time on a folder, by whatever name it is given; the next one once it has ended', async () => {
  const dossier = join(racine, 'neuf/donnees');
  const rendre = await tenirDossier(dossier);
  await symlink(dossier, join(racine, 'lien'));
  for (const nom of [dossier, `${dossier}/`, join(racine, 'lien')])
    await expect(tenirDossier(nom)).rejects.toThrow(/Un service tourne déjà sur « .*neuf\/donnees ».*Arrêtez-le/);
  const autre = await tenirDossier(join(racine, 'autre'));
  await rendre();
  await (await tenirDossier(dossier))();
  await autre();
  expect(await readdir(dossier)).toEqual([]);
});

test('a file in its place is said to be one', async () => {
  const fichier = join(racine, 'fichier');
  await writeFile(fichier, '');
  await expect(tenirDossier(fichier)).rejects.toThrow(/DATA_DIR : « .*fichier » est un fichier.*Donnez-en un autre/);
});

test('a folder in which nothing can be written is refused, with the command that gives it', async () => {
  // Root writes anywhere but where the kernel takes no file.
  const ferme = process.getuid?.() === 0 ? '/sys' : join(racine, 'ferme');
  if (ferme !== '/sys') await (await tenirDossier(ferme))();
  if (ferme !== '/sys') await chmod(ferme, 0o500);
  for (const dossier of [ferme, join(ferme, 'dessous')])
    await expect(tenirDossier(dossier)).rejects.toThrow(
      /DATA_DIR : rien ne s’écrit dans « .*, le compte « .* » ne peut pas y écrire.*install -d -o/,
    );
});
