import { erreurDeLigne, lignesDErreur, motDeLigne, statutErreur } from '../erreurs';
import { demanderHttp } from './http';

type LigneDeLot = { id: string; rev?: string; error?: string; reason?: string; accepted?: boolean };

/**
 * A batch, or its JSON text, and the rows of the answer. Where one shard did not answer in time the whole answer is a 500, whose rows
 * say which: the others are written.
 */
export const envoyerLot = async (url: string, base: string, corps: object | string): Promise<LigneDeLot[]> => {
  const demande = demanderHttp(url)(`${encodeURIComponent(base)}/_bulk_docs`, { corps });
  const lignes = await demande.then(
    (r) => r.corps,
    (e: unknown) => {
      const dites = lignesDErreur(e) as LigneDeLot[] | undefined;
      // Any other refusal, or one that blames no row, says nothing of what was written.
      if (statutErreur(e) !== 500 || !dites?.some((l) => l.error !== undefined)) throw e;
      return dites;
    },
  );
  return lignes as LigneDeLot[];
};

/** Revisions as they are: only those that are refused have a row in the answer. */
export const grefferLot = async (url: string, base: string, textes: readonly string[]): Promise<void> => {
  if (textes.length === 0) return;
  const [refusee] = await envoyerLot(url, base, `{"new_edits":false,"docs":[${textes.join(',')}]}`);
  if (refusee) throw erreurDeLigne(base, { id: refusee.id, erreur: motDeLigne(refusee) });
};
