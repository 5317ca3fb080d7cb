import { randomBytes } from 'node:crypto';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '#shared/contrats/acces/compte';
import type { CompteEssai } from '../../e2e/outils/service';
import { attendreSante, demarrerService, portLibre } from '../../scripts/demo/processus';
import { assurerConstruction } from '../../scripts/outils/construction';
import { dansUnDossier, racine } from './outils';
import { commander, environnement } from './processus';

export type Extranet = {
  adresse: string;
  dataDir: string;
  creerCompte: (identifiant: string, antennes: string, role?: Role) => Promise<CompteEssai>;
  /** Stops the server; the store goes with it. */
  arreter: () => Promise<void>;
};

/** The built extranet on the data that `preparer` puts into a new folder, for the time of a work. */
export const avecExtranet = <T>(
  preparer: (dossier: string) => Promise<string>,
  travail: (e: Extranet) => Promise<T>,
): Promise<T> =>
  dansUnDossier(async (dossier) => {
    assurerConstruction(racine);
    const dataDir = await preparer(dossier);
    const port = await portLibre(20_000 + (process.pid % 20_000));
    const env = environnement(dataDir, { PORT: String(port), TELEPHONIE: 'non', JOURNAL_NIVEAU: 'warn' });
    const service = demarrerService({ racine, env }, openSync(join(dossier, 'service.log'), 'a'));
    try {
      const adresse = `http://127.0.0.1:${port}`;
      await attendreSante(adresse, service);
      return await travail({
        adresse,
        dataDir,
        creerCompte: async (identifiant, antennes, role = 'GESTIONNAIRE') => {
          const motDePasse = `${randomBytes(9).toString('base64url')}-essai`;
          const fiche = ['--nom', identifiant, '--role', role, '--antennes', antennes];
          await commander(['compte', 'creer', identifiant, ...fiche], dataDir, { MOT_DE_PASSE: motDePasse });
          return { identifiant, motDePasse };
        },
        arreter: service.arreter,
      });
    } finally {
      await service.arreter();
    }
  });
