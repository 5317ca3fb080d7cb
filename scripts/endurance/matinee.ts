import type { Antenne } from '#shared/contrats/commun';
import type { Appelant } from '../../bench/croissance/appelants';

// A morning as it goes: each aide calls on arrival at the home where she is planned, then on leaving, or a manager says it for her.

/** An aide leaves no sooner. Milliseconds. */
const PASSAGE_MS = 15 * 60_000;
/** Before that, a departure said at this instant would not follow the arrival. */
const PRESENCE_MS = 60_000;

/** A call to pass; `entendu`: its caller heard that the punch was recorded. */
export type Passage = { de: string; codeAide: string; cote: '1' | '2'; entendu: (maintenant: number) => void };

export type Matinee = {
  suivant: (maintenant: number) => Passage;
  /** Visits of that antenna, this many at most, whose aide has been there a moment and will not call again: given once. */
  aCorriger: (antenne: Antenne, auPlus: number, maintenant: number) => string[];
};

type Present = { qui: Appelant; depuis: number };

export const ouvrirMatinee = (appelants: readonly Appelant[]): Matinee => {
  const attendus = [...appelants];
  const presents: Present[] = [];
  let rang = 0;

  const arriver = (): Passage => {
    const qui = attendus.shift();
    if (!qui) throw new Error(`${appelants.length} appelants ne suffisent pas`);
    return { ...qui, cote: '1', entendu: (depuis) => presents.push({ qui, depuis }) };
  };
  const partir = (maintenant: number): Passage | undefined => {
    const [premier] = presents;
    if (!premier || maintenant - premier.depuis < PASSAGE_MS) return;
    presents.shift();
    return { ...premier.qui, cote: '2', entendu: () => undefined };
  };
  return {
    // One arrives as another leaves, once they have stayed.
    suivant: (maintenant) => {
      rang += 1;
      return (rang % 2 === 0 ? partir(maintenant) : undefined) ?? arriver();
    },
    aCorriger: (antenne, auPlus, maintenant) => {
      const oublis = presents
        .filter((p) => p.qui.antenne === antenne && maintenant - p.depuis >= PRESENCE_MS)
        .slice(0, auPlus);
      for (const o of oublis) presents.splice(presents.indexOf(o), 1);
      return oublis.map((o) => o.qui.visiteId);
    },
  };
};
