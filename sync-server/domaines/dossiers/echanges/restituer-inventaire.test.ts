import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { ecrireTout, supprimerLot } from '../../../store/ecrire';
import { lireIds, lirePlage, type Magasin, sansRev } from '../../../store/lire';
import { entourer } from '../../../store/testing/entourer';
import { rattraper } from '../../../transitions/rattraper';
import { poserGel } from '../../archive/conservation/gels';
import { purger } from '../../archive/conservation/purger';
import { type Banc, fichier, ouvrirBanc, SERVICE } from '../testing/banc-import';
import { restituer } from './restituer';

// What is told to Millésime each morning, against what was received.

const PETIT = fileURLToPath(new URL('../testing/fixtures/petit', import.meta.url));
const SUD = baseAntenne('SUD');
let banc: Banc;
beforeEach(async () => {
  banc = await ouvrirBanc();
});
afterEach(() => banc.fermer());

const faire = (date: string) => {
  const horloge = () => `${date}T05:45:00Z` as Instant;
  const ports = { magasin: banc.magasin, horloge, rattraper: () => rattraper(banc.magasin, horloge) };
  return restituer(ports, { date: date as DateCivile, auteur: 'essai' });
};
const dire = async (date: string): Promise<string> => {
  const r = await faire(date);
  return r.ok ? `${r.valeur.lignes} lignes` : `${r.refus.code} ${r.refus.message}`.replace(/\s/g, ' ');
};

const JOURNEE = {
  ...SERVICE,
  'PLANNING_202611.csv': fichier('PLANNING', [
    'V1;M1;I1;02/11/2026 08:30;02/11/2026 09:30;AD',
    'V2;M1;I1;02/11/2026 14:00;02/11/2026 15:00;AD',
  ]),
  'POINTAGES_202611.csv': fichier('POINTAGES', [
    'P1;02/11/2026 08:31:00;A;I1;M1;',
    'P2;02/11/2026 09:29:00;D;I1;M1;',
    'P3;02/11/2026 14:01:00;A;I1;M1;',
    'P4;02/11/2026 15:02:00;D;I1;M1;',
  ]),
  'CORRECTIONS_202611.csv': fichier('CORRECTIONS', [
    'C1;02/11/2026 18:00:00;anne;SUPPRESSION;P1;;;;;;;;ABSENCE_USAGER;;',
  ]),
};

test.each<[string, string, string]>([
  ['usager', SUD, 'Sud : 1 usager reçu, 0 lu'],
  ['intervenant', SUD, 'Sud : 1 aide reçue, 0 lue'],
  ['visite', SUD, 'Sud : 2 visites reçues, 1 lues'],
  ['correction', SUD, 'Sud : 1 correction reçue, 0 lue'],
  ['intervention', SUD, 'Sud : 4 pointages reçus, 2 lus'],
  ['pointage', 'tg-pointages-2026', 'Tout le service : 4 pointages reçus, 3 lus'],
  ['financeur', BASE_CENTRALE, 'Tout le service : 2 financeurs reçus, 1 lus'],
])(
  '[CL-1] a document that is gone, of the type %s: nothing is told to Millésime, and the difference is named',
  async (type, base, phrase) => {
    await banc.importer(JOURNEE, { a: '2026-11-02T22:00:00Z' });
    const pris = await lirePlage<object>(banc.magasin, base, { debut: `${type}:`, fin: `${type};`, limite: 1 });
    expect(await supprimerLot(banc.magasin, base, pris)).toBe(1);
    const dit = await dire('2026-11-03');
    expect(dit).toContain(`INVENTAIRE L’inventaire ne tombe pas juste. ${phrase}. La restitution n’a pas été faite.`);
    expect(await lireIds(banc.magasin, BASE_CENTRALE, { debut: 'restitu', fin: 'restitu~' })).toEqual([]);
    await ecrireTout(banc.magasin, base, pris.map(sansRev));
    expect(await dire('2026-11-03')).toBe('2 lignes');
  },
);

test('[CL-1] visits that were read once without being there: they are not told as undone', async () => {
  await banc.importer(JOURNEE, { a: '2026-11-02T22:00:00Z' });
  expect(await dire('2026-11-03')).toBe('2 lignes');
  const { plage } = banc.magasin;
  banc.magasin.plage = async (base, p, corps) =>
    base === SUD && p.debut.startsWith('intervention:') ? [] : plage(base, p, corps);
  // The 2nd is looked at again, as every day before the last one.
  expect(await dire('2026-11-04')).toContain('Sud : 4 pointages reçus, 0 lus');
  banc.magasin.plage = plage;
  expect(await dire('2026-11-04')).toBe('0 lignes');
});

test('[CL-1] a night: the punch after midnight is of the visit of the evening before, which another file has told', async () => {
  await banc.importer(
    {
      ...SERVICE,
      'PLANNING_202611.csv': fichier('PLANNING', ['V1;M1;I1;02/11/2026 23:30;03/11/2026 00:30;AD']),
      'POINTAGES_202611.csv': fichier('POINTAGES', [
        'P1;02/11/2026 23:31:00;A;I1;M1;',
        'P2;03/11/2026 00:29:00;D;I1;M1;',
      ]),
    },
    { a: '2026-11-03T04:00:00Z' },
  );
  for (const [jour, dites] of [
    ['2026-11-04', '0 lignes'],
    ['2026-11-05', '0 lignes'],
  ] as const)
    expect([jour, await dire(jour)]).toEqual([jour, dites]);
});

test('[CL-1] a small service is told day by day, and refused on none', async () => {
  await banc.importerDossier(PETIT, { a: '2026-10-01T04:00:00Z' });
  for (let jour = '2026-10-02' as DateCivile; jour <= '2026-10-12'; jour = ajouterJours(jour, 1))
    expect([jour, await dire(jour)]).toEqual([jour, expect.stringMatching(/^\d+ lignes$/)]);
});

const purgerLe = async (jour: string, magasin: Magasin = banc.magasin): Promise<string> => {
  const horloge = () => `${jour}T03:00:00Z` as Instant;
  const r = await purger(
    { magasin, horloge, dossier: await banc.dossier(), fichiers: {} },
    { auteur: 'essai', aBlanc: false },
  );
  return r.ok ? r.valeur.limites.INTERVENTIONS : r.refus.message;
};
/** Told to Millésime for years, day by day. */
const vivreJusquAu = async (jour: string): Promise<void> => {
  await banc.importer(JOURNEE, { a: '2026-11-02T22:00:00Z' });
  for (const [date, dites] of [
    ['2026-11-03', '2 lignes'],
    ['2026-11-04', '0 lignes'],
    [jour, '0 lignes'],
  ] as const)
    expect([date, await dire(date)]).toEqual([date, dites]);
};

test('[RE] what a purge took, under any hold, is neither missed nor told as undone: the file is made each morning', async () => {
  await vivreJusquAu('2032-01-09');
  const gel = { objet: { mois: '2026-03' as Mois }, motif: 'contentieux', auteur: 'essai' };
  expect((await poserGel({ magasin: banc.magasin, horloge: () => '2032-01-09T08:00:00Z' as Instant }, gel)).ok).toBe(
    true,
  );
  expect(await purgerLe('2032-01-10')).toBe('2027-01-01');
  // The punches of a year of which something is held stay.
  expect(await lireIds(banc.magasin, 'tg-pointages-2026', { debut: 'pointage:', fin: 'pointage;' })).toHaveLength(4);
  for (const jour of ['2032-01-10', '2032-01-11']) expect([jour, await dire(jour)]).toEqual([jour, '0 lignes']);
});

test('[RE] wherever a purge is cut, what it has taken is not told as undone', async () => {
  await vivreJusquAu('2032-01-09');
  const { magasin } = banc;
  const ECRITURES: readonly string[] = ['ecrire', 'detruireBase', 'compacter'];
  let jour = '2032-01-10' as DateCivile;
  for (let n = 0; n < 100; n += 1, jour = ajouterJours(jour, 1)) {
    let restent = n;
    const tuee = entourer(magasin, async (o, faire) => {
      if (ECRITURES.includes(o.nom)) restent -= 1;
      if (restent < 0) throw new Error('tuée');
      return faire();
    });
    const coupee = await purgerLe(jour, tuee).then(
      () => false,
      () => true,
    );
    expect([n, await dire(jour)]).toEqual([n, '0 lignes']);
    if (!coupee) break;
  }
  expect(await lireIds(magasin, BASE_CENTRALE, { debut: 'restitues:SUD:2026', fin: 'restitues:SUD:2027' })).toEqual([]);
});
