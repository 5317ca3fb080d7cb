import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import type { DateCivile, Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { lireIntervenants } from '../../../store/lectures/connus';
import { lirePlage, plageDuType } from '../../../store/lire';
import { reconstruire } from '../../../transitions/reconstruire';
import { dresserBilan } from '../../cloture/clore/bilan';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { fichier } from '../../dossiers/testing/banc-import';

// An aide who changes antenna leaves what she did in the former one there: her calls that wait for their usager too.

const NUMERO = '+33199000009';
let s: BancCloture;

const attentes = async (a: Antenne): Promise<string[]> =>
  (await lirePlage<Attente>(s.b.magasin, baseAntenne(a), plageDuType('attente'))).map((x) => x.pointageId).sort();
const ou = async () => ({ SUD: await attentes('SUD'), EST: await attentes('EST') });
const appeler = async (id: string, jour: string): Promise<void> => {
  await s.pointer(id, paris(`${jour} 08:00`), paris(`${jour} 09:00`), { numeroAppelant: NUMERO });
  await s.tourner();
};
/** The daily file of aides, with I1 in that antenna; something of the other changes each day, so that the queues are read again. */
const aides = async (jour: string, antenne: Antenne): Promise<void> => {
  const lignes = [
    `I2;MME;PERRIN;Awa ${jour.at(-1)};EST;;;01/01/2024;`,
    `I1;MME;AUBERT;Djeneba;${antenne};;11111;01/01/2024;`,
  ];
  const nom = `INTERVENANTS_${jour.replaceAll('-', '')}.csv`;
  const r = await s.b.importer({ [nom]: fichier('INTERVENANTS', lignes) }, { a: `${jour}T05:00:00Z`, confirmer: true });
  expect(r.fichiers.flatMap((f) => [...f.refuses, ...(f.refusFichier ? [f.refusFichier] : [])])).toEqual([]);
  s.aller(`${jour}T06:00:00Z`);
  await s.tourner();
};
const datees = async () => (await lireIntervenants(s.b.magasin)).get('I1')?.doc.antennes;

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
});
afterAll(async () => {
  poserRegistre(REGISTRE_DE_DEPART);
  await s.b.fermer();
});

it('[PT-5] calls that wait stay in the antenna that the aide had on their day, and in its closing', async () => {
  await appeler('A', '2026-08-03');
  expect(await ou()).toEqual({ SUD: ['AA', 'AD'], EST: [] });
  await aides('2026-08-16', 'EST');
  await appeler('B', '2026-08-17');
  expect(await ou()).toEqual({ SUD: ['AA', 'AD'], EST: ['BA', 'BD'] });
  s.aller('2026-09-02T08:00:00Z');
  const p = { magasin: s.b.magasin, horloge: s.maintenant };
  const bilan = await dresserBilan(p, { antenne: 'SUD', mois: '2026-08' as Mois });
  if (!bilan.ok) throw new Error(bilan.refus.message);
  expect(bilan.valeur.comptes).toContainEqual({ quoi: 'APPEL_INCONNU', nombre: 2 });
});

it('[AP-8] rebuilt from what was received, they are where they were', async () => {
  const avant = await ou();
  await reconstruire(s.b.magasin, s.maintenant);
  expect(await ou()).toEqual(avant);
});

it('[CL-1] her antennas are dated by the files: sent again, back the same day, back later', async () => {
  const depart = { antenne: 'SUD', depuis: '0001-01-01' };
  const est = { antenne: 'EST', depuis: '2026-08-16' };
  expect(await datees()).toEqual([depart, est]);
  await aides('2026-09-03', 'EST');
  expect(await datees()).toEqual([depart, est]);
  await aides('2026-09-04', 'SUD');
  expect(await datees()).toEqual([depart, est, { antenne: 'SUD', depuis: '2026-09-04' }]);
  await aides('2026-09-05', 'EST');
  // Who has never changed is what she was.
  expect((await lireIntervenants(s.b.magasin)).get('I2')?.doc).not.toHaveProperty('antennes');
});

it('[PT-5] of an antenna that is closed, they go to the one that she has', async () => {
  poserRegistre(REGISTRE_DE_DEPART.map((f) => (f.code === 'SUD' ? { ...f, fermeeLe: '2026-09-08' as DateCivile } : f)));
  await aides('2026-09-07', 'EST');
  expect(await ou()).toEqual({ SUD: ['AA', 'AD'], EST: ['BA', 'BD'] });
  await aides('2026-09-08', 'EST');
  const apres = await ou();
  expect(apres).toEqual({ SUD: [], EST: ['AA', 'AD', 'BA', 'BD'] });
  await reconstruire(s.b.magasin, s.maintenant);
  expect(await ou()).toEqual(apres);
});
