import type { Part } from '../../contrats/cloture/cloture';
import type { Usager } from '../../contrats/dossiers/dossiers';
import { dateParis, moisDe } from '../../temps/paris';
import { type Minutes, type Mois, minutes } from '../../temps/types';
import { eligibles, ordrePrises } from '../ventilation/eligibles';
import { type AFacturer, facturer } from '../ventilation/facturer';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { type VisiteAVentiler, ventilerParDate } from '../ventilation/ventiler';
import { versionsDuMois } from '../ventilation/versions';

/** What a visit takes, or will take, of its usager's plans. Which visit, whoever keeps it knows: held in each, it would be held twice. */
export type Charge = AFacturer &
  Omit<VisiteAVentiler, 'cle' | 'facturees' | 'figees'> & {
    usagerId: string;
    /** Done, with both hours; else planned. */
    faite: boolean;
  };

/** With the visit that it is of. */
export type ChargeDeVisite = Charge & Pick<VisiteAVentiler, 'cle'>;

/** Who takes over what a plan cannot: a later plan, or, with no numéro, the tarif propre [FI-3]. */
export type Reprise = { numeroPec?: string; codeFinanceur: string; minutes: Minutes };

/**
 * A plan that the month's visits will overrun: the minutes that reach it, what the plans before it took left out, its cap, and who
 * takes over what is beyond.
 */
export type Depassement = {
  numeroPec: string;
  faites: Minutes;
  prevues: Minutes;
  plafond: Minutes;
  reprises: Reprise[];
};

// The cap of the month alone: what earlier months left of an APA plan [FI-6] is known once they are closed.
const SANS_REPORT = { mois: 0, premierMois: undefined, consommes: () => 0 };

/** What reaches a plan, and goes beyond it. */
type Arrivee = { faites: number; prevues: number; reprises: Map<string, Reprise> };

const SANS_NUMERO = '';

const reprendre = (a: Arrivee, { numeroPec, codeFinanceur, minutes: n }: Part): void => {
  const cle = numeroPec ?? SANS_NUMERO;
  const dela = { ...(numeroPec === undefined ? {} : { numeroPec }), codeFinanceur };
  a.reprises.set(cle, { ...dela, minutes: minutes((a.reprises.get(cle)?.minutes ?? 0) + n) });
};

/**
 * [AL-5] Plans whose cap the minutes done so far and those planned until the end of the month go beyond, as the month will be split
 * [FI-1, FI-2]: in each part of a visit, what reaches a plan is what it takes and what those after it, or the tarif propre, take.
 */
export const depassements = (
  usager: Usager,
  charges: readonly ChargeDeVisite[],
  mois: Mois,
  financeurs: TableFinanceurs,
): Depassement[] => {
  const prises = usager.prisesEnCharge;
  const siennes = charges.filter((c) => moisDe(dateParis(c.debut)) === mois);
  if (prises.every((p) => p.minutesMax === undefined) || siennes.length === 0) return [];
  const visites = siennes.map((c) => ({ ...c, facturees: facturer(c, prises, financeurs).facturees }));
  const parts = ventilerParDate({
    mois,
    visites,
    prisesEnCharge: prises,
    financeurs,
    report: { depuis: mois, ...SANS_REPORT },
  });
  const arrivees = new Map(
    prises.map((p): [string, Arrivee] => [p.numero, { faites: 0, prevues: 0, reprises: new Map() }]),
  );
  for (const c of siennes)
    for (const tranche of parts.get(c.cle) ?? []) {
      const rangs = eligibles(prises, tranche.date, c.codePrestation).map((p) => p.numero);
      for (const [rang, numero] of rangs.entries()) {
        const arrivee = arrivees.get(numero);
        if (!arrivee) continue;
        for (const part of tranche.parts) {
          const sien = part.numeroPec === undefined ? rangs.length : rangs.indexOf(part.numeroPec);
          if (sien < rang) continue;
          arrivee[c.faite ? 'faites' : 'prevues'] += part.minutes;
          if (sien > rang) reprendre(arrivee, part);
        }
      }
    }
  // [FI-10] Of a plan that changes within the month, the cap that it ends with.
  return versionsDuMois(prises, mois)
    .sort(ordrePrises(prises))
    .flatMap((p): Depassement[] => {
      const a = arrivees.get(p.numero);
      if (p.minutesMax === undefined || !a || a.faites + a.prevues <= p.minutesMax) return [];
      const reprises = [...a.reprises.values()];
      return [
        {
          numeroPec: p.numero,
          faites: minutes(a.faites),
          prevues: minutes(a.prevues),
          plafond: p.minutesMax,
          // That of nobody comes last.
          reprises: reprises.sort((x, y) => Number(x.numeroPec === undefined) - Number(y.numeroPec === undefined)),
        },
      ];
    });
};
