import { TOUTES_LES_5_MINUTES, type Travail } from '../../socle/travaux';

export type PortsTravauxFinancement = {
  /** What could not leave for the DASES or Millésime, and what they answer. */
  envois: { reprendre: () => Promise<number>; relever: () => Promise<number> };
};

export const TRAVAUX_FINANCEMENT: readonly Travail<PortsTravauxFinancement>[] = [
  {
    nom: 'reprendre-envois',
    quand: TOUTES_LES_5_MINUTES,
    description: 'Envoie de nouveau ce que le dépôt d’un destinataire n’avait pas pris',
    faire: (p) => p.envois.reprendre(),
  },
  {
    nom: 'relever-retours',
    quand: '4,34 * * * *',
    description: 'Lit les réponses aux envois, et prend les factures que le Département a déposées',
    faire: (p) => p.envois.relever(),
  },
];
