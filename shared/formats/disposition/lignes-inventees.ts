import type { Instant } from '../../temps/types';
import type { Champs, Format } from '../champ';

// Three rows of nobody, for whoever looks at a layout: the tests' and the screens' sample of a file.

const instant = (i: string): Instant => i as Instant;

/** By field, whichever side of a complementary row it is of. */
const VALEURS: Readonly<Record<string, readonly [unknown, unknown, unknown]>> = {
  id_intervention: ['V100', 'V101', 'V102'],
  id_millesime: ['M900001', 'M900002', 'M900003'],
  id_intervenant: ['I9001', 'I9002', 'I9002'],
  numero_pec: ['P90001', 'P90002', 'P90003'],
  dispositif: ['APA', 'ASL_PA', 'PCH'],
  code_financeur: ['APA75', 'ASLPA75', 'PCH75'],
  debut_prevu: [instant('2026-10-01T06:00:00Z'), instant('2026-10-02T07:30:00Z'), undefined],
  fin_prevue: [instant('2026-10-01T07:30:00Z'), instant('2026-10-02T08:00:00Z'), undefined],
  debut: [instant('2026-10-01T06:02:00Z'), instant('2026-10-02T07:30:00Z'), instant('2026-10-31T22:45:00Z')],
  fin: [instant('2026-10-01T07:32:00Z'), instant('2026-10-02T08:37:00Z'), instant('2026-10-31T23:45:00Z')],
  arrivee: [instant('2026-10-01T06:02:00Z'), instant('2026-10-02T07:30:00Z'), undefined],
  depart: [instant('2026-10-01T07:32:00Z'), instant('2026-10-02T08:37:00Z'), instant('2026-10-31T23:45:00Z')],
  statut: ['COMPLETE', 'COMPLETE', 'SANS_ARRIVEE'],
  statut_brut: ['COMPLETE', 'COMPLETE', 'SANS_ARRIVEE'],
  statut_retenu: ['COMPLETE', 'CORRIGEE', 'CORRIGEE'],
  duree: [90, 67, 60],
  minutes: [90, 67, 60],
  minutes_complementaires: [0, 15, 0],
  minutes_financees: [undefined, 37, undefined],
  nombre_interventions: [1, 1, 1],
  motif_correction: [undefined, 'HORAIRE_DEMANDE', 'OUBLI_TELEPOINTAGE'],
  code_prestation: ['AD', 'AD', 'AN'],
  numero_appelant: ['+33199000001', '+33199000002', undefined],
  id_pointage_arrivee: ['A100', 'A101', undefined],
  id_pointage_depart: ['D100', 'D101', 'D102'],
  source: ['SVI', 'SVI', 'SVI'],
  anomalies: [[], ['HORS_PLAN'], []],
  mois_origine: ['2026-09', '2026-09', '2026-08'],
};

export const lignesInventees = <C extends Champs>(format: Format<C>): Record<string, unknown>[] =>
  [0, 1, 2].map((i) =>
    Object.fromEntries(
      Object.keys(format.champs).map((champ) => [champ, VALEURS[champ.replace(/^(ancien|nouveau)_/, '')]?.[i]]),
    ),
  );
