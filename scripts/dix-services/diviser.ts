import { numeroE164 } from '#shared/formats/champ-telephone';
import { celluleDe, ecrireTableau, lireTableau, type Tableau } from '../../bench/appuis/tableau';

// The files of one service as those of several: each usager goes with all that concerns them, each aide with her antenna.

export type Fichier = { nom: string; contenu: string };
/** A row that is of two groups at once: neither side has it, or the separate service of one of them would be without the other. */
export type Ecartee = { nom: string; ligne: readonly string[]; pourquoi: string };
export type Division = { entier: Fichier[]; parts: Fichier[][]; ecartees: Ecartee[] };

const GENRES = ['FINANCEURS', 'INTERVENANTS', 'USAGERS', 'PLANNING', 'POINTAGES', 'CORRECTIONS'] as const;
type Genre = (typeof GENRES)[number];

/** The group of what no row that is kept has brought. */
const PERSONNE = -1;
/** The groups that a row concerns: one, or it is set aside. */
type Concernes = (ligne: readonly string[]) => number[];

const genreDe = (nom: string): Genre => {
  const genre = GENRES.find((g) => nom.startsWith(g));
  if (genre === undefined) throw new Error(`${nom} : ne sait pas se diviser`);
  return genre;
};

/** Whose each thing is, learnt from the files in their order: those that come later name what was in those before. */
type Connus = {
  groupeDAntenne: (code: string) => number;
  usagers: Map<string, number>;
  aides: Map<string, number>;
  /** What corrections name: punches, planned visits, creations. */
  cibles: Map<string, number>;
  /** By number, in one spelling: the services that have a home of that number. */
  foyers: Map<string, Set<number>>;
};

/** What was set aside takes along what names it. */
const nomme = (de: ReadonlyMap<string, number>, id: string): number[] => (id === '' ? [] : [de.get(id) ?? PERSONNE]);
const cellules = (t: Tableau, ...colonnes: string[]): ((l: readonly string[]) => string[]) => {
  const lecteurs = colonnes.map((c) => celluleDe(t, c));
  return (l) => lecteurs.map((de) => de(l));
};

const LECTEURS: Record<Exclude<Genre, 'FINANCEURS'>, (c: Connus, t: Tableau) => Concernes> = {
  INTERVENANTS: (c, t) => {
    const lire = cellules(t, 'id_intervenant', 'antenne');
    return (l) => {
      const [id = '', antenne = ''] = lire(l);
      const groupe = c.groupeDAntenne(antenne);
      c.aides.set(id, groupe);
      return [groupe];
    };
  },
  USAGERS: (c, t) => {
    const lire = cellules(t, 'id_millesime', 'antenne', 'telephones');
    return (l) => {
      const [id = '', antenne = '', telephones = ''] = lire(l);
      const groupe = c.groupeDAntenne(antenne);
      c.usagers.set(id, groupe);
      for (const n of telephones.split('|').flatMap((x) => numeroE164(x.trim()) ?? []))
        c.foyers.set(n, (c.foyers.get(n) ?? new Set()).add(groupe));
      return [groupe];
    };
  },
  PLANNING: (c, t) => {
    const lire = cellules(t, 'id_millesime', 'id_intervenant');
    return (l) => {
      const [usager = '', aide = ''] = lire(l);
      return [...nomme(c.usagers, usager), ...nomme(c.aides, aide)];
    };
  },
  POINTAGES: (c, t) => {
    const lire = cellules(t, 'id_millesime', 'id_intervenant', 'numero_appelant');
    return (l) => {
      const [usager = '', aide = '', numero = ''] = lire(l);
      const nommes = [...nomme(c.usagers, usager), ...nomme(c.aides, aide)];
      // [PT-5] A punch that names no usager is for whoever has its number.
      return usager === '' ? [...nommes, ...(c.foyers.get(numeroE164(numero) ?? '') ?? [])] : nommes;
    };
  },
  CORRECTIONS: (c, t) => {
    const lire = cellules(t, 'id_millesime', 'id_intervenant', 'id_pointage', 'id_planning', 'id_creation');
    return (l) => {
      const [usager = '', aide = '', ...cibles] = lire(l);
      return [...cibles.flatMap((id) => nomme(c.cibles, id)), ...nomme(c.usagers, usager), ...nomme(c.aides, aide)];
    };
  },
};

/** `groupeDAntenne`: to which of the `n` services an antenna goes. */
export const diviser = (
  fichiers: readonly Fichier[],
  n: number,
  groupeDAntenne: (code: string) => number,
): Division => {
  const connus: Connus = {
    groupeDAntenne,
    usagers: new Map(),
    aides: new Map(),
    cibles: new Map(),
    foyers: new Map(),
  };
  const division: Division = { entier: [], parts: Array.from({ length: n }, () => []), ecartees: [] };
  const ordre = [...fichiers].sort((a, b) => GENRES.indexOf(genreDe(a.nom)) - GENRES.indexOf(genreDe(b.nom)));
  for (const f of ordre) {
    const genre = genreDe(f.nom);
    if (genre === 'FINANCEURS') {
      for (const part of [division.entier, ...division.parts]) part.push(f);
      continue;
    }
    const { entete, lignes } = lireTableau(f.contenu);
    const concernes = LECTEURS[genre](connus, { entete, lignes });
    const gardees: string[][] = [];
    const siennes: string[][][] = Array.from({ length: n }, () => []);
    for (const l of lignes) {
      const groupes = [...new Set(concernes(l))];
      const [groupe] = groupes;
      if (groupe === undefined) throw new Error(`${f.nom} : ${l.join(';')} : à personne`);
      const part = siennes[groupe];
      if (groupes.length > 1 || part === undefined) {
        const pourquoi = groupes.includes(PERSONNE)
          ? 'nomme ce qu’aucune ligne gardée n’apporte'
          : `des services ${groupes.map((g) => g + 1).join(' et ')} à la fois`;
        division.ecartees.push({ nom: f.nom, ligne: l, pourquoi });
        continue;
      }
      connus.cibles.set(l[0] ?? '', groupe);
      gardees.push(l);
      part.push(l);
    }
    division.entier.push({ nom: f.nom, contenu: ecrireTableau({ entete, lignes: gardees }) });
    for (const [k, part] of division.parts.entries())
      part.push({ nom: f.nom, contenu: ecrireTableau({ entete, lignes: siennes[k] ?? [] }) });
  }
  return division;
};
