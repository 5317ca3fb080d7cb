import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { instantDe } from '#shared/temps/paris';
import { dossierTemporaire } from './testing/atelier';
import { demarrer, INSTANT, toutFermer } from './testing/svi-dessai';

afterEach(toutFermer);

type Essai = Awaited<ReturnType<typeof demarrer>>;
const sante = async (
  svi: Essai,
): Promise<{ pret: boolean; travailleur: string; alertes: { code: string; depuis: string }[]; annuaire: object }> =>
  (await fetch(`${svi.url}/sante`)).json() as never;
const codes = async (svi: Essai): Promise<string[]> => (await sante(svi)).alertes.map((a) => a.code);
const maintenant = (svi: Essai): string => instantDe(svi.horloge.maintenant);

describe('alertes, dans /sante, avec depuis quand', () => {
  test('none on a worker that does its work', async () => {
    const svi = await demarrer();
    await svi.appeler({ touches: '71248,1' });
    expect((await sante(svi)).alertes).toEqual([]);
  });

  test('each worker is told from another by its mark, which says nothing of where it is', async () => {
    const [a, b] = [await demarrer(), await demarrer()];
    const marques = [(await sante(a)).travailleur, (await sante(a)).travailleur, (await sante(b)).travailleur];
    expect(marques.every((m) => /^[0-9a-f]{12}$/.test(m))).toBe(true);
    expect(new Set(marques).size).toBe(2);
  });

  test('ANNUAIRE_AGE: its age is told, and is an alert beyond the setting; never heard of counts from the start', async () => {
    const svi = await demarrer(await dossierTemporaire(), undefined, { ANNUAIRE_AGE_ALERTE_S: '600' });
    svi.horloge.maintenant += 599_000;
    expect(await codes(svi)).toEqual([]);
    svi.horloge.maintenant += 2_000;
    expect((await sante(svi)).alertes).toEqual([{ code: 'ANNUAIRE_AGE', depuis: maintenant(svi) }]);
    expect(svi.lignes.join()).toContain('ANNUAIRE_AGE');
    svi.horloge.maintenant += 60_000;
    // It stands since it began, not since it was last looked at.
    expect((await sante(svi)).alertes[0]?.depuis).not.toBe(maintenant(svi));
  });

  test('TRANSMISSION_EN_RETARD: a punch that CouchDB has not confirmed for too long', async () => {
    const svi = await demarrer(undefined, undefined, { TRANSMISSION_RETARD_ALERTE_S: '60' });
    await svi.appeler({ touches: '71248,1' });
    svi.horloge.maintenant += 60_000;
    expect(await codes(svi)).toEqual([]);
    svi.horloge.maintenant += 1_000;
    expect(await codes(svi)).toEqual(['TRANSMISSION_EN_RETARD']);
  });

  test('[PT-2] HORLOGE: ten minutes early or late; calls go on at our time; a call in agreement ends it', async () => {
    const svi = await demarrer();
    for (const [id, ecart] of [
      ['avance', 600_000],
      ['retard', -600_000],
    ] as const) {
      const debut = new Date(svi.horloge.maintenant + ecart);
      const appel = await svi.appeler({ touches: '71248,1', callUuid: id, debut });
      expect(appel.dit).toContain('Arrivée enregistrée à 2 heures 31.');
      expect((await sante(svi)).alertes).toEqual([{ code: 'HORLOGE', depuis: INSTANT }]);
    }
    expect((await svi.documents()).map((d) => d.instant)).toEqual([INSTANT, INSTANT]);
    await svi.appeler({ touches: '71248,1', callUuid: 'juste' });
    expect(await codes(svi)).toEqual([]);
  });

  test('RAFALE: as long as a number is refused', async () => {
    const svi = await demarrer();
    for (let i = 0; i < 4; i += 1) await svi.appeler({ touches: '11111,22222,33333' });
    expect((await sante(svi)).alertes).toEqual([{ code: 'RAFALE', depuis: INSTANT }]);
    svi.horloge.maintenant += 3_601_000;
    await expect.poll(() => codes(svi)).not.toContain('RAFALE');
  });

  test('JOURNAL_ABIME: lines that cannot be read, and the others are there', async () => {
    const svi = await demarrer();
    for (const id of ['un', 'deux', 'trois']) await svi.appeler({ touches: '71248,1', callUuid: id });
    await svi.arreter();
    const journal = join(svi.dossier, 'svi', 'journal');
    const [segment = ''] = (await readdir(journal)).filter((n) => n.endsWith('.log'));
    const lignes = (await readFile(join(journal, segment), 'utf8')).split('\n');
    const abime = lignes.findIndex((l) => l.includes('"id":"deux-0-M1"'));
    lignes[abime] = (lignes[abime] ?? '').replace('ARRIVEE', 'DEPART ');
    await writeFile(join(journal, segment), lignes.join('\n'));
    const autre = await demarrer(svi.dossier);
    expect((await sante(autre)).alertes).toEqual([{ code: 'JOURNAL_ABIME', depuis: INSTANT }]);
    expect((await autre.documents()).map((d) => d.id)).toEqual(['un-0-M1', 'trois-0-M1']);
  });
});
