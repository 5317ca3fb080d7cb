import { isDeepStrictEqual } from 'node:util';
import { erreurDeLigne, estAbsent } from '../erreurs';
import { regarde } from '../identite';
import type { LigneEcrite, Magasin } from '../magasin';

/** Between two tries: a node that goes away behind its balancer is replaced within some seconds. */
export const DELAIS_MS: readonly number[] = [200, 1_000, 3_000, 10_000];

const sansRevision = (doc: object): object => {
  const { _rev, ...reste } = JSON.parse(JSON.stringify(doc)) as Record<string, unknown>;
  return reste;
};
const generation = (rev: unknown): number => (typeof rev === 'string' ? Number.parseInt(rev, 10) : 0);

/** Of a batch, a row that the store could not answer for: as lost as a connection, and it alone. */
const sansReponse = (base: string, l: LigneEcrite | undefined): Error | undefined => {
  if (l?.erreur === undefined || l.erreur === 'conflict') return undefined;
  const erreur = erreurDeLigne(base, l);
  return estAbsent(erreur) ? erreur : undefined;
};

const enConflit = (l: LigneEcrite | undefined): boolean => l?.erreur === 'conflict';

type Envoye = { _id?: string; _rev?: string; _deleted?: boolean };

/**
 * The same store for what runs by itself, a command or a job: a connection that is lost in the middle is tried again. A batch whose
 * answer was lost, whole or for some of its rows, is read again by ids: a document that is there as it was sent, one revision
 * further, was written; the others are sent again.
 */
export const insister = <M extends Magasin>(m: M, attendre: (ms: number) => Promise<void>): M => {
  const essayer = async <T>(faire: () => Promise<T>): Promise<T> => {
    for (let essai = 0; ; essai += 1) {
      try {
        return await faire();
      } catch (e) {
        const delai = DELAIS_MS[essai];
        if (delai === undefined || !estAbsent(e)) throw e;
        await attendre(delai);
      }
    }
  };

  const dejaEcrits = async (base: string, docs: readonly Envoye[]): Promise<(LigneEcrite | undefined)[]> => {
    const lus = await m.parCles(
      base,
      docs.map((d) => d._id ?? ''),
      'avec',
    );
    return docs.map((d, i): LigneEcrite | undefined => {
      const lu = lus[i];
      if (lu?.rev === undefined || d._id === undefined || generation(lu.rev) !== generation(d._rev) + 1)
        return undefined;
      const pris =
        d._deleted === true ? lu.supprime : lu.doc && isDeepStrictEqual(sansRevision(lu.doc), sansRevision(d));
      return pris ? { id: d._id, rev: lu.rev } : undefined;
    });
  };

  const ecrire = async (base: string, docs: readonly Envoye[]): Promise<LigneEcrite[]> => {
    const lignes: (LigneEcrite | undefined)[] = docs.map(() => undefined);
    let repris = false;
    await essayer(async () => {
      const encore = repris;
      if (encore) for (const [i, l] of (await dejaEcrits(base, docs)).entries()) lignes[i] ??= l;
      repris = true;
      const reste = docs.flatMap((doc, i) => (lignes[i] ? [] : [{ doc, i }]));
      const envoyes = reste.map((r) => r.doc);
      const recues = await m.ecrire(base, envoyes);
      // What is sent again had no answer. A copy that was late may have written it after it was read: then, refused as there already, it
      // is ours.
      const relus = encore && recues.some(enConflit) ? await dejaEcrits(base, envoyes) : [];
      let manque: Error | undefined;
      for (const [n, r] of reste.entries()) {
        const sans = sansReponse(base, recues[n]);
        if (sans === undefined) lignes[r.i] = (enConflit(recues[n]) ? relus[n] : undefined) ?? recues[n];
        manque ??= sans;
      }
      if (manque) throw manque;
    });
    return lignes.flatMap((l) => l ?? []);
  };

  return regarde(
    {
      ...m,
      bases: () => essayer(() => m.bases()),
      infos: (b) => essayer(() => m.infos(b)),
      noeuds: () => essayer(() => m.noeuds()),
      lire: (b, id) => essayer(() => m.lire(b, id)),
      feuilles: (b, id) => essayer(() => m.feuilles(b, id)),
      parCles: (b, ids, corps) => essayer(() => m.parCles(b, ids, corps)),
      plage: (b, p, corps) => essayer(() => m.plage(b, p, corps)),
      changements: (b, o) => essayer(() => m.changements(b, o)),
      changementsReperes: (b, o) => essayer(() => m.changementsReperes(b, o)),
      affermir: (b, ids) => essayer(() => m.affermir(b, ids)),
      ecrireLocal: (b, id, doc) => essayer(() => m.ecrireLocal(b, id, doc)),
      locaux: (b) => essayer(() => m.locaux(b)),
      ecrire,
      // Revisions that are known change nothing: what was written of a batch is sent again with the rest.
      bruts: { ...m.bruts, greffer: (b, textes) => essayer(() => m.bruts.greffer(b, textes)) },
    },
    m,
  );
};
