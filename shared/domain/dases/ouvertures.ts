import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { ajouterJours, dernierJour, premierJour } from '../../temps/paris';
import type { Mois } from '../../temps/types';
import { valableLe } from '../ventilation/versions';
import { estOuverte } from './parts';

/** Those that SALSA has open. */
export const ouvertesDe = <P extends Pick<PriseEnCharge, 'salsaOuvert'>>(prises: readonly P[] | undefined): P[] =>
  (prises ?? []).filter((p) => p.salsaOuvert);

/**
 * [FI-7] Whether it may have paid a visit of that month: one of the last day may have minutes on the first of the next, which a version
 * that came with no date of its own does not take.
 */
export const toucheMois = (p: Pick<PriseEnCharge, 'dateDebut' | 'dateFin' | 'duMoisOuvert'>, mois: Mois): boolean =>
  p.dateDebut <= ajouterJours(dernierJour(mois), p.duMoisOuvert ? 0 : 1) &&
  (p.dateFin === undefined || p.dateFin >= premierJour(mois));

/** [CL-5] Numéros of a usager that may be open since, and all their versions: as they were, and as they are. */
export const ouvertesDepuis = (
  avant: readonly PriseEnCharge[],
  maintenant: readonly PriseEnCharge[],
): { numeros: ReadonlySet<string>; versions: PriseEnCharge[] } => {
  // [FI-10] One whose versions were all open brings nothing that did not leave.
  const connue = (numero: string) => {
    const versions = avant.filter((p) => p.numero === numero);
    return versions.length > 0 && versions.every((p) => p.salsaOuvert);
  };
  const numeros = new Set(ouvertesDe(maintenant).flatMap((p) => (connue(p.numero) ? [] : p.numero)));
  return { numeros, versions: [...avant, ...maintenant].filter((p) => numeros.has(p.numero)) };
};

/** [CL-5] Whether a right that is open now, and was not, may have paid a visit of one of those months: a version is compared where it holds. */
export const ouvreLePasse = (
  avant: readonly PriseEnCharge[],
  maintenant: readonly PriseEnCharge[],
  clos: readonly Mois[],
): boolean => {
  const { numeros, versions } = ouvertesDepuis(avant, maintenant);
  return [...numeros].some((numero) => {
    const siennes = versions.filter((p) => p.numero === numero);
    const debuts = new Set(
      siennes.flatMap((p) => [p.dateDebut, ...(p.dateFin === undefined ? [] : [ajouterJours(p.dateFin, 1)])]),
    );
    return [...debuts].sort().some((dateDebut, i, tous) => {
      const suivant = tous[i + 1];
      const duMoisOuvert = siennes.some((p) => p.duMoisOuvert && p.dateDebut === dateDebut);
      const fin = suivant && ajouterJours(suivant, -1);
      const jours = { dateDebut, dateFin: fin, ...(duMoisOuvert ? { duMoisOuvert } : {}) };
      return (
        clos.some((mois) => toucheMois(jours, mois)) &&
        siennes.some((p) => valableLe(p, dateDebut)) &&
        estOuverte(maintenant, numero, dateDebut) &&
        !estOuverte(avant, numero, dateDebut)
      );
    });
  });
};
