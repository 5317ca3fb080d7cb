import { join } from 'node:path';
import { chaineDe } from '#shared/domain/releve/chemins';
import type { Mois } from '#shared/temps/types';
import { listerDossier, ouvrirArchive } from './dossier';

/** What a line of a chain has of whom its statement is. */
export const cleDe = (usagerId: string): string => `"usagerId":${JSON.stringify(usagerId)}`;

/** The chains that the folder has, by what is in it and not by any list: closed antennas included. */
export const chainesGardees = async (dossier: string): Promise<{ chemin: string; mois: Mois }[]> => {
  const chaines: { chemin: string; mois: Mois }[] = [];
  for (const antenne of await listerDossier(join(dossier, 'chaines')))
    for (const nom of await listerDossier(join(dossier, 'chaines', antenne))) {
      const chemin = `chaines/${antenne}/${nom}`;
      const chaine = chaineDe(chemin);
      if (chaine) chaines.push({ chemin, mois: chaine.mois });
    }
  return chaines;
};

/** The months of which the archive keeps a statement of that usager, closed antennas included: they outlive the file and the visits by years. */
export const moisDesReleves = async (dossier: string, usagerId: string): Promise<Mois[]> => {
  const archive = ouvrirArchive(dossier);
  const trouves = new Set<Mois>();
  for (const { chemin, mois } of await chainesGardees(dossier))
    if ((await archive.lire(chemin))?.includes(cleDe(usagerId))) trouves.add(mois);
  return [...trouves].sort();
};
