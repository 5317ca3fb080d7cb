import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type AccesMagasin, lireUn } from '../../../ports/documents';

/** How far a transition has read each database, and what it must remember; `_local` documents, never replicated. */
export type Repere = { sequences: Map<string, string>; memoire: Map<string, string> };
type Table = { valeurs: Record<string, string> };

// Two documents: the sequences are written at each call, the memory hardly ever.
const PARTS = ['sequences', 'memoire'] as const;
const idPart = (nom: string, part: (typeof PARTS)[number]): `_local/${string}` => `_local/transition-${nom}-${part}`;

export const repereVide = (): Repere => ({ sequences: new Map(), memoire: new Map() });

const lirePart = async (m: AccesMagasin, id: string): Promise<Map<string, string>> =>
  new Map(Object.entries((await lireUn<Table>(m, BASE_CENTRALE, id))?.valeurs ?? {}));

export const lireRepere = async (m: AccesMagasin, nom: string): Promise<Repere> => ({
  sequences: await lirePart(m, idPart(nom, 'sequences')),
  memoire: await lirePart(m, idPart(nom, 'memoire')),
});

/**
 * Keeps a checkpoint, the memory first. Between processes the last who writes wins: one that goes back only makes the same
 * work be done again, to no effect.
 */
export const creerGardien = (
  m: AccesMagasin,
  nom: string,
): ((r: { sequences: ReadonlyMap<string, string>; memoire: ReadonlyMap<string, string> }) => Promise<void>) => {
  const gardees = new Map<string, string>();
  return async (r) => {
    for (const part of ['memoire', 'sequences'] as const) {
      const texte = JSON.stringify([...r[part]]);
      if (gardees.get(part) === texte) continue;
      await m.ecrireLocal(BASE_CENTRALE, idPart(nom, part), { valeurs: Object.fromEntries(r[part]) });
      gardees.set(part, texte);
    }
  };
};
