import { regarde } from '../identite';
import type { Corps, LigneCle, LigneEcrite, LignePlage, Magasin, PageChangements, Plage } from '../magasin';
import { comparerOctets } from '../memoire/ordre';
import { creerNommes, type Nomme } from './nommes';
import { plusAncienne } from './revisions';

/**
 * [FL-1] A store that reads what the feed named. A range is answered by one copy of a cluster, which may lag: each id that the feed
 * gave or that we wrote, and that a range does not show at that revision or a later one, is read by id, with the quorum. What is not
 * there even so is said: whoever follows the feed does not go on beyond it. Nothing more is asked where nothing is missing.
 */
export type MagasinAttentif = Magasin & {
  /** Named, and not to be read yet: ids by database. */
  manquants: () => ReadonlyMap<string, ReadonlySet<string>>;
  /** One more that was named, and is not there: who reads it otherwise says so. */
  manquer: (base: string, id: string) => void;
  /** The feed is going to be read again from where it stopped: it names again what still exists. */
  reprendre: (base: string) => void;
  /** From now on, the bodies of a range are read by their ids too, with the quorum; or no longer. */
  exiger: (oui: boolean) => void;
  /** Between two rounds: memory stays bounded. */
  alleger: () => void;
};

const PAR_LECTURE = 2_000;

type Vue = { rev?: string | undefined };

/** Shown as it was named, or since. */
const montre = (n: Nomme, l: Vue | undefined): boolean =>
  l?.rev === undefined ? n.supprime : !plusAncienne(l.rev, n.rev);

const estSupprime = (d: object): boolean => '_deleted' in d && d._deleted === true;
const revDe = (d: object): string | undefined => ('_rev' in d && typeof d._rev === 'string' ? d._rev : undefined);

/** What a page shows: all of its range, or up to its last row. */
const couverte = (p: Plage, lignes: readonly LignePlage[]): Pick<Plage, 'debut' | 'fin'> => {
  const derniere = lignes.at(-1);
  if (p.limite === undefined || lignes.length < p.limite || !derniere) return p;
  return p.decroissant === true ? { debut: derniere.id, fin: p.fin } : { debut: p.debut, fin: `${derniere.id}\u0000` };
};

export const magasinAttentif = (m: Magasin): MagasinAttentif => {
  const nommes = creerNommes();
  const manquants = new Map<string, Set<string>>();
  let exigeant = false;

  const noterManquant = (base: string, id: string): void => {
    manquants.set(base, (manquants.get(base) ?? new Set()).add(id));
  };
  const suivi = {
    manquants: () => manquants,
    manquer: noterManquant,
    reprendre: (base: string) => {
      for (const id of manquants.get(base) ?? []) nommes.oublier(base, id);
      manquants.delete(base);
    },
    alleger: nommes.alleger,
    exiger: (oui: boolean) => {
      exigeant = oui;
    },
  };
  // Nothing can lag behind what it named: nothing is kept of it.
  if (m.uneCopie === true) return regarde({ ...m, ...suivi }, m);

  /** By id, and once more where the two copies that answered may both lag. */
  const lireSurement = async (base: string, ids: readonly string[], corps: Corps): Promise<Map<string, LigneCle>> => {
    const lues = new Map<string, LigneCle>();
    let restent = ids;
    for (let essai = 0; essai < 2 && restent.length > 0; essai++) {
      for (const l of await m.parCles(base, restent, corps)) lues.set(l.id, l);
      restent = restent.filter((id) => {
        const n = nommes.connu(base, id);
        return n !== undefined && !montre(n, lues.get(id));
      });
    }
    for (const id of restent) noterManquant(base, id);
    return lues;
  };

  const completer = async (base: string, p: Plage, corps: Corps, lignes: LignePlage[]): Promise<LignePlage[]> => {
    const candidats = nommes.entre(base, couverte(p, lignes));
    if (candidats.length === 0) return lignes;
    const vues = new Map<string, LignePlage>();
    for (const l of lignes) vues.set(l.id, l);
    const douteux = candidats.filter((id) => {
      const n = nommes.connu(base, id);
      return n !== undefined && !montre(n, vues.get(id));
    });
    if (douteux.length === 0) return lignes;
    for (const [id, l] of await lireSurement(base, douteux, corps)) {
      const vue = vues.get(id);
      if (l.rev === undefined || (vue && plusAncienne(l.rev, vue.rev))) continue;
      if (l.supprime) vues.delete(id);
      else vues.set(id, { id, rev: l.rev, ...(l.doc ? { doc: l.doc } : {}) });
    }
    const sens = p.decroissant === true ? -1 : 1;
    return [...vues.values()].sort((a, b) => sens * comparerOctets(a.id, b.id)).slice(0, p.limite);
  };

  /** The ids that one copy shows, and what the quorum says of each. */
  const lireExigeant = async (base: string, p: Plage, brutes: LignePlage[]): Promise<LignePlage[]> => {
    const ids = (await completer(base, p, 'sans', brutes)).map((l) => l.id);
    const lues: LignePlage[] = [];
    for (let i = 0; i < ids.length; i += PAR_LECTURE)
      for (const { id, rev, doc } of await m.parCles(base, ids.slice(i, i + PAR_LECTURE), 'avec'))
        if (rev !== undefined && doc) lues.push({ id, rev, doc });
    return lues;
  };

  /** A page that was full, and of which some rows are no longer there, goes on from its last: short, it would be taken for the end. */
  const lirePlage = async (base: string, p: Plage, corps: Corps): Promise<LignePlage[]> => {
    const parIds = exigeant && corps === 'avec';
    const brutes = await m.plage(base, p, parIds ? 'sans' : corps);
    const lues = await (parIds ? lireExigeant(base, p, brutes) : completer(base, p, corps, brutes));
    const derniere = brutes.at(-1);
    if (p.limite === undefined || !derniere || brutes.length < p.limite || lues.length >= p.limite) return lues;
    const limite = p.limite - lues.length;
    const suite = p.decroissant === true ? { fin: derniere.id } : { debut: `${derniere.id}\u0000` };
    return [...lues, ...(await lirePlage(base, { ...p, ...suite, limite }, corps))];
  };

  /** What we wrote is read too, and what refused us: it is more recent than what we had seen. */
  const apprendre = async (base: string, docs: readonly object[], lignes: readonly LigneEcrite[]): Promise<void> => {
    for (const [n, { id, rev }] of lignes.entries()) {
      const doc = docs[n] ?? {};
      const [supprime, de, connu] = [estSupprime(doc), revDe(doc), nommes.connu(base, id)];
      // A loser that is deleted is not what is shown.
      if (rev === undefined || (supprime && connu && de !== undefined && plusAncienne(de, connu.rev))) continue;
      nommes.nommer(base, { id, rev, supprime });
    }
    const refuses = lignes.flatMap((l) => (l.erreur === 'conflict' ? l.id : []));
    if (refuses.length === 0) return;
    for (const l of await m.parCles(base, refuses, 'sans'))
      if (l.rev !== undefined) nommes.nommer(base, { ...l, rev: l.rev });
  };

  const nommer = <P extends PageChangements>(base: string, page: P): P => {
    for (const l of page.lignes) nommes.nommer(base, l);
    return page;
  };

  return regarde(
    {
      ...m,
      ...suivi,
      changements: async (base, o) => nommer(base, await m.changements(base, o)),
      changementsReperes: async (base, o) => nommer(base, await m.changementsReperes(base, o)),
      plage: lirePlage,
      parCles: async (base, ids, corps) => {
        const lignes = await m.parCles(base, ids, corps);
        const douteux = lignes.flatMap((l) => {
          const n = nommes.connu(base, l.id);
          return n === undefined || montre(n, l) ? [] : l.id;
        });
        if (douteux.length === 0) return lignes;
        const lues = await lireSurement(base, [...new Set(douteux)], corps);
        return lignes.map((l) => {
          const autre = lues.get(l.id);
          const plusRecente = autre?.rev !== undefined && (l.rev === undefined || plusAncienne(l.rev, autre.rev));
          return autre && plusRecente ? autre : l;
        });
      },
      lire: async (base, id) => {
        const doc = await m.lire(base, id);
        const n = nommes.connu(base, id);
        if (n === undefined || montre(n, doc && { rev: doc._rev })) return doc;
        const lue = (await lireSurement(base, [id], 'avec')).get(id);
        return lue?.supprime ? undefined : (lue?.doc ?? doc);
      },
      ecrire: async (base, docs) => {
        const lignes = await m.ecrire(base, docs);
        await apprendre(base, docs, lignes);
        return lignes;
      },
    },
    m,
  );
};
