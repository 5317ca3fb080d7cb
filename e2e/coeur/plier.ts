import type { Correction } from '#shared/contrats/corrections/correction';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { apparierUsager } from '#shared/domain/appariement/apparier';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import type { CorrectionSuivie } from '#shared/domain/types';
import type { Instant } from '#shared/temps/types';

export type CasAPlier = {
  pointages: Pointage[];
  visites: Visite[];
  corrections: CorrectionSuivie[];
  maintenant: Instant;
};

/** Pairs and folds one usager's days, as the product does: text in, text out, so that two runtimes can be compared. */
export const plier = (json: string): string => {
  const cas = JSON.parse(json) as CasAPlier;
  const parametresAu = lecteurParametres([]);
  const estCreation = (c: Correction): boolean => c.nature === 'CREATION';
  const prises = cas.corrections.filter((s) => s.verdict?.decision === 'ACCEPTEE');
  const interventions = apparierUsager({
    usagerId: 'U1',
    antenneAu: () => 'EST',
    telephonesAu: () => ['+33199000001'],
    pointages: cas.pointages,
    visites: cas.visites,
    creations: prises.filter((s) => estCreation(s.correction)),
    suites: prises.filter((s) => !estCreation(s.correction)),
    parametresAu,
  });
  const de = indexerCorrections(cas.corrections);
  return JSON.stringify(interventions.map((i) => retenir(i, de(i), { maintenant: cas.maintenant, parametresAu })));
};
