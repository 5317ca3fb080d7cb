import type { z } from 'zod';
import { partiesDe } from '#shared/contrats/exploitation/forme-parametre';
import { INSECABLE } from '#shared/espaces';
import { pluriel } from '#shared/mots/nombres';
import type { Forme, FormeNombre } from './formes';

type Probleme = z.core.$ZodIssue;
type DuNombre = Pick<FormeNombre, 'unite' | 'rang'>;

const direNombre = (p: Probleme, { unite: [un, plusieurs], rang }: DuNombre): string => {
  const compter = (n: unknown): string => (rang ? String(n) : pluriel(Number(n), un, plusieurs));
  if (p.code === 'too_small') return `écrivez au moins ${compter(p.minimum)}.`;
  if (p.code === 'too_big') return `écrivez au plus ${compter(p.maximum)}.`;
  return `écrivez un nombre${p.code === 'invalid_type' && p.expected === 'int' ? ' entier' : ''}, en chiffres.`;
};

/** `rang`: of the line, where one is at fault; else there are too few of them, or too many. */
const direLignes = (forme: Forme & { genre: 'LIGNES' }, p: Probleme, rang: number | undefined): string => {
  if (rang === undefined)
    return p.code === 'too_big'
      ? `gardez ${pluriel(Number(p.maximum), 'ligne')} au plus.`
      : `écrivez au moins ${pluriel(p.code === 'too_small' ? Number(p.minimum) : 1, 'ligne')}.`;
  if (forme.de === 'COLONNE') return 'écrivez « champ = nom | format | largeur », un peu moins longue.';
  return forme.de === 'NOMBRE'
    ? direNombre(p, forme)
    : 'écrivez une adresse de courriel entière, par exemple prenom.nom@exemple.fr.';
};

/** What to do in a field, after its name. */
const dire = (
  forme: Exclude<Forme, { genre: 'OBJET' }>,
  p: Probleme,
  rang: number | undefined,
  cle: string,
): string => {
  switch (forme.genre) {
    case 'NOMBRE':
      return direNombre(p, forme);
    case 'TEXTE':
      return p.code === 'too_big'
        ? `écrivez ${pluriel(Number(p.maximum), 'caractère')} au plus.`
        : 'écrivez-y quelque chose.';
    case 'DATE':
      return 'choisissez une date.';
    case 'HEURE':
      // The clock changes at night: a window begins after.
      return cle === 'debut' ? 'donnez une heure, à partir de 4 h du matin.' : 'donnez une heure.';
    case 'TELEPHONE':
      return `écrivez le numéro en entier, par exemple 01${INSECABLE}45${INSECABLE}01${INSECABLE}02${INSECABLE}03, ou effacez-le.`;
    case 'CHOIX':
      return 'choisissez dans la liste.';
    case 'PLUSIEURS':
      return 'décochez ce qui n’est plus proposé.';
    case 'LIGNES':
      return direLignes(forme, p, rang);
    case 'AILLEURS':
      return `ouvrez l’écran «${INSECABLE}${forme.ecran}${INSECABLE}».`;
  }
};

const nommer = (noms: readonly string[], suite = ''): string =>
  `«${INSECABLE}${noms.join(', ')}${INSECABLE}»${suite}${INSECABLE}: `;

/** The field that a problem is about, by the keys that lead to it, and the sentence that names it and says what to do there. */
const situer = (
  forme: Forme,
  p: Probleme,
  chemin: readonly PropertyKey[],
  tete: { cles: readonly string[]; noms: readonly string[] },
): { champ: string; phrase: string } => {
  const [premier, ...suite] = chemin;
  if (forme.genre !== 'OBJET') {
    const rang = typeof premier === 'number' ? premier : undefined;
    const ligne = rang === undefined ? '' : `, ligne ${rang + 1}`;
    return {
      champ: tete.cles.join('.'),
      phrase: `${nommer(tete.noms, ligne)}${dire(forme, p, rang, tete.cles.at(-1) ?? '')}`,
    };
  }
  const c = partiesDe(forme, premier === undefined ? {} : { [premier]: true }).find((x) => x.cle === premier);
  const noms = (libelle: string) => (tete.cles.length > 0 ? [...tete.noms, libelle] : [libelle]);
  if (c) return situer(c.forme, p, suite, { cles: [...tete.cles, c.cle], noms: noms(c.libelle) });
  // Said of the whole: both hours are right, and not in that order.
  const [debut, fin] = [forme.champs[0], forme.champs.at(-1)];
  return {
    champ: [...tete.cles, fin?.cle ?? ''].join('.'),
    phrase: `${nommer(noms(fin?.libelle ?? ''))}donnez une heure qui suit celle de «${INSECABLE}${debut?.libelle ?? ''}${INSECABLE}».`,
  };
};

/** The refusals of a value, by field; the only field of a simple value has the empty name, and is called as the parameter is. */
export const refusParChamp = (
  { titre, forme }: { titre: string; forme: Forme },
  problemes: readonly Probleme[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    problemes.toReversed().map((p) => {
      const { champ, phrase } = situer(forme, p, p.path, { cles: [], noms: [titre] });
      return [champ, phrase];
    }),
  );
