import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { estTypeDocument, typeDeId } from '#shared/documents/registre';
import { ouvrirMagasinEnMemoire } from '../http/testing/banc';
import { ecrireTout } from './ecrire';
import { clesSures } from './types';

// One document of each type and form that former versions of the product wrote, with invented people: a schema that refuses one of
// them would set aside, in every installation, what is there. It is the schema that is made to take it, never the data written again.

const dossier = join(dirname(fileURLToPath(import.meta.url)), 'testing/anciens');
const anciensSchema = z.array(z.object({ base: z.string(), doc: z.looseObject({ _id: z.string() }) })).min(1);
const lire = (fichier: string) => anciensSchema.parse(JSON.parse(readFileSync(join(dossier, fichier), 'utf8')));

test.each(readdirSync(dossier).sort())('%s: what that version wrote is read by its type, as it is', async (fichier) => {
  for (const { base, doc } of lire(fichier)) {
    const type = typeDeId(doc._id) ?? '';
    if (!estTypeDocument(type)) throw new Error(`${doc._id} n’est d’aucun type`);
    const { magasin, fermer } = await ouvrirMagasinEnMemoire();
    await magasin.creerBase(base);
    await ecrireTout(magasin, base, [doc]);
    const [lu] = await clesSures(magasin, type, [doc._id], { base });
    expect(lu).toMatchObject(doc);
    await fermer();
  }
});
