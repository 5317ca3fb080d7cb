import { CODES_AIDES, USAGERS } from './ville';

const SECRETS = new Set([
  ...CODES_AIDES,
  ...USAGERS.flatMap((u) => [u.code, u.prenom, u.numero.slice(1), `0${u.numero.slice(3)}`]),
]);
/** A journal that was damaged, or a call that ended in an exception: no death of a process explains that. */
const INTERDITES = ['JOURNAL_ABIME', 'JOURNAL_REFUSE', 'APPEL_EN_ERREUR', 'ANNUAIRE_ILLISIBLE'];

/** Reads what the workers log: counts alerts, and finds what must never be written there (codes, numbers, names). */
export const veillerJournal = () => {
  const alertes: Record<string, number> = {};
  const fautes: string[] = [];
  return {
    lire: (ligne: string): void => {
      const alerte = /"alerte":"(\w+)"/.exec(ligne)?.[1];
      if (alerte !== undefined) alertes[alerte] = (alertes[alerte] ?? 0) + 1;
      if (alerte !== undefined && INTERDITES.includes(alerte)) fautes.push(`alerte du SVI : ${ligne}`);
      // Whole words only: a code may be by chance part of a time or of an id.
      if (ligne.split(/[^\p{L}\d]+/u).some((mot) => SECRETS.has(mot))) fautes.push(`secret au journal : ${ligne}`);
    },
    alertes: () => alertes,
    fautes: () => fautes,
  };
};
