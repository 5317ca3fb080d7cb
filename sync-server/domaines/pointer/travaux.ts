import type { PortsDeBase, Travail } from '../../socle/travaux';
import { tenirLiensPointer } from './tenir';

export type PortsTravauxPointer = PortsDeBase;

export const TRAVAUX_POINTER: readonly Travail<PortsTravauxPointer>[] = [
  {
    nom: 'tenir-liens-pointer',
    quand: '23 3 * * *',
    description: 'Retire les liens et les feuilles à QR de ceux qui sont partis ; efface ce qui a servi',
    faire: (p) => tenirLiensPointer(p.magasin, p.horloge()),
  },
];
