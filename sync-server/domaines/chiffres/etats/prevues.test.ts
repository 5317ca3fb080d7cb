import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import type { DemandeEtat, TableauEtat } from '#shared/etats/contrat';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { fichier } from '../../dossiers/testing/banc-import';
import { calculerEtat, calculerPlannings } from './calculer';

// « Où elle en est », in the plannings: October is closed, then corrected; November and December are open.

const [OCT, NOV, DEC] = ['2026-10', '2026-11', '2026-12'] as [Mois, Mois, Mois];

let s: BancCloture;
const demander = async (mois: Mois, plus: Pick<DemandeEtat, 'etat'> & Partial<DemandeEtat>): Promise<TableauEtat> => {
  const periode = { antenne: 'SUD' as const, du: premierJour(mois), au: dernierJour(mois) };
  const r = await calculerEtat(s.b.magasin, { ...periode, ...plus }, s.maintenant);
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur;
};
/** Day, aide, minutes planned and made, words. */
const lignes = ({ lignes: toutes }: Pick<TableauEtat, 'lignes'>): unknown[][] =>
  toutes
    .map(({ valeurs: v }) => [
      String(v.date).slice(8),
      String(v.intervenant).split(' ')[0],
      ...[v.prevu, v.realise, String(v.statut).replaceAll('\u00a0', ' ')],
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
const planningDe = (usager: string) => ({ etat: 'planning-usager', usager });
const heures = (jour: string) => [`${jour}T07:00:00Z`, `${jour}T08:00:00Z`] as [string, string];
const seul = (id: string, instant: string) => ({
  _id: `pointage:${instant}:${id}`,
  ...{ type: 'pointage', id, sens: 'ARRIVEE', instant, recuLe: instant, source: 'SVI' },
  ...{ intervenantId: 'I1', usagerId: 'M1' },
});
const visite = async (jour: string) => {
  const i = (await s.interventions('SUD')).find((x) => x.date === jour);
  if (!i) throw new Error(jour);
  return i;
};
const prevue = (id: string, jour: string, usager: string, aide = 'I1'): string =>
  `${id};${usager};${aide};${jour} 08:00;${jour} 09:00;AD`;

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 40), ligneApa('M2', 40), ligneApa('M3', 40)]);
  const planning = (mois: Mois, visites: readonly string[]) =>
    s.b.importer({ [`PLANNING_${mois.replace('-', '')}.csv`]: fichier('PLANNING', visites) }, { a: s.maintenant() });
  s.aller('2026-09-20T06:00:00Z');
  await planning(
    OCT,
    ['05', '06', '07', '08', '09'].map((j) => prevue(`V${j}`, `${j}/10/2026`, 'M1')),
  );
  s.aller('2026-10-12T06:00:00Z');
  await s.poser('tg-pointages-2026', [seul('A5', '2026-10-05T06:00:00Z')]);
  await s.pointer('P6', '2026-10-06T06:00:00Z', '2026-10-06T07:00:00Z');
  await s.tourner();
  await s.corriger(await visite('2026-10-09'), 'SUPPRESSION', {
    cible: { genre: 'VISITE', id: 'V09' },
    motif: 'ABSENCE_USAGER',
  });
  s.aller('2026-11-05T08:00:00Z');
  await s.tourner();
  await s.clore(OCT, ['SUD']);
  s.aller('2026-11-06T08:00:00Z');
  await s.corriger(await visite('2026-10-05'), 'HORAIRE', {
    fin: '2026-10-05T07:00:00Z' as Instant,
    motif: 'OUBLI_DEPART',
  });
  await s.pointer('P7', '2026-10-07T06:00:00Z', '2026-10-07T07:00:00Z');
  await s.corriger(await visite('2026-10-06'), 'SUPPRESSION', { motif: 'AUTRE', commentaire: 'doublon' });

  await planning(
    NOV,
    ['09', '10', '11'].map((j) => prevue(`W${j}`, `${j}/11/2026`, 'M1')),
  );
  s.aller('2026-11-12T08:00:00Z');
  await s.pointer('Q9', ...heures('2026-11-09'), { intervenantId: 'I2' });
  await s.pointer('Q10', ...heures('2026-11-10'));
  await s.tourner();
  await s.donner('Q10A', 'M2');

  const decembre = ['07', '08', '09', '10'].map((j) => prevue(`X${j}`, `${j}/12/2026`, 'M3'));
  await planning(DEC, decembre);
  s.aller('2026-12-07T20:00:00Z');
  await planning(DEC, decembre.slice(0, 3));
  const commun = { antenne: 'SUD', auteur: 'essai', poste: 'p', date: '2026-12-07', instant: s.maintenant() };
  await s.poser(baseAntenne('SUD'), [
    {
      _id: 'absence:2026-12-07:D',
      type: 'absence',
      id: 'D',
      usagerId: 'M3',
      ...commun,
      nature: 'DECES',
      du: '2026-12-08',
    },
  ]);
  await s.tourner();
});
afterAll(() => s.b.fermer());

it('[CL-2] [CL-4] a closed month’s planning has what was closed; what came since is said, and has no hours there', async () => {
  const t = await demander(OCT, planningDe('M1'));
  expect(lignes(t)).toEqual([
    ['05', 'AUBERT', 60, 0, 'Sans départ à la clôture ; depuis : faite, corrigée'],
    ['06', 'AUBERT', 60, 60, 'Faite à la clôture ; depuis : annulée'],
    ['07', 'AUBERT', 60, 0, 'Non pointée à la clôture ; depuis : faite'],
    ['08', 'AUBERT', 60, 0, 'Non pointée'],
    ['09', 'AUBERT', 60, 0, 'Annulée'],
  ]);
  expect(t.avertissements.join(' ')).toContain('Un mois clos se lit tel qu’il a été clos');
  expect(lignes(await demander(OCT, { etat: 'planning-intervenants' }))).toEqual(lignes(t));
  expect(lignes(await demander(OCT, { etat: 'planning-intervenants', intervenant: 'I1' }))).toEqual(lignes(t));
});

it('what another made is said by whom in the planning of one aide, alone or among all pages; a visit given to another usager names nobody', async () => {
  const deI1 = [
    ['09', 'AUBERT', 60, 0, 'Faite par PERRIN Awa'],
    ['10', 'AUBERT', 60, 60, 'Faite, corrigée'],
    ['11', 'AUBERT', 60, 0, 'Non pointée'],
  ];
  expect(lignes(await demander(NOV, { etat: 'planning-intervenants', intervenant: 'I1' }))).toEqual(deI1);
  const deI2 = [['09', 'PERRIN', 60, 60, 'Faite']];
  expect(lignes(await demander(NOV, { etat: 'planning-intervenants', intervenant: 'I2' }))).toEqual(deI2);
  expect(lignes(await demander(NOV, { etat: 'planning-intervenants' }))).toEqual([...deI2, ...deI1.slice(1)]);
  expect(lignes(await demander(NOV, planningDe('M1')))).toEqual([
    ['09', 'PERRIN', 60, 60, 'Faite'],
    ['10', 'AUBERT', 60, 0, 'Faite chez un autre usager'],
    ['11', 'AUBERT', 60, 0, 'Non pointée'],
  ]);
  const demande = {
    etat: 'planning-intervenants',
    antenne: 'SUD' as const,
    du: premierJour(NOV),
    au: dernierJour(NOV),
  };
  const lot = await calculerPlannings(s.b.magasin, demande, s.maintenant);
  if (!lot.ok) throw new Error(lot.refus.message);
  expect(lot.valeur.pages.map((p) => lignes(p.tableau))).toEqual([deI1, deI2]);
});

it('a visit whose hours were moved out of the period says on which day it was made', async () => {
  const un = { ...planningDe('M1'), au: '2026-11-09', du: '2026-11-09' } as Partial<DemandeEtat>;
  await s.corriger(await visite('2026-11-09'), 'HORAIRE', {
    debut: '2026-11-11T07:00:00Z' as Instant,
    fin: '2026-11-11T08:00:00Z' as Instant,
    motif: 'AUTRE',
    commentaire: 'autre jour',
  });
  await s.tourner();
  expect(lignes(await demander(NOV, { etat: 'planning-usager', ...un }))).toEqual([
    ['09', 'PERRIN', 60, 0, 'Faite le 11 novembre 2026'],
  ]);
});

it('[PT-7] the plannings send nobody to a usager who has died, and say what Millésime no longer plans', async () => {
  const attendu = [
    ['07', 'AUBERT', 60, 0, 'Non pointée'],
    ['08', 'AUBERT', 60, 0, 'À retirer (décès)'],
    ['09', 'AUBERT', 60, 0, 'À retirer (décès)'],
    ['10', 'AUBERT', 60, 0, 'À retirer (décès), absente du planning de Millésime depuis le 7 décembre 2026'],
  ];
  expect(lignes(await demander(DEC, planningDe('M3')))).toEqual(attendu);
  expect(lignes(await demander(DEC, { etat: 'planning-intervenants' }))).toEqual(attendu);
});
