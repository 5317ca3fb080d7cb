import type { Travail } from '../../socle/travaux';

export type PortsTravauxPointages = {
  /** Derives the open months again, from nothing that is kept: how many documents differed. */
  derives: { revoir: () => Promise<number | undefined> };
};

export const TRAVAUX_POINTAGES: readonly Travail<PortsTravauxPointages>[] = [
  {
    nom: 'revoir-derives',
    quand: '50 2 * * *',
    description:
      'Relit les mois ouverts, et refait ce qui en est dérivé (visites, files d’attente, alertes, tableaux de bord) ; dit et corrige un écart',
    faire: async (p) => (await p.derives.revoir()) ?? 0,
  },
];
