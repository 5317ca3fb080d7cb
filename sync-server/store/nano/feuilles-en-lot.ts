import type { DocumentStocke } from '../magasin';
import { demanderHttp } from './http';

export type FeuilleHttp = { ok?: DocumentStocke & { _deleted?: boolean; _revisions?: unknown } };

/** All that one of the ids has: its leaves, or why there is none. */
type Lue = { id?: string; docs?: (FeuilleHttp & { error?: { error?: string } })[] };

const ABSENTE = 'not_found';
/** Neither its leaves nor that it is not there: the store could not say. */
const tue = ({ docs = [] }: Lue): boolean => docs.some((d) => d.ok === undefined && d.error?.error !== ABSENTE);
const absente = ({ docs = [] }: Lue): boolean => docs.every((d) => d.ok === undefined && d.error?.error === ABSENTE);

/**
 * As long as a node of the cluster is closed, CouchDB 3.5 answers one `_bulk_get` out of three, for no reason of ours, by the error of
 * that node (`internal_fabric_error`, `maintenance_mode`): asked again, the others answer.
 */
const ESSAIS = 8;

/** The leaves of these ids with their histories, deleted ones too, by the quorum; and those that no copy of it has. */
export const lireFeuillesEnLot = async (
  url: string,
  adresse: string,
  ids: readonly string[],
): Promise<{ docs: NonNullable<FeuilleHttp['ok']>[]; absentes: ReadonlySet<string> }> => {
  const docs: NonNullable<FeuilleHttp['ok']>[] = [];
  const absentes = new Set<string>();
  let restent = ids;
  for (let essai = 0; essai < ESSAIS && restent.length > 0; essai += 1) {
    const r = await demanderHttp(url)(`${adresse}/_bulk_get?revs=true`, {
      corps: { docs: restent.map((id) => ({ id })) },
    });
    const { results = [] } = r.corps as { results?: Lue[] };
    for (const l of results) {
      if (tue(l)) continue;
      docs.push(...(l.docs ?? []).flatMap(({ ok }) => ok ?? []));
      if (absente(l) && l.id !== undefined) absentes.add(l.id);
    }
    restent = results.flatMap((l) => (tue(l) ? (l.id ?? []) : []));
  }
  return { docs, absentes };
};
