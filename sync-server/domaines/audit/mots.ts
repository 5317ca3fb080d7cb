import type { Antenne } from '#shared/contrats/antenne';
import { antenneConnue, nomAntenneAu } from '#shared/domain/antenne/registre';
import { dateEntiere, dateEtHeure, moisEnMots } from '#shared/mots/dates';
import {
  type DateCivile,
  dateCivileSchema,
  type Instant,
  instantSchema,
  type Mois,
  moisSchema,
} from '#shared/temps/types';
import { type Genre, PERSONNE } from './entrees/personnes';

/** Names by `usager:M200001`; empty for who may not read them. */
export type Noms = Readonly<Record<string, string>>;

/** What an entry is said with: an antenna that was renamed since had another name when it was written. */
export type NomsAlors = { personnes: Noms; quand: Instant };

/** [decision 0116] Its name at that time. */
export const nommerAntenne = ({ quand }: NomsAlors, antenne: Antenne): string => nomAntenneAu(antenne, quand).libelle;

/** « PETIT Louis » where the name is given, else « usager M200001 », « aide 4501 ». */
export const nommerPersonne = ({ personnes }: NomsAlors, genre: Genre, id: string): string =>
  personnes[`${genre}:${id}`] ?? `${genre === 'usager' ? 'usager' : 'aide'} ${id}`;

/** « A clos un mois, antenne Est, octobre 2026. »: who is named, and what is said of it, are set off by commas. */
export const phrase = (...morceaux: readonly (string | undefined)[]): string =>
  `${morceaux.filter((m) => m !== undefined && m !== '').join(', ')}.`;

const estDate = (mot: string): mot is DateCivile => dateCivileSchema.safeParse(mot).success;
const estMois = (mot: string): mot is Mois => moisSchema.safeParse(mot).success;
const estInstant = (mot: string): mot is Instant => instantSchema.safeParse(mot).success;

/** The hash of a file: for a machine. */
const EMPREINTE = /^[0-9a-f]{16,64}$/;

/**
 * What follows in an entry, in words: `EST 2026-10 usager:M200001` → « antenne Est », « octobre 2026 », « PETIT Louis ». What is
 * no id of ours (the name of a file, a count) stays as it is, in one piece; « : » ends a piece.
 */
export const direSuite = (texte: string, noms: NomsAlors): string[] => {
  const dits: { texte: string; libre: boolean }[] = [];
  for (const mot of texte.replace(PERSONNE, '$1:$2').split(/\s+/)) {
    const avant = dits.at(-1);
    const antenne = antenneConnue(mot);
    const personne = /^(usager|intervenant):(.+)$/.exec(mot);
    const dire = (dit: string): void => void dits.push({ texte: dit, libre: false });
    if (mot === ':' && avant) avant.libre = false;
    if (mot === '' || mot === ':' || EMPREINTE.test(mot)) continue;
    if (personne) dire(nommerPersonne(noms, personne[1] as Genre, personne[2] ?? ''));
    else if (antenne) dire(`antenne ${nommerAntenne(noms, antenne)}`);
    else if (estMois(mot)) dire(moisEnMots(mot));
    else if (estDate(mot) && avant?.texte.startsWith('du ') && !avant.texte.includes(' au '))
      avant.texte += ` au ${dateEntiere(mot)}`;
    else if (estDate(mot)) dire(`du ${dateEntiere(mot)}`);
    else if (estInstant(mot)) dire(`le ${dateEtHeure(mot)}`);
    else if (avant?.libre) avant.texte += ` ${mot}`;
    else dits.push({ texte: mot, libre: true });
  }
  return dits.map((d) => d.texte);
};

/** What is typed freely may name someone, or say what she lives: who may not read names is told that there is something, and not what. */
export const TEXTE_TU = '';
/** A motif that no list of ours has: a service's own, or what a PC made up. */
export const MOTIF_TU = 'hors de la liste';
