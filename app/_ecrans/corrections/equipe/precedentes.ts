import type { Note } from '#shared/contrats/corrections/equipe';
import { ciblesDe } from '#shared/domain/intervention/cibles';
import { nomComplet } from '#shared/mots/textes';
import { estFerie } from '#shared/temps/ouvres';
import { ajouterJours, dateParis, instantsDeLocal } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { notesLues } from '../../../_donnees/depot/equipe';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { lienVisite } from '../../../_ui/adresses/numeros';
import { adresseUsager } from '../../../_ui/adresses/usagers';

const estOuvre = (d: DateCivile): boolean => {
  const jour = new Date(`${d}T00:00:00Z`).getUTCDay();
  return jour >= 1 && jour <= 5 && !estFerie(d);
};

/** Noon of the last day worked before this one: on a Monday, Friday's notes are still those of the shift before. */
export const debutPrecedent = (aujourdhui: DateCivile): Instant | undefined => {
  let d = ajouterJours(aujourdhui, -1);
  while (!estOuvre(d)) d = ajouterJours(d, -1);
  return instantsDeLocal(`${d}T12:00:00`)[0];
};

export type NoteDite = { note: Note; qui: string; lien: string };

/** Notes in force, the latest first, with whom each is about and where to read it. */
export const notesDites = (e: EtatDepot, aujourdhui: DateCivile, passe: (n: Note) => boolean): NoteDite[] =>
  notesLues(e, aujourdhui)
    .filter(passe)
    .flatMap((note): NoteDite[] => {
      const { genre, id } = note.objet;
      const visite = e.jours.get(note.date)?.find((i) => ciblesDe(i).some((c) => c.genre === genre && c.id === id));
      const usagerId = note.usagerId ?? visite?.usagerId;
      const usager = e.usagers.get(usagerId ?? '');
      if (usagerId === undefined) return [];
      const lien = visite ? lienVisite(note.date, visite._id) : adresseUsager(usagerId);
      return [{ note, qui: usager ? nomComplet(usager) : usagerId, lien }];
    });

/** What others wrote, or oneself before today. */
export const notesPrecedentes = (e: EtatDepot, aujourdhui: DateCivile, moi: string): NoteDite[] => {
  const depuis = debutPrecedent(aujourdhui);
  return notesDites(
    e,
    aujourdhui,
    (n) => (depuis === undefined || n.instant >= depuis) && (n.auteur !== moi || dateParis(n.instant) < aujourdhui),
  );
};
