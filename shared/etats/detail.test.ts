import { expect, test } from 'vitest';
import type { VisiteFigee } from '../contrats/cloture/cloture';
import { dateParis } from '../temps/paris';
import type { DateCivile, Minutes, Mois } from '../temps/types';
import { paris } from '../testing/constructeurs';
import type { UsagerAgrege } from './agregat';
import type { DemandeEtat } from './contrat';
import { detailler, estDuDetail } from './detail';
import type { CorrigeeSituee, Matiere, SuspensSitue, VisiteSituee } from './matiere';
import { ETATS } from './registre';

const visite = (id: string, statut: VisiteFigee['statut'], anomalies: VisiteFigee['anomalies'] = []): VisiteSituee => ({
  ...{ interventionId: id, usagerId: 'U1', intervenantId: 'I1', intervenantNom: 'I1', codePrestation: 'AD' },
  ...{ debut: paris('2026-10-02 08:00'), fin: paris('2026-10-02 09:00'), duree: 60 as Minutes },
  ...{ minutesComplementaires: 0 as Minutes, statut, anomalies, parts: [], corrections: [], antenne: 'EST' },
});
const LUES = [
  visite('V1', 'COMPLETE'),
  visite('V2', 'CORRIGEE'),
  visite('V3', 'CREEE'),
  visite('V4', 'COMPLETE', ['NUMERO_AUTRE']),
];
const CORRIGEES = LUES.slice(1, 3).map((v): CorrigeeSituee => {
  const { interventionId, usagerId, intervenantId, antenne } = v;
  return { interventionId, usagerId, intervenantId, date: dateParis(v.debut), antenne, visite: v };
});
const APPEL: SuspensSitue = {
  ...{ genre: 'APPEL', id: 'A1', antenne: 'EST', instant: paris('2026-10-02 10:00'), usagerId: 'U1' },
  raison: 'Appel sans suite',
};
const REELLES = { reelles: 240, brutes: 60 };
const U1: UsagerAgrege = {
  usagerId: 'U1',
  visites: [{ intervenantId: 'I1', visites: 4, duree: 240, complementaires: 0, ...REELLES, maximum: 60, minimum: 60 }],
  ...{ parts: [], complements: [], plans: [] },
  pointages: [
    {
      intervenantId: 'I1',
      pointees: 4,
      incompletes: 1,
      corrigees: 0,
      toutesCorrigees: 1,
      creees: 1,
      sansTelegestion: 0,
      sansTelephone: 0,
    },
  ],
  incompletes: [
    { interventionId: 'B1', intervenantId: 'I1', arrivee: paris('2026-10-02 14:00'), issue: 'A_CORRIGER' as const },
  ],
  autreNumero: { visites: 1, dernier: paris('2026-10-02 08:00') },
};

const ouvrir = (etat: string, { coupe = false, max = 10 } = {}) => {
  const e = ETATS.find((x) => x.id === etat);
  if (!e) throw new Error(etat);
  const demande: DemandeEtat = { etat, antenne: 'EST', du: '2026-10-01' as DateCivile, au: '2026-10-31' as DateCivile };
  const m: Matiere = {
    demande,
    tranches: [{ antenne: 'EST', mois: '2026-10' as Mois, clos: true, entier: true, usagers: [U1], intervenants: {} }],
    visites: LUES.filter(estDuDetail(etat)),
    corrigees: CORRIGEES,
    suspens: [APPEL],
    ...{ prevues: [], absences: [], nomUsager: (id) => id, nomIntervenant: (id) => id },
    financeur: (code) => ({ libelle: code, dispositif: undefined }),
  };
  const d = detailler(e, m, { selection: { usager: 'U1' }, max }, coupe);
  const antennes = d.lignes.filter((l) => l.interventionId !== undefined).map((l) => l.antenne);
  expect(new Set(antennes)).toEqual(new Set(['EST']));
  const quoi = d.lignes.map((l) => l.valeurs.quoi);
  const heures = d.lignes.map(({ valeurs: v }) => [v.debut, v.fin, v.duree]);
  const titres = d.colonnes.map((x) => x.cle);
  return { titres, total: d.total, ids: d.lignes.map((l) => l.interventionId ?? l.valeurs.quoi), quoi, heures };
};

test('[RG] behind a rate stand its incomplete calls and its corrections alone, and the total is theirs', () => {
  for (const coupe of [false, true])
    expect(ouvrir('taux-correction', { coupe })).toMatchObject({ total: 3, ids: ['V2', 'V3', 'B1'] });
  expect(ouvrir('taux-correction', { coupe: true, max: 1 })).toMatchObject({ total: 3, ids: ['V2'] });
  expect(ouvrir('heures-usagers', { coupe: true })).toMatchObject({ total: 4, ids: ['V1', 'V2', 'V3', 'V4'] });
});

test('[PT-7] among them, one of a usager sans télégestion says so: no rate holds it', () => {
  const [sienne] = U1.incompletes;
  if (!sienne) throw new Error('un appel incomplet attendu');
  U1.incompletes.push({ ...sienne, interventionId: 'B2', sansTelegestion: true });
  expect(ouvrir('taux-correction').quoi.slice(-2)).toEqual([
    'Sans départ · à corriger',
    'Sans départ · à corriger (sans télégestion)',
  ]);
  U1.incompletes.pop();
});

test('[RG] an incomplete call since corrected shows the hours retained, one that is not what was punched', () => {
  const [sienne] = U1.incompletes;
  if (!sienne) throw new Error('un appel incomplet attendu');
  U1.incompletes.push({ ...sienne, interventionId: 'V2', issue: 'CORRIGEE' });
  const { quoi, heures } = ouvrir('appels-incomplets');
  U1.incompletes.pop();
  expect(heures[quoi.indexOf('Sans départ · corrigée')]).toEqual([
    paris('2026-10-02 08:00'),
    paris('2026-10-02 09:00'),
    60,
  ]);
  expect(heures[quoi.indexOf('Sans départ · à corriger')]).toEqual([paris('2026-10-02 14:00'), null, null]);
});

test('[PT-8] a failed call stands among the visits of another number, and leads to none', () => {
  for (const coupe of [false, true])
    expect(ouvrir('usagers-non-identifies', { coupe })).toMatchObject({ total: 2, ids: ['V4', 'Appel sans suite'] });
});

test('[DU-1] behind the hours of an aide, each visit has its real minutes beside the rounded ones; elsewhere, those alone', () => {
  expect(ouvrir('heures-intervenants').titres.slice(5, 8)).toEqual(['brutes', 'reelles', 'duree']);
  expect(ouvrir('heures-usagers').titres.slice(5, 7)).toEqual(['duree', 'complementaires']);
});
