'use client';

import type { Correction } from '#shared/contrats/corrections/correction';
import { dateCourte, pluriel } from '#shared/libelles/formats';
import type { Ligne } from '../../_donnees/depot/lignes';
import type { Noms } from '../../_donnees/depot/noms-personnes';
import { notifications } from '../notifications';
import { resumeCorrection } from './resume';

/** One at a time: the last one typed is the one that is read, however quickly they follow each other. */
export const dire = (texte: { title: string; message: string; color: string; autoClose?: false }): void => {
  notifications.hide('correction');
  notifications.show({ id: 'correction', ...texte });
};

/** Of whom, and when: by then another visit is on the screen. */
export const quiDe = (l: Pick<Ligne, 'usager' | 'date'>): string => `${l.usager}, ${dateCourte(l.date)}`;

/** What the person is told once both copies are on the disk [CO-6]. `quoi`: what was done, where it is no correction of a visit. */
export const annoncer = (
  qui: string,
  corrections: readonly Correction[],
  enLigne: boolean,
  noms: Noms,
  quoi?: string,
): void => {
  const derniere = corrections.at(-1);
  if (!derniere) return;
  dire({
    color: enLigne ? 'green' : 'yellow',
    title: enLigne
      ? (quoi ?? 'Correction enregistrée')
      : `${quoi === undefined ? 'Gardée' : `${quoi}, gardée`} sur ce poste, en attente d’envoi`,
    message: `${qui} : ${resumeCorrection(derniere, noms)}. Ctrl Z l’annule.`,
  });
};

/** `quoi`: one sentence on what they are. */
export const annoncerLot = (nombre: number, quoi: string, enLigne: boolean): void => {
  const suite = enLigne
    ? pluriel(nombre, 'enregistrée')
    : `${pluriel(nombre, 'gardée')} sur ce poste, en attente d’envoi`;
  dire({
    color: enLigne ? 'green' : 'yellow',
    title: `${nombre > 1 ? 'Corrections' : 'Correction'} : ${suite}`,
    message: quoi,
  });
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
