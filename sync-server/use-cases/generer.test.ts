import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moisSchema } from '#shared/temps/types';
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
