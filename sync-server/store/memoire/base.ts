import { randomUUID } from 'node:crypto';
import { erreurMagasin } from '../erreurs';
import type { DocumentStocke, LigneEcrite, LigneReperee, PageChangements, Plage } from '../magasin';
import { type Feuille, greffer, modifier, recevoir, revDe } from './document';
import { comparerOctets, fusionner, position } from './ordre';

type Entree = { feuilles: Feuille[]; seq: number };
export type Vivant = { id: string; feuille: Feuille };

/** A page as who did not ask for the sequences of its rows has it. */
export const sansReperes = ({ lignes, ...page }: PageChangements<LigneReperee>): PageChangements => ({
  ...page,
  lignes: lignes.map(({ seq, ...l }) => l),
});

export type BaseMemoire = {
  vivant: (id: string) => Feuille | undefined;
  /** Where it ever was, deleted or not. */
  connu: (id: string) => Feuille | undefined;
  /** All its leaves, the winner first. */
  feuilles: (id: string) => readonly Feuille[];
  plage: (p: Plage) => Vivant[];
  tous: () => Vivant[];
  ecrire: (docs: readonly object[]) => LigneEcrite[];
  greffer: (textes: readonly string[]) => void;
  ecrireLocal: (id: string, doc: object) => void;
  local: (id: string) => DocumentStocke | undefined;
  locaux: () => DocumentStocke[];
  changements: (depuis: string, limite: number) => PageChangements<LigneReperee>;
  /** As they stand, after a sequence, deleted ones too. */
  changes: (depuis: string) => Vivant[];
  sequence: () => string;
  nombre: () => number;
  /** Resolves at the next change, or once the database is gone. */
  prochain: () => Promise<void>;
  eteindre: () => void;
};

export const creerBaseMemoire = (): BaseMemoire => {
  const incarnation = randomUUID().slice(0, 8);
  const entrees = new Map<string, Entree>();
  const reserves = new Map<string, { n: number; corps: string }>();
  let ids: string[] = [];
  let neufs: string[] = [];
  let seq = 0;
  let vivants = 0;
  // Each change by its sequence; one that a later one replaced is left out at the reading.
  let fil: { seq: number; id: string }[] = [];
  let attendent: (() => void)[] = [];

  const reveiller = (): void => {
    const avant = attendent;
    attendent = [];
    for (const f of avant) f();
  };

  const ordonnes = (): string[] => {
    if (neufs.length > 0) {
      ids = fusionner(ids, neufs.sort(comparerOctets));
      neufs = [];
    }
    return ids;
  };

  const vivant = (id: string): Feuille | undefined => {
    const f = entrees.get(id)?.feuilles[0];
    return f?.supprime === false ? f : undefined;
  };

  const garder = (id: string, feuilles: Feuille[]): void => {
    const avant = entrees.get(id);
    if (!avant) neufs.push(id);
    vivants += Number(feuilles[0]?.supprime === false) - Number(avant?.feuilles[0]?.supprime === false);
    seq += 1;
    entrees.set(id, { feuilles, seq });
    fil.push({ seq, id });
    // Twice as long as what it says: half of it was replaced.
    if (fil.length > 2 * entrees.size + 100) fil = fil.filter((c) => entrees.get(c.id)?.seq === c.seq);
  };

  const ecrireLocal = (id: string, corps: string, suit = 0): string => {
    const n = suit + 1;
    reserves.set(id, { n, corps });
    return `0-${n}`;
  };

  const local = (id: string): DocumentStocke | undefined => {
    const l = reserves.get(id);
    return l && { ...(JSON.parse(l.corps) as object), _id: id, _rev: `0-${l.n}` };
  };

  const sequence = (n: number): string => `${n}-${incarnation}`;
  const rangDe = (depuis: string): number => {
    if (depuis === '0' || depuis === '') return 0;
    if (depuis === 'now') return seq;
    const m = /^(\d+)-([0-9a-f]{8})$/.exec(depuis);
    if (!m) throw erreurMagasin(400, 'bad_request', "Malformed sequence supplied in 'since' parameter.");
    // That of a database deleted and made again says nothing of this one.
    return m[2] === incarnation ? Number(m[1]) : 0;
  };

  const apres = (depuis: string): { seq: number; id: string }[] => {
    const n = rangDe(depuis);
    let i = fil.length;
    while (i > 0 && (fil[i - 1]?.seq ?? 0) > n) i -= 1;
    return fil.slice(i).filter((c) => entrees.get(c.id)?.seq === c.seq);
  };

  const lus = (liste: readonly string[]): Vivant[] =>
    liste.flatMap((id) => {
      const feuille = vivant(id);
      return feuille ? [{ id, feuille }] : [];
    });

  return {
    vivant,
    connu: (id) => entrees.get(id)?.feuilles[0],
    feuilles: (id) => entrees.get(id)?.feuilles ?? [],
    plage: (p) => {
      const tous = ordonnes();
      const siens = tous.slice(position(tous, p.debut), position(tous, p.fin));
      if (p.decroissant === true) siens.reverse();
      if (p.limite === undefined) return lus(siens);
      const pris: Vivant[] = [];
      for (const id of siens) {
        if (pris.length >= p.limite) break;
        const feuille = vivant(id);
        if (feuille) pris.push({ id, feuille });
      }
      return pris;
    },
    tous: () => lus(ordonnes()),
    ecrire: (docs) => {
      // All are read before one is written: a malformed one refuses the whole.
      const recus = docs.map((d) => recevoir(JSON.stringify(d)));
      const lignes = recus.map((recu): LigneEcrite => {
        const id = recu.id ?? randomUUID().replaceAll('-', '');
        if (id.startsWith('_local/')) return { id, rev: ecrireLocal(id, recu.corps) };
        // One that was never there can be marked as deleted.
        const r = modifier(entrees.get(id)?.feuilles ?? [], recu);
        if (!r) return { id, erreur: 'conflict' };
        garder(id, r.feuilles);
        return { id, rev: revDe(r.neuve) };
      });
      if (lignes.some((l) => l.rev !== undefined)) reveiller();
      return lignes;
    },
    greffer: (textes) => {
      for (const recu of textes.map(recevoir)) {
        const id = recu.id ?? '';
        const feuilles = greffer(entrees.get(id)?.feuilles ?? [], recu);
        if (feuilles) garder(id, feuilles);
      }
      reveiller();
    },
    ecrireLocal: (id, doc) => {
      // The next revision follows the one that is named, whatever is stored: never a conflict.
      const { _id, _rev, _deleted, ...corps } = JSON.parse(JSON.stringify(doc)) as Record<string, unknown>;
      if (_deleted === true) reserves.delete(id);
      else ecrireLocal(id, JSON.stringify(corps), Number(/^0-(\d+)$/.exec(String(_rev))?.[1] ?? 0));
    },
    local,
    locaux: () => [...reserves.keys()].sort(comparerOctets).flatMap((id) => local(id) ?? []),
    changements: (depuis, limite) => {
      const tous = apres(depuis);
      const pris = tous.slice(0, limite);
      const lignes = pris.map((c): LigneReperee => {
        const [f, ...autres] = entrees.get(c.id)?.feuilles ?? [];
        const ligne = { id: c.id, rev: f ? revDe(f) : '', seq: sequence(c.seq), supprime: f?.supprime === true };
        return autres.length === 0 ? ligne : { ...ligne, autres: autres.map(revDe) };
      });
      const dernier = tous.length > pris.length ? (pris.at(-1)?.seq ?? rangDe(depuis)) : seq;
      return { lignes, seq: sequence(dernier), restants: tous.length - pris.length };
    },
    changes: (depuis) =>
      apres(depuis).flatMap(({ id }) => {
        const feuille = entrees.get(id)?.feuilles[0];
        return feuille ? [{ id, feuille }] : [];
      }),
    sequence: () => sequence(seq),
    nombre: () => vivants,
    prochain: () => new Promise((fait) => attendent.push(fait)),
    eteindre: reveiller,
  };
};
