import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MANUELS } from '#shared/manuels/manuels';
import { chargerPolices } from '../adapters/archive/pdf/polices';
import { rendreManuel } from '../adapters/manuels/pdf';
import type { Horloge } from '../ports/horloge';

const DOCS = join(dirname(fileURLToPath(import.meta.url)), '../../docs');

/** Every document of `docs/manuels` as a PDF to print, captures included; names of the files written. */
export const imprimerManuels = async (vers: string, horloge: Horloge): Promise<string[]> => {
  await mkdir(vers, { recursive: true });
  const polices = chargerPolices();
  const lireCapture = (nom: string): Buffer | undefined => {
    const chemin = join(DOCS, 'captures', `${nom}.png`);
    return existsSync(chemin) ? readFileSync(chemin) : undefined;
  };
  const ecrits: string[] = [];
  for (const { fichier, titre } of MANUELS) {
    const texte = await readFile(join(DOCS, 'manuels', `${fichier}.md`), 'utf8');
    const pdf = await rendreManuel(polices, { titre, texte, date: new Date(horloge()), lireCapture });
    const chemin = join(vers, `${fichier}.pdf`);
    await writeFile(`${chemin}.tmp`, pdf);
    await rename(`${chemin}.tmp`, chemin);
    ecrits.push(`${fichier}.pdf`);
  }
  return ecrits;
};
