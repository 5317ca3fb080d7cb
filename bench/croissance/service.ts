import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { antenneSchema, type FicheAntenne } from '#shared/contrats/antenne';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { premierJour } from '#shared/temps/paris';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { creerAntenne } from '../../sync-server/domaines/antennes/antennes';
import { horlogeSysteme } from '../../sync-server/ports/horloge';
import { ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { preparerBases } from '../../sync-server/store/preparer-bases';
import { MOIS } from '../appuis/mois';
import { attendreFinDuMagasin } from '../appuis/processus';

// The invented service, so many times: six antennas more each time, with as many people and visits.

const GRAINE = 10;
const SIX = REGISTRE_DE_DEPART.length;
/** Above Paris's own: an arrondissement is one antenna's. */
const PREMIER_ARRONDISSEMENT = 21;

const antennesEnPlus = (fois: number): FicheAntenne[] =>
  Array.from({ length: SIX * (fois - 1) }, (_, n) => ({
    code: antenneSchema.parse(`A${String(n + 7).padStart(2, '0')}`),
    libelle: `Antenne ${n + 7}`,
    arrondissements: [PREMIER_ARRONDISSEMENT + n],
    adresse: ['1 rue d’essai', '75000 Paris'],
  }));

export type Service = { fichiers: string; dataDir: string; usagers: number; aides: number; visites: number };

/** Sets the register of this process too, as that of a process that reads this store is. */
export const inventerService = async (fois: number, dossier: string): Promise<Service> => {
  const enPlus = antennesEnPlus(fois);
  poserRegistre([...REGISTRE_DE_DEPART, ...enPlus]);
  const [fichiers, dataDir] = [join(dossier, 'fichiers'), join(dossier, 'donnees')];
  mkdirSync(fichiers);
  mkdirSync(dataDir);
  const s = genererService({ graine: GRAINE, mois: [MOIS], taille: TAILLES.complete });
  for (const { nom, contenu } of s.fichiers) writeFileSync(join(fichiers, nom), contenu);
  const magasin = await ouvrirMagasin({ dataDir });
  try {
    await preparerBases(magasin, horlogeSysteme());
    for (const { code, libelle, arrondissements, adresse } of enPlus) {
      const acte = { magasin, horloge: horlogeSysteme, auteur: 'banc' };
      const ouverteLe = premierJour(MOIS);
      const cree = await creerAntenne(acte, { code, libelle, arrondissements, adresse, ouverteLe });
      if (!cree.ok) throw new Error(cree.refus.message);
    }
  } finally {
    await magasin.fermer();
  }
  await attendreFinDuMagasin(dataDir);
  return { fichiers, dataDir, usagers: s.usagers.length, aides: s.aides.length, visites: s.visites.length };
};
