import { BASE_RESTAURATION } from '../../../store/bases';
import type { Magasin } from '../../../store/lire';
import { BASE_LOTS } from '../../../store/lots';
import { idDe } from '../../exploitation';
import { ecrireTexte, type FichierSorti, ouvrirSortie } from './sortie';
import { documentSorti, RESTE, schemaJson, typeDe } from './types';

export const cheminDonnees = (base: string, type: string): string => `donnees/${base}/${type}.jsonl`;

const basesAEcrire = async (m: Magasin): Promise<string[]> =>
  (await m.bases()).filter((b) => /^tg-[a-z0-9_-]+$/.test(b) && b !== BASE_LOTS && b !== BASE_RESTAURATION).sort();

type Compter = (base: string, document: string) => void;

/** One file a type: ids come in order, so one file at a time is open. */
const ecrireBase = async (m: Magasin, racine: string, base: string, compter: Compter): Promise<FichierSorti[]> => {
  const ecrits: FichierSorti[] = [];
  let courant: { type: string; sortie: Awaited<ReturnType<typeof ouvrirSortie>>; lignes: number } | undefined;
  const fermer = async (): Promise<void> => {
    if (courant) ecrits.push(await courant.sortie.finir(courant.lignes));
    courant = undefined;
  };
  // As it is written: what we cannot read leaves too.
  for await (const lot of m.bruts.parIds(base)) {
    let texte = '';
    for (const d of lot) {
      compter(base, d);
      const type = typeDe(idDe(d));
      if (type in RESTE) continue;
      if (courant?.type !== type) {
        await courant?.sortie.ecrire(texte);
        texte = '';
        await fermer();
        courant = { type, sortie: await ouvrirSortie(racine, cheminDonnees(base, type)), lignes: 0 };
      }
      courant.lignes += 1;
      texte += `${documentSorti(d, type)}\n`;
    }
    await courant?.sortie.ecrire(texte);
  }
  await fermer();
  return ecrits;
};

/** Every document, by database and type, as JSON lines; and the schema of each type that is there. `compter`: told of each. */
export const ecrireDocuments = async (
  m: Magasin,
  racine: string,
  progres: (texte: string) => void,
  compter: Compter,
): Promise<FichierSorti[]> => {
  const ecrits: FichierSorti[] = [];
  for (const base of await basesAEcrire(m)) {
    progres(`${base}…`);
    for (const x of await ecrireBase(m, racine, base, compter)) ecrits.push(x);
  }
  const types = new Set(ecrits.map((f) => f.chemin.slice(f.chemin.lastIndexOf('/') + 1, -'.jsonl'.length)));
  for (const type of [...types].sort())
    ecrits.push(
      await ecrireTexte(racine, `schemas/${type}.schema.json`, `${JSON.stringify(schemaJson(type), null, 2)}\n`),
    );
  return ecrits;
};
