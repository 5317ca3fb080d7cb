import * as c from './colonnes';
import type { ColonneEtat } from './contrat';

/** What both summaries of the activity count. */
export const COLONNES_RECAPITULATIF: readonly ColonneEtat[] = [
  c.nombreSeul('usagers', 'Usagers actifs'),
  c.nombreSeul('intervenants', 'Aides à domicile'),
  c.nombreSeul('couples', 'Couples usager et aide'),
  c.VISITES,
  c.DUREE,
  c.COMPLEMENTAIRES,
  c.FACTUREES,
  c.minutesSeules('parUsager', 'Moyenne par usager'),
  c.minutesSeules('parIntervenant', 'Moyenne par aide'),
  c.minutesSeules('parCouple', 'Moyenne par couple'),
  c.minutesSeules('maximum', 'Visite la plus longue'),
  c.minutesSeules('minimum', 'Visite la plus courte'),
  c.REGULARISEES,
];
