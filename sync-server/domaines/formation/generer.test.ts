import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moisSchema } from '#shared/temps/types';
import { ouvrirBanc } from '../dossiers/testing/banc-import';
import { generer } from './generer';

const mois = [moisSchema.parse('2026-10')];
const dossier = () => mkdtemp(join(tmpdir(), 'generer-'));

describe('generer', () => {
  it('writes the files of a service', async () => {
    const vers = await dossier();
    const r = await generer({ vers, graine: 1, mois, taille: 'petite' });
    expect(r.ok).toBe(true);
    expect((await readdir(vers)).sort()).toEqual([
      'CORRECTIONS_202610.csv',
      'FINANCEURS.csv',
      'INTERVENANTS_20261001.csv',
      'PLANNING_202610.csv',
      'POINTAGES_202610.csv',
      'USAGERS_20261001.csv',
    ]);
  });

  it('[CO-3] is imported without a refused correction, unless they are asked for; nothing else changes with them', async () => {
    const banc = await ouvrirBanc();
    try {
      const [sans, avec] = [await banc.dossier(), await banc.dossier()];
      await generer({ vers: sans, graine: 1, mois, taille: 'petite' });
      await generer({ vers: avec, graine: 1, mois, taille: 'petite', refusees: true });
      const r = await banc.importerDossier(sans);
      expect(r.fichiers.flatMap((f) => f.refuses.map((x) => [f.nom, x.raison]))).toEqual([]);
      // Punches come in no order.
      const trier = (texte: string) => texte.split('\n').sort();
      const lire = async (d: string, nom: string) => readFile(join(d, nom), 'utf8');
      for (const nom of (await readdir(sans)).filter((n) => !n.startsWith('CORRECTIONS')))
        expect(trier(await lire(avec, nom)), nom).toEqual(trier(await lire(sans, nom)));
      const lignes = async (d: string) => (await lire(d, 'CORRECTIONS_202610.csv')).split('\n').length;
      expect(await lignes(avec)).toBeGreaterThan(await lignes(sans));
    } finally {
      await banc.fermer();
    }
  });

  it('leaves a folder that holds something as it is', async () => {
    const vers = await dossier();
    await writeFile(join(vers, 'PLANNING_202610.csv'), 'à moi');
    const r = await generer({ vers, graine: 1, mois, taille: 'petite' });
    expect(r).toMatchObject({ ok: false, refus: { code: 'DOSSIER_OCCUPE' } });
    expect(await readdir(vers)).toEqual(['PLANNING_202610.csv']);
  });

  it('says what to do where the month or the seed is wrong', async () => {
    const vers = await dossier();
    expect(await generer({ vers, graine: 1, mois: [], taille: 'petite' })).toMatchObject({ ok: false });
    expect(await generer({ vers, graine: -1, mois, taille: 'petite' })).toMatchObject({ ok: false });
    expect(await readdir(vers)).toEqual([]);
  });
});
