import { celluleDe, lireTableau } from '../../bench/appuis/tableau';
import type { Fichier } from './diviser';

/** A row that one side has and the other has not, or a whole file; `rang`: that of the row in its file, the header being 1. */
export type Ecart = { nom: string; rang: number; cote: 'entier' | 'séparé'; ligne: string };

/** Of the rows of one, those that the other lacks, each as often as it lacks it. */
const enPlus = (nom: string, cote: Ecart['cote'], ici: readonly string[], la: readonly string[]): Ecart[] => {
  const restent = new Map<string, number>();
  for (const l of la) restent.set(l, (restent.get(l) ?? 0) + 1);
  return ici.flatMap((ligne, n) => {
    const reste = restent.get(ligne) ?? 0;
    restent.set(ligne, reste - 1);
    return reste > 0 ? [] : [{ nom, rang: n + 1, cote, ligne }];
  });
};

const comparerUn = (nom: string, entier: string | undefined, separe: string | undefined): Ecart[] => {
  if (entier === separe) return [];
  const [e, s] = [entier?.split('\r\n') ?? [], separe?.split('\r\n') ?? []];
  const ecarts = [...enPlus(nom, 'entier', e, s), ...enPlus(nom, 'séparé', s, e)];
  if (ecarts.length > 0) return ecarts;
  // The same rows: in another order.
  const rang = e.findIndex((l, n) => l !== s[n]);
  return [{ nom, rang: rang + 1, cote: 'entier', ligne: `${e[rang]} (dans un autre ordre)` }];
};

/** To the byte: every file of the one service against that of the service that has its antenna. */
export const comparer = (entier: readonly Fichier[], separes: readonly Fichier[]): Ecart[] => {
  const [e, s] = [entier, separes].map((x) => new Map(x.map((f) => [f.nom, f.contenu])));
  if (!e || !s || s.size !== separes.length) throw new Error('un fichier vient de deux services');
  return [...new Set([...e.keys(), ...s.keys()])].sort().flatMap((nom) => comparerUn(nom, e.get(nom), s.get(nom)));
};

export type Sommes = { fichiers: number; lignes: number; minutes: number };

/** `JJ/MM/AAAA HH:MM`, in minutes of the clock. */
const auCadran = (t: string): number => {
  const [, j, m, a, h, min] = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d)$/.exec(t)?.map(Number) ?? [];
  return Date.UTC(a ?? 0, (m ?? 1) - 1, j, h, min) / 60_000;
};

type Cellule = (colonne: string) => string;
/** The minutes of a row: retained, split, or between both punches by the clock. */
const MINUTES: Record<string, (de: Cellule) => number> = {
  SERVICE_FAIT: (de) => Number(de('duree')),
  VENTILATION: (de) => Number(de('minutes')),
  BRUT: (de) => (de('arrivee') === '' || de('depart') === '' ? 0 : auCadran(de('depart')) - auCadran(de('arrivee'))),
};

/** By kind of file: how many, their rows, the minutes that they add up to. */
export const sommer = (fichiers: readonly Fichier[]): Map<string, Sommes> => {
  const sommes = new Map<string, Sommes>();
  for (const { nom, contenu } of fichiers) {
    const genre = Object.keys(MINUTES).find((g) => nom.startsWith(`${g}_`)) ?? nom;
    const t = lireTableau(contenu);
    const minutes = t.lignes.reduce((k, l) => k + (MINUTES[genre]?.((c) => celluleDe(t, c)(l)) ?? 0), 0);
    const avant = sommes.get(genre) ?? { fichiers: 0, lignes: 0, minutes: 0 };
    sommes.set(genre, {
      fichiers: avant.fichiers + 1,
      lignes: avant.lignes + t.lignes.length,
      minutes: avant.minutes + minutes,
    });
  }
  return sommes;
};
