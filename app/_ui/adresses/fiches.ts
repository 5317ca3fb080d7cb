import { dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';

export type Adresse = { date: DateCivile | undefined; aide: string; usager: string; vierge: boolean };

/** The form with nothing in it, whatever was open before. */
export const ADRESSE_VIERGE = '/fiches/?vierge=1';

/** `?date=&aide=&usager=`: what another screen knows already. */
export const lireAdresse = (q: URLSearchParams): Adresse => {
  const date = q.get('date') ?? '';
  return {
    date: dateExiste(date) ? date : undefined,
    aide: q.get('aide') ?? '',
    usager: q.get('usager') ?? '',
    vierge: q.has('vierge'),
  };
};

export const ecrireAdresse = (a: { date: DateCivile; aide: string }): string => {
  const q = new URLSearchParams({ date: a.date, ...(a.aide ? { aide: a.aide } : {}) });
  return `/fiches/?${q}`;
};

/** The visit, where it is read and corrected. */
export const adresseVisite = (l: Pick<Ligne, 'id' | 'date'>): string =>
  `/interventions/?${new URLSearchParams({ jour: l.date, filtre: 'toutes', id: l.id })}`;
