import type nano from 'nano';
import { z } from 'zod';
import { type Appel, appelSchema } from '#shared/contrats/pointages/pointage';
import { demanderCouchdb, statutCouchdb } from '../couchdb';
import { enSaitPlus } from '../svi/echec';

const ESSAIS = 5;
const existant = appelSchema.pick({ etape: true, issue: true }).extend({ _rev: z.string() });

/**
 * [PT-4] A failed call that is in CouchDB already, written by another worker: the one that knows more of it stays. Asked
 * again where the other worker writes at the same moment; the last word is the same whoever has it.
 */
export const remplacerEchec = async (
  serveur: nano.ServerScope,
  base: string,
  echec: Appel,
  signal: AbortSignal,
): Promise<void> => {
  const requete = { base, chemin: echec._id, signal };
  for (let essai = 1; ; essai += 1) {
    const connu = existant.safeParse(await demanderCouchdb(serveur, requete, z.unknown()));
    if (connu.success && !enSaitPlus(echec, connu.data)) return;
    const _rev = connu.success ? connu.data._rev : undefined;
    try {
      await demanderCouchdb(serveur, { ...requete, methode: 'PUT', corps: { ...echec, _rev } }, z.unknown());
      return;
    } catch (e) {
      if (statutCouchdb(e) !== 409 || essai >= ESSAIS) throw e;
    }
  }
};
