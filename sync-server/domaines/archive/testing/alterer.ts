import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A generator of numbers in [0, 1[, the same for a same seed (mulberry32). */
const hasard = (graine: number): (() => number) => {
  let a = graine;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

export const fichiersDe = (dossier: string): string[] =>
  readdirSync(dossier, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name).slice(dossier.length + 1))
    .sort();

type Tirage = { entier: (n: number) => number; parmi: <T>(liste: readonly T[]) => T };
type Geste = (chemin: (c: string) => string, fichiers: readonly string[], t: Tirage) => string | undefined;

const lignesDe = (fichiers: readonly string[]): string[] => fichiers.filter((f) => f.endsWith('.jsonl'));

/** Rewrites the lines of a chain or register; undefined where that changes nothing. */
const surLignes =
  (f: (lignes: string[], t: Tirage) => string[]): Geste =>
  (chemin, fichiers, t) => {
    const cible = t.parmi(lignesDe(fichiers));
    const texte = readFileSync(chemin(cible), 'utf8');
    const apres = `${f(texte.trimEnd().split('\n'), t).join('\n')}\n`;
    if (apres === texte) return undefined;
    writeFileSync(chemin(cible), apres);
    return cible;
  };

/** A later day, in a file that bears a date: the sort of change that a person would try. */
const redater: Geste = (chemin, fichiers, t) => {
  const cible = t.parmi(fichiers.filter((f) => /\.(jsonl?|json)$/.test(f)));
  const texte = readFileSync(chemin(cible), 'utf8');
  const dates = [...texte.matchAll(/20\d\d-(\d\d)/g)];
  const date = dates[t.entier(dates.length)];
  if (!date) return undefined;
  const mois = String((Number(date[1]) % 12) + 1).padStart(2, '0');
  const place = date.index + 5;
  writeFileSync(chemin(cible), texte.slice(0, place) + mois + texte.slice(place + 2));
  return cible;
};

const GESTES: Readonly<Record<string, Geste>> = {
  octet: (chemin, fichiers, t) => {
    const cible = t.parmi(fichiers);
    const octets = readFileSync(chemin(cible));
    const i = t.entier(octets.length);
    octets[i] = (octets[i] ?? 0) ^ (1 + t.entier(255));
    writeFileSync(chemin(cible), octets);
    return cible;
  },
  couper: (chemin, fichiers, t) => {
    const cible = t.parmi(fichiers);
    const octets = readFileSync(chemin(cible));
    writeFileSync(chemin(cible), octets.subarray(0, t.entier(octets.length)));
    return cible;
  },
  retirer: (chemin, fichiers, t) => {
    const cible = t.parmi(fichiers);
    rmSync(chemin(cible));
    return cible;
  },
  echanger: (chemin, fichiers, t) => {
    const [un, deux] = [t.parmi(fichiers), t.parmi(fichiers)];
    const [a, b] = [readFileSync(chemin(un)), readFileSync(chemin(deux))];
    if (a.equals(b)) return undefined;
    writeFileSync(chemin(un), b);
    writeFileSync(chemin(deux), a);
    return `${un} ↔ ${deux}`;
  },
  ajouter: (chemin, fichiers, t) => {
    const cible = `objets/ff/${t.entier(1e9)}.pdf`;
    mkdirSync(dirname(chemin(cible)), { recursive: true });
    copyFileSync(chemin(t.parmi(fichiers)), chemin(cible));
    return cible;
  },
  retirerLigne: surLignes((l, t) => l.toSpliced(t.entier(l.length), 1)),
  retirerFin: surLignes((l) => l.slice(0, -1)),
  doublerLigne: surLignes((l, t) => [...l, l[t.entier(l.length)] ?? '']),
  echangerLignes: surLignes((l, t) => {
    const [i, j] = [t.entier(l.length), t.entier(l.length)];
    return l.with(i, l[j] ?? '').with(j, l[i] ?? '');
  }),
  redater,
};

/** The whole archive again, unchanged files shared with the first, and one thing of it altered; says what. */
export const copieAlteree = (source: string, vers: string, graine: number): string => {
  const tirer = hasard(graine);
  const entier = (n: number): number => Math.floor(tirer() * n);
  const parmi = <T>(liste: readonly T[]): T => {
    const v = liste[entier(liste.length)];
    if (v === undefined) throw new Error('liste vide');
    return v;
  };
  const fichiers = fichiersDe(source);
  for (const d of new Set(fichiers.map(dirname))) mkdirSync(join(vers, d), { recursive: true });
  for (const f of fichiers) linkSync(join(source, f), join(vers, f));
  // A shared file is never written to: it gets a copy of its own first.
  const chemin = (f: string): string => {
    const complet = join(vers, f);
    if (!fichiers.includes(f)) return complet;
    rmSync(complet, { force: true });
    copyFileSync(join(source, f), complet);
    return complet;
  };
  for (;;) {
    const nom = parmi(Object.keys(GESTES));
    const quoi = GESTES[nom]?.(chemin, fichiers, { entier, parmi });
    if (quoi !== undefined) return `${nom} ${quoi}`;
  }
};
