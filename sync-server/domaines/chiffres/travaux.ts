import type { Travail } from '../../socle/travaux';

export type PortsTravauxChiffres = {
  /** Files the activity reports that are not there yet. */
  rapports: { editer: () => Promise<number> };
  /** The states that someone has mailed to herself. */
  etats: { envoyer: () => Promise<number> };
  pilotage: { recompter: () => Promise<number> };
};

export const TRAVAUX_CHIFFRES: readonly Travail<PortsTravauxChiffres>[] = [
  {
    nom: 'envoyer-etats',
    quand: '10 6-20 * * *',
    description: 'Prépare les courriels des états programmés dont le jour est venu, et ceux qui ont été refusés',
    faire: (p) => p.etats.envoyer(),
  },
  {
    nom: 'recompter-pilotage',
    quand: '20 2 * * *',
    description:
      'Recompte les tableaux de bord des mois qui changent encore, et un mois plus ancien à son tour ; dit et corrige un écart',
    faire: (p) => p.pilotage.recompter(),
  },
  {
    nom: 'editer-rapports',
    // Again in the morning where it was refused: what is filed is not made twice.
    quand: '20 5-8 * * *',
    description:
      'Édite et classe, le 1er, le rapport d’activité du mois passé (du trimestre et de l’année quand ils finissent) ; les jours suivants et au démarrage, ceux qui manqueraient depuis la première mesure',
    auDemarrage: true,
    faire: (p) => p.rapports.editer(),
  },
];
