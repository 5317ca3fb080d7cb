import { expect, test } from 'vitest';
import type { VisiteFigee } from '../contrats/cloture/cloture';
import { type DateCivile, type Instant, type Mois, minutes } from '../temps/types';
import { paris } from '../testing/constructeurs';
import { agreger } from './agreger';
import type { TableauEtat } from './contrat';
import { HEURES_INTERVENANTS } from './definitions/heures-intervenants';
import { tabler } from './moteur';

const mois = '2026-10' as Mois;
const i = (texte: string) => texte as Instant;

let rang = 0;
const visite = (retenu: readonly [string, string], duree: number, plus: Partial<VisiteFigee> = {}): VisiteFigee => ({
  ...{ interventionId: `V${++rang}`, usagerId: 'U1', intervenantId: 'I1', intervenantNom: 'I1', codePrestation: 'AD' },
  ...{ debut: paris(retenu[0]), fin: paris(retenu[1]), duree: minutes(duree), minutesComplementaires: minutes(0) },
  ...{ statut: 'COMPLETE', anomalies: [], parts: [], corrections: [], ...plus },
});

const heures = (visites: VisiteFigee[]): TableauEtat =>
  tabler(HEURES_INTERVENANTS, {
    demande: {
      etat: HEURES_INTERVENANTS.id,
      antenne: 'EST',
      du: `${mois}-01` as DateCivile,
      au: `${mois}-31` as DateCivile,
    },
    tranches: [
      {
        ...{ antenne: 'EST', mois, clos: true, entier: true },
        ...agreger({
          ...{ mois, etats: [{ usagerId: 'U1', visites, bruts: [] }], complements: [], plans: new Map() },
          ...{ usager: () => undefined, nomIntervenant: (id) => id },
          ...{ sansTelegestion: () => false, enCours: () => false },
        }),
      },
    ],
    ...{ visites: [], prevues: [], suspens: [], absences: [], nomUsager: (id) => id, nomIntervenant: (id) => id },
    financeur: (libelle) => ({ libelle, dispositif: undefined }),
  });

test('[DU-1] [DU-2] hours as punched, as retained and as rounded stand side by side, each with its total', () => {
  const t = heures([
    // Calls at 8 h 00 min 40 s and 9 h 02 min 10 s: seconds do not count, and the funder's rule gives the hour that was planned.
    visite(['2026-10-02 08:00', '2026-10-02 09:02'], 60, {
      ...{ arrivee: i('2026-10-02T06:00:40Z'), depart: i('2026-10-02T07:02:10Z') },
    }),
    // Corrected to 47 minutes, rounded to 45; punched on one side alone, it has no raw hours.
    visite(['2026-10-03 08:00', '2026-10-03 08:47'], 45, { statut: 'CORRIGEE', arrivee: paris('2026-10-03 08:00') }),
    // Corrected, with both its calls: these stay as they were.
    visite(['2026-10-04 08:00', '2026-10-04 09:00'], 60, {
      ...{ statut: 'CORRIGEE', arrivee: paris('2026-10-04 08:00'), depart: paris('2026-10-04 08:20') },
    }),
    visite(['2026-10-05 08:00', '2026-10-05 09:01'], 60, { intervenantId: 'I2', statut: 'CREEE' }),
  ]);
  const chiffres = (v: TableauEtat['totaux']) => [v.brutes, v.reelles, v.duree];
  expect(t.lignes.map((l) => [l.valeurs.intervenant, ...chiffres(l.valeurs)])).toEqual([
    ['I1', 62 + 20, 62 + 47 + 60, 165],
    ['I2', 0, 61, 60],
  ]);
  expect(chiffres(t.totaux)).toEqual([82, 230, 225]);
  expect(t.colonnes.slice(4, 7).map((c) => c.titre)).toEqual([
    'Heures pointées',
    'Heures retenues, réelles',
    'Heures réalisées, arrondies',
  ]);
});

test('[DU-1] a night with a clock change has its real minutes', () => {
  const t = heures([
    visite(['2026-10-24 23:00', '2026-10-25 04:00'], 360, {
      ...{ arrivee: paris('2026-10-24 23:00'), depart: paris('2026-10-25 04:00') },
    }),
  ]);
  expect(t.totaux).toMatchObject({ brutes: 360, reelles: 360 });
});

test('the state says which hours are which, and the others where the real ones are', () => {
  const [dit] = heures([visite(['2026-10-02 08:00', '2026-10-02 09:00'], 60)]).avertissements;
  expect(dit).toMatch(
    /arrondies par la règle de chaque financeur ; les heures retenues, réelles, .* d’un appel à l’autre/,
  );
});
