import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import leveldown from 'leveldown';

// What is on a disk, for who looks for someone there: the bytes of each file, and what LevelDB's compressed files say.

export type Trouve = { fichier: string; texte: string };

/** Every key and value, of a copy: the folder itself is held by the store. */
const lireNiveau = async (dossier: string): Promise<Buffer> => {
  const copie = await mkdtemp(join(tmpdir(), 'tg-niveau-'));
  try {
    await cp(dossier, copie, { recursive: true });
    const niveau = leveldown(copie);
    await promisify(niveau.open.bind(niveau))({ createIfMissing: false });
    const morceaux: string[] = [];
    const it = niveau.iterator({ keyAsBuffer: false, valueAsBuffer: false });
    await new Promise<void>((ok, ko) => {
      const suivant = (): void =>
        it.next((erreur, cle, valeur) => {
          if (erreur || cle === undefined || valeur === undefined) return it.end(() => (erreur ? ko(erreur) : ok()));
          morceaux.push(cle, valeur);
          return suivant();
        });
      suivant();
    });
    await promisify(niveau.close.bind(niveau))();
    return Buffer.from(morceaux.join('\n'));
  } finally {
    await rm(copie, { recursive: true, force: true });
  }
};

export const chercherOctets = async (racine: string, cherches: readonly string[]): Promise<Trouve[]> => {
  const trouves: Trouve[] = [];
  const noter = (fichier: string, octets: Buffer): void => {
    for (const texte of cherches)
      if (octets.includes(texte)) trouves.push({ fichier: fichier.slice(racine.length + 1), texte });
  };
  for (const e of await readdir(racine, { recursive: true, withFileTypes: true })) {
    if (!e.isFile()) continue;
    const chemin = join(e.parentPath, e.name);
    noter(chemin, await readFile(chemin).catch(() => Buffer.alloc(0)));
    if (e.name === 'CURRENT') noter(dirname(chemin), await lireNiveau(dirname(chemin)));
  }
  return trouves;
};
