import { collateur } from '#shared/mots/textes';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { commeALEcran } from '../../../_ui/impression';

/** The head of a group, with what is in it. */
export type EnTete = { id: string; entete: string; nombre: number; aTraiter: number };
export type Rangee = Ligne | EnTete;

export const estLigne = (r: Rangee | undefined): r is Ligne => r !== undefined && !('entete' in r);

/** What lines are grouped by; « aucun » is the default. */
export const GROUPES = {
  aucun: { mot: 'Sans groupe', nom: undefined },
  usager: { mot: 'Par usager', nom: (l: Ligne) => l.usager },
  aide: { mot: 'Par aide', nom: (l: Ligne) => l.intervenant },
} as const satisfies Record<string, { mot: string; nom: ((l: Ligne) => string) | undefined }>;
export type Groupe = keyof typeof GROUPES;

const PREFIXE = 'groupe:';
/** Two people of one name are one group: the grid shows names. */
export const idGroupe = (nom: string): string => `${PREFIXE}${nom}`;

/** Heads and lines together; the order within a group is that of the lines. */
export const rangeesDe = (lignes: readonly Ligne[], groupe: Groupe): Rangee[] => {
  const { nom } = GROUPES[groupe];
  if (!nom) return [...lignes];
  const entetes = new Map<string, EnTete>();
  for (const l of lignes) {
    const avant = entetes.get(nom(l)) ?? { id: idGroupe(nom(l)), entete: nom(l), nombre: 0, aTraiter: 0 };
    entetes.set(nom(l), { ...avant, nombre: avant.nombre + 1, aTraiter: avant.aTraiter + (l.aTraiter ? 1 : 0) });
  }
  return [...entetes.values(), ...lignes];
};

/** The rows as sorted by a column, each group under its head, groups by name. */
export const sousEntetes = <T extends { data?: Rangee | undefined }>(noeuds: readonly T[], groupe: Groupe): T[] => {
  const { nom } = GROUPES[groupe];
  if (!nom) return [...noeuds];
  const parGroupe = new Map<string, { tete: T[]; lignes: T[] }>();
  for (const n of noeuds) {
    if (!n.data) continue;
    const cle = estLigne(n.data) ? nom(n.data) : n.data.entete;
    const g = parGroupe.get(cle) ?? { tete: [], lignes: [] };
    (estLigne(n.data) ? g.lignes : g.tete).push(n);
    parGroupe.set(cle, g);
  }
  return [...parGroupe].sort(([a], [b]) => collateur.compare(a, b)).flatMap(([, g]) => [...g.tete, ...g.lignes]);
};

/** The lines as the screen shows them, `ordre` being their ids there: under the same heads. */
export const ordonner = (lignes: readonly Ligne[], ordre: readonly string[], groupe: Groupe): Ligne[] =>
  sousEntetes(
    commeALEcran(lignes, (l) => l.id, ordre).map((data) => ({ data })),
    groupe,
  ).map((n) => n.data);
