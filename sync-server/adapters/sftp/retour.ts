import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DepotDistant, Retour } from '../../ports/depot-distant';
import { hacher } from '../dossier';

class ErreurRetour extends Error {
  override name = 'ErreurRetour';
}

/** Written here first, then each file deposited whole, its checksum beside it. One of the same name is an older state of it. */
export const retourDistant = (depot: DepotDistant, atelier: string): Retour => {
  // What a crash left there, once: it holds personal data.
  let vide: Promise<void> | undefined;
  return async (travail) => {
    vide ??= rm(atelier, { recursive: true, force: true });
    // One refusal of the disk is not kept for ever: the next time tries again.
    await vide.catch((e: unknown) => {
      vide = undefined;
      throw e;
    });
    await mkdir(atelier, { recursive: true, mode: 0o700 });
    const dossier = await mkdtemp(join(atelier, 'retour-'));
    try {
      const fait = await travail(dossier);
      for (const nom of (await readdir(dossier)).sort()) {
        const chemin = join(dossier, nom);
        const octets = await readFile(chemin);
        const f = { nom, chemin, empreinte: hacher(octets), octets: octets.byteLength };
        const r = await depot.deposer(f, { remplacer: true });
        if (!r.ok) throw new ErreurRetour(`${nom} n’est pas déposé (${depot.libelle}) : ${r.raison}.`);
      }
      return fait;
    } finally {
      await rm(dossier, { recursive: true, force: true });
    }
  };
};
