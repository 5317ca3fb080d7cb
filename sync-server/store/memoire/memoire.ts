import { erreurMagasin } from '../erreurs';
import type { Corps, DemandeChangements, LignePlage, Magasin } from '../magasin';
import { type BaseMemoire, creerBaseMemoire, sansReperes, type Vivant } from './base';
import { documentDe, revDe, texteDe } from './document';

// A store of this process alone, which answers as CouchDB does: for tests, and for what is thrown away.

const NOM = /^[a-z_][a-z0-9_$()+/-]*$/;

// What is asked is done in the order in which it was, and never within the caller's own turn: as over a connection, others go on.
const tourSuivant = setImmediate;
const tour = (): Promise<void> => new Promise((suite) => tourSuivant(suite));

const PAR_LOT_BRUT = 1_000;

export const magasinMemoire = (): Magasin => {
  const bases = new Map<string, BaseMemoire>();
  const base = (nom: string): BaseMemoire => {
    const b = bases.get(nom);
    if (!b) throw erreurMagasin(404, 'not_found', 'Database does not exist.');
    return b;
  };

  const ligneDe =
    (corps: Corps) =>
    ({ id, feuille }: Vivant): LignePlage => ({
      id,
      rev: revDe(feuille),
      ...(corps === 'avec' ? { doc: documentDe(id, feuille) } : {}),
    });

  const lirePage = async (nom: string, { depuis, limite }: DemandeChangements) => {
    await tour();
    return base(nom).changements(depuis, limite);
  };

  async function* parLots(lire: () => Vivant[]): AsyncGenerator<string[]> {
    await tour();
    const tous = lire();
    for (let i = 0; i < tous.length; i += PAR_LOT_BRUT)
      yield tous.slice(i, i + PAR_LOT_BRUT).map(({ id, feuille }) => texteDe(id, feuille));
  }

  return {
    bases: async () => {
      await tour();
      return [...bases.keys()].sort();
    },
    creerBase: async (nom) => {
      await tour();
      if (!NOM.test(nom)) throw erreurMagasin(400, 'illegal_database_name', `Name: '${nom}'.`);
      if (bases.has(nom)) return false;
      bases.set(nom, creerBaseMemoire());
      return true;
    },
    detruireBase: async (nom) => {
      await tour();
      const b = bases.get(nom);
      bases.delete(nom);
      b?.eteindre();
      return b !== undefined;
    },
    infos: async (nom) => {
      await tour();
      const b = bases.get(nom);
      return b && { sequence: b.sequence(), documents: b.nombre(), compactage: false };
    },
    noeuds: async () => {
      await tour();
      return [];
    },
    compacter: async (nom) => {
      await tour();
      base(nom);
    },
    lire: async (nom, id) => {
      await tour();
      const b = bases.get(nom);
      if (id.startsWith('_local/')) return b?.local(id);
      const f = b?.vivant(id);
      return f && documentDe(id, f);
    },
    feuilles: async (nom, id) => {
      await tour();
      const siennes = bases.get(nom)?.feuilles(id) ?? [];
      return siennes.flatMap((f) => (f.supprime ? [] : documentDe(id, f)));
    },
    revisions: async (nom, id) => {
      await tour();
      return (bases.get(nom)?.feuilles(id) ?? []).map((f) => ({ rev: revDe(f), supprime: f.supprime }));
    },
    parCles: async (nom, ids, corps) => {
      await tour();
      const b = bases.get(nom);
      return ids.map((id) => {
        const f = b?.connu(id);
        if (!f) return { id, supprime: false };
        const doc = corps === 'avec' && !f.supprime ? documentDe(id, f) : undefined;
        return { id, rev: revDe(f), supprime: f.supprime, doc };
      });
    },
    plage: async (nom, plage, corps) => {
      await tour();
      return (bases.get(nom)?.plage(plage) ?? []).map(ligneDe(corps));
    },
    ecrire: async (nom, docs) => {
      // As sent: what the caller changes afterwards is not written.
      const envoyes = docs.map((d): object => JSON.parse(JSON.stringify(d)));
      await tour();
      return envoyes.length === 0 ? [] : base(nom).ecrire(envoyes);
    },
    affermir: async (nom, ids) => {
      await tour();
      const la = base(nom);
      return {
        fermes: ids.filter((id) => la.connu(id) !== undefined),
        introuvables: ids.filter((id) => la.connu(id) === undefined),
      };
    },
    ecrireLocal: async (nom, id, doc) => {
      const envoye: object = JSON.parse(JSON.stringify(doc));
      await tour();
      base(nom).ecrireLocal(id, envoye);
    },
    locaux: async (nom) => {
      await tour();
      return base(nom).locaux();
    },
    changements: async (nom, o) => sansReperes(await lirePage(nom, o)),
    changementsReperes: lirePage,
    attendre: async (nom, { depuis, limite, dureeMs, signal }) => {
      await tour();
      const b = base(nom);
      const page = b.changements(depuis, limite);
      if (page.lignes.length > 0) return sansReperes(page);
      let minuteur: NodeJS.Timeout | undefined;
      let rompre: (() => void) | undefined;
      try {
        await Promise.race([
          b.prochain(),
          new Promise<void>((suite) => {
            minuteur = setTimeout(suite, dureeMs);
          }),
          new Promise<never>((_, rejeter) => {
            rompre = () => rejeter(signal.reason);
            if (signal.aborted) rompre();
            else signal.addEventListener('abort', rompre);
          }),
        ]);
      } finally {
        clearTimeout(minuteur);
        if (rompre) signal.removeEventListener('abort', rompre);
      }
      return sansReperes(b.changements(page.seq, limite));
    },
    bruts: {
      changements: (nom, depuis) => {
        let fin: string | undefined;
        const lire = (): Vivant[] => {
          const b = bases.get(nom);
          fin = b?.sequence();
          return b?.changes(depuis) ?? [];
        };
        return { lots: parLots(lire), fin: () => fin };
      },
      parIds: (nom) => parLots(() => bases.get(nom)?.tous() ?? []),
      greffer: async (nom, textes) => {
        await tour();
        base(nom).greffer(textes);
      },
    },
  };
};
