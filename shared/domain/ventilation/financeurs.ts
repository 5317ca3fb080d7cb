import type { Resultat } from '../../contrats/commun';
import type { Financeur } from '../../contrats/dossiers/dossiers';
import { ajouterA } from '../../listes';
import { ajouterJours, dateParis, debutDuJour } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { comparer } from '../appariement/ordre';

export type TableFinanceurs = {
  /** The version in force on a date; undefined where the code is unknown or not yet in force. */
  au: (code: string, date: DateCivile) => Financeur | undefined;
  /** [FI-3] The one code whose dispositif is TARIF_PROPRE. */
  tarifPropre: string;
  connus: ReadonlySet<string>;
};

/** The dated table of funders; refused where TARIF_PROPRE is not exactly one code [FI-3]. */
export const tableFinanceurs = (versions: readonly Financeur[]): Resultat<TableFinanceurs> => {
  const parCode = new Map<string, Financeur[]>();
  for (const f of [...versions].sort((a, b) => comparer(a.dateDebut, b.dateDebut))) {
    ajouterA(parCode, f.code, f);
  }
  const propres = [...parCode.keys()]
    .filter((c) => parCode.get(c)?.some((f) => f.dispositif === 'TARIF_PROPRE'))
    .sort(comparer);
  const [tarifPropre, ...autres] = propres;
  if (tarifPropre === undefined || autres.length > 0) {
    const message =
      tarifPropre === undefined
        ? 'Aucun financeur de la table n’a le dispositif TARIF_PROPRE : ajoutez-le à FINANCEURS.csv.'
        : `Plusieurs financeurs ont le dispositif TARIF_PROPRE (${propres.join(', ')}) : gardez-en un seul dans FINANCEURS.csv.`;
    return { ok: false, refus: { code: 'TARIF_PROPRE', message } };
  }
  return {
    ok: true,
    valeur: {
      au: (code, date) => parCode.get(code)?.findLast((f) => f.dateDebut <= date),
      tarifPropre,
      connus: new Set(parCode.keys()),
    },
  };
};

/**
 * [FI-7] The funder of a visit's part: the version in force on the day on which the visit began, by which all of it is billed; where
 * the code's first row begins at the midnight that the visit passes, that one, which FI-1 has had pay what comes after it.
 */
export const financeurDeLaPart = (
  financeurs: Pick<TableFinanceurs, 'au'>,
  code: string,
  v: { debut: Instant; fin: Instant },
): Financeur | undefined => {
  const date = dateParis(v.debut);
  const lendemain = ajouterJours(date, 1);
  return financeurs.au(code, date) ?? (v.fin > debutDuJour(lendemain) ? financeurs.au(code, lendemain) : undefined);
};

/** The day from which each code is known: its first row's. */
export const premiersJours = (versions: readonly Pick<Financeur, 'code' | 'dateDebut'>[]): Map<string, DateCivile> => {
  const jours = new Map<string, DateCivile>();
  for (const { code, dateDebut } of versions) {
    const connu = jours.get(code);
    if (connu === undefined || dateDebut < connu) jours.set(code, dateDebut);
  }
  return jours;
};

type Nommee = Pick<Financeur, 'code' | 'libelle'> & { dateDebut?: DateCivile | undefined };

const enVigueur = ({ dateDebut }: Nommee, jour: DateCivile): boolean => dateDebut === undefined || dateDebut <= jour;

/** Whether a funder is called as `a` says rather than as `b` does: in force, and since less long; else the sooner to come. */
const plutot = (a: Nommee, b: Nommee, jour: DateCivile): boolean => {
  const la = enVigueur(a, jour);
  const plusTard = (a.dateDebut ?? '') > (b.dateDebut ?? '');
  return la === enVigueur(b, jour) ? plusTard === la : la;
};

/** What each funder is called on a day, by code; one that is not in force yet, as it will be. */
export const libellesAu = (versions: readonly Nommee[], jour: DateCivile): Map<string, string> => {
  const retenues = new Map<string, Nommee>();
  for (const f of versions) {
    const connue = retenues.get(f.code);
    if (!connue || plutot(f, connue, jour)) retenues.set(f.code, f);
  }
  return new Map([...retenues].map(([code, { libelle }]) => [code, libelle]));
};
