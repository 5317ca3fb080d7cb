import { CODES_DESTINATIONS } from '#shared/contrats/envoi';
import { releverFactures } from '../factures/relever';
import type { PortsEnvois } from './ports';
import { type RapportReleve, releverRetours } from './retours';

/** A box that could not be read; the sentences are for who asked, not for the log. */
class ErreurReleve extends Error {
  override name = 'ErreurReleve';
}

/** Answers of every destination, and the invoices. */
export const relever = async (p: PortsEnvois): Promise<RapportReleve> => {
  const rapports: RapportReleve[] = [];
  for (const destination of CODES_DESTINATIONS) rapports.push(await releverRetours(p, destination));
  rapports.push(await releverFactures(p));
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
