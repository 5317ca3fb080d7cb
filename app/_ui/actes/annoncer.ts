'use client';

import type { Correction } from '#shared/contrats/corrections/correction';
import { dateCourte } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { Ligne } from '../../_donnees/depot/lignes';
import type { Noms } from '../../_donnees/depot/noms-personnes';
import { GESTE_NON_GARDE } from '../champs/non-garde';
import { notifications } from '../notifications';
import { avecAnnuler, DELAI_ANNULATION_MS } from './avec-annuler';
import { resumeCorrection } from './resume';

/** One at a time: the last one typed is the one that is read, however quickly they follow each other. */
export const dire = (
  texte: { title: string; message: string; color: string; autoClose?: false },
  annuler?: () => void,
): void => {
  notifications.hide(ID);
  const suite = annuler
    ? { message: avecAnnuler(texte.message, ID, annuler), autoClose: DELAI_ANNULATION_MS }
    : { message: texte.message };
  notifications.show({ ...texte, id: ID, ...suite });
};
const ID = 'correction';

/** Of whom, and when: by then another visit is on the screen. */
export const quiDe = (l: Pick<Ligne, 'usager' | 'date'>): string => `${l.usager}, ${dateCourte(l.date)}`;

/** What the person is told once both copies are on the disk [CO-6]. `quoi`: what was done, where it is no correction of a visit. */
export const annoncer = (
  qui: string,
  corrections: readonly Correction[],
  enLigne: boolean,
  noms: Noms,
  annuler?: () => void,
  quoi?: string,
): void => {
  const derniere = corrections.at(-1);
  if (!derniere) return;
  const gardee = quoi === undefined ? 'Gardée' : `${quoi}, gardée`;
  const dite = {
    color: enLigne ? 'green' : 'yellow',
    title: enLigne ? (quoi ?? 'Correction enregistrée') : `${gardee} sur ce poste, en attente d’envoi`,
    message: `${qui} : ${resumeCorrection(derniere, noms)}.`,
  };
  dire(dite, annuler);
};

/** `quoi`: one sentence on what they are. */
export const annoncerLot = (nombre: number, quoi: string, enLigne: boolean, annuler?: () => void): void => {
  const suite = enLigne
    ? pluriel(nombre, 'enregistrée')
    : `${pluriel(nombre, 'gardée')} sur ce poste, en attente d’envoi`;
  const dite = {
    color: enLigne ? 'green' : 'yellow',
    title: `${nombre > 1 ? 'Corrections' : 'Correction'} : ${suite}`,
    message: quoi,
  };
  dire(dite, annuler);
};

/** [CO-6] What a gesture that the disk refuses says, where no form is there to say it in its place. */
export const direGesteNonGarde = (title = 'Rien n’a été gardé'): void => {
  notifications.show({ color: 'red', autoClose: false, title, message: GESTE_NON_GARDE });
};

/** What was typed is not lost with the writing: the form of the visit opens on it again. */
export const direNonGardee = (qui: string): void => {
  notifications.show({
    color: 'red',
    autoClose: false,
    title: `La correction de ${qui} n’a pas pu être gardée sur ce poste (disque plein ?)`,
    message: 'Libérez de la place, puis rouvrez cette visite : ce que vous avez tapé y est encore.',
  });
};
