import { describe, expect, test } from 'vitest';
import type { Anomalie } from '../contrats/commun';
import { type DateCivile, minutes } from '../temps/types';
import { paris } from '../testing/constructeurs';
import type { DemandeEtat } from './contrat';
import { EXCEPTIONS_VISITES } from './definitions/exceptions';
import { detailler, estDuDetail } from './detail';
import type { Matiere, VisiteSituee } from './matiere';
import { tabler } from './moteur';

let rang = 0;
const visite = (usagerId: string, intervenantId: string, ...anomalies: Anomalie[]): VisiteSituee => ({
  interventionId: `V${++rang}`,
  antenne: 'EST',
  usagerId,
  intervenantId,
  intervenantNom: intervenantId,
  debut: paris('2026-10-01 08:00'),
  fin: paris('2026-10-01 09:00'),
  duree: minutes(60),
  minutesComplementaires: minutes(0),
  codePrestation: 'AD',
  statut: 'COMPLETE',
  anomalies,
  parts: [],
  corrections: [],
});
const VISITES = [
  visite('U1', 'I1', 'VISITE_COURTE', 'DEPART_ANTICIPE'),
  visite('U1', 'I1', 'REMPLACEMENT'),
  visite('U2', 'I1', 'ARRIVEE_TARDIVE'),
  visite('U2', 'I2'),
];
const matiere = (vue?: string): Matiere => {
  const demande: DemandeEtat = {
    etat: 'exceptions',
    antenne: 'EST',
    du: '2026-10-01' as DateCivile,
    au: '2026-10-31' as DateCivile,
    ...(vue === undefined ? {} : { vue }),
  };
  return {
    demande,
    ...{ tranches: [], prevues: [], suspens: [], absences: [], visites: VISITES },
    ...{ nomUsager: (id) => id, nomIntervenant: (id) => id },
    financeur: (code) => ({ libelle: code, dispositif: undefined }),
  };
};
const lignes = (vue?: string) =>
  tabler(EXCEPTIONS_VISITES, matiere(vue), []).lignes.map(({ valeurs: v }) => [
    v.intervenant ?? v.usager,
    ...[v.courtes, v.tardives, v.anticipes, v.exceptions, v.visites, v.taux],
  ]);

describe('visits out of the ordinary', () => {
  test('[AL-6] by aide: how many of each kind, each visit once in the rate, its numerator and denominator beside it', () => {
    expect(lignes()).toEqual([['I1', 1, 1, 1, 2, 3, 667]]);
    expect(tabler(EXCEPTIONS_VISITES, matiere(), []).totaux).toMatchObject({ exceptions: 2, visites: 4, taux: 500 });
  });

  test('[AL-6] by usager', () => {
    expect(lignes('usager')).toEqual([
      ['U1', 1, 0, 1, 1, 2, 500],
      ['U2', 0, 1, 0, 1, 2, 500],
    ]);
  });

  test('[AL-6] behind a row are the visits that have one, and why', () => {
    const m = matiere();
    const gardees = VISITES.filter(estDuDetail('exceptions'));
    const d = detailler(EXCEPTIONS_VISITES, { ...m, visites: gardees }, { selection: {}, max: 10 }, false);
    expect(d.lignes.map((l) => l.valeurs.quoi)).toEqual([
      'Bien plus courte que prévu, Départ anticipé',
      'Arrivée tardive',
    ]);
    // What was judged short is beside what its funder makes of it.
    expect(d.colonnes.map((x) => x.titre).slice(5, 8)).toEqual([
      'Heures pointées',
      'Heures retenues, réelles',
      'Heures réalisées, arrondies',
    ]);
    expect(d.lignes[0]?.valeurs.reelles).toBe(60);
  });
});
