import type { Usager } from '../../contrats/dossiers';
import { dateParis, moisDe } from '../../temps/paris';
import { type Minutes, type Mois, minutes } from '../../temps/types';
import { type AFacturer, facturer } from '../ventilation/facturer';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { type VisiteAVentiler, ventilerMois } from '../ventilation/ventiler';

/** What a visit takes, or will take, of its usager's plans. */
export type Charge = AFacturer &
  Omit<VisiteAVentiler, 'facturees' | 'figees'> & {
    usagerId: string;
    /** Done, with both hours; else planned. */
    faite: boolean;
  };

/** A plan that the month's visits will overrun. */
export type Depassement = { numeroPec: string; faites: Minutes; prevues: Minutes; plafond: Minutes };

// The cap of the month alone: what earlier months left of an APA plan [FI-6] is known once they are closed.
const SANS_REPORT = { mois: 0, premierMois: undefined, consommes: () => 0 };

/**
 * [AL-5] Plans whose cap the minutes done so far and those planned until the end of the month go beyond: each is filled in its
 * turn [FI-1, FI-2], as if it alone had no cap.
 */
export const depassements = (
  usager: Usager,
  charges: readonly Charge[],
  mois: Mois,
  financeurs: TableFinanceurs,
): Depassement[] => {
  const prises = usager.prisesEnCharge;
  const plafonnees = prises.filter((p) => p.minutesMax !== undefined);
  const siennes = charges.filter((c) => moisDe(dateParis(c.debut)) === mois);
  if (plafonnees.length === 0 || siennes.length === 0) return [];
  const visites = siennes.map((c) => ({ ...c, facturees: facturer(c, prises, financeurs).facturees }));
  const faites = new Set(siennes.flatMap((c) => (c.faite ? c.cle : [])));
  return plafonnees.flatMap((p): Depassement[] => {
    const { minutesMax: plafond, ...libre } = p;
    if (plafond === undefined) return [];
    const parts = ventilerMois({
      mois,
      visites,
      prisesEnCharge: prises.map((x) => (x === p ? libre : x)),
      financeurs,
      report: { depuis: mois, ...SANS_REPORT },
    });
    const somme = { faites: 0, prevues: 0 };
    for (const [cle, siens] of parts)
      for (const x of siens) if (x.numeroPec === p.numero) somme[faites.has(cle) ? 'faites' : 'prevues'] += x.minutes;
    return somme.faites + somme.prevues > plafond
      ? [{ numeroPec: p.numero, faites: minutes(somme.faites), prevues: minutes(somme.prevues), plafond }]
      : [];
  });
};
