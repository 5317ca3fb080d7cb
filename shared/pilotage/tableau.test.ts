import { describe, expect, test } from 'vitest';
import type { Antenne } from '../contrats/commun';
import { ajouterMois } from '../temps/paris';
import { type Mois, moisSchema } from '../temps/types';
import { type CarteAntenne, type TableauPilotage, tableauPilotageSchema } from './contrat';
import { difficultes, parUrgence } from './difficultes';
import { additionnerPourTaux, type Mesures, tauxDe } from './mesures';
import { genresAlertes, surPrevues, totalAlertes } from './mots';
import { moisMontres, phraseMois, seriesDe } from './series';

const OCTOBRE = moisSchema.parse('2026-10');
const BON: Mesures = {
  ...{ visites: 500, faites: 490, minutesPrevues: 30_000, minutesDues: 30_000, minutesFaites: 29_700 },
  ...{ achevees: 500, incompletes: 40, incompletesCorrigees: 38, nonPointees: 5 },
};
const du = (antenne: Antenne, mois: Mois, mesures: Mesures) => ({
  ...{ antenne, mois, mesures, usagers: 1, intervenants: 1 },
  appels: { pointages: {}, echecs: {} },
});
const carte = (antenne: Antenne, mesures?: Mesures): CarteAntenne => ({
  antenne,
  ...(mesures ? { mois: du(antenne, OCTOBRE, mesures) } : {}),
  alertes: {},
  postes: { enRetard: 0, saisies: 0 },
});

test('hours planned agree from two on', () => {
  expect([0, 60, 119, 120].map((n) => surPrevues(n).replaceAll('\u00a0', ' '))).toEqual([
    'sur 0 h 00 prévue',
    'sur 1 h 00 prévue',
    'sur 1 h 59 prévue',
    'sur 2 h 00 prévues',
  ]);
});

test('a page opened before an upgrade still reads its dashboard: alerts of a kind that it does not know are counted', () => {
  const vu = { mois: OCTOBRE, vuLe: '2026-10-31T10:00:00Z', tendance: [] };
  const lue = { ...carte('EST'), alertes: { CONFLIT: 1, FEUILLE_PERDUE: 2 } };
  const { antennes } = tableauPilotageSchema.parse({ ...vu, antennes: [lue], service: lue });
  const alertes = antennes[0]?.alertes ?? {};
  expect(totalAlertes(alertes)).toBe(3);
  expect(genresAlertes(alertes)).toEqual([
    { libelle: 'Alerte d’une version plus récente', n: 2 },
    { libelle: 'Conflit de corrections', n: 1 },
  ]);
});

describe('which antenna is looked at first', () => {
  test('those apart from the service, the worst on top and why; the others keep their order', () => {
    const cartes = [
      carte('CENTRE', BON),
      carte('EST', { ...BON, incompletes: 90, incompletesCorrigees: 88 }),
      carte('OUEST', BON),
      carte('SUD', { ...BON, minutesFaites: 24_000, nonPointees: 60 }),
      carte('NORD_EST', BON),
    ];
    const dites = difficultes(cartes);
    expect(dites.map((d) => d.antenne)).toEqual(['SUD', 'EST']);
    expect(dites.map((d) => d.raisons.map((r) => r.replaceAll('\u00a0', ' ')))).toEqual([
      ['réalisé 80,0 % (400 h 00 / 500 h 00)', '60 visites non pointées'],
      ['appels incomplets 18,0 % (90 / 500)'],
    ]);
    expect(parUrgence(cartes).map((c) => c.antenne)).toEqual(['SUD', 'EST', 'CENTRE', 'OUEST', 'NORD_EST']);
  });

  test('alike, few, empty or alone: nobody is', () => {
    expect(difficultes([carte('EST', BON), carte('SUD', BON)])).toEqual([]);
    expect(difficultes([carte('EST', { ...BON, minutesFaites: 100 })])).toEqual([]);
    // Three incomplete calls of ten are chance.
    expect(difficultes([carte('EST', BON), carte('SUD', { achevees: 10, incompletes: 3, visites: 10 })])).toEqual([]);
    expect(difficultes([carte('EST', BON), carte('SUD')])).toEqual([]);
  });
});

test('[RG] the realised hours of the service are out of those due of the same antennas: one that has none yet adds none', () => {
  const premier = { ...BON, minutesFaites: 160, minutesDues: 150 };
  const rienDeDu: Mesures = { visites: 400, faites: 3, minutesPrevues: 36_000, minutesFaites: 222, achevees: 3 };
  const tous = [premier, rienDeDu];
  expect(tauxDe(additionnerPourTaux(tous), 'realisation')).toEqual({
    numerateur: 160,
    denominateur: 150,
    milliemes: 1067,
  });
  expect(tauxDe(additionnerPourTaux(tous), 'incomplets')).toMatchObject({ numerateur: 40, denominateur: 503 });
  const t = { ...tableau(OCTOBRE, []), tendance: [du('EST', OCTOBRE, premier), du('SUD', OCTOBRE, rienDeDu)] };
  expect(seriesDe(t, 'realisation')[0]?.points[0]?.repere).toBe(1067);
});

const tableau = (mois: Mois, tendance: readonly [Mois, Mesures][]): TableauPilotage => ({
  mois,
  vuLe: '2026-11-25T08:00:00Z' as TableauPilotage['vuLe'],
  antennes: [carte('EST'), carte('SUD')],
  service: { alertes: {}, postes: { enRetard: 0, saisies: 0 } },
  tendance: tendance.map(([m, mesures]) => {
    const { appels: _, ...d } = du('EST', m, mesures);
    return d;
  }),
});

describe('the trend', () => {
  const AOUT = ajouterMois(OCTOBRE, -2);

  test('draws the months that have figures alone, says how many and which are missing', () => {
    const t = tableau(OCTOBRE, [
      [AOUT, BON],
      [OCTOBRE, BON],
    ]);
    expect(moisMontres(t)).toEqual({ montres: [AOUT, '2026-09', OCTOBRE], manquants: ['2026-09'] });
    expect(phraseMois(t).replaceAll('\u00a0', ' ')).toBe(
      '2 mois ont des chiffres, d’août 2026 à octobre 2026. Aucun chiffre : septembre 2026.',
    );
    const [est, sud] = seriesDe(t, 'heures');
    expect(est?.points.map((p) => p.valeur)).toEqual([29_700, undefined, 29_700]);
    expect([sud?.dernier, seriesDe(t, 'realisation')[0]?.points.map((p) => p.valeur)]).toEqual([
      undefined,
      [990, undefined, 990],
    ]);
  });

  test('a month that is only planned is not drawn as 0', () => {
    const prevu = { visites: 300, minutesPrevues: 18_000 };
    const t = tableau('2026-12' as Mois, [
      [OCTOBRE, BON],
      ['2026-11' as Mois, BON],
      ['2026-12' as Mois, prevu],
    ]);
    expect(moisMontres(t).montres).toEqual([OCTOBRE, '2026-11']);
    expect(phraseMois(t)).toMatch(/Aucun chiffre : décembre 2026\.$/);
    expect(seriesDe(t, 'heures')[0]?.points.map((p) => p.valeur)).toEqual([29_700, 29_700]);
  });

  test('of twenty-four months nothing is to be said; of none, nothing is drawn', () => {
    const tous = Array.from({ length: 24 }, (_, n): [Mois, Mesures] => [ajouterMois(OCTOBRE, -n), BON]);
    expect(phraseMois(tableau(OCTOBRE, tous))).toBe('');
    expect(moisMontres(tableau(OCTOBRE, [])).montres).toEqual([]);
  });
});
