import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ID_OUVERTURE, idImports, periodeDe } from '#shared/contrats/inventaire';
import type { Ecriture } from '#shared/contrats/marques';
import { typeDeId } from '#shared/documents/registre';
import type { Magasin } from '../lire';
import { clesType, lireType } from '../types';
import { COMPTES, type Cumul, cumulDe, cumuler, enSomme, estImporte, memeSomme, PAR_FICHIERS } from './sommes';

type Mouvement = { id: string; signe: 1 | -1 };

/** What a batch brings, and what it takes away, of what is counted. */
const mouvementsDe = (ecritures: readonly Ecriture[]): Map<string, (Mouvement & { rev: string | undefined })[]> => {
  const parBase = new Map<string, (Mouvement & { rev: string | undefined })[]>();
  for (const { base, doc } of ecritures) {
    const type = typeDeId(doc._id) ?? '';
    if (!COMPTES.has(type)) continue;
    const signe = doc._deleted ? -1 : doc._rev === undefined ? 1 : undefined;
    // What else than a file may have written is noted by its id: a file takes none of it away.
    if (signe === undefined || !(signe === 1 ? estImporte(type, doc) : PAR_FICHIERS.has(type))) continue;
    const liste = parBase.get(base) ?? [];
    liste.push({ id: doc._id, signe, rev: doc._rev });
    parBase.set(base, liste);
  }
  return parBase;
};

/**
 * On a cluster a plan may have been made of a copy that lags: what is there already, or is no longer what was read, will be refused
 * by the store, and is not counted.
 */
const retenus = async (
  m: Magasin,
  base: string,
  liste: readonly (Mouvement & { rev: string | undefined })[],
): Promise<readonly Mouvement[]> => {
  if ((await m.noeuds()).length < 2) return liste;
  const la = await m.parCles(
    base,
    liste.map((x) => x.id),
    'sans',
  );
  return liste.filter((x, i) => {
    const rev = la[i]?.supprime ? undefined : la[i]?.rev;
    return x.signe === 1 ? rev === undefined : rev === x.rev;
  });
};

/**
 * The writes by which the inventory follows a batch: of the batch itself, hence done with it or not at all, and done again to no
 * effect. None as long as the inventory has not been opened: it will be, on what is there then.
 */
export const ecrituresInventaire = async (m: Magasin, ecritures: readonly Ecriture[]): Promise<Ecriture[]> => {
  const parBase = mouvementsDe(ecritures);
  if (parBase.size === 0 || !(await lireType(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE }))) return [];
  const suites: Ecriture[] = [];
  for (const [base, liste] of parBase) {
    const parPeriode = new Map<string, Map<string, Mouvement[]>>();
    for (const x of await retenus(m, base, liste)) {
      const parType = parPeriode.get(periodeDe(x.id)) ?? new Map<string, Mouvement[]>();
      parPeriode.set(periodeDe(x.id), parType);
      const type = typeDeId(x.id) ?? '';
      const siens = parType.get(type);
      if (siens) siens.push(x);
      else parType.set(type, [x]);
    }
    const periodes = [...parPeriode.keys()];
    const connus = await clesType(m, 'inventaire', periodes.map(idImports), { base });
    for (const [i, periode] of periodes.entries()) {
      const connu = connus[i];
      const sommes = { ...connu?.sommes };
      for (const [type, mouvements] of parPeriode.get(periode) ?? []) {
        const cumul: Cumul = cumulDe(sommes[type]);
        for (const x of mouvements) cumuler(cumul, x.id, x.signe);
        if (!memeSomme(sommes[type], enSomme(cumul))) sommes[type] = enSomme(cumul);
      }
      const doc = { _id: idImports(periode), type: 'inventaire' as const, sommes };
      suites.push({ base, doc: connu ? { ...doc, _rev: connu._rev } : doc });
    }
  }
  return suites;
};
