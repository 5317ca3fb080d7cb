import type { Note, Objet, Prise } from '#shared/contrats/corrections/equipe';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import {
  type Detenteur,
  detenteurDe,
  detenteurs,
  notesDe,
  notesEnVigueur,
  notesParObjet,
} from '#shared/domain/equipe/prises';
import { ciblesDe } from '#shared/domain/intervention/cibles';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from './etat-depot';

/** Who has each visit, and what colleagues say of it and of its usager. */
export type Equipe = {
  detenteur: (i: Intervention) => Detenteur | undefined;
  /** On the visit, and on its usager from the day it was written on. */
  notes: (i: Intervention, usagerId: string) => Note[];
};

const PERSONNE: Equipe = { detenteur: () => undefined, notes: () => [] };
const surUsager = (id: string): Objet => ({ genre: 'USAGER', id });

/** Gestures and notes of the window, the refused left out: one passage over what was typed. */
export const lecteurEquipe = (e: Pick<EtatDepot, 'saisies' | 'refus'>, aujourdhui: DateCivile): Equipe => {
  const prises: Prise[] = [];
  const notes: Note[] = [];
  for (const s of e.saisies.values()) {
    if ((s.type !== 'prise' && s.type !== 'note') || e.refus.has(s._id)) continue;
    if (s.type === 'prise') prises.push(s);
    else notes.push(s);
  }
  if (prises.length === 0 && notes.length === 0) return PERSONNE;
  const pris = detenteurs(prises);
  const lisibles = notesParObjet(notesEnVigueur(notes, aujourdhui));
  return {
    detenteur: (i) => detenteurDe(pris, ciblesDe(i)),
    notes: (i, usagerId) =>
      lisibles.size === 0
        ? []
        : notesDe(lisibles, [...ciblesDe(i), surUsager(usagerId)]).filter(
            (n) => n.objet.genre !== 'USAGER' || dateParis(n.instant) <= i.date,
          ),
  };
};

/** Notes in force, the refused left out, the latest first. */
export const notesLues = (e: Pick<EtatDepot, 'saisies' | 'refus'>, aujourdhui: DateCivile): Note[] =>
  notesEnVigueur(
    [...e.saisies.values()].flatMap((s) => (s.type === 'note' && !e.refus.has(s._id) ? s : [])),
    aujourdhui,
  );
