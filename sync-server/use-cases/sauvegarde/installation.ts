import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { BASE_RESTAURATION } from '../../adapters/depot/bases';
import { type AccesMagasin, ecrireLot, lireUn } from '../../ports/documents';

const ID = 'restauration';
type Marque = { _id: string; type: 'restauration'; dossiers: string[] };

const basesDe = async (m: AccesMagasin): Promise<string[]> =>
  (await m.nano.db.list()).filter((b) => b.startsWith('tg-') && b !== BASE_RESTAURATION);

/** What an installation that has served always has, beside its databases. */
const TOUJOURS = ['archive', 'svi/journal'];

const chemin = (dataDir: string, dossier: string): string => join(dataDir, ...dossier.split('/'));

const presents = async (dataDir: string, dossiers: readonly string[]): Promise<string[]> => {
  const la: string[] = [];
  for (const d of new Set([...TOUJOURS, ...dossiers]))
    if (await stat(chemin(dataDir, d)).catch(() => undefined)) la.push(d);
  return la;
};

const vider = async (m: AccesMagasin, dataDir: string, dossiers: readonly string[]): Promise<void> => {
  for (const base of await basesDe(m)) await m.nano.db.destroy(base);
  for (const d of dossiers) await rm(chemin(dataDir, d), { recursive: true, force: true });
};

/** What an attempt that was cut left is taken away; anything else that is there refuses. */
const preparer = async (m: AccesMagasin, dataDir: string, dossiers: readonly string[]): Promise<Resultat<void>> => {
  if ((await m.nano.db.list()).includes(BASE_RESTAURATION)) {
    const marque = await lireUn<Marque>(m, BASE_RESTAURATION, ID);
    if (marque) await vider(m, dataDir, marque.dossiers);
    await m.nano.db.destroy(BASE_RESTAURATION);
  }
  for (const base of await basesDe(m)) {
    const { doc_count } = await m.nano.db.get(base);
    if (doc_count > 0)
      return refuser(
        'INSTALLATION_OCCUPEE',
        `Cette installation n’est pas vide (${doc_count} documents dans ${base}) : rien n’est écrit. Donnez un DATA_DIR neuf, ou un CouchDB sans bases tg-*.`,
      );
  }
  const occupes = await presents(dataDir, dossiers);
  if (occupes.length > 0)
    return refuser(
      'INSTALLATION_OCCUPEE',
      `Cette installation n’est pas vide (${occupes.slice(0, 3).join(', ')} dans ${dataDir}) : rien n’est écrit. Donnez un DATA_DIR neuf.`,
    );
  return { ok: true, valeur: undefined };
};

/**
 * Fills an empty installation by `remplir`, whole or not at all: on failure all is taken away again; after a sudden end, no
 * command nor service opens it until the next attempt, which begins by doing so. `dossiers`: those of DATA_DIR that `remplir`
 * writes.
 */
export const remplirInstallation = async <T>(
  m: AccesMagasin,
  o: { dataDir: string; dossiers: readonly string[] },
  remplir: () => Promise<T>,
): Promise<Resultat<T>> => {
  const prete = await preparer(m, o.dataDir, o.dossiers);
  if (!prete.ok) return prete;
  const dossiers = [...new Set([...TOUJOURS, ...o.dossiers])];
  await m.nano.db.create(BASE_RESTAURATION);
  const marque: Marque = { _id: ID, type: 'restauration', dossiers };
  const [posee] = await ecrireLot(m, BASE_RESTAURATION, [marque]);
  if (posee?.erreur !== undefined) throw new Error(`marque de restauration non écrite (${posee.erreur})`);
  try {
    // Empty ones, which a command may have made: with what is deleted in them, they would not take the revisions of before.
    for (const base of await basesDe(m)) await m.nano.db.destroy(base);
    const fait = await remplir();
    await m.nano.db.destroy(BASE_RESTAURATION);
    return { ok: true, valeur: fait };
  } catch (e) {
    await vider(m, o.dataDir, dossiers).catch(() => undefined);
    await m.nano.db.destroy(BASE_RESTAURATION).catch(() => undefined);
    throw e;
  }
};
