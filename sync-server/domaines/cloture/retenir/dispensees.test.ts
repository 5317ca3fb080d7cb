import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { baseAntenne, idAlerte } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Mois } from '#shared/temps/types';
import { acquittement, jour, paris } from '#shared/testing/constructeurs';
import { fichier } from '../../dossiers/testing/banc-import';
import { dresserBilan } from '../clore/bilan';
import { cloturer } from '../clore/cloturer';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';

const MOIS = '2026-10' as Mois;
const SUD = baseAntenne('SUD');
let s: BancCloture;

const visite = (id: string, usager: string, quand: string): string =>
  `${id};${usager};I1;${quand} 09:00;${quand} 10:00;AD`;
const saisie = (id: string) => ({
  id,
  date: jour('2026-10-01'),
  antenne: 'SUD' as const,
  auteur: 'anne',
  instant: paris('2026-10-01 08:00'),
  poste: 'PC',
});
const absence = (id: string, usagerId: string, plus: Pick<Absence, 'nature' | 'du'> & Partial<Absence>): Absence => ({
  ...saisie(id),
  _id: `absence:2026-10-01:${id}`,
  type: 'absence',
  usagerId,
  ...plus,
});

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M2', 10), ligneApa('M3', 10)]);
  s.aller('2026-10-01T05:00:00Z');
  const lignes = [
    visite('V1', 'M1', '05/10/2026'),
    visite('V2', 'M2', '06/10/2026'),
    visite('V3', 'M3', '07/10/2026'),
    visite('V4', 'M3', '08/10/2026'),
  ];
  const r = await s.b.importer({ 'PLANNING_202610.csv': fichier('PLANNING', lignes) }, { a: s.maintenant() });
  expect(r.fichiers.flatMap((f) => [f.refusFichier, ...f.refuses])).toEqual([undefined]);
  await s.poser(SUD, [
    absence('A2', 'M2', { nature: 'HOSPITALISATION', du: jour('2026-10-02'), au: jour('2026-10-20') }),
    absence('A3', 'M3', { nature: 'DECES', du: jour('2026-10-02') }),
  ]);
  await s.pointer('P', paris('2026-10-08 09:00'), paris('2026-10-08 10:00'), { usagerId: 'M3' });
  s.aller('2026-11-02T08:00:00Z');
  await s.tourner();
});
afterAll(() => s.b.fermer());

const compter = async (): Promise<Record<string, number>> => {
  const r = await dresserBilan({ magasin: s.b.magasin, horloge: s.maintenant }, { antenne: 'SUD', mois: MOIS });
  if (!r.ok) throw new Error(r.refus.message);
  return Object.fromEntries(r.valeur.comptes.map((c) => [c.quoi, c.nombre]));
};

it('[CL-1] ce que la liste des visites nomme absence, ou à retirer, se compte à part ; une visite pointée après un décès se dit, jusqu’à ce qu’on l’ait vue', async () => {
  expect(await compter()).toMatchObject({ NON_POINTEE: 1, A_RETIRER: 1, ABSENCE: 1, POINTEE_EN_ABSENCE: 1 });
  const pointee = (await s.interventions('SUD')).find((i) => i.arrivee?.id === 'PA');
  if (!pointee) throw new Error('une visite pointée attendue');
  const alerteId = idAlerte(pointee.date, 'POINTEE_EN_ABSENCE', pointee.id);
  await s.poser(SUD, [acquittement('Q1', jour('2026-10-01'), alerteId, saisie('Q1'))]);
  expect(await compter()).not.toHaveProperty('POINTEE_EN_ABSENCE');
});

it('[AL-5] on the first day of an absence, a visit that was over before it was noted is counted as not punched', async () => {
  const notee = absence('A1', 'M1', {
    nature: 'HOSPITALISATION',
    du: jour('2026-10-05'),
    instant: paris('2026-10-05 15:00'),
  });
  await s.poser(SUD, [notee]);
  expect(await compter()).toMatchObject({ NON_POINTEE: 1, A_RETIRER: 1, ABSENCE: 1 });
  const annulee = {
    ...notee,
    _id: `${notee._id}x`,
    id: 'A1x',
    remplace: 'A1',
    annulee: true,
    instant: paris('2026-10-06 09:00'),
  };
  await s.poser(SUD, [annulee]);
});

it('[CL-1] un appel d’un numéro masqué ne se compte plus une fois que sa visite a cette heure', async () => {
  const masque = (id: string, date: string): Attente => ({
    _id: `attente:${date}:${id}`,
    type: 'attente',
    pointageId: id,
    date: jour(date),
    antenne: 'SUD',
    raison: 'USAGER_INCONNU',
    sens: 'ARRIVEE',
    instant: paris(`${date} 09:01`),
    recuLe: paris(`${date} 09:01`),
    source: 'SVI',
    intervenantId: 'I1',
  });
  await s.poser(SUD, [masque('M1', '2026-10-07'), masque('M2', '2026-10-08')]);
  expect(await compter()).toMatchObject({ APPEL_INCONNU: 1 });
});

it('[CL-1] le refus de clore nomme ce qui reste à régler comme l’écran le nomme', async () => {
  const commande = { mois: MOIS, antennes: ['SUD' as const], auteur: 'anne' };
  const ports = { magasin: s.b.magasin, horloge: s.maintenant, rattraper: async () => {} };
  const r = await cloturer(ports, commande);
  expect(r.ok ? '' : r.refus.message).toMatch(
    /Sud : 1 prévue et non pointée, 1 à retirer de Millésime : prévue après un décès ou un départ, 1 prévue pendant une absence\. Corrigez-les/,
  );
});
