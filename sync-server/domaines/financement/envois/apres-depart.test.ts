import { afterAll, beforeAll, expect, it } from 'vitest';
import { antenneSchema } from '#shared/contrats/antenne';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import type { DateCivile, Instant } from '#shared/temps/types';
import { rattraper } from '../../../transitions/rattraper';
import { creerAntenne } from '../../antennes/antennes';
import { dresserBilan } from '../../cloture/clore/bilan';
import { fichier } from '../../dossiers/testing/banc-import';
import { type BancEnvois, cloreMois, MOIS, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';
import { envoyer } from './envoyer';
import { listerEnvois } from './lister';

// An antenna that opened since has visits of a month whose files have left for the DASES.

const NEUVE = antenneSchema.parse('ZZ_NEUVE');
const LE = '2026-11-20T08:00:00Z' as Instant;
let b: BancEnvois;
beforeAll(async () => {
  b = await ouvrirBancEnvois({ horloge: () => '2026-11-06T08:00:00Z' as Instant });
  await b.clore();
  await b.valider();
});
afterAll(async () => {
  poserRegistre(REGISTRE_DE_DEPART);
  await b.fermer();
});

const bilan = async () => {
  const horloge = () => LE;
  await rattraper(b.magasin, horloge);
  const r = await dresserBilan({ magasin: b.magasin, horloge }, { antenne: NEUVE, mois: MOIS });
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur.partisLe;
};
const apresDepart = async () => {
  const { antennes } = await listerEnvois(b.ports, MOIS, { complet: true, peutEnvoyer: true });
  return antennes.flatMap((a) => (a.apresDepart ? a.antenne : []));
};

it('[CL-5] hours that no file for the DASES will have are said before the closing, and beside the files', async () => {
  const acte = { magasin: b.magasin, horloge: () => LE, auteur: 'admin' };
  expect((await creerAntenne(acte, { code: NEUVE, libelle: 'Neuve', ouverteLe: '2026-11-01' as DateCivile })).ok).toBe(
    true,
  );
  expect((await envoyer(b.ports, { mois: MOIS, destination: 'DASES', auteur: 'siege' })).ok).toBe(true);
  // Nothing of it yet.
  expect(await bilan()).toBeUndefined();
  const usagers = fichier('USAGERS', [
    ...USAGERS.split('\r\n').slice(1, -2),
    `M9;MME;LEBRUN;Zoé;177 rue Royer;75013;Paris;24/01/1933;;;${NEUVE};P9;APA75;1;01/06/2025;;;AD;O`,
  ]);
  const punchs = ['A9;14/10/2026 14:00:00;A;I1;M9;', 'D9;14/10/2026 15:00:00;D;I1;M9;'];
  await b.importer({ 'USAGERS_20261115.csv': usagers }, { a: '2026-11-15T08:00:00Z', confirmer: true });
  await b.importer({ 'POINTAGES_202610.csv': fichier('POINTAGES', punchs) }, { a: '2026-11-15T09:00:00Z' });
  expect(await bilan()).toBe('2026-11-06T08:00:00Z');
  expect(await apresDepart()).toEqual([]);
  expect(await cloreMois(b, MOIS, LE, [NEUVE])).toBe('');
  expect(await apresDepart()).toEqual([NEUVE]);
});
