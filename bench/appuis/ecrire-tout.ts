import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { ecrireTout } from '../../sync-server/store/ecrire';
import { ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { chronometrer } from './outils';

// The least that an import can do, in a process of its own, as cold as the command is: read the cells of the files, and write the
// documents. `ecrire-tout.ts <DATA_DIR> <files> <documents>`: what to write, a line a database, read before the clock starts.

const PAR_ENVOI = 2_000;
export type Base = { nom: string; documents: object[] };

const [, , dataDir = '', fichiers = '', documents = ''] = process.argv;
const bases = readFileSync(documents, 'utf8')
  .split('\n')
  .map((l) => JSON.parse(l) as Base);
const magasin = await ouvrirMagasin({ dataDir });
const { secondes } = await chronometrer(async () => {
  for (const nom of readdirSync(fichiers).filter((f) => f.endsWith('.csv'))) {
    const lignes: string[][] = parse(readFileSync(join(fichiers, nom)), { delimiter: ';', relax_column_count: true });
    if (lignes.length === 0) throw new Error(`${nom} est vide`);
  }
  for (const { nom, documents: siens } of bases) {
    await magasin.creerBase(nom);
    for (let i = 0; i < siens.length; i += PAR_ENVOI) await ecrireTout(magasin, nom, siens.slice(i, i + PAR_ENVOI));
  }
});
await magasin.fermer();
console.log(JSON.stringify({ secondes }));
