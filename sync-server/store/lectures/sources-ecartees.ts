import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { TypeDocument } from '#shared/documents/registre';
import { ajouterJours, dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireEcartes } from '../ecartes';
import { lireUn, type Magasin } from '../lire';
import { clesSures } from '../types';

// A punch that cannot be read is paired with nothing, and a closing reads visits, not punches: it would be of no month, without a
// word. So what the transitions set aside is kept by its id, whoever runs them, and a closing asks for it again.

const ID = '_local/sources-ecartees';
const TYPES = ['pointage', 'visite'] as const satisfies readonly TypeDocument[];
type Source = (typeof TYPES)[number];
type Table = { sources: { base: string; type: Source; id: string }[] };
const cle = (s: Table['sources'][number]): string => `${s.base} ${s.id}`;

const lireTable = async (m: Magasin): Promise<Table['sources']> =>
  (await lireUn<Table>(m, BASE_CENTRALE, ID))?.sources ?? [];

const ecartees = (m: Magasin): Table['sources'] =>
  lireEcartes(m).flatMap(({ base, id, type }) => TYPES.flatMap((t) => (t === type ? { base, id, type: t } : [])));

/** Called once a transition has read: what it could not read is written down where it was not. */
export const garderSourcesEcartees = async (m: Magasin): Promise<void> => {
  const siennes = ecartees(m);
  if (siennes.length === 0) return;
  const connues = await lireTable(m);
  const dites = new Set(connues.map(cle));
  const neuves = siennes.filter((s) => !dites.has(cle(s)));
  if (neuves.length > 0) await m.ecrireLocal(BASE_CENTRALE, ID, { sources: [...connues, ...neuves] });
};

/** [CL-1] For a closing: throws where a punch or a planned visit of the month, or of the days beside it, still cannot be read. */
export const exigerSources = async (m: Magasin, mois: Mois): Promise<void> => {
  const [de, a] = [ajouterJours(premierJour(mois), -1), ajouterJours(dernierJour(mois), 1)];
  for (const { base, type, id } of await lireTable(m)) {
    const date = id.slice(type.length + 1, type.length + 1 + de.length);
    if (date >= de && date <= a) await clesSures(m, type, [id], { base });
  }
};
