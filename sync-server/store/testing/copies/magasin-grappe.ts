import { randomUUID } from 'node:crypto';
import { erreurMagasin } from '../../erreurs';
import type { DemandeChangements, DocumentStocke, Magasin } from '../../magasin';
import { type BaseMemoire, sansReperes, type Vivant } from '../../memoire/base';
import { documentDe, type Feuille, revDe, texteDe } from '../../memoire/document';
import { ecrirePartout } from './ecriture';
import { enGreffe, fondre } from './feuilles';
import { enSequence, lecteurDuFil, pageDuFil } from './fil';
import { baseAbsente, type Copie, type Grappe, injoignable, QUORUM } from './grappe';

const NOM = /^[a-z_][a-z0-9_$()+/-]*$/;
const tourSuivant = setImmediate;
const PAR_LOT_BRUT = 1_000;

/** Whom this client is connected to, where that node answers; else another one of its side. `cote`: as `separer` makes them. */
export type Porte = { prefere?: number; cote?: number };

const rangDe = (d: DocumentStocke | undefined): number => Number(d?._rev.slice(2) ?? 0);

/** The store as a client of the cluster sees it, through one of its nodes. */
export const magasinGrappe = (g: Grappe, porte: Porte = {}): Magasin => {
  /** One turn later, as over a connection; and the cluster has lived a little. */
  const entrer = async (): Promise<{ ici: Copie; joignables: Copie[] }> => {
    await new Promise<void>((suite) => tourSuivant(suite));
    g.souffler();
    const prefere = g.copies[porte.prefere ?? 0];
    // The side of a client counts only while the nodes are parted.
    const parties = g.copies.some((c) => c.cote !== 0);
    const ouvertes = g.copies.filter((c) => c.present && !c.ferme && (!parties || c.cote === (porte.cote ?? 0)));
    const ici = prefere && ouvertes.includes(prefere) ? prefere : g.alea.parmi(ouvertes);
    if (!ici) throw injoignable();
    return { ici, joignables: g.joignables(ici) };
  };
  /** The copy that answers first: the nearest one, as a rule. */
  const premiere = ({ ici, joignables }: { ici: Copie; joignables: readonly Copie[] }): Copie =>
    g.alea.chance(g.retards.lecture) ? (g.alea.parmi(joignables) ?? ici) : ici;
  const parUne = async (nom: string): Promise<BaseMemoire | undefined> => premiere(await entrer()).bases.get(nom);

  /** By the quorum: two copies, and all of them where the two do not say the same. */
  const parQuorum = (joignables: readonly Copie[], nom: string, id: string): readonly Feuille[] => {
    const dites = g.alea.melanger(joignables).map((c) => c.bases.get(nom)?.feuilles(id) ?? []);
    const deux = dites.slice(0, QUORUM);
    const [a, b] = deux.map((f) => f[0] && revDe(f[0]));
    return fondre(id, a === b ? deux : dites);
  };
  const unLocal = (joignables: readonly Copie[], nom: string, id: string): DocumentStocke | undefined => {
    const dits = joignables.flatMap((c) => c.bases.get(nom)?.local(id) ?? []);
    const textes = dits.map((d) => JSON.stringify(d));
    const majorite = dits.find((_, n) => textes.filter((t) => t === textes[n]).length >= QUORUM);
    return majorite ?? dits.sort((a, b) => rangDe(b) - rangDe(a))[0];
  };
  const lecteur = async (nom: string, depuis: string) => {
    const acces = await entrer();
    return lecteurDuFil(g, acces.joignables, premiere(acces), nom, depuis);
  };

  const lirePage = async (nom: string, { depuis, limite }: DemandeChangements) =>
    pageDuFil(g, await lecteur(nom, depuis), limite);

  async function* parLots(lire: () => Promise<Vivant[]>): AsyncGenerator<string[]> {
    const tous = await lire();
    for (let i = 0; i < tous.length; i += PAR_LOT_BRUT)
      yield tous.slice(i, i + PAR_LOT_BRUT).map(({ id, feuille }) => texteDe(id, feuille));
  }

  return {
    bases: async () => [...(await entrer()).ici.bases.keys()].sort(),
    creerBase: async (nom) => {
      await entrer();
      if (!NOM.test(nom)) throw erreurMagasin(400, 'illegal_database_name', `Name: '${nom}'.`);
      return g.creerBase(nom);
    },
    detruireBase: async (nom) => {
      await entrer();
      return g.detruireBase(nom);
    },
    infos: async (nom) => {
      const c = premiere(await entrer());
      const b = c.bases.get(nom);
      return b && { sequence: enSequence(g, c, b.sequence()), documents: b.nombre(), compactage: false };
    },
    noeuds: async () => g.noeuds((await entrer()).ici),
    compacter: async (nom) => {
      if (!(await parUne(nom))) throw baseAbsente();
    },
    lire: async (nom, id) => {
      const { joignables } = await entrer();
      if (id.startsWith('_local/')) return unLocal(joignables, nom, id);
      const [f] = parQuorum(joignables, nom, id);
      return f && !f.supprime ? documentDe(id, f) : undefined;
    },
    feuilles: async (nom, id) => {
      const { joignables } = await entrer();
      return parQuorum(joignables, nom, id).flatMap((f) => (f.supprime ? [] : documentDe(id, f)));
    },
    revisions: async (nom, id) => {
      const { joignables } = await entrer();
      return parQuorum(joignables, nom, id).map((f) => ({ rev: revDe(f), supprime: f.supprime }));
    },
    parCles: async (nom, ids, corps) => {
      const { joignables } = await entrer();
      return ids.map((id) => {
        const [f] = parQuorum(joignables, nom, id);
        if (!f) return { id, supprime: false };
        const doc = corps === 'avec' && !f.supprime ? documentDe(id, f) : undefined;
        return { id, rev: revDe(f), supprime: f.supprime, doc };
      });
    },
    plage: async (nom, plage, corps) =>
      ((await parUne(nom))?.plage(plage) ?? []).map(({ id, feuille }) => ({
        id,
        rev: revDe(feuille),
        ...(corps === 'avec' ? { doc: documentDe(id, feuille) } : {}),
      })),
    ecrire: async (nom, docs) => {
      // As sent, and under the same id everywhere.
      const envoyes = docs.map((d): object => {
        const copie = JSON.parse(JSON.stringify(d)) as object;
        return '_id' in copie ? copie : { _id: randomUUID().replaceAll('-', ''), ...copie };
      });
      const { ici, joignables } = await entrer();
      if (envoyes.length === 0) return [];
      if (!ici.bases.has(nom)) throw baseAbsente();
      return ecrirePartout(g, joignables, nom, envoyes);
    },
    affermir: async (nom, ids) => {
      const { ici, joignables } = await entrer();
      if (!ici.bases.has(nom)) throw baseAbsente();
      const presents = new Set<string>();
      for (const id of ids) {
        const toutes = joignables.flatMap((c) => c.bases.get(nom)?.feuilles(id) ?? []);
        if (toutes.length > 0) presents.add(id);
        for (const c of joignables) {
          c.bases.get(nom)?.greffer(toutes.map((f) => enGreffe(id, f)));
          g.noter(c, nom, id);
        }
      }
      if (joignables.length < QUORUM) return { fermes: [], introuvables: [] };
      return { fermes: ids.filter((id) => presents.has(id)), introuvables: ids.filter((id) => !presents.has(id)) };
    },
    ecrireLocal: async (nom, id, doc) => {
      const envoye: object = JSON.parse(JSON.stringify(doc));
      const { ici, joignables } = await entrer();
      if (!ici.bases.has(nom)) throw baseAbsente();
      for (const c of joignables) c.bases.get(nom)?.ecrireLocal(id, envoye);
    },
    locaux: async (nom) => {
      const b = await parUne(nom);
      if (!b) throw baseAbsente();
      return b.locaux();
    },
    changements: async (nom, o) => sansReperes(await lirePage(nom, o)),
    changementsReperes: lirePage,
    attendre: async (nom, { depuis, limite, dureeMs, signal }) => {
      const l = await lecteur(nom, depuis);
      const page = pageDuFil(g, l, limite);
      if (page.lignes.length > 0) return sansReperes(page);
      const fin = AbortSignal.any([signal, AbortSignal.timeout(dureeMs)]);
      await Promise.race([
        l.base.prochain(),
        new Promise<void>((suite) => {
          if (fin.aborted) suite();
          else fin.addEventListener('abort', () => suite(), { once: true });
        }),
      ]);
      if (signal.aborted) throw signal.reason;
      return sansReperes(pageDuFil(g, await lecteur(nom, page.seq), limite));
    },
    bruts: {
      changements: (nom, depuis) => {
        let fin: string | undefined;
        const lire = async (): Promise<Vivant[]> => {
          const l = await lecteur(nom, depuis);
          fin = enSequence(g, l.copie, l.base.sequence());
          return l.base.changes(l.depuis);
        };
        return { lots: parLots(lire), fin: () => fin };
      },
      parIds: (nom) => parLots(async () => (await parUne(nom))?.tous() ?? []),
      greffer: async (nom, textes) => {
        const { joignables } = await entrer();
        for (const c of joignables) c.bases.get(nom)?.greffer(textes);
        for (const t of textes) for (const c of joignables) g.noter(c, nom, (JSON.parse(t) as { _id: string })._id);
      },
    },
  };
};
