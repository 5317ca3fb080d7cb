import type { Registre } from '../../ports/acces';
import { CHAQUE_MINUTE, type PortsDeBase, TOUTES_LES_5_MINUTES, type Travail } from '../../socle/travaux';
import { revoirLiensDonnes } from './liens-donnes';
import { purgerSessions } from './purger-sessions';

export type PortsTravauxAcces = PortsDeBase & {
  registre: Pick<Registre, 'alerter'>;
  /** Reads how many calls the SVI refused for their signature, and keeps what is new. */
  releverSignatures: () => Promise<void>;
};

export const TRAVAUX_ACCES: readonly Travail<PortsTravauxAcces>[] = [
  {
    nom: 'purger-sessions',
    quand: '17 3 * * *',
    description: 'Efface les sessions terminées',
    faire: (p) => purgerSessions(p.magasin, p.horloge()),
  },
  {
    nom: 'revoir-liens-donnes',
    quand: TOUTES_LES_5_MINUTES,
    description:
      'D’une grappe à jour, retire ce qu’un compte fermé avait donné et qu’une copie en retard ne montrait pas',
    faire: (p) => revoirLiensDonnes(p.magasin, p.horloge),
  },
  {
    nom: 'alerter-securite',
    quand: CHAQUE_MINUTE,
    description: 'Prend au registre les signatures fausses vues par le SVI, et envoie ce qui n’a pas encore été dit',
    faire: async (p) => {
      await p.releverSignatures();
      return Number(await p.registre.alerter());
    },
  },
];
