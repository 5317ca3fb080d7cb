import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ID_OUVERTURE, idDeSonImport, noter } from '#shared/contrats/store/inventaire';
import type { Ecriture } from '#shared/contrats/store/marques';
import { typeDeId } from '#shared/documents/registre';
import { ajouterA } from '#shared/listes';
import type { Magasin } from '../lire';
import { clesType, lireType } from '../types';
import { COMPTES, estImporte, PAR_FICHIERS } from './sommes';

type Mouvement = { id: string; part: boolean; rev: string | undefined };

/** What a batch brings, what it changes, and what it takes away, of what is counted, by database. */
const mouvementsDe = (ecritures: readonly Ecriture[]): Map<string, Mouvement[]> => {
  const parBase = new Map<string, Mouvement[]>();
  for (const { base, doc } of ecritures) {
    const type = typeDeId(doc._id) ?? '';
    if (!COMPTES.has(type)) continue;
    const part = doc._deleted === true;
    // What else than a file may have written is noted by who wrote it: a file takes none of it away.
    if (!(part ? PAR_FICHIERS.has(type) : estImporte(type, doc))) continue;
    const liste = parBase.get(base) ?? [];
    liste.push({ id: doc._id, part, rev: doc._rev });
    parBase.set(base, liste);
  }
  return parBase;
};

/**
 * On a cluster a plan may have been made of a copy that lags: what is no longer what was read is refused by the store. It is noted if
 * it is there all the same, and not taken away.
 */
const retenus = async (m: Magasin, base: string, liste: readonly Mouvement[]): Promise<readonly Mouvement[]> => {
  if ((await m.noeuds()).length < 2) return liste;
  const la = await m.parCles(
    base,
    liste.map((x) => x.id),
    'sans',
  );
  return liste.filter((x, i) => {
    const rev = la[i]?.supprime ? undefined : la[i]?.rev;
    return rev === x.rev || (!x.part && rev !== undefined);
  });
};

/**
 * The writes by which the inventory follows a batch: of the batch itself, hence done with it or not at all. Ids are noted: one that
 * was lost and that a later file brings back was noted already, and counts once. None as long as the inventory has not been opened:
 * it will be, on what is there then.
 */
export const ecrituresInventaire = async (m: Magasin, ecritures: readonly Ecriture[]): Promise<Ecriture[]> => {
  const parBase = mouvementsDe(ecritures);
  if (parBase.size === 0 || !(await lireType(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE }))) return [];
  const suites: Ecriture[] = [];
  for (const [base, liste] of parBase) {
    const parNote = new Map<string, Mouvement[]>();
    for (const x of await retenus(m, base, liste)) {
      const note = idDeSonImport(x.id);
      ajouterA(parNote, note, x);
    }
    const connus = await clesType(m, 'inventaire', [...parNote.keys()], { base });
    for (const [i, [note, siens]] of [...parNote].entries()) {
      const connu = connus[i];
      const [partis, venus] = [true, false].map((part) => siens.flatMap((x) => (x.part === part ? x.id : [])));
      const doc = noter(connu, note, venus ?? [], partis);
      if (doc) suites.push({ base, doc: connu ? { ...doc, _rev: connu._rev } : doc });
    }
  }
  return suites;
};
