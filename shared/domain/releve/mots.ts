import { INSECABLE } from '#shared/espaces';
import { decalageParis, dureeAffichee, heureAffichee, localParis } from '../../temps/paris';
import { type DateCivile, type Instant, type Mois, moisSchema } from '../../temps/types';

// Words of the statement, by tables and not by Intl: a statement made again in ten years has the same bytes, whatever the
// runtime's language data have become. U+00A0 keeps a figure with its unit.

const MOIS = [
  ['janvier', 'janv.'],
  ['février', 'févr.'],
  ['mars', 'mars'],
  ['avril', 'avr.'],
  ['mai', 'mai'],
  ['juin', 'juin'],
  ['juillet', 'juil.'],
  ['août', 'août'],
  ['septembre', 'sept.'],
  ['octobre', 'oct.'],
  ['novembre', 'nov.'],
  ['décembre', 'déc.'],
] as const;
const JOURS = ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.'] as const;

const nomsDuMois = (texte: string): readonly [string, string] => MOIS[Number(texte.slice(5, 7)) - 1] ?? ['', ''];
const quantieme = (d: DateCivile): string => (d.endsWith('-01') ? '1er' : String(Number(d.slice(8))));

/** `octobre 2026` */
export const moisEnMots = (m: Mois): string => `${nomsDuMois(m)[0]} ${m.slice(0, 4)}`;
/** Accents and case do not count where one looks for something. */
export const sansAccents = (t: string): string => t.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
/** `Hospitalisation`: at the head of a sentence, or alone. */
export const majuscule = (t: string): string => t.replace(/^./, (c) => c.toLocaleUpperCase('fr'));
/** `entrée en EHPAD`: inside a sentence; the first letter alone changes. */
export const minuscule = (t: string): string => t.replace(/^./, (c) => c.toLocaleLowerCase('fr'));
/** A month that a person typed, in words or in figures: `octobre 2026`, `Aout 2026`, `2026-10`. */
export const lireMoisEcrit = (texte: string): Mois | undefined => {
  const nu = sansAccents(texte.trim());
  const [, nom, annee] = /^([a-z]+)\s+(\d{4})$/.exec(nu) ?? [];
  const rang = MOIS.findIndex(([long]) => sansAccents(long) === nom);
  return moisSchema.safeParse(rang < 0 ? nu : `${annee}-${String(rang + 1).padStart(2, '0')}`).data;
};
/** « d’Élodie », « de Jeanne », « d’Hélène », « de Hamid », « d’Yves », « de Yasmina »: before a vowel, or the h that is not heard. */
export const deNom = (nom: string): string =>
  (/^(?:[aeiouœæ]|y[^aeiou]|h[eiouy])/.test(sansAccents(nom)) ? 'd’' : 'de ') + nom;
/** `d’octobre 2026`, `de mars 2026` */
export const deMois = (m: Mois): string => deNom(moisEnMots(m));
/** `jeu. 1 oct.` */
export const dateCourte = (d: DateCivile): string => {
  const jour = JOURS[new Date(`${d}T00:00:00Z`).getUTCDay()] ?? '';
  return [jour, String(Number(d.slice(8))), nomsDuMois(d)[1]].join(INSECABLE);
};
/** `1er octobre 2026` */
export const dateEntiere = (d: DateCivile): string => [quantieme(d), nomsDuMois(d)[0], d.slice(0, 4)].join(INSECABLE);
/** `8 h 31` */
export const heure = (i: Instant): string => heureAffichee(i).replaceAll(' ', INSECABLE);
/** `4 octobre 2026 à 17 h 09` */
export const dateEtHeure = (i: Instant): string =>
  `${dateEntiere(localParis(i).slice(0, 10) as DateCivile)} à ${heure(i)}`;
/** « Le 8 décembre 2026, de 22 h 00 à 23 h 00 », « Du … au … » over midnight: as a sentence begins. */
export const plageEnMots = (de: Instant, a: Instant): string => {
  const jour = (i: Instant) => localParis(i).slice(0, 10) as DateCivile;
  return jour(de) === jour(a)
    ? `Le ${dateEntiere(jour(de))}, de ${heure(de)} à ${heure(a)}`
    : `Du ${dateEtHeure(de)} au ${dateEtHeure(a)}`;
};
/** Said under the hour of another day than its row's: a visit lasts less than a day, that day is the next one. */
export const LENDEMAIN = 'lendemain';
/** [DU-1] Real minutes: the hours printed alone would not explain them. */
export const changementDHeure = (debut: Instant, fin: Instant): string | undefined =>
  decalageParis(debut) === decalageParis(fin) ? undefined : 'Nuit du changement d’heure';
/** `1 h 05` */
export const duree = (n: number): string => dureeAffichee(n).replaceAll(' ', INSECABLE);
/** `01 99 00 00 01`, kept on one line; a freephone number as it is advertised, `0 805 123 456`; a foreign one stays in E.164. */
export const telephone = (numero: string): string => {
  const gratuit = /^\+33(80\d)(\d{3})(\d{3})$/.exec(numero);
  if (gratuit) return ['0', ...gratuit.slice(1)].join(INSECABLE);
  const national = /^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(numero);
  return national ? `0${national.slice(1).join(INSECABLE)}` : numero;
};
/** « MARTIN Jeanne » */
export const nomComplet = (p: { nom: string; prenom: string }): string =>
  `${p.nom.toLocaleUpperCase('fr')} ${p.prenom}`;

/** `2 visites` */
export const pluriel = (n: number, nom: string, plusieurs = `${nom}s`): string =>
  `${n}${INSECABLE}${n > 1 ? plusieurs : nom}`;
