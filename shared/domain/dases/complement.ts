import type { EtatFige, VisiteFigee } from '../../contrats/cloture/cloture';
import type { VisiteComplementaire } from '../../contrats/cloture/complement';
import { coteDases, type LigneDasesComplementaire } from '../../formats/dases-complementaire/dases-complementaire';
import { garder } from '../../listes';
import { colonnesDuCote, trierParCles } from '../cloture/colonnes';
import { ordonnerVisites, type VisiteDases } from './lignes';
import { type CadreDases, type PartDases, partsDases } from './parts';

/** A visit as it once left, and the frame by which it did. */
export type DejaPartie = { visite: VisiteFigee; cadre: CadreDases };

/** A visit that changed, with what the DASES was told by, and is told by now. */
export type VisiteRectifiee = {
  visite: VisiteComplementaire;
  avant: CadreDases;
  apres: CadreDases;
  /** As it had left before, for whichever usager and antenna: a closing, or this one, took it back, and another gives it again. */
  anterieurs: readonly DejaPartie[];
  /** [CL-5] Nothing of it changed: a right opened since brings it. */
  ouverte?: true;
  /** Whose visit it is, as it was frozen. */
  etat: Pick<EtatFige, 'usager'>;
};

const ancienne = (v: VisiteFigee | undefined, part: PartDases | undefined) => ({
  ...garder(colonnesDuCote('ancien', part && v), coteDases('ancien')),
  ancien_minutes_financees: part?.minutes,
});
const nouvelle = (v: VisiteFigee | undefined, part: PartDases | undefined) => ({
  ...garder(colonnesDuCote('nouveau', part && v), coteDases('nouveau')),
  nouveau_minutes_financees: part?.minutes,
});

/** What a side says, whichever it is: where both say the same, only another funder's part has changed. */
const dit = (c: object): string => JSON.stringify(Object.values(c));

/** [CL-4, CL-5] Complementary rows: one a visit and prise en charge that paid it or pays it, and for which something changed. */
export const lignesComplementaires = (visites: readonly VisiteRectifiee[]): LigneDasesComplementaire[] =>
  trierParCles(
    visites.flatMap(({ visite: { ancien, nouveau, moisOrigine }, avant, apres }) => {
      const anciennes = ancien ? partsDases(ancien, avant) : [];
      const nouvelles = nouveau ? partsDases(nouveau, apres) : [];
      const numeros = new Set([...anciennes, ...nouvelles].map((p) => p.numeroPec));
      return [...numeros].flatMap((numero) => {
        const [de, vers] = [anciennes, nouvelles].map((ps) => ps.find((p) => p.numeroPec === numero));
        const cotes = { ancien: ancienne(ancien, de), nouveau: nouvelle(nouveau, vers) };
        const part = vers ?? de;
        if (!part || (de && vers && dit(cotes.ancien) === dit(cotes.nouveau))) return [];
        const v = ancien ?? nouveau;
        const ligne: LigneDasesComplementaire = {
          numero_pec: numero,
          dispositif: part.dispositif,
          ...cotes.ancien,
          ...cotes.nouveau,
          mois_origine: moisOrigine,
        };
        return [{ cle: [moisOrigine, v?.usagerId ?? '', v?.debut ?? '', v?.intervenantId ?? '', numero], ligne }];
      });
    }),
    ({ cle }) => cle,
  ).map(({ ligne }) => ligne);

/**
 * [CL-3, CL-5] Visits of closed months of which the DASES was told nothing until now, come late or brought by a right opened since:
 * it is their first telling, raw and retained hours together. A visit that changed while it was known, or that comes back after a
 * closing took it back, by a right opened since too, is told by its complementary row alone. Beside a part that is still told, one
 * that such a right brings has its notice, which bears its number.
 */
export const premieresVisites = (visites: readonly VisiteRectifiee[]): VisiteDases[] =>
  ordonnerVisites(
    visites.flatMap(({ visite: { ancien, nouveau }, avant, apres, anterieurs, ouverte, etat }) => {
      if (!nouveau) return [];
      const encore = ancien ? partsDases(ancien, avant) : [];
      const jadis = anterieurs.flatMap((d) => partsDases(d.visite, d.cadre));
      const dites = new Set([...encore, ...jadis].map((p) => p.numeroPec));
      if (dites.size > 0 && !(ouverte && encore.length > 0)) return [];
      const parts = partsDases(nouveau, apres);
      return parts.flatMap((part) =>
        dites.has(part.numeroPec) ? [] : { etat, visite: nouveau, part, seule: parts.length === 1 },
      );
    }),
  );
