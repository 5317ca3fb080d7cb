import { SANS_TELEGESTION } from '#shared/domain/alerte/dispenses';
import { compterVisite, sommer } from '#shared/domain/chiffres/visite';
import { duree } from '#shared/mots/dates';
import { ajouterJours, ecartMinutes } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';

/** Minutes planned and done, visits, those that ask for a manager, and those still planned after a departure. */
export type Totaux = { visites: number; prevu: number; fait: number; aTraiter: number; aRetirer: number };

const NOMS = ['visites', 'minutesPrevues', 'minutesFaites'] as const;

/** An annulled visit counts neither as a visit nor as done; what was planned of it stays planned. */
export const totaliser = (lignes: readonly Ligne[]): Totaux => {
  const { visites, minutesPrevues, minutesFaites } = sommer(
    NOMS,
    lignes.map(({ prevu, duree: faite, retenue: { statut } }) =>
      compterVisite({
        statut,
        prevu: prevu && ecartMinutes(prevu.debut, prevu.fin),
        fait: statut === 'ANNULEE' ? undefined : faite,
      }),
    ),
  );
  return {
    ...{ visites, prevu: minutesPrevues, fait: minutesFaites },
    aTraiter: lignes.filter((l) => l.aTraiter).length,
    aRetirer: lignes.filter((l) => l.statut === 'A_RETIRER').length,
  };
};

/** [RG] Incomplete calls, raw, as dashboards and states count them, and those of them that were corrected since. */
export const appelsIncomplets = (lignes: readonly Ligne[]): { incomplets: number; corriges: number } => {
  const { incompletes, incompletesCorrigees } = sommer(
    ['incompletes', 'incompletesCorrigees'],
    lignes.map(({ retenue: { statut, statutBrut: brut }, dispense }) =>
      compterVisite({ statut, brut, dispense: dispense === SANS_TELEGESTION ? 'SANS_TELEGESTION' : undefined }),
    ),
  );
  return { incomplets: incompletes, corriges: incompletesCorrigees };
};

/** What was done, where that can be said: nothing can have been of days to come. */
export const faitMontre = ({ fait }: Totaux, aVenir: boolean): number | undefined =>
  aVenir && fait === 0 ? undefined : fait;

/** « prévu 6 h 00, fait 5 h 45 »; of a day to come, what is planned. */
export const heuresEnMots = (t: Totaux, aVenir: boolean): string => {
  const fait = faitMontre(t, aVenir);
  return [`prévu ${duree(t.prevu)}`, ...(fait === undefined ? [] : [`fait ${duree(fait)}`])]
    .map((h) => h.replaceAll(' ', '\u00a0'))
    .join(', ');
};

/** Every civil date from `de` to `a`, both included, with its lines. */
export const parJour = (
  lignes: readonly Ligne[],
  de: DateCivile,
  a: DateCivile,
): { date: DateCivile; lignes: readonly Ligne[] }[] => {
  const jours = new Map<DateCivile, Ligne[]>();
  for (let d = de; d <= a; d = ajouterJours(d, 1)) jours.set(d, []);
  for (const l of lignes) jours.get(l.date)?.push(l);
  return [...jours].map(([date, siennes]) => ({ date, lignes: siennes }));
};
