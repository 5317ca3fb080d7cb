import { Readable } from 'node:stream';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { periodeEnMots } from '#shared/etats/moteur';
import type { DemandeLot, PlanningDUn } from '#shared/etats/plannings';
import type { Instant } from '#shared/temps/types';
import type { Fichier } from '../../../adapters/classeur/fichier';
import { lesPolices } from './fichiers';
import { rendrePlannings } from './sortie-plannings';

/** `PLANNINGS_USAGERS_EST_20261001_20261031.pdf`: one document, a page for each person; its bytes are made as they are taken. */
export const fichierPlannings = (
  { planning, demande: { du, au, antenne }, pages }: DemandeLot & { pages: readonly PlanningDUn[] },
  instant: Instant,
): Fichier => {
  const suite = [planning.tous, antenne, du.replaceAll('-', ''), au.replaceAll('-', '')].join('_');
  const quoi = planning.cle === 'usager' ? 'Plannings des usagers' : 'Plannings des aides à domicile';
  const lot = {
    antenne,
    titre: `${quoi}, ${periodeEnMots({ du, au })}, antenne ${libelleAntenne(antenne)}`,
    sujet: suite,
    pages,
  };
  const pdf = async function* () {
    yield await rendrePlannings(lesPolices(), lot, instant);
  };
  return { nom: `PLANNINGS_${suite}.pdf`, lignes: pages.length, ouvrir: () => Readable.from(pdf()) };
};
