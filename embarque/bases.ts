import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Base, fermerBase, ouvrirBase } from './base';
import { baseInconnue, ErreurCouch } from './erreurs';

/** The databases of a folder: one LevelDB each, opened when first asked for. */
export type Bases = {
  lister(): Promise<string[]>;
  existe(nom: string): boolean;
  /** 404 when it does not exist. */
  ouvrir(nom: string): Promise<Base>;
  creer(nom: string): Promise<void>;
  supprimer(nom: string): Promise<void>;
  fermer(): Promise<void>;
};

const NOM = /^(?:[a-z][a-z0-9_$()+/-]*|_users|_replicator|_global_changes)$/;

export function verifierNom(nom: string): void {
  if (NOM.test(nom) && nom.length <= 238) return;
  if (NOM.test(nom)) {
    throw new ErreurCouch(400, 'database_name_too_long', `At least one path segment of \`${nom}\` is too long.`);
  }
  throw new ErreurCouch(
    400,
    'illegal_database_name',
    `Name: '${nom}'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, -, and / are allowed. Must begin with a letter.`,
  );
}

export async function ouvrirBases(dossier: string): Promise<Bases> {
  const racine = join(dossier, 'bases');
  const corbeille = join(dossier, 'corbeille');
  mkdirSync(racine, { recursive: true });
  await rm(corbeille, { recursive: true, force: true });
  await mkdir(corbeille, { recursive: true });
  const ouvertes = new Map<string, Promise<Base>>();
  // What opens, creates and deletes one database goes one at a time: it is never half there. Others do not wait for it.
  const files = new Map<string, Promise<unknown>>();
  const tour = async <T>(nom: string, action: () => Promise<T>): Promise<T> => {
    const suite = (files.get(nom) ?? Promise.resolve()).then(action, action);
    files.set(nom, suite);
    try {
      return await suite;
    } finally {
      if (files.get(nom) === suite) files.delete(nom);
    }
  };

  const chemin = (nom: string): string => join(racine, encodeURIComponent(nom));
  // LevelDB writes CURRENT last: a folder without it was never acknowledged.
  const existe = (nom: string): boolean => NOM.test(nom) && existsSync(join(chemin(nom), 'CURRENT'));

  const tenir = (nom: string): Promise<Base> => {
    const tenue = ouvertes.get(nom);
    if (tenue) return tenue;
    const promesse = ouvrirBase(nom, chemin(nom));
    ouvertes.set(nom, promesse);
    promesse.catch(() => ouvertes.delete(nom));
    return promesse;
  };

  return {
    existe,
    async lister() {
      const noms = (await readdir(racine)).map(decodeURIComponent).filter(existe);
      return noms.sort((a, b) => (a < b ? -1 : 1));
    },
    async ouvrir(nom) {
      const tenue = ouvertes.get(nom);
      if (tenue) return tenue;
      return tour(nom, async () => {
        if (!existe(nom)) throw baseInconnue();
        return tenir(nom);
      });
    },
    creer: (nom) =>
      tour(nom, async () => {
        if (existe(nom)) {
          throw new ErreurCouch(412, 'file_exists', 'The database could not be created, the file already exists.');
        }
        await tenir(nom);
      }),
    supprimer: (nom) =>
      tour(nom, async () => {
        if (!existe(nom)) throw baseInconnue();
        const tenue = ouvertes.get(nom);
        ouvertes.delete(nom);
        if (tenue) await fermerBase(await tenue);
        const jetee = join(corbeille, randomUUID());
        await rename(chemin(nom), jetee);
        await rm(jetee, { recursive: true, force: true });
      }),
    async fermer() {
      // What was asked before the end is done first.
      while (files.size > 0) await Promise.allSettled(files.values());
      // In its turn too: one that is asked to be deleted meanwhile is closed first.
      await Promise.all([...ouvertes].map(([nom, base]) => tour(nom, async () => fermerBase(await base))));
      ouvertes.clear();
    },
  };
}
