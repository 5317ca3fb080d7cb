import { afterEach, expect, it } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ajouterMois } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { assurerBases } from '../../../store/bases';
import { peutAvoirADire } from '../../../store/lectures/a-dire';
import { lireFiges } from '../../../store/lectures/clos';
import { idRepereCloture } from '../../../store/lectures/ecrits-depuis';
import { lireMoisClos } from '../../../store/lectures/mois-clos';
import { lireUn } from '../../../store/lire';
import { poserGel } from '../../archive/conservation/gels';
import { purger } from '../../archive/conservation/purger';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

// [RE] Ten hours of APA a month. What December 2026 left of them was drawn on by January 2027; then 2026 is purged.

let s: BancCloture;
afterEach(() => s.b.fermer());

const visite = async (id: string, jour: string, heures: number, usagerId: string): Promise<void> => {
  s.aller(`${jour}T20:00:00Z`);
  await s.pointer(id, paris(`${jour} 08:00`), paris(`${jour} ${String(8 + heures).padStart(2, '0')}:00`), { usagerId });
};
const clore = async (mois: string) => {
  s.aller(`${ajouterMois(mois as Mois, 1)}-02T08:00:00Z`);
  await s.clore(mois as Mois, ['SUD']);
};
const purgerLe = async (jour: string): Promise<void> => {
  s.aller(`${jour}T03:00:00Z`);
  const ports = { magasin: s.b.magasin, horloge: s.maintenant, dossier: await s.b.dossier(), fichiers: {} };
  const fait = await purger(ports, { auteur: 'essai', aBlanc: false });
  if (!fait.ok) throw new Error(fait.refus.message);
  expect(fait.valeur.limites.INTERVENTIONS).toBe('2027-01-01');
};
/** What the closing of that month, made now, rectifies in those before. */
const rectifie = async (mois: string): Promise<string[]> => {
  await s.clore(mois as Mois, ['SUD']);
  const f = await s.fichiers(mois as Mois, ['SUD']);
  return [
    `COMPLEMENTAIRE_SUD_${mois.replace('-', '')}.csv`,
    `VENTILATION_COMPLEMENTAIRE_SUD_${mois.replace('-', '')}.csv`,
  ].flatMap((nom) => lignesDe(f[nom]));
};
/** As after a restoration: the next closing looks at every month again. */
const toutRelire = async (): Promise<void> => {
  const repere = await lireUn<object>(s.b.magasin, BASE_CENTRALE, idRepereCloture('SUD'));
  await s.poser(BASE_CENTRALE, [{ ...repere, _id: idRepereCloture('SUD'), sequences: {} }]);
};

const VISITES: readonly [nom: string, jour: string, heures: number][] = [
  ['D', '2026-12-31', 8],
  ['J', '2027-01-04', 13],
  ['F', '2027-02-04', 11],
  ['Q', '2027-06-03', 2],
];

const vivre = async (): Promise<void> => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M3', 10)]);
  await assurerBases(s.b.magasin, ['tg-pointages-2027']);
  for (let m = '2026-12' as Mois; m <= '2027-06'; m = ajouterMois(m, 1)) {
    for (const [nom, jour, heures] of VISITES.filter((v) => v[1].startsWith(m))) {
      await visite(nom, jour, heures, 'M1');
      await visite(`${nom}3`, jour, heures, 'M3');
    }
    await clore(m);
  }
  const [janvier] = await lireFiges(s.b.magasin, 'SUD', '2027-01' as Mois);
  expect(janvier?.visites.flatMap((v) => v.parts.map((p) => [p.moisPlafond, p.minutes]))).toEqual([
    ['2027-01', 600],
    ['2026-12', 120],
    [undefined, 60],
  ]);
};

it('[RE] [FI-6] une purge ne fait rectifier aucun mois : ceux qui ont puisé dans ce qu’elle efface restent tels qu’ils sont partis', async () => {
  await vivre();
  await purgerLe('2032-01-10');
  expect(await rectifie('2027-07')).toEqual([]);
  await toutRelire();
  expect(await rectifie('2027-08')).toEqual([]);
});

it('[RE] [FI-6] une visite gardée par un gel ne fait pas prendre pour vides les plafonds de l’année effacée', async () => {
  await vivre();
  const gel = { objet: { usagerId: 'M3' }, motif: 'contentieux', auteur: 'essai' };
  expect((await poserGel({ magasin: s.b.magasin, horloge: s.maintenant }, gel)).ok).toBe(true);
  await purgerLe('2032-01-10');
  expect(await rectifie('2027-07')).toEqual([]);
  await toutRelire();
  expect(await rectifie('2027-08')).toEqual([]);
});

it('[RE] [CL-4] après une purge, une correction tardive d’un mois dont tout est gardé part encore', async () => {
  await vivre();
  await purgerLe('2032-01-10');
  await s.corriger(await s.intervention('SUD', 'QA'), 'HORAIRE', { fin: paris('2027-06-03 09:00') });
  expect(await rectifie('2027-07')).toEqual([
    'M1;I1;03/06/2027 08:00;03/06/2027 10:00;120;0;;AD;M1;I1;03/06/2027 08:00;03/06/2027 09:00;60;0;OUBLI_DEPART;AD;2027-06',
    'M1;PM1;APA;I1;120;60;1;2027-06',
  ]);
});

it('[RE] [CL-4] une antenne qui ne prend plus personne n’a rien à dire de ce qu’une purge efface', async () => {
  await vivre();
  const aDire = async () =>
    peutAvoirADire(s.b.magasin, 'SUD', [...((await lireMoisClos(s.b.magasin)).get('SUD') ?? [])].sort());
  expect(await aDire()).toBe(false);
  await purgerLe('2032-01-10');
  expect(await aDire()).toBe(false);
  await s.corriger(await s.intervention('SUD', 'QA'), 'HORAIRE', { fin: paris('2027-06-03 09:00') });
  await s.tourner();
  expect(await aDire()).toBe(true);
});

it('[RE] [FI-6] une conservation que l’on rallonge ne rend pas ce qu’une purge a pris : ses mois, et ceux qui y ont puisé, ne se comparent plus', async () => {
  await vivre();
  await purgerLe('2032-01-10');
  await s.poser(BASE_CENTRALE, [
    {
      _id: 'parametre:conservationInterventions:2032-01-11',
      type: 'parametre',
      cle: 'conservationInterventions',
      depuis: '2032-01-11',
      valeur: 120,
      auteur: 'essai',
      instant: s.maintenant(),
    },
  ]);
  s.aller('2032-01-12T03:00:00Z');
  await toutRelire();
  expect(await rectifie('2027-07')).toEqual([]);
});

it('[RE] [CL-4] ce qu’une clôture effacée avait rectifié d’un mois clos avant elle ne part pas une seconde fois', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await assurerBases(s.b.magasin, ['tg-pointages-2027']);
  await visite('D', '2026-12-31', 8, 'M1');
  await visite('S', '2027-08-03', 2, 'M1');
  await clore('2027-08');
  await s.corriger(await s.intervention('SUD', 'SA'), 'HORAIRE', { fin: paris('2027-08-03 09:00') });
  expect(await rectifie('2026-12')).toEqual([
    'M1;I1;03/08/2027 08:00;03/08/2027 10:00;120;0;;AD;M1;I1;03/08/2027 08:00;03/08/2027 09:00;60;0;OUBLI_DEPART;AD;2027-08',
    'M1;PM1;APA;I1;120;60;1;2027-08',
  ]);
  await purgerLe('2032-01-10');
  await toutRelire();
  expect(await rectifie('2027-09')).toEqual([]);
});

it('[RE] [FI-6] les visites effacées ont eu lieu : le report se compte encore depuis elles, quand aucune ne les suit de près', async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
  await assurerBases(s.b.magasin, ['tg-pointages-2027']);
  await visite('D', '2026-12-31', 8, 'M1');
  await clore('2026-12');
  await visite('S', '2027-08-03', 13, 'M1');
  await clore('2027-08');
  await purgerLe('2032-01-10');
  await toutRelire();
  expect(await rectifie('2027-09')).toEqual([]);
});
