import { fenetreHoraire, partiesDe } from '#shared/contrats/exploitation/forme-parametre';
import { INSECABLE } from '#shared/espaces';
import { dateEntiere, duree } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { telephone } from '#shared/mots/textes';
import { dateExiste } from '#shared/temps/paris';
import type { Forme, FormeNombre, FormeObjet } from './formes';

const HEURE = 60;

const direNombre = (n: number, { unite: [un, plusieurs], rang }: Pick<FormeNombre, 'unite' | 'rang'>): string => {
  if (rang) return `le${INSECABLE}${n === 1 ? '1er' : n}`;
  const compte = pluriel(n, un, plusieurs);
  return un === 'minute' && n >= HEURE ? `${compte} (${duree(n)})` : compte;
};

/** `8 h 30` for `08:30`. */
const direHeure = (h: string): string => h.replace(/^0(?=\d)/, '').replace(':', `${INSECABLE}h${INSECABLE}`);

/** `de 8 h 30 à 17 h 00`: inside what has several. */
const direPlage = (valeur: unknown): string => {
  const { debut, fin } = valeur as { debut: string; fin: string };
  return `de ${direHeure(debut)} à ${direHeure(fin)}`;
};

const champs = (dont: FormeObjet, valeur: unknown): string[] => {
  const objet = (valeur ?? {}) as Readonly<Record<string, unknown>>;
  return partiesDe(dont, objet).flatMap(({ cle, libelle, forme }) => {
    if (objet[cle] === undefined) return [];
    const dit = forme === fenetreHoraire ? direPlage(objet[cle]) : direLignes(forme, objet[cle]).join(', ');
    return `${libelle}${INSECABLE}: ${dit}`;
  });
};

/** A value in words, one a line: never a code, nor what a machine reads. */
export const direLignes = (forme: Forme, valeur: unknown): string[] => {
  switch (forme.genre) {
    case 'NOMBRE':
      return [direNombre(Number(valeur), forme)];
    case 'DATE':
      return [dateExiste(String(valeur)) ? dateEntiere(String(valeur) as Parameters<typeof dateEntiere>[0]) : '?'];
    case 'HEURE':
      return [direHeure(String(valeur))];
    case 'TELEPHONE':
      return [valeur === '' ? 'pas encore connu' : telephone(String(valeur))];
    case 'CHOIX':
      return [forme.mots[String(valeur)] ?? String(valeur)];
    case 'PLUSIEURS': {
      const codes = valeur as readonly string[];
      return codes.length === 0 ? ['aucun'] : codes.map((c) => forme.mots[c] ?? c);
    }
    case 'LIGNES': {
      const lignes = valeur as readonly (string | number)[];
      if (lignes.length === 0) return ['aucune'];
      return lignes.map((l) => (typeof l === 'number' ? direNombre(l, forme) : l));
    }
    case 'OBJET': {
      const lignes = champs(forme, valeur);
      return lignes.length === 0 ? [forme.vide ?? 'aucun'] : lignes;
    }
    case 'AILLEURS':
      return [Array.isArray(valeur) && valeur.length > 0 ? pluriel(valeur.length, 'annoncée') : 'aucune'];
    case 'TEXTE':
      return [String(valeur)];
  }
};

export const direEnLigne = (forme: Forme, valeur: unknown): string => direLignes(forme, valeur).join(', ');
