import { INSECABLE } from '../espaces';
import { dateParis, decalageParis, dureeAffichee, heureAffichee } from '../temps/paris';
import { type DateCivile, type Instant, type Mois, moisSchema } from '../temps/types';
import { deNom, sansAccents } from './textes';

// Days, months and hours in French, by tables and not by Intl: a statement made again in ten years has the same bytes, whatever the
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
const JOURS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const;

const nomsDuMois = (texte: string): readonly [string, string] => MOIS[Number(texte.slice(5, 7)) - 1] ?? ['', ''];
const jourSemaine = (d: DateCivile): string => JOURS[new Date(`${d}T00:00:00Z`).getUTCDay()] ?? '';
const jourSemaineCourt = (d: DateCivile): string => `${jourSemaine(d).slice(0, 3)}.`;
const nombreDuJour = (d: DateCivile): string => String(Number(d.slice(8)));
const quantieme = (d: DateCivile): string => (d.endsWith('-01') ? '1er' : nombreDuJour(d));
const annee = (d: string): string => d.slice(0, 4);

/** `octobre 2026` */
export const moisEnMots = (m: Mois): string => `${nomsDuMois(m)[0]} ${annee(m)}`;
/** `oct.`: under a graph. */
export const moisCourt = (m: Mois): string => nomsDuMois(m)[1];
/** `d’octobre 2026`, `de mars 2026` */
export const deMois = (m: Mois): string => deNom(moisEnMots(m));
/** A month that a person typed, in words or in figures: `octobre 2026`, `Aout 2026`, `2026-10`. */
export const lireMoisEcrit = (texte: string): Mois | undefined => {
  const nu = sansAccents(texte.trim());
  const [, nom, an] = /^([a-z]+)\s+(\d{4})$/.exec(nu) ?? [];
  const rang = MOIS.findIndex(([long]) => sansAccents(long) === nom);
  return moisSchema.safeParse(rang < 0 ? nu : `${an}-${String(rang + 1).padStart(2, '0')}`).data;
};

/** `mer. 25 nov.`, `mar. 1er déc.` */
export const dateCourte = (d: DateCivile): string => `${jourSemaineCourt(d)} ${quantieme(d)} ${nomsDuMois(d)[1]}`;
/** `jeu. 1 oct.`, on one line: of the statement, whose bytes are kept, and of the states that are set beside it. */
export const dateDeReleve = (d: DateCivile): string =>
  [jourSemaineCourt(d), nombreDuJour(d), nomsDuMois(d)[1]].join(INSECABLE);
/** `mercredi 25 novembre` */
export const dateLongue = (d: DateCivile): string => `${jourSemaine(d)} ${quantieme(d)} ${nomsDuMois(d)[0]}`;
/** `mercredi 25 novembre 2026` */
export const dateLongueEtAnnee = (d: DateCivile): string => `${dateLongue(d)} ${annee(d)}`;
/** `1er octobre 2026`, kept on one line. */
export const dateEntiere = (d: DateCivile): string => [quantieme(d), nomsDuMois(d)[0], annee(d)].join(INSECABLE);
/** `10 oct.` within the year of `aujourdhui`, else `10 oct. 2025`. Kept on one line. */
export const dateBreve = (d: DateCivile, aujourdhui: DateCivile): string =>
  [quantieme(d), nomsDuMois(d)[1], ...(annee(d) === annee(aujourdhui) ? [] : [annee(d)])].join(INSECABLE);

/** `8 h 31`, that does not break over two lines; nothing for no hour. */
export const heure = (i: Instant | undefined): string => (i ? heureAffichee(i).replaceAll(' ', INSECABLE) : '');
/** `mer. 25 nov. 9 h 12`. */
export const dateHeure = (i: Instant, jour: DateCivile): string => `${dateCourte(jour)} ${heure(i)}`;
/** `4 octobre 2026 à 17 h 09` */
export const dateEtHeure = (i: Instant): string => `${dateEntiere(dateParis(i))} à ${heure(i)}`;
/** `mardi 24 novembre à 9 h 12` */
export const dateLongueEtHeure = (i: Instant): string => `${dateLongue(dateParis(i))} à ${heure(i)}`;
/** « Le 8 décembre 2026, de 22 h 00 à 23 h 00 », « Du … au … » over midnight: as a sentence begins. */
export const plageEnMots = (de: Instant, a: Instant): string =>
  dateParis(de) === dateParis(a)
    ? `Le ${dateEntiere(dateParis(de))}, de ${heure(de)} à ${heure(a)}`
    : `Du ${dateEtHeure(de)} au ${dateEtHeure(a)}`;
/** Said under the hour of another day than its row's: a visit lasts less than a day, that day is the next one. */
export const LENDEMAIN = 'lendemain';
/** [DU-1] Real minutes: the hours printed alone would not explain them. */
export const changementDHeure = (debut: Instant, fin: Instant): string | undefined =>
  decalageParis(debut) === decalageParis(fin) ? undefined : 'Nuit du changement d’heure';
/** `1 h 05` */
export const duree = (n: number): string => dureeAffichee(n).replaceAll(' ', INSECABLE);
/** Hours inside a sentence of the domain, kept on one line. */
export const insecable = (phrase: string): string => phrase.replace(/(\d) h (\d)/g, `$1${INSECABLE}h${INSECABLE}$2`);
