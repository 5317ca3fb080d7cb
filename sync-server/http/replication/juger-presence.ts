import type { Refus } from '#shared/contrats/commun';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import type { SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import { absencesEnVigueur, jugerAbsence } from '#shared/domain/absence/absences';
import { aUnJour, type Jours } from '#shared/domain/cloture/antenne';
import { jugerMarque, marquesDe } from '#shared/domain/pointage/sans-telegestion';
import { ajouterA, grouperPar } from '#shared/listes';
import { dateParis } from '#shared/temps/paris';

// What says that a usager is not at home, or not on the telephone: of days of the antenna that says it.

export const PARTI: Refus = {
  code: 'USAGER_AUTRE_ANTENNE',
  message:
    'Cet usager n’est pas de votre antenne à cette date. Vérifiez la date, ou adressez-vous à son antenne de ce jour-là.',
};
const AUTRE_ABSENCE: Refus = {
  code: 'AUTRE_ABSENCE',
  message: 'L’absence à modifier est celle d’un autre usager. Ouvrez celle de cet usager, puis recommencez la saisie.',
};

/** In the order of the rows: one that is taken counts for those after it. */
export type Presence = {
  absence: (a: Absence, usager: Usager) => Refus | undefined;
  marque: (m: SansTelegestion, usager: Usager) => Refus | undefined;
};

const dedans = (jours: Jours, connus: Jours): boolean =>
  connus.de <= jours.de && (connus.a === undefined || (jours.a !== undefined && jours.a <= connus.a));

/**
 * [CL-1] Whether all its days are another antenna's. Typed while the usager was of this one, it may have waited on a PC; and what was
 * said already may be said shorter. `dits`: the days of which that was.
 */
const estDAilleurs = (s: Pick<Absence, 'antenne' | 'instant'>, usager: Usager, jours: Jours, dits?: Jours) => {
  const tapee = dateParis(s.instant);
  const sienne = aUnJour(usager, s.antenne, jours) || aUnJour(usager, s.antenne, { de: tapee, a: tapee });
  return !sienne && !(dits && dedans(jours, dits));
};

const joursAbsents = ({ du, au }: Absence): Jours => ({ de: du, a: au });
const joursMarques = ({ depuis, jusqua }: SansTelegestion): Jours => ({ de: depuis, a: jusqua });

/** The same rules as on the form, against what stands in the antenna: someone else may have typed an absence meanwhile. */
export const jugePresence = (absences: readonly Absence[], marques: readonly SansTelegestion[]): Presence => {
  const parUsager = grouperPar(absences, (a) => a.usagerId);
  const parId = new Map(absences.map((a) => [a.id, a]));
  const marquees = grouperPar(marques, (m) => m.usagerId);
  return {
    absence: (a, usager) => {
      const redite = a.remplace === undefined ? undefined : parId.get(a.remplace);
      if (redite && redite.usagerId !== a.usagerId) return AUTRE_ABSENCE;
      if (!a.annulee) {
        if (estDAilleurs(a, usager, joursAbsents(a), redite && joursAbsents(redite))) return PARTI;
        const r = jugerAbsence(a, absencesEnVigueur(parUsager.get(a.usagerId) ?? []));
        if (!r.ok) return r.refus;
      }
      ajouterA(parUsager, a.usagerId, a);
      parId.set(a.id, a);
      return undefined;
    },
    marque: (m, usager) => {
      const dite = marquesDe(marquees.get(m.usagerId) ?? [], m.usagerId).find((x) => x.depuis === m.depuis);
      const ailleurs = estDAilleurs(m, usager, joursMarques(m), dite && joursMarques(dite));
      const refus = jugerMarque(m) ?? (ailleurs ? PARTI : undefined);
      if (!refus) ajouterA(marquees, m.usagerId, m);
      return refus;
    },
  };
};
