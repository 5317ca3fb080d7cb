import { INSECABLE } from '../espaces';

/** Accents and case do not count where one looks for something. */
export const sansAccents = (t: string): string => t.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
/** `Hospitalisation`: at the head of a sentence, or alone. */
export const majuscule = (t: string): string => t.replace(/^./, (c) => c.toLocaleUpperCase('fr'));
/** `entrée en EHPAD`: inside a sentence; the first letter alone changes. */
export const minuscule = (t: string): string => t.replace(/^./, (c) => c.toLocaleLowerCase('fr'));
/** Ends a sentence that may end with an abbreviated month: « le 26 nov. » has its point already. */
export const pointFinal = (phrase: string): string => (phrase.endsWith('.') ? phrase : `${phrase}.`);

/** « d’Élodie », « de Jeanne », « d’Hélène », « de Hamid », « d’Yves », « de Yasmina »: before a vowel, or the h that is not heard. */
export const deNom = (nom: string): string =>
  (/^(?:[aeiouœæ]|y[^aeiou]|h[eiouy])/.test(sansAccents(nom)) ? 'd’' : 'de ') + nom;
/** « MARTIN Jeanne » */
export const nomComplet = (p: { nom: string; prenom: string }): string =>
  `${p.nom.toLocaleUpperCase('fr')} ${p.prenom}`;
/** `01 99 00 00 01`, kept on one line; a freephone number as it is advertised, `0 805 123 456`; a foreign one stays in E.164. */
export const telephone = (numero: string): string => {
  const gratuit = /^\+33(80\d)(\d{3})(\d{3})$/.exec(numero);
  if (gratuit) return ['0', ...gratuit.slice(1)].join(INSECABLE);
  const national = /^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(numero);
  return national ? `0${national.slice(1).join(INSECABLE)}` : numero;
};

/** Comparison of French names and words. */
export const collateur = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });
