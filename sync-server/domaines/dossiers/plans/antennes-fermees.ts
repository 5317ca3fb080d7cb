import type { Antenne } from '#shared/contrats/antenne';
import { estFermee, ficheAntenne, libelleAntenne } from '#shared/domain/antenne/registre';
import type { FichierLu } from '#shared/formats/codec-lecture';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';

const raison = (a: Antenne): string => {
  const fermeeLe = ficheAntenne(a)?.fermeeLe;
  const depuis = fermeeLe === undefined ? '' : ` depuis le ${dateEntiere(fermeeLe)}`;
  return `l’antenne ${libelleAntenne(a)} est fermée${depuis} : donnez une antenne ouverte dans Millésime, puis importez à nouveau`;
};

/** A closed antenna takes nobody: its rows are refused, but those of who had left. `cellules`: what else names the row. */
export const sansFermees = <L extends { antenne: Antenne }>(
  lu: FichierLu<L>,
  date: DateCivile,
  o: { cellules: (l: L) => Record<string, string>; parti: (l: L) => boolean },
): FichierLu<L> => {
  const fermees = lu.lignes.filter(({ valeur: v }) => estFermee(v.antenne, date) && !o.parti(v));
  if (fermees.length === 0) return lu;
  const refusees = new Set(fermees.map((l) => l.ligne));
  return {
    ...lu,
    lignes: lu.lignes.filter((l) => !refusees.has(l.ligne)),
    refus: [
      ...lu.refus,
      ...fermees.map(({ ligne, valeur: v }) => ({
        ligne,
        colonne: 'antenne',
        valeur: v.antenne,
        raison: raison(v.antenne),
        cellules: o.cellules(v),
      })),
    ].sort((a, b) => a.ligne - b.ligne),
  };
};
