import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as commun } from '@zxcvbn-ts/language-common';
import { dictionary as francais, translations } from '@zxcvbn-ts/language-fr';

// Heavy (dictionaries of words and names): loaded on demand, by the browser as by the server, which judges alike.

export const LONGUEUR_MIN = 10;
export const LONGUEUR_MAX = 128;
/** Of zxcvbn's 0 to 4: a thief of the hashes needs more than 10^8 guesses. */
export const FORCE_MIN = 3;
const ESSAIS_MIN = 1e8;

const MOTS = ['Très facile à deviner', 'Facile à deviner', 'Trop facile à deviner', 'Bon', 'Très bon'] as const;

export type Avis = {
  accepte: boolean;
  /** 0 to 4. */
  force: number;
  mot: string;
  /** What to do about it, in French; empty where there is nothing to say. */
  conseils: string[];
};

const zxcvbn = new ZxcvbnFactory({
  translations,
  graphs: adjacencyGraphs,
  dictionary: { ...commun, ...francais },
  maxLength: LONGUEUR_MAX,
});

/** What everyone tries first here. */
const DU_SERVICE = ['telegestion', 'télégestion', 'paris', 'domicile', 'dases', 'millesime'];

/** « Jeanne Martin » as it is typed: each name, and the two in one word, in both orders. */
const declinaisons = (nom: string): string[] => {
  const mots = nom.split(/[\s.@_-]+/);
  const suites = [mots, [...mots].reverse()];
  return [nom, ...mots, ...suites.flatMap((m) => ['', '.', '-', '_'].map((lien) => m.join(lien)))];
};

const ANNEE = /^(19|20)\d\d$/;
const ANNEES = 50;

/**
 * Guesses for who puts words, names and years side by side: each word counts for itself, and what joins them for nothing. « Nom-2026-Ville »
 * is long, and tried first.
 */
const parMots = (motDePasse: string, connus: readonly string[]): number => {
  const mots = motDePasse.match(/\p{L}+|\p{N}+/gu) ?? [];
  return mots.reduce((n, mot) => n * (ANNEE.test(mot) ? ANNEES : zxcvbn.check(mot, [...connus]).guesses), 1);
};

const ASSEMBLES =
  'Des mots connus, un nom et une année côte à côte se devinent : ajoutez un ou deux mots sans lien entre eux.';

/** How hard a password is to guess, for someone who knows `personnels`: the account's name and what is known of it. */
export const evaluerMotDePasse = (motDePasse: string, personnels: readonly string[]): Avis => {
  const proches = personnels.flatMap(declinaisons).filter((p) => p.length > 2);
  const connus = [...DU_SERVICE, ...proches];
  const { score, feedback } = zxcvbn.check(motDePasse, connus);
  const lettres = motDePasse.length <= LONGUEUR_MAX && /\p{L}/u.test(motDePasse);
  const assemble = score >= FORCE_MIN && lettres && parMots(motDePasse, connus) < ESSAIS_MIN;
  const force = motDePasse.length < LONGUEUR_MIN || assemble ? Math.min(score, FORCE_MIN - 1) : score;
  const accepte = force >= FORCE_MIN && motDePasse.length <= LONGUEUR_MAX;
  const longueur = motDePasse.length < LONGUEUR_MIN ? [`Il faut au moins ${LONGUEUR_MIN} caractères.`] : [];
  const trop = motDePasse.length > LONGUEUR_MAX ? [`Il faut ${LONGUEUR_MAX} caractères au plus.`] : [];
  const dits = accepte ? [] : [feedback.warning, ...feedback.suggestions].flatMap((t) => (t ? [phrase(t)] : []));
  const defaut =
    accepte || longueur.length + trop.length + dits.length > 0 ? [] : ['Ajoutez un ou deux mots sans lien entre eux.'];
  const conseils = assemble ? [...longueur, ASSEMBLES] : [...longueur, ...trop, ...dits, ...defaut];
  return { accepte, force, mot: MOTS[force] ?? MOTS[0], conseils };
};

const phrase = (t: string): string => (/[.!?)]$/.test(t) ? t : `${t}.`);
