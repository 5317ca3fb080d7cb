import type { RxReplicationState } from 'rxdb/plugins/replication';
import { debutEnvoi } from '#shared/replication/fenetre';
import { type Checkpoint, COLLECTIONS, type Collection, estSansAge } from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import type { Base, Scelle } from '../base/base';

/** Tables of a collection of RxDB's Dexie storage: the only names of its inside that we use. */
type Tables = {
  dexieTable: {
    where: (champ: string) => { between: (a: string, b: string, x: boolean, y: boolean) => Plage };
  };
};
type Plage = { delete: () => Promise<number>; primaryKeys: () => Promise<string[]> };

const plage = async (
  internes: unknown,
  de: string,
  a: string,
  exclus: ReadonlySet<string> = new Set(),
): Promise<void> => {
  const { dexieTable } = (await internes) as Tables;
  const trouvees = dexieTable.where('id').between(de, a, true, false);
  if (exclus.size === 0) {
    await trouvees.delete();
    return;
  }
  // What waits never leaves: its range is cut around it.
  const gardees = (await trouvees.primaryKeys()).filter((id) => exclus.has(id.split('|')[0] ?? id)).sort();
  let debut = de;
  for (const id of gardees) {
    await dexieTable.where('id').between(debut, id, true, false).delete();
    debut = `${id}\u0000`;
  }
  await dexieTable.where('id').between(debut, a, true, false).delete();
};

/** What the first date told by a page means for the PC, which keeps from `connue` on. */
export const changementFenetre = (
  connue: DateCivile | undefined,
  debut: DateCivile,
): 'AUCUN' | 'AVANCEE' | 'GRANDIE' => {
  if (debut === connue) return 'AUCUN';
  return connue !== undefined && debut < connue ? 'GRANDIE' : 'AVANCEE';
};

const DATEES_TOUTES = (Object.keys(COLLECTIONS) as Collection[]).filter((c) => COLLECTIONS[c].date);

/** What this PC keeps from, and the collections to read again from the start: the change feed does not tell of months that come back. */
export type EtatFenetre = { debut: DateCivile | undefined; aRelire: ReadonlySet<Collection> };
export type EvenementFenetre = { type: 'DITE'; debut: DateCivile } | { type: 'RELUE'; collection: Collection };
/** `RETIRER`: what is before it, then `NOTER`: the window is this one from the next start on. */
export type EffetFenetre = 'RELIRE' | 'RETIRER' | 'NOTER';

/** One step of the window. One that grows is noted once all is read again: a start before that finds the growth anew. */
export const suivreFenetre = (
  e: EtatFenetre,
  ev: EvenementFenetre,
): { etat: EtatFenetre; effets: readonly EffetFenetre[] } => {
  if (ev.type === 'RELUE') {
    if (!e.aRelire.has(ev.collection)) return { etat: e, effets: [] };
    const aRelire = new Set([...e.aRelire].filter((c) => c !== ev.collection));
    return { etat: { ...e, aRelire }, effets: aRelire.size === 0 ? ['NOTER'] : [] };
  }
  switch (changementFenetre(e.debut, ev.debut)) {
    case 'AUCUN':
      return { etat: e, effets: [] };
    case 'GRANDIE':
      return { etat: { debut: ev.debut, aRelire: new Set(DATEES_TOUTES) }, effets: ['RELIRE'] };
    case 'AVANCEE':
      return { etat: { debut: ev.debut, aRelire: new Set() }, effets: ['RETIRER', 'NOTER'] };
  }
};

const DATEES = COLLECTIONS.saisies.prefixes.filter((p) => !estSansAge(p));

/**
 * Removes from the PC what is before the window, in the underlying tables and in the replication's own: a removal by RxDB
 * would be pushed, and would leave copies. `gardees`: ids of rows that wait, whatever their date.
 */
export const retirerAvant = async (
  base: Base,
  saisies: RxReplicationState<Scelle, Checkpoint>,
  debut: DateCivile,
  gardees: ReadonlySet<string>,
): Promise<void> => {
  await plage(base.jours.storageInstance.internals, '0', debut);
  await plage(base.suspens.storageInstance.internals, '0', debut);
  // A verdict is dated as its correction, which may be of the month before: both stay as long as the server still serves it.
  await plage(base.decisions.storageInstance.internals, '0', debutEnvoi(debut));
  for (const type of DATEES) {
    const bornes = [`${type}:`, `${type}:${debut}`] as const;
    await plage(base.saisies.storageInstance.internals, ...bornes, gardees);
    if (saisies.metaInstance) await plage(saisies.metaInstance.internals, ...bornes, gardees);
  }
};
