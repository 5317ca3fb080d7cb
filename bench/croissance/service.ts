import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { antenneSchema, type FicheAntenne } from '#shared/contrats/antenne';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { premierJour } from '#shared/temps/paris';
import { genererService, type ServiceGenere } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { creerAntenne, fermerAntenne } from '../../sync-server/domaines/antennes/antennes';
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

/** Six antennas each time; the first ones are those that a service begins with. */
export const groupesDAntennes = (fois: number): FicheAntenne[][] => [
  [...REGISTRE_DE_DEPART],
  ...Array.from({ length: fois - 1 }, (_, groupe) =>
    Array.from({ length: SIX }, (_, rang): FicheAntenne => {
      const n = groupe * SIX + rang;
      return {
        code: antenneSchema.parse(`A${String(n + 7).padStart(2, '0')}`),
        libelle: `Antenne ${n + 7}`,
        arrondissements: [PREMIER_ARRONDISSEMENT + n],
        adresse: ['1 rue d’essai', '75000 Paris'],
      };
    }),
  ),
];

/** Its files of the month. Sets the register of this process, as that of a process that reads this service is. */
export const fichiersDuService = (fois: number): ServiceGenere => {
  poserRegistre(groupesDAntennes(fois).flat());
  return genererService({ graine: GRAINE, mois: [MOIS], taille: TAILLES.complete });
};

const exiger = (r: { ok: true } | { ok: false; refus: { message: string } }): void => {
  if (!r.ok) throw new Error(r.refus.message);
};

/** A store that has these antennas, from the month on; those that any service begins with and that are not among them are closed. */
export const ouvrirService = async (
  dataDir: string,
  antennes: readonly FicheAntenne[],
  couchdbUrl?: string,
): Promise<void> => {
  mkdirSync(dataDir);
  const magasin = await ouvrirMagasin({ dataDir, couchdbUrl });
  const acte = { magasin, horloge: horlogeSysteme, auteur: 'banc' };
  const premier = premierJour(MOIS);
  try {
    await preparerBases(magasin, horlogeSysteme());
    const deDepart = new Set<string>(REGISTRE_DE_DEPART.map((a) => a.code));
    for (const { code, libelle, arrondissements, adresse } of antennes.filter((a) => !deDepart.has(a.code)))
      exiger(await creerAntenne(acte, { code, libelle, arrondissements, adresse, ouverteLe: premier }));
    for (const { code } of REGISTRE_DE_DEPART.filter((a) => !antennes.some((x) => x.code === a.code)))
      exiger(await fermerAntenne(acte, { code, le: premier }));
  } finally {
    await magasin.fermer();
  }
  await attendreFinDuMagasin(dataDir);
};

export type Service = {
  fichiers: string;
  dataDir: string;
  /** The CouchDB that has its data; absent, the embedded store of the folder. */
  couchdbUrl: string | undefined;
  usagers: number;
  aides: number;
  visites: number;
};

/** The service on the disk: its files, and a store that has its antennas and nothing else yet. */
export const inventerService = async (fois: number, dossier: string, couchdbUrl?: string): Promise<Service> => {
  const [fichiers, dataDir] = [join(dossier, 'fichiers'), join(dossier, 'donnees')];
  mkdirSync(fichiers);
  const s = fichiersDuService(fois);
  for (const { nom, contenu } of s.fichiers) writeFileSync(join(fichiers, nom), contenu);
  await ouvrirService(dataDir, groupesDAntennes(fois).flat(), couchdbUrl);
  return { fichiers, dataDir, couchdbUrl, usagers: s.usagers.length, aides: s.aides.length, visites: s.visites.length };
};
