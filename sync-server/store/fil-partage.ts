import { regarde } from './identite';
import type { LigneChangement, Magasin, PageChangements } from './magasin';
import { tientDansLeTas } from './tas';

/** Rows kept for those who come after: a month of the whole service, and bounded memory where years are read from zero. */
const LIGNES_GARDEES = tientDansLeTas(1 / 16, 256, 150_000);

export type FilPartage = {
  magasin: Magasin;
  /** These rows of a page were given to another before: what is kept of the store knows them. */
  redonnees: (lignes: readonly LigneChangement[]) => boolean;
  /** What was kept of a database is asked of the store again, by whoever comes next. */
  lacher: (base: string) => void;
  oublier: () => void;
};

/**
 * A store whose feed is read once for several who follow it from the same checkpoint: a page that one has read is given to the next
 * as it was. A kept page may be older than the feed, so that it always says that there is more: what follows it is asked of the store.
 */
export const filPartage = (m: Magasin): FilPartage => {
  const pages = new Map<string, PageChangements>();
  const redonnees = new WeakSet<readonly LigneChangement[]>();
  let lignes = 0;
  const garder = (cle: string, page: PageChangements): void => {
    if (page.lignes.length === 0) return;
    pages.set(cle, page);
    lignes += page.lignes.length;
    for (const [autre, { lignes: siennes }] of pages) {
      if (lignes <= LIGNES_GARDEES) return;
      pages.delete(autre);
      lignes -= siennes.length;
    }
  };
  const magasin: Magasin = {
    ...m,
    changements: async (base, o) => {
      const cle = `${base} ${o.limite} ${o.depuis}`;
      const gardee = pages.get(cle);
      if (gardee) {
        redonnees.add(gardee.lignes);
        return { ...gardee, restants: Math.max(1, gardee.restants) };
      }
      const page = await m.changements(base, o);
      garder(cle, page);
      return page;
    },
  };
  return {
    magasin: regarde(magasin, m),
    redonnees: (lues) => redonnees.has(lues),
    lacher: (base) => {
      for (const [cle, page] of pages)
        if (cle.startsWith(`${base} `)) {
          pages.delete(cle);
          lignes -= page.lignes.length;
        }
    },
    oublier: () => {
      pages.clear();
      lignes = 0;
    },
  };
};
