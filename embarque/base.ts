import { EventEmitter } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pouch } from 'pouchdb';
import type { Meta } from './arbre';
import { gagnante } from './arbre';
import type { Recu } from './document';
import { ErreurCouch } from './erreurs';
import { appliquer, type IndexMemoire, type Mouvement } from './index-memoire';
import {
  type AEcrire,
  avecArbres,
  type Enveloppe,
  lireEnveloppes,
  lireMetas,
  lireSuites,
  type Niveau,
  ouvrirNiveau,
  parcourirMetas,
} from './niveau';
import { ecrireSequence } from './sequence';

type Attente = {
  readonly recus: readonly Recu[];
  readonly resolve: (resultats: Resultat[]) => void;
  readonly reject: (erreur: unknown) => void;
};

/** What became of an interactive edit. */
export type Resultat = { readonly id: string; readonly rev: string } | { readonly id: string; readonly conflit: true };

/** One open database. All writes go through `exclusif`, one at a time; reading never waits. */
export type Base = Niveau & {
  readonly nom: string;
  readonly chemin: string;
  readonly incarnation: string;
  readonly creeLe: string;
  readonly index: IndexMemoire;
  /** `ecrit` after each write that added a sequence, `fin` when the database is deleted or the store stops. */
  readonly signaux: EventEmitter<{ ecrit: []; fin: [] }>;
  exclusif<T>(action: () => Promise<T>): Promise<T>;
  /** Edits that wait for the write in hand. */
  readonly enAttente: Attente[];
  etat: 'ouverte' | 'fermee';
  /** The one that is under way, until it is over; it never fails. */
  compaction: Promise<void> | undefined;
};

const NAISSANCE = '_local/m:naissance';

export async function ouvrirBase(nom: string, chemin: string): Promise<Base> {
  const { pouch, niveau, incarnation } = await ouvrirNiveau(chemin);
  const creeLe = await naissance(pouch);
  const index: IndexMemoire = { cles: [], sequences: [] };
  await parcourirMetas({ pouch, niveau }, (cle, seq, vivant) => {
    if (vivant) index.cles.push(cle);
    index.sequences.push(seq);
  });
  index.sequences.sort((a, b) => a - b);
  let file: Promise<unknown> = Promise.resolve();
  const signaux = new EventEmitter<{ ecrit: []; fin: [] }>();
  signaux.setMaxListeners(0);
  return {
    nom,
    chemin,
    pouch,
    niveau,
    incarnation,
    creeLe,
    index,
    signaux,
    enAttente: [],
    etat: 'ouverte',
    compaction: undefined,
    exclusif(action) {
      const suite = file.then(action);
      file = suite.catch(() => undefined);
      return suite;
    },
  };
}

/** Second of its creation, which CouchDB shows as `instance_start_time`: kept, since a copied folder changes its dates. */
async function naissance(pouch: Pouch): Promise<string> {
  const tenue = await pouch.get<{ le: string }>(NAISSANCE).catch(() => undefined);
  if (tenue) return tenue.le;
  const le = String(Math.floor(Date.now() / 1000));
  await pouch.put({ _id: NAISSANCE, le });
  return le;
}

/** Bytes on the disk. */
export async function tailleSurDisque(base: Base): Promise<number> {
  const fichiers = await readdir(base.chemin);
  const tailles = await Promise.all(
    fichiers.map((f) =>
      stat(join(base.chemin, f)).then(
        (s) => s.size,
        () => 0,
      ),
    ),
  );
  return tailles.reduce((a, b) => a + b, 0);
}

/** Waits for the write in hand, ends the feeds, and closes LevelDB. */
export async function fermerBase(base: Base): Promise<void> {
  if (base.etat === 'fermee') return;
  base.etat = 'fermee';
  base.signaux.emit('fin');
  // LevelDB that is closed while it compacts takes the whole process down.
  await base.compaction;
  await base.exclusif(() => base.pouch.close());
}

export const sequenceActuelle = (base: Base): number => base.index.sequences.at(-1) ?? 0;
export const ecrireSeq = (base: Base, n: number): string => ecrireSequence(base.incarnation, n);

export async function lireMeta(base: Base, cle: string): Promise<Meta | undefined> {
  return (await lireMetas(base, [cle]))[0];
}

/** Body of one revision, when it is still there. */
export async function lireRevision(base: Base, meta: Meta, rev: string): Promise<Enveloppe | undefined> {
  const seq = Object.hasOwn(meta.rev_map, rev) ? meta.rev_map[rev] : undefined;
  return seq === undefined ? undefined : (await lireEnveloppes(base, [seq]))[0];
}

/** Documents as they were read before a write, by key: their trees of revisions, and the texts of these. */
export type Avant = {
  readonly metas: ReadonlyMap<string, Meta | undefined>;
  readonly arbres: ReadonlyMap<string, string | undefined>;
};

/** Writes revisions as they are given, in one atomic batch, then follows what changed. Only inside `exclusif`. */
export async function ecrireRevisions(base: Base, revisions: AEcrire[], avant: Avant): Promise<void> {
  if (revisions.length === 0) return;
  const cles = [...new Set(revisions.map((r) => r._id))];
  try {
    const ecrire = () => base.pouch.bulkDocs(revisions, { new_edits: false });
    const refus = await (base.compaction === undefined ? avecArbres(base, avant.arbres, ecrire) : ecrire());
    if (refus.length > 0) throw refus[0];
  } catch (erreur) {
    const { status, message } = erreur as { status?: number; message?: string };
    if (status === 412) throw new ErreurCouch(412, 'missing_stub', message ?? 'missing stub');
    throw erreur;
  }
  const apres = await lireSuites(base, cles);
  const mouvements = cles.flatMap((cle, i): Mouvement[] => {
    const a = avant.metas.get(cle);
    const b = apres[i];
    if (!b) throw new Error(`document ${cle} written but not found`);
    if (a?.seq === b.seq) return [];
    return [{ cle, avant: a && { seq: a.seq, vivant: !gagnante(a).deleted }, apres: b }];
  });
  if (mouvements.length === 0) return;
  appliquer(base.index, mouvements);
  base.signaux.emit('ecrit');
}
