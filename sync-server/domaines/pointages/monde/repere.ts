import { BASE_CENTRALE } from '#shared/contrats/ids';
import { lireUn, type Magasin } from '../../../store/lire';

/** How far a transition has read each database, and what it must remember; `_local` documents, never replicated. */
export type Repere = { sequences: Map<string, string>; memoire: Map<string, string> };
type Table = { valeurs: Record<string, string> };

// Two documents: the sequences are written at each call, the memory hardly ever.
const PARTS = ['sequences', 'memoire'] as const;
const idPart = (nom: string, part: (typeof PARTS)[number]): `_local/${string}` => `_local/transition-${nom}-${part}`;

export const repereVide = (): Repere => ({ sequences: new Map(), memoire: new Map() });

const lirePart = async (m: Magasin, id: string): Promise<Map<string, string>> =>
  new Map(Object.entries((await lireUn<Table>(m, BASE_CENTRALE, id))?.valeurs ?? {}));

export const lireRepere = async (m: Magasin, nom: string): Promise<Repere> => ({
  sequences: await lirePart(m, idPart(nom, 'sequences')),
  memoire: await lirePart(m, idPart(nom, 'memoire')),
});

const memes = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string> | undefined): boolean => {
  if (a.size !== b?.size) return false;
  for (const [cle, valeur] of a) if (b.get(cle) !== valeur) return false;
  return true;
};

/** `revision`: how often the memory has changed; undefined: it is gone through to be compared, at each punch. */
type AGarder = {
  sequences: ReadonlyMap<string, string>;
  memoire: ReadonlyMap<string, string>;
  revision?: number | undefined;
};

/**
 * Keeps a checkpoint, the memory first. Between processes the last who writes wins: one that goes back only makes the same
 * work be done again, to no effect.
 */
export const creerGardien = (m: Magasin, nom: string): ((r: AGarder) => Promise<void>) => {
  const gardees = new Map<string, ReadonlyMap<string, string>>();
  let revision: number | undefined;
  return async (r) => {
    for (const part of ['memoire', 'sequences'] as const) {
      if (part === 'memoire' && r.revision !== undefined && r.revision === revision) continue;
      if (!memes(r[part], gardees.get(part))) {
        const valeurs = new Map(r[part]);
        await m.ecrireLocal(BASE_CENTRALE, idPart(nom, part), { valeurs: Object.fromEntries(valeurs) });
        gardees.set(part, valeurs);
      }
      if (part === 'memoire') revision = r.revision;
    }
  };
};
