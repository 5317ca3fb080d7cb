import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ecrireAtomique } from './fichiers';

describe('remplacer un fichier', () => {
  let dossier: string;
  beforeAll(async () => {
    dossier = await mkdtemp(join(tmpdir(), 'telegestion-fichiers-'));
  });
  afterAll(() => rm(dossier, { recursive: true, force: true }));

  it('demandé plusieurs fois à la fois, il tient la dernière demande, et rien d’autre ne reste', async () => {
    const chemin = join(dossier, 'annuaire.json');
    // The first is the longest to write: it would end last.
    const contenus = [2_000_000, ...Array.from({ length: 20 }, (_, i) => 21 - i)].map((n) => 'x'.repeat(n));
    await Promise.all(contenus.map((c) => ecrireAtomique(chemin, c)));
    expect((await readFile(chemin, 'utf8')).length).toBe(2);
    expect(await readdir(dossier)).toEqual(['annuaire.json']);
  });

  it('un échec est dit à qui l’a demandé, et n’empêche pas les suivants', async () => {
    const chemin = join(dossier, 'sans-dossier', 'f.json');
    const refusee = ecrireAtomique(chemin, 'a');
    const suivante = ecrireAtomique(chemin, 'b');
    await expect(refusee).rejects.toThrow('ENOENT');
    await expect(suivante).rejects.toThrow('ENOENT');
    await mkdir(dirname(chemin));
    await ecrireAtomique(chemin, 'c');
    expect(await readFile(chemin, 'utf8')).toBe('c');
  });
});
