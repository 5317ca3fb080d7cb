import type { Retenue } from '../types';

/** Hours of a visit with no punch are a CREATION on its plan; all others are corrected. */
export const natureDesHeures = (r: Pick<Retenue, 'intervention' | 'debut' | 'fin'>): 'CREATION' | 'HORAIRE' => {
  const { arrivee, depart, visite } = r.intervention;
  return visite && !arrivee && !depart && !r.debut && !r.fin ? 'CREATION' : 'HORAIRE';
};
