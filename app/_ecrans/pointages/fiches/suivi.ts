import type { Fiche } from '#shared/contrats/pointages/fiche';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';

export type EtatFiche = 'ATTENTE' | 'RECUE' | 'REFUSEE';
export type FicheSuivie = { fiche: Fiche; etat: EtatFiche; raison?: string | undefined };

type Repondu = Pick<EtatDepot, 'saisies' | 'accuses' | 'refus'>;

/** [CO-6] What became of a slip: one that another PC typed came from the server, which therefore has it. */
const suivre = (e: Repondu, fiche: Fiche, poste: string): FicheSuivie => {
  const refus = e.refus.get(fiche._id);
  if (refus) return { fiche, etat: 'REFUSEE', raison: refus.message };
  return { fiche, etat: fiche.poste !== poste || e.accuses.has(fiche._id) ? 'RECUE' : 'ATTENTE' };
};

/** Slips of the antenna that this PC knows. */
const toutes = (e: Repondu, poste: string): FicheSuivie[] =>
  [...e.saisies.values()].flatMap((s) => (s.type === 'fiche' ? [suivre(e, s, poste)] : []));

/** Slips of visits of one civil date. */
export const fichesDuJour = (e: Repondu, poste: string, date: DateCivile): FicheSuivie[] =>
  toutes(e, poste).filter(({ fiche }) => fiche.date === date);

/** Slips typed on a civil date, by this PC or another of the antenna, the last first. */
export const fichesSaisiesLe = (e: Repondu, poste: string, date: DateCivile): FicheSuivie[] =>
  toutes(e, poste)
    .filter(({ fiche }) => dateParis(fiche.instant) === date)
    .sort((a, b) =>
      a.fiche.instant === b.fiche.instant
        ? a.fiche.id < b.fiche.id
          ? 1
          : -1
        : a.fiche.instant < b.fiche.instant
          ? 1
          : -1,
    );
