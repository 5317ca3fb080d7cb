import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ajouterA } from '#shared/listes';
import { type CodeErrone, type Entree, encoder, type MemoireAppel } from './entree';
import {
  creerSegment,
  ecrireConfirme,
  type FichierJournal,
  lireConfirme,
  nomSegment,
  type Ouvrir,
  ouvrirSegment,
  type Position,
  reprendre,
  supprimerSegments,
} from './segments';

/** A new segment is begun beyond this size, so that what CouchDB has confirmed can be deleted. */
export const TAILLE_SEGMENT = 4 * 1024 * 1024;

export type EnAttente = { documents: Entree['documents']; position: Position };

export type Journal = {
  /** Durable (fdatasync) once resolved; rejects where the disk refuses, and then the entry does not count. */
  ajouter: (entree: Entree) => Promise<void>;
  /** Entries whose documents CouchDB has not confirmed yet, oldest first. */
  enAttente: () => readonly EnAttente[];
  /** The `n` oldest entries are in CouchDB. */
  confirmer: (n: number) => Promise<void>;
  /** Resolves at the next addition of documents, or at once where some wait already. */
  quandEnAttente: () => Promise<void>;
  /** False after a refusal of the disk, until a write succeeds. */
  sain: () => boolean;
  fermer: () => Promise<void>;
};

/** What the journal held when it was opened: calls as their last lines left them, and the wrong codes. */
export type Repris = { appels: MemoireAppel[]; codesErrones: CodeErrone[]; lignesAbimees: number };

type Demande = { ligne: string; entree: Entree; reussir: () => void; echouer: (e: unknown) => void };

const apres = (a: Position, b: Position): boolean =>
  a.segment > b.segment || (a.segment === b.segment && a.octet > b.octet);

/**
 * Said once by its own line, and again by each segment begun since: a wrong code counts once. Those of one second of one number
 * (or of withheld calls, all together) are as many as the segment that says the most of them.
 */
const unirCodes = (entrees: readonly { entree: Entree; position: Position }[]): CodeErrone[] => {
  const parCode = new Map<string, Map<number, CodeErrone[]>>();
  for (const { entree, position } of entrees) {
    for (const c of entree.codesErrones ?? []) {
      const cle = `${c.numero ?? ''} ${c.le}`;
      const parSegment = parCode.get(cle) ?? new Map<number, CodeErrone[]>();
      parCode.set(cle, parSegment);
      ajouterA(parSegment, position.segment, c);
    }
  }
  return [...parCode.values()].flatMap((parSegment) =>
    [...parSegment.values()].reduce((a, b) => (b.length > a.length ? b : a), []),
  );
};

/**
 * Append-only file with group commit: the calls that come while a fdatasync runs share the next one, so that
 * a hundred calls at once cost two syncs and not a hundred. `instantane` gives what is worth keeping when a new
 * segment begins (calls, wrong codes); no older segment is deleted before that is durable in the new one.
 */
export const ouvrirJournal = async (options: {
  dossier: string;
  log: Logger;
  instantane?: () => Entree[];
  ouvrir?: Ouvrir;
  tailleSegment?: number;
}): Promise<Journal & { repris: Repris }> => {
  const { dossier, log, instantane = () => [], ouvrir = ouvrirSegment, tailleSegment = TAILLE_SEGMENT } = options;
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  const repris = await reprendre(dossier);
  const confirme = await lireConfirme(dossier);
  if (repris.abimees > 0)
    log.error({ alerte: 'JOURNAL_ABIME', lignes: repris.abimees }, 'lignes du journal illisibles');
  if (repris.coupes > 0) log.warn({ octets: repris.coupes }, 'fin de journal coupée par un arrêt brutal : écartée');

  const appels = new Map<string, MemoireAppel>();
  const codesErrones = unirCodes(repris.entrees);
  const attente: EnAttente[] = [];
  for (const { entree, position } of repris.entrees) {
    if (entree.appel) appels.set(entree.appel.etat.appelId, entree.appel);
    if (entree.documents.length > 0 && apres(position, confirme))
      attente.push({ documents: entree.documents, position });
  }

  let segment = Math.max(1, repris.dernier);
  /** Every segment from this one on is needed to know the calls again: the first whose snapshot is durable. */
  let base = repris.premier;
  let taille = repris.taille;
  /** Beyond it, a new segment; what is kept over from one segment to the next does not count. */
  let limite = tailleSegment;
  let fichier: FichierJournal | undefined =
    repris.dernier === 0
      ? await creerSegment(ouvrir, dossier, segment)
      : await ouvrir(join(dossier, nomSegment(segment)));
  let sain = true;
  /** The last segment is known to be empty. */
  let vierge = false;
  let file: Demande[] = [];
  let travail: Promise<void> | undefined;
  let reveils: (() => void)[] = [];

  const nouveauSegment = async (): Promise<void> => {
    const numero = vierge ? segment : segment + 1;
    const suivant = await creerSegment(ouvrir, dossier, numero);
    vierge = false;
    segment = numero;
    await fichier?.close();
    fichier = suivant;
    taille = 0;
    const lignes = instantane().map(encoder);
    if (lignes.length > 0) await ecrire(suivant, lignes.join(''));
    base = segment;
    limite = taille + tailleSegment;
  };

  const ecrire = async (f: FichierJournal, contenu: string): Promise<void> => {
    try {
      await f.write(contenu);
      await f.datasync();
      taille += Buffer.byteLength(contenu);
    } catch (e) {
      // What the disk holds after a refusal is not known: cut it off, and go on in a new file.
      const coupe = await f.truncate(taille).then(
        () => true,
        () => false,
      );
      // A disk that stays full must not be given a new file at each call.
      vierge = coupe && taille === 0;
      await f.close().catch(() => undefined);
      fichier = undefined;
      throw e;
    }
  };

  const ecrireLot = async (lot: Demande[]): Promise<void> => {
    if (!fichier || taille > limite) await nouveauSegment();
    if (!fichier) throw new Error('journal sans fichier');
    const debut = taille;
    await ecrire(fichier, lot.map((d) => d.ligne).join(''));
    let octet = debut;
    for (const d of lot) {
      octet += Buffer.byteLength(d.ligne);
      if (d.entree.documents.length > 0) attente.push({ documents: d.entree.documents, position: { segment, octet } });
    }
  };

  const vider = async (): Promise<void> => {
    while (file.length > 0) {
      const lot = file;
      file = [];
      try {
        await ecrireLot(lot);
        sain = true;
        for (const d of lot) d.reussir();
        if (attente.length > 0) reveiller();
      } catch (e) {
        // Once: a disk that stays full is refused at each call, and the alert says since when.
        if (sain)
          log.error({ alerte: 'JOURNAL_REFUSE', err: e }, 'le journal ne peut pas être écrit : vérifier le disque');
        sain = false;
        for (const d of lot) d.echouer(e);
      }
    }
    travail = undefined;
  };

  const reveiller = (): void => {
    const a = reveils;
    reveils = [];
    for (const r of a) r();
  };

  return {
    ajouter: (entree) =>
      new Promise((reussir, echouer) => {
        file.push({ ligne: encoder(entree), entree, reussir, echouer });
        travail ??= vider();
      }),
    enAttente: () => attente,
    quandEnAttente: () => (attente.length > 0 ? Promise.resolve() : new Promise((r) => reveils.push(r))),
    confirmer: async (n) => {
      const derniere = attente.splice(0, n).at(-1);
      if (!derniere) return;
      await ecrireConfirme(dossier, derniere.position);
      // One more is kept: a store put back as it was some minutes ago is sent again what it had confirmed since.
      await supprimerSegments(dossier, Math.min(attente[0]?.position.segment ?? base, base) - 1);
    },
    repris: { appels: [...appels.values()], codesErrones, lignesAbimees: repris.abimees },
    sain: () => sain,
    fermer: async () => {
      await travail;
      await fichier?.close();
      reveiller();
    },
  };
};
