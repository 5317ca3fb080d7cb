import type { Intervention } from '#shared/contrats/corrections/intervention';
import { lirePlage, plageDuType } from '../../../store/lire';
import { corriger, pointer } from './gestes';
import { apaiser } from './jouer';
import { BASE, ecrire, ouvrirJournee } from './journee';
import { verifier } from './verifier';

export type Retour = { completes: number; moities: number; conflits: number; ecarts: number };

const CORRECTIONS = 5;

/**
 * The day that was tried on a real cluster: a node is away while aides arrive and a month is imported; it comes back, catches up
 * slowly, and is the one that is asked; the service is started again; visits are corrected, and the
 * aides leave.
 */
export const jouerRetour = async (graine: number): Promise<Retour> => {
  const j = await ouvrirJournee(graine);
  j.grappe.retards = { ecriture: 0, ordre: 0, lecture: 0 };
  j.grappe.partir(0);
  for (const v of j.prevues) await pointer(j, v, 'A', true);
  for (const v of j.prevues) await ecrire(j, j.ailleurs, BASE, v);
  await j.service.tour();
  Object.assign(j.grappe, { cadence: 0.01 });
  j.grappe.revenir(0);
  await j.service.redemarrer();
  for (let n = 0; n < CORRECTIONS; n++) await corriger(j);
  for (const v of j.prevues) {
    await pointer(j, v, 'D', true);
    if (j.alea.chance(0.2)) await j.service.tour();
  }
  await j.service.tour();
  await apaiser(j);
  const lues = await lirePlage<Intervention>(j.magasin, BASE, plageDuType('intervention'));
  const { conflits, ecarts } = await verifier(j);
  const completes = lues.filter((i) => i.arrivee && i.depart).length;
  const moities = lues.filter((i) => Boolean(i.arrivee) !== Boolean(i.depart)).length;
  return { completes, moities, conflits, ecarts: ecarts.length };
};
