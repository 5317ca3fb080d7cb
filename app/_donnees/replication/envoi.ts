import type { Antenne } from '#shared/contrats/commun';
import { LIMITES, type ReponseEnvoi, reponseEnvoiSchema } from '#shared/replication/protocole';
import { enFile } from '../../_commun/enchainer';
import { EchecHttp, envoyer, sessionDUnAutre } from '../serveur/api';

export type Ligne = { _id: string };
export type Refusee = ReponseEnvoi['refuses'][number];
type Poster = (lignes: Ligne[]) => Promise<ReponseEnvoi>;

/**
 * `compte`: the author of these rows, all of them. Refused as another's, they have met the cookie of somebody else, at a server that
 * hears nothing of the account: that says nothing of them, and they leave again under their author's.
 */
export const posterSaisies =
  (antenne: Antenne, compte: string): Poster =>
  async (documents) => {
    const recu = await envoyer(`/replication/saisies?antenne=${antenne}`, { documents }, compte);
    const reponse = reponseEnvoiSchema.parse(recu);
    if (reponse.refuses.some((r) => r.code === 'AUTEUR')) throw sessionDUnAutre();
    return reponse;
  };

/**
 * The rows that this account typed. A PC that died between writing what it received and marking it as received would send a
 * colleague's row back: the server would refuse it, for its author is another, and all would see that refusal.
 */
export const aEnvoyer = <T extends Ligne & { auteur: string }>(lignes: readonly T[], auteur: string): T[] =>
  lignes.filter((l) => l.auteur === auteur);

/**
 * True where trying again may do: nobody answered, the server is ill, the session or this version is over, we go too fast, or
 * another server answers at its address while it is being put back: what it does not know, ours does.
 */
const passager = (e: unknown): boolean =>
  !(e instanceof EchecHttp) ||
  e.statut === 0 ||
  e.statut >= 500 ||
  [401, 403, 404, 408, 425, 426, 429].includes(e.statut);

/** Slices that hold within the limits of one push. */
const tranches = (lignes: Ligne[]): Ligne[][] => {
  const suite: Ligne[][] = [];
  let octets = Number.POSITIVE_INFINITY;
  for (const l of lignes) {
    // Up to three bytes a UTF-16 unit in UTF-8: an upper bound that needs no encoding.
    const taille = JSON.stringify(l).length * 3;
    const derniere = suite.at(-1);
    if (!derniere || derniere.length >= LIMITES.documentsEnvoi || octets + taille > LIMITES.octetsEnvoi) {
      suite.push([l]);
      octets = taille;
    } else {
      derniere.push(l);
      octets += taille;
    }
  }
  return suite;
};

/**
 * Sends rows, one slice after the other, and gives the refused ones. An answer 4xx that the protocol does not know would
 * block the queue for ever: the batch is cut in two until the row that provokes it stands alone, and that row is refused.
 * Throws only for what may pass (network, 5xx, 401, 403, 404, 429): RxDB then sends the same rows again later.
 */
export const envoyerLignes = async (poster: Poster, lignes: Ligne[]): Promise<Refusee[]> => {
  const refusees: Refusee[] = [];
  const un = async (lot: Ligne[]): Promise<void> => {
    try {
      refusees.push(...(await poster(lot)).refuses);
    } catch (e) {
      if (passager(e) || !(e instanceof EchecHttp)) throw e;
      const [seule] = lot;
      if (lot.length === 1 && seule) {
        refusees.push({ documentId: seule._id, code: e.code, message: e.message });
        return;
      }
      const moitie = Math.ceil(lot.length / 2);
      await un(lot.slice(0, moitie));
      await un(lot.slice(moitie));
    }
  };
  for (const lot of tranches(lignes)) await un(lot);
  return refusees;
};

export type Envois = {
  /** Sends what was not answered yet, once what leaves already has; gives those of all these rows that are refused. */
  envoyer: (lignes: readonly Ligne[]) => Promise<Refusee[]>;
  /** Rows that the server no longer has, its data having been restored: they leave again. */
  oublier: (id: string) => void;
};

/**
 * [CO-6] The rows of an antenna leave by one door, one sending at a time, whoever asks for it: the replication, a page that has lost its
 * database, a sign-in that finds no key. What the server has answered does not leave again. `seul`: one at a time among all tabs too.
 */
export const creerEnvois = (poster: Poster, seul: <T>(travail: () => Promise<T>) => Promise<T>): Envois => {
  const file = enFile();
  const reponses = new Map<string, Refusee | undefined>();
  const noter: Poster = async (lot) => {
    const r = await poster(lot);
    for (const l of lot) reponses.set(l._id, undefined);
    for (const x of r.refuses) reponses.set(x.documentId, x);
    return r;
  };
  return {
    envoyer: (lignes) =>
      file(async () => {
        const restent = lignes.filter((l) => !reponses.has(l._id));
        const refusees = restent.length > 0 ? await seul(() => envoyerLignes(noter, restent)) : [];
        for (const x of refusees) reponses.set(x.documentId, x);
        return lignes.flatMap((l) => reponses.get(l._id) ?? []);
      }),
    oublier: (id) => void reponses.delete(id),
  };
};
