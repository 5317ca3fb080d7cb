import { financeurSchema } from '#shared/contrats/dossiers/dossiers';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import type { Financeur } from './etat-depot';

const LUES = new WeakMap<readonly Financeur[], { table: TableFinanceurs | undefined }>();

/** The funders' table that this PC has; none until it has read it whole. The same one as long as nothing of it has changed. */
export const tableDuPoste = (financeurs: readonly Financeur[]): TableFinanceurs | undefined => {
  const connue = LUES.get(financeurs);
  if (connue) return connue.table;
  const lus = financeurs.map((f) => financeurSchema.safeParse(f)).flatMap((r) => (r.success ? [r.data] : []));
  const r = tableFinanceurs(lus);
  const table = r.ok ? r.valeur : undefined;
  LUES.set(financeurs, { table });
  return table;
};
