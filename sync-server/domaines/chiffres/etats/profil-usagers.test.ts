import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, idUsager } from '#shared/contrats/ids';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { changer, sansReponse } from '../../../store/ecrire';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { calculerEtat, detaillerEtat } from './calculer';

const [AOUT, SEPTEMBRE] = ['2026-08', '2026-09'] as [Mois, Mois];
let banc: BancCloture;
beforeAll(async () => {
  banc = await ouvrirBancCloture([ligneApa('M1', 20)]);
});
afterAll(() => banc.b.fermer());

const evaluer = async (gir: number): Promise<void> => {
  sansReponse(await changer<Usager>(banc.b.magasin, baseAntenne('SUD'), idUsager('M1'), (u) => ({ ...u, gir })));
  await banc.tourner();
};
const visites = async (mois: Mois, n: number): Promise<void> => {
  for (let i = 1; i <= n; i++) await banc.pointer(`${mois}-${i}`, `${mois}-1${i}T08:00:00Z`, `${mois}-1${i}T09:00:00Z`);
  await banc.tourner();
};

test('[RG] a GIR that has changed: behind its row stand all the visits that it counts, and behind the former one none', async () => {
  await evaluer(4);
  banc.aller('2026-09-01T08:00:00Z');
  await visites(AOUT, 2);
  await banc.clore(AOUT);
  await evaluer(3);
  banc.aller('2026-10-01T08:00:00Z');
  await visites(SEPTEMBRE, 1);
  const d = { etat: 'profil-usagers', antenne: 'SUD' as const, du: premierJour(AOUT), au: dernierJour(SEPTEMBRE) };
  const r = await calculerEtat(banc.b.magasin, d, banc.maintenant);
  if (!r.ok) throw new Error(r.refus.message);
  const gir = r.valeur.lignes.filter((l) => l.valeurs.critere === 'GIR' && l.valeurs.usagers !== 0);
  expect(gir.map((l) => [l.cle, l.valeurs.minutes])).toEqual([['gir=3', 180]]);
  for (const [cle, total] of [
    ['gir=3', 3],
    ['gir=4', 0],
    ['sexe=F', 3],
  ] as const)
    expect([cle, await detaillerEtat(banc.b.magasin, d, cle, banc.maintenant)]).toMatchObject([
      cle,
      { ok: true, valeur: { total } },
    ]);
});
