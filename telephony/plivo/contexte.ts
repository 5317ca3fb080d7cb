import type { Antenne } from '#shared/contrats/commun';
import { joursDuCode } from '#shared/domain/pointage/en-service';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Annuaire } from '../annuaire/annuaire';
import type { Contexte } from '../svi/etat';
import { CODE_SONDE, contexteSonde, estSonde } from '../svi/sonde';

/** Of the environment: what is said where the screens say nothing. */
export type Telephones = Partial<Record<Antenne | 'CENTRAL', string>>;

/** What the machine may look up for one call: the annuaire as of the call's civil date, or a synthetic call's own. */
export const contexteDe = (
  appel: { appelId: string; instant: Instant; numero?: string | undefined },
  annuaire: Annuaire,
  telephones: Telephones,
  /** Whether too many wrong codes came from where this call comes from; `connu`: its number is somebody's. */
  rafale: (connu: boolean) => boolean,
  /** [DI-1] The number that it comes from, where it is an outside check. */
  essai?: string,
): Contexte => {
  const date = dateParis(appel.instant);
  const telephoneAntenne: Contexte['telephoneAntenne'] = (antenne) =>
    (antenne ? (annuaire.telephones(date)[antenne] ?? telephones[antenne]) : undefined) ?? telephones.CENTRAL;
  if (estSonde(appel.appelId)) return contexteSonde(telephoneAntenne);
  if (essai !== undefined) return contexteSonde(telephoneAntenne, essai);
  const jours = joursDuCode(appel.instant);
  const intervenantDuCode: Contexte['intervenantDuCode'] = (code) => {
    for (const jour of jours) {
      const aide = annuaire.intervenantDuCode(code, jour);
      if (aide) return aide;
    }
    return undefined;
  };
  return {
    // The synthetic call's code opens nothing else, even if some file gave it to an aide.
    intervenantDuCode: (code) => (code === CODE_SONDE ? undefined : intervenantDuCode(code)),
    intervenant: annuaire.intervenant,
    usagerDuCode: (code) => annuaire.usagerDuCode(code, date),
    usagersDuNumero: (numero) => annuaire.usagersDuNumero(numero, date),
    telephoneAntenne,
    rafale: rafale(appel.numero !== undefined && annuaire.usagersDuNumero(appel.numero, date).length > 0),
  };
};
