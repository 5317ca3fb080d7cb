import { CODES_DESTINATIONS, DESTINATIONS, type Destination } from '#shared/contrats/financement/envoi';
import { releverFactures } from '../factures/relever';
import type { PortsEnvois } from './ports';
import { type RapportReleve, releverRetours } from './retours';

/** A box that could not be read; the sentences are for who asked, not for the log. */
class ErreurReleve extends Error {
  override name = 'ErreurReleve';
}

/** Both have a box of the same name. */
const avecNom = (destination: Destination, r: RapportReleve): RapportReleve => ({
  ...r,
  pannes: r.pannes.map((panne) => `${DESTINATIONS[destination]} : ${panne}`),
});

/** Answers of every destination, and the invoices. */
export const relever = async (p: PortsEnvois): Promise<RapportReleve> => {
  const rapports: RapportReleve[] = [];
  for (const d of CODES_DESTINATIONS) rapports.push(avecNom(d, await releverRetours(p, d)));
  rapports.push(avecNom('DASES', await releverFactures(p)));
  return {
    pris: rapports.flatMap((r) => r.pris),
    ecartes: rapports.flatMap((r) => r.ecartes),
    pannes: rapports.flatMap((r) => r.pannes),
  };
};

/** As a job: how many were taken; what could not be read is tried again next time, and shows as a failure. */
export const releverEnSilence = async (p: PortsEnvois): Promise<number> => {
  const { pris, pannes } = await relever(p);
  if (pannes.length > 0) throw new ErreurReleve(pannes.join(' '));
  return pris.length;
};
