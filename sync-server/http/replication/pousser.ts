import { isDeepStrictEqual } from 'node:util';
import { type Antenne, IDENTIFIANT_DEJA_PRIS, type Refus } from '#shared/contrats/commun';
import type { RefusDoc } from '#shared/contrats/corrections/correction';
import { baseAntenne, idAccuse, idRefus } from '#shared/contrats/ids';
import type { Accuse } from '#shared/contrats/store/accuse';
import type { ReponseEnvoi } from '#shared/replication/protocole';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { assurerDocuments, enConflit } from '../../store/ecrire';
import { erreurMagasin } from '../../store/erreurs';
import { exigerQuorum, sontFermes } from '../../store/grappe/quorum';
import { deposerEtNoter, lireNotes, type NotesLues } from '../../store/inventaire/actes';
import { lireCles, type Magasin, type Stocke } from '../../store/lire';
import { type Droits, jugerSaisies } from './juger-saisies';
import { enTropGrandNombre } from './nombre';
import { idDeLigne, refusDuMoment, type Saisie, verifierLigne } from './regles-envoi';
import { sansRevision } from './tirer';

type Ligne = { documentId: string; saisie?: Saisie; refus?: Refus };

const DEJA_PRIS: Refus = {
  code: IDENTIFIANT_DEJA_PRIS,
  message: 'Une autre saisie porte déjà cet identifiant et n’a pas été remplacée. Recommencez la saisie.',
};

/** All but the device: a saisie taken back from a file is sent by another one than typed it. */
const sansPoste = (doc: object): object => ({ ...doc, poste: undefined });

/** The same content again: what was taken stays taken, whatever has changed since (a month closed, an usager who moved). */
const estLaMeme = (doc: Stocke<object> | undefined, s: Saisie | undefined): boolean =>
  doc !== undefined &&
  s !== undefined &&
  isDeepStrictEqual(sansPoste(sansRevision(doc)), sansPoste(JSON.parse(JSON.stringify(s)) as object));

/** What is there already is read for those that would be refused only: hardly ever. */
const juger = async (m: Magasin, base: string, e: Envoi, lignes: readonly Ligne[]): Promise<void> => {
  const toutes = lignes.flatMap((l) =>
    l.saisie ? [{ ligne: l, saisie: l.saisie, refus: refusDuMoment(l.saisie, e) }] : [],
  );
  // Before anything is judged: what is too much would be so against all the rest.
  const recevables = toutes.filter((l) => l.refus === undefined);
  const enTrop = enTropGrandNombre(recevables.map((l) => l.saisie));
  for (const [i, l] of recevables.entries()) l.refus = enTrop[i];
  const lues = recevables.filter((l) => l.refus === undefined);
  const refus = await jugerSaisies(
    m,
    base,
    e.maintenant,
    lues.map((l) => l.saisie),
    { ...e.droits, antennes: [e.antenne, ...(e.droits?.antennes ?? [])] },
  );
  for (const [i, l] of lues.entries()) l.refus = refus[i];
  const refusees = toutes.filter((l) => l.refus !== undefined);
  // As it is written, be it of its form or not: a row sent again is known by its bytes.
  const dejaLa = await lireCles<object>(
    m,
    base,
    refusees.map((l) => l.saisie._id),
  );
  for (const [i, l] of refusees.entries()) {
    if (l.refus && !estLaMeme(dejaLa[i], l.saisie)) l.ligne.refus = l.refus;
  }
};

/**
 * Append only and idempotent: the same content again is received, another content under the same id is refused. The inventory notes
 * them once they are written, and before they are acknowledged: those that are sent again too.
 */
const ecrire = async (m: Magasin, base: string, lignes: Ligne[], notes: NotesLues): Promise<void> => {
  const bonnes = lignes.filter((l) => l.saisie !== undefined && l.refus === undefined);
  const resultats = await deposerEtNoter(
    m,
    base,
    bonnes.flatMap((l) => l.saisie ?? []),
    notes,
  );
  const doublons = bonnes.filter((_, i) => enConflit(resultats[i]));
  const dejaLa = await lireCles<object>(
    m,
    base,
    doublons.map((l) => l.documentId),
  );
  for (const [i, l] of doublons.entries()) {
    if (!estLaMeme(dejaLa[i], l.saisie)) l.refus = DEJA_PRIS;
  }
  // Sent before, and not acknowledged: perhaps because fewer copies than the quorum took it.
  const connues = doublons.filter((l) => l.refus === undefined).map((l) => l.documentId);
  if (!(await sontFermes(m, base, connues)))
    throw erreurMagasin(503, 'sans_quorum', 'saisies sans la majorité des nœuds');
};

/**
 * [CO-6] After its row, so that what is acknowledged is there; a row that is sent again has its acknowledgement, or gets it.
 * A correction needs none: its verdict says as much. One that cannot be written fails the sending: a slip without it would be
 * said to be received, and never make its punches.
 */
const accuser = async (m: Magasin, base: string, lignes: readonly Ligne[], recuLe: Instant): Promise<void> => {
  const docs = lignes.flatMap(({ saisie: s, refus }): Accuse[] =>
    s === undefined || s.type === 'correction' || refus !== undefined
      ? []
      : [{ _id: idAccuse(s.date, s.id), type: 'accuse', documentId: s._id, date: s.date, recuLe }],
  );
  await assurerDocuments(m, base, docs);
};

const garderRefus = async (
  m: Magasin,
  base: string,
  refuses: Ligne[],
  auteur: string,
  recuLe: Instant,
): Promise<void> => {
  const docs = refuses.flatMap(({ documentId, refus }): RefusDoc[] =>
    refus ? [{ _id: idRefus(dateParis(recuLe), documentId), type: 'refus', documentId, auteur, recuLe, ...refus }] : [],
  );
  // A row that is sent and refused again on the same day has its refusal already.
  await assurerDocuments(m, base, docs);
};

export type Envoi = {
  antenne: Antenne;
  auteur: string;
  maintenant: Instant;
  debut: DateCivile;
  lignes: readonly unknown[];
  /** [CL-6, PT-5] Absent: those of anyone in that antenna. */
  droits?: Droits;
};

/** [CO-6] Takes what a PC typed: every row is answered; one that is refused does not stop those behind it. */
export const recevoirSaisies = async (m: Magasin, e: Envoi): Promise<ReponseEnvoi> => {
  const base = baseAntenne(e.antenne);
  const lignes = e.lignes.map((ligne): Ligne => {
    const r = verifierLigne(ligne, e);
    const documentId = idDeLigne(ligne);
    return r.ok ? { documentId, saisie: r.valeur } : { documentId, refus: r.refus };
  });
  const prises = lignes.flatMap((l) => (l.saisie ? [l.saisie._id] : []));
  const [notes] = await Promise.all([lireNotes(m, base, prises), juger(m, base, e, lignes)]);
  await ecrire(m, base, lignes, notes);
  // A PC that reads an acknowledgement forgets its row: the quorum must have it before it is written.
  await exigerQuorum(m);
  await accuser(m, base, lignes, e.maintenant);
  const refuses = lignes.filter((l) => l.refus !== undefined);
  await garderRefus(m, base, refuses, e.auteur, e.maintenant);
  // And the acknowledgements before they are answered.
  await exigerQuorum(m);
  return {
    recus: lignes.filter((l) => l.refus === undefined).map((l) => l.documentId),
    refuses: refuses.flatMap(({ documentId, refus }) => (refus ? [{ documentId, ...refus }] : [])),
  };
};
