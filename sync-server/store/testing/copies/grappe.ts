import type { Alea } from '#shared/testing/alea';
import { erreurMagasin } from '../../erreurs';
import type { Noeud } from '../../magasin';
import { type BaseMemoire, creerBaseMemoire } from '../../memoire/base';
import { enGreffe, manquent } from './feuilles';

// Three nodes of this process alone, each with its copy of every database, which lag, come back, part and meet again as those of a
// CouchDB cluster do (n = 3, r = w = 2). Chance is seeded: the same seed plays the same day again.

export type Copie = {
  nom: string;
  present: boolean;
  /** `maintenance_mode`: it answers no client; internal replication goes on. */
  ferme: boolean;
  /** Those of one side see each other. */
  cote: number;
  demarreA: number;
  /** When it last met the others again. */
  reuniA: number;
  /** The others notice that it is there from this tick or this instant on: until then they have nothing to push to it. */
  remarqueA: { tic: number; ms: number };
  bases: Map<string, BaseMemoire>;
};

export const COPIES = 3;
export const QUORUM = 2;
/** Within so long, the others have noticed a return. */
const REMARQUE_MS = 30_000;

export type Grappe = {
  alea: Alea;
  copies: readonly Copie[];
  /** Each thing that is asked of the store lets internal replication go on a little. */
  souffler: () => void;
  /**
   * Part of the writes that reach a copy late, or not in the order in which they were made; of the range readings that are answered by
   * another copy than the nearest.
   */
  retards: { ecriture: number; ordre: number; lecture: number };
  /** Documents that a copy receives from another at each tick: less than one is a tick out of several. */
  cadence: number;
  horlogeMs: () => number;
  /** The copies that a client of this one's side is answered by. */
  joignables: (c: Copie) => Copie[];
  /** What this copy has and the others lack is to be pushed to them. */
  noter: (c: Copie, base: string, id: string) => void;
  noeuds: (vuDe: Copie) => Noeud[];
  partir: (n: number) => void;
  /** `ferme`: it stays closed to clients until it is opened. */
  revenir: (n: number, ferme?: boolean) => void;
  ouvrir: (n: number) => void;
  /** The one and the two others no longer see each other. */
  separer: (seul: number) => void;
  reunir: () => void;
  /** Documents that are still to be pushed, seen from above. */
  reste: () => number;
  /** All are back, and have all. */
  converger: () => void;
  creerBase: (nom: string) => boolean;
  detruireBase: (nom: string) => boolean;
};

type Options = { alea: Alea; horlogeMs?: () => number };

export const creerGrappe = ({ alea, horlogeMs = () => 0 }: Options): Grappe => {
  const copies = Array.from(
    { length: COPIES },
    (_, n): Copie => ({
      nom: `couchdb@noeud-${n + 1}`,
      present: true,
      ferme: false,
      cote: 0,
      demarreA: horlogeMs() - 3_600_000,
      reuniA: horlogeMs() - 3_600_000,
      remarqueA: { tic: 0, ms: 0 },
      bases: new Map(),
    }),
  );
  const files = new Map(copies.map((de) => [de, new Map(copies.map((vers) => [vers, new Map<string, string>()]))]));
  const file = (de: Copie, vers: Copie): Map<string, string> => files.get(de)?.get(vers) ?? new Map();
  let tic = 0;
  const seVoient = (a: Copie, b: Copie): boolean => a.present && b.present && a.cote === b.cote;
  const remarque = (c: Copie): boolean => tic >= c.remarqueA.tic || horlogeMs() >= c.remarqueA.ms;
  const pousse = (de: Copie, vers: Copie): boolean =>
    de !== vers && seVoient(de, vers) && remarque(de) && remarque(vers);

  const noter = (de: Copie, base: string, id: string): void => {
    const siennes = de.bases.get(base)?.feuilles(id) ?? [];
    for (const vers of copies)
      if (vers !== de && manquent(vers.bases.get(base)?.feuilles(id) ?? [], siennes))
        file(de, vers).set(`${base} ${id}`, base);
  };

  const pousserUn = (de: Copie, vers: Copie): void => {
    for (const [cle, base] of file(de, vers)) {
      file(de, vers).delete(cle);
      const id = cle.slice(base.length + 1);
      const siennes = de.bases.get(base)?.feuilles(id) ?? [];
      const la = vers.bases.get(base);
      if (!la || !manquent(la.feuilles(id), siennes)) continue;
      la.greffer(siennes.map((f) => enGreffe(id, f)));
      noter(vers, base, id);
      return;
    }
  };

  const paires = (): [Copie, Copie][] => copies.flatMap((de) => copies.map((vers): [Copie, Copie] => [de, vers]));
  const arriver = (c: Copie): void => {
    c.reuniA = horlogeMs();
    c.remarqueA = { tic: tic + alea.entier(0, 40), ms: horlogeMs() + REMARQUE_MS };
  };

  const grappe: Grappe = {
    alea,
    copies,
    retards: { ecriture: 0, ordre: 0, lecture: 0.2 },
    cadence: 4,
    horlogeMs,
    souffler: () => {
      tic += 1;
      for (const [de, vers] of paires()) {
        if (file(de, vers).size === 0 || !pousse(de, vers)) continue;
        const n = Math.floor(grappe.cadence) + Number(alea.chance(grappe.cadence % 1));
        for (let k = 0; k < n; k++) pousserUn(de, vers);
      }
    },
    joignables: (c) => copies.filter((x) => seVoient(c, x) && !x.ferme),
    noter,
    noeuds: (vuDe) =>
      copies.map((c): Noeud => {
        if (!seVoient(vuDe, c)) return { nom: c.nom, present: false };
        const aTransmettre = copies.reduce((n, vers) => n + (pousse(c, vers) ? file(c, vers).size : 0), 0);
        const depuis = (ms: number): number => Math.floor((horlogeMs() - ms) / 1000);
        const revus = Object.fromEntries(
          copies.flatMap((x) => (x !== c && seVoient(c, x) ? [[x.nom, depuis(Math.max(c.reuniA, x.reuniA))]] : [])),
        );
        return {
          nom: c.nom,
          present: true,
          ...(c.ferme ? { ferme: true as const } : {}),
          aTransmettre,
          actifS: depuis(c.demarreA),
          revus,
        };
      }),
    partir: (n) => {
      const c = copies[n];
      if (c) c.present = false;
    },
    revenir: (n, ferme = false) => {
      const c = copies[n];
      if (!c || c.present) return;
      Object.assign(c, { present: true, ferme, demarreA: horlogeMs() });
      arriver(c);
    },
    ouvrir: (n) => {
      const c = copies[n];
      if (c) c.ferme = false;
    },
    separer: (seul) => {
      for (const [n, c] of copies.entries()) c.cote = n === seul ? 1 : 0;
    },
    reunir: () => {
      for (const c of copies) {
        if (c.cote !== 0) arriver(c);
        c.cote = 0;
      }
    },
    reste: () => paires().reduce((n, [de, vers]) => n + file(de, vers).size, 0),
    converger: () => {
      grappe.reunir();
      for (const [n, c] of copies.entries()) {
        grappe.revenir(n);
        Object.assign(c, { ferme: false, remarqueA: { tic: 0, ms: 0 } });
      }
      while (grappe.reste() > 0) for (const [de, vers] of paires()) pousserUn(de, vers);
    },
    creerBase: (nom) => copies.map((c) => !c.bases.has(nom) && c.bases.set(nom, creerBaseMemoire())).some(Boolean),
    detruireBase: (nom) =>
      copies
        .map((c) => {
          c.bases.get(nom)?.eteindre();
          return c.bases.delete(nom);
        })
        .some(Boolean),
  };
  return grappe;
};

export const injoignable = (): Error =>
  Object.assign(new Error('aucun nœud ne répond'), { scope: 'socket' as const, statusCode: 503 });
export const baseAbsente = (): Error => erreurMagasin(404, 'not_found', 'Database does not exist.');
