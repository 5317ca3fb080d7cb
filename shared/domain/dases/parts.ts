import type { Part, VisiteFigee } from '../../contrats/cloture/cloture';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { ajouterJours, dateParis, debutDuJour } from '../../temps/paris';
import { type DateCivile, type Minutes, minutes } from '../../temps/types';
import { financeurDeLaPart, type TableFinanceurs } from '../ventilation/financeurs';
import { valableLe } from '../ventilation/versions';

/** [CL-5] The Département's own aids: the only ones that its files hold. */
export const DISPOSITIFS_DASES = ['APA', 'ASL_PA', 'ASL_PH', 'PCH'] as const;
export type DispositifDases = (typeof DISPOSITIFS_DASES)[number];

/** What one prise en charge of the Département, open in SALSA, pays of one visit. */
export type PartDases = {
  numeroPec: string;
  dispositif: DispositifDases;
  codeFinanceur: string;
  libelleFinanceur: string;
  minutes: Minutes;
};

/** What a closing froze, by which its visits are judged. */
export type CadreDases = {
  prises: readonly Pick<PriseEnCharge, 'numero' | 'codeFinanceur' | 'salsaOuvert' | 'dateDebut' | 'dateFin'>[];
  financeurs: Pick<TableFinanceurs, 'au'>;
};

const dispositifDases = (d: string | undefined): DispositifDases | undefined => DISPOSITIFS_DASES.find((x) => x === d);

/** [CL-5, FI-10] In the version that holds on the day of the visit; in any, where its dates have changed since, or begin at midnight. */
export const estOuverte = (prises: CadreDases['prises'], numero: string, date: DateCivile): boolean => {
  const siennes = prises.filter((x) => x.numero === numero);
  const duJour = siennes.filter((x) => valableLe(x, date));
  return (duJour.length > 0 ? duJour : siennes).some((x) => x.salsaOuvert);
};

/** [FI-7] The day whose version paid a part of a visit: the morrow where the numéro has passed to its funder at midnight. */
export const jourDeLaPart = (
  prises: CadreDases['prises'],
  v: Pick<VisiteFigee, 'debut' | 'fin'>,
  part: Pick<Part, 'numeroPec' | 'codeFinanceur'>,
): DateCivile => {
  const date = dateParis(v.debut);
  const lendemain = ajouterJours(date, 1);
  const versions = prises.filter((x) => x.numero === part.numeroPec);
  const duJour = versions.filter((x) => valableLe(x, date));
  if (duJour.length === 0 || duJour.some((x) => x.codeFinanceur === part.codeFinanceur)) return date;
  const passee = versions.some((x) => x.codeFinanceur === part.codeFinanceur && valableLe(x, lendemain));
  return passee && v.fin > debutDuJour(lendemain) ? lendemain : date;
};

/**
 * [CL-5] The parts of a frozen visit that the DASES may know: paid by a prise en charge whose funder's dispositif, in force on
 * the day of the visit [FI-7], is one of the Département's, and which the closing froze as open in SALSA. One entry a prise en charge,
 * in FI-1's order: minutes drawn on the caps of several months [FI-6] are one sum.
 */
export const partsDases = (v: VisiteFigee, { prises, financeurs }: CadreDases): PartDases[] => {
  const parPec = new Map<string, PartDases>();
  for (const p of v.parts) {
    if (p.numeroPec === undefined || p.minutes === 0) continue;
    // Each part by its own funder first: a numéro may pass at midnight to one that is not the Département's [FI-10].
    const financeur = financeurDeLaPart(financeurs, p.codeFinanceur, v);
    const dispositif = dispositifDases(financeur?.dispositif);
    if (!financeur || !dispositif) continue;
    if (!estOuverte(prises, p.numeroPec, jourDeLaPart(prises, v, p))) continue;
    const connue = parPec.get(p.numeroPec);
    if (connue) {
      connue.minutes = minutes(connue.minutes + p.minutes);
      continue;
    }
    parPec.set(p.numeroPec, {
      numeroPec: p.numeroPec,
      dispositif,
      codeFinanceur: p.codeFinanceur,
      libelleFinanceur: financeur.libelle,
      minutes: p.minutes,
    });
  }
  return [...parPec.values()];
};
