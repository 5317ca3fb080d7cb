import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Mois } from '#shared/temps/types';
import { lireFiges } from '../../../store/lectures/clos';
import { lirePlage, plageDuType } from '../../../store/lire';
import { rattraper } from '../../../transitions/rattraper';
import { codeDeSortie } from '../../dossiers/importer/rapport';
import {
  type Banc,
  fichier,
  INTERVENANTS,
  ligneUsager,
  MAINTENANT,
  ouvrirBanc,
  usagersDates,
} from '../../dossiers/testing/banc-import';
import { cloturer } from '../clore/cloturer';
import { lireCadre } from './cadre';
import { calculerMois } from './etats';

const horloge = () => MAINTENANT;
const [AOUT, SEPTEMBRE] = ['2026-08', '2026-09'] as [Mois, Mois];
let b: Banc;

/** Punches of a visit of so many hours, on a day at 8:00. */
const visite = (n: number, jour: string, heures: number): string[] => [
  `H${n}A;${jour} 08:00:00;A;I1;M1;`,
  `H${n}D;${jour} ${String(8 + heures).padStart(2, '0')}:00:00;D;I1;M1;`,
];

beforeAll(async () => {
  b = await ouvrirBanc();
  const r = await b.importer({
    'FINANCEURS.csv': fichier('FINANCEURS', [
      'APA;APA;APA;01/01/2024;0;N;1;PROCHE;26,30',
      'PROPRE;Tarif propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
    ]),
    'INTERVENANTS_20260801.csv': INTERVENANTS,
    // M2 has no visit before September: what it did not use of August's cap counts all the same.
    'USAGERS_20260801.csv': fichier('USAGERS', [
      ligneUsager('M1', { financeur: 'APA' }).replace(';45;', ';10;'),
      ligneUsager('M2', { financeur: 'APA' }).replace(';45;', ';2;'),
    ]),
    'POINTAGES_202608.csv': fichier('POINTAGES', visite(1, '03/08/2026', 8)),
    'POINTAGES_202609.csv': fichier('POINTAGES', [...visite(2, '07/09/2026', 7), ...visite(3, '08/09/2026', 6)]),
  });
  expect(codeDeSortie(r)).toBe(0);
});
afterAll(() => b.fermer());

const septembre = async (): Promise<EtatFige[]> => {
  const cadre = await lireCadre(b.magasin, horloge());
  if (!cadre.ok) throw new Error(cadre.refus.message);
  return (await calculerMois(cadre.valeur, SEPTEMBRE, ['SUD'])).parAntenne.get('SUD') ?? [];
};
const clore = async (mois: Mois): Promise<void> => {
  const p = { magasin: b.magasin, horloge, rattraper: () => rattraper(b.magasin, horloge) };
  const r = await cloturer(p, { mois, antennes: ['SUD'], auteur: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
};
const parts = (etats: readonly EtatFige[]) =>
  etats.flatMap((e) => e.visites).flatMap((v) => v.parts.map((p) => [p.numeroPec, p.moisPlafond, p.minutes]));

// Cap 10 h a month: August used 8 h, so September's 13 h take 10 h of their own, 2 h of August, and 1 h that nothing covers.
const ATTENDU = [
  ['PM1', SEPTEMBRE, 420],
  ['PM1', SEPTEMBRE, 180],
  ['PM1', AOUT, 120],
  [undefined, undefined, 60],
];

it('[FI-6] le report des heures APA est le même que le mois d’avant soit clos ou encore ouvert', async () => {
  const ouvert = await septembre();
  expect(parts(ouvert)).toEqual(ATTENDU);
  await clore(AOUT);
  expect(await septembre()).toEqual(ouvert);
});

it('[FI-6] le plafond d’un mois clos est celui d’alors, même pour qui n’a eu aucune visite', async () => {
  await b.importer({
    'USAGERS_20260901.csv': fichier('USAGERS', [
      ligneUsager('M1', { financeur: 'APA' }).replace(';45;', ';10;'),
      ligneUsager('M2', { financeur: 'APA' }).replace(';45;', ';4;'),
    ]),
    'POINTAGES_202609.csv': fichier('POINTAGES', [
      ...visite(2, '07/09/2026', 7),
      ...visite(3, '08/09/2026', 6),
      ...visite(4, '09/09/2026', 8).map((l) => l.replace(';M1;', ';M2;')),
    ]),
  });
  const siennes = (await septembre()).filter((e) => e.usagerId === 'M2');
  expect(parts(siennes)).toEqual([
    ['PM2', SEPTEMBRE, 240],
    ['PM2', AOUT, 120],
    [undefined, undefined, 120],
  ]);
});

it('[CO-5] une correction qui fait entrer une visite dans un mois clos, ou l’en sort, est tardive : rien n’est compté deux fois ni perdu', async () => {
  const total = async () => (await septembre()).flatMap((e) => e.visites).length;
  const avant = await total();
  const r = await b.importer({
    'CORRECTIONS_202608.csv': fichier('CORRECTIONS', [
      'C1;10/09/2026 10:00:00;gestion01;HORAIRE;H1A;;;;;01/09/2026 08:00;01/09/2026 09:00;;OUBLI_DEPART;;',
      'C2;10/09/2026 10:00:00;gestion01;HORAIRE;H2A;;;;;31/08/2026 08:00;31/08/2026 15:00;;OUBLI_DEPART;;',
    ]),
  });
  expect(r.fichiers.flatMap((f) => f.refuses)).toEqual([]);
  const verdicts = await lirePlage<{ decision: string }>(b.magasin, 'tg-antenne-sud', plageDuType('verdict'));
  expect(verdicts.map((v) => v.decision)).toEqual(['TARDIVE', 'TARDIVE']);
  expect(await total()).toBe(avant);
});

it('[CL-2] ce qui est figé est ce qui était calculé, et ne bouge plus', async () => {
  const calcule = await septembre();
  await clore(SEPTEMBRE);
  const usagers = fichier('USAGERS', [ligneUsager('M1', { financeur: 'APA', nom: 'AUTRE' }).replace(';45;', ';99;')]);
  await b.importer({ 'USAGERS_20261001.csv': usagers });
  const fige = (await lireFiges(b.magasin, 'SUD', SEPTEMBRE)).map(({ _rev, ...etat }) => etat);
  expect(fige).toEqual(calcule);
});

it('[CL-1] [FI-4] un usager qui change d’antenne dans le mois : la seconde clôture compte ce que la première a facturé', async () => {
  const banc = await ouvrirBanc();
  const usager = (antenne: string, heures: string) =>
    fichier('USAGERS', [ligneUsager('M1', { financeur: 'APA', antenne }).replace(';45;', `;${heures};`)]);
  const importer = async (fichiers: Record<string, string>): Promise<void> => {
    const r = await banc.importer(fichiers, { confirmer: true });
    expect(r.fichiers.map((f) => f.refusFichier)).toEqual(r.fichiers.map(() => undefined));
  };
  await importer({
    'FINANCEURS.csv': fichier('FINANCEURS', [
      'APA;APA;APA;01/01/2024;0;N;1;PROCHE;26,30',
      'PROPRE;Tarif propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
    ]),
    'INTERVENANTS_20260801.csv': INTERVENANTS,
    'USAGERS_20260801.csv': usager('EST', '10'),
    'POINTAGES_202609.csv': fichier('POINTAGES', [...visite(1, '07/09/2026', 8), ...visite(2, '21/09/2026', 8)]),
  });
  await importer({ 'USAGERS_20260915.csv': usager('SUD', '10') });
  const clore1 = async (antenne: 'EST' | 'SUD'): Promise<unknown[]> => {
    const p = { magasin: banc.magasin, horloge, rattraper: () => rattraper(banc.magasin, horloge) };
    const r = await cloturer(p, { mois: SEPTEMBRE, antennes: [antenne], auteur: 'essai', motif: 'essai' });
    if (!r.ok) throw new Error(r.refus.message);
    return parts((await lireFiges(banc.magasin, antenne, SEPTEMBRE)).map(({ _rev, ...e }) => e));
  };
  expect(await clore1('EST')).toEqual([['PM1', SEPTEMBRE, 480]]);
  // Lowered meanwhile to 9 h, by a date of the month: 8 h of them are billed, whatever would be split today.
  const ligne = ligneUsager('M1', { financeur: 'APA', antenne: 'SUD', heures: '9' });
  await importer({ 'USAGERS_20260920.csv': usagersDates([[ligne, '01/09/2026']]) });
  expect(await clore1('SUD')).toEqual([
    ['PM1', SEPTEMBRE, 60],
    [undefined, undefined, 420],
  ]);
  await banc.fermer();
});
