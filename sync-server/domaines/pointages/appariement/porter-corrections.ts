import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { idVerdict } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { estPrise } from '#shared/domain/correction/prise';
import { cibleDe, ciblesLues } from '#shared/domain/intervention/cibles';
import type { DateCivile } from '#shared/temps/types';
import { deposerLot } from '../../../store/ecrire';
import { deposerEtNoter } from '../../../store/inventaire/actes';
import { sansRev } from '../../../store/lire';
import type { Monde } from '../monde/monde';

type Situee = { base: string; doc: Intervention };
type Copie = { correction: Correction; verdict: Verdict };

/** The visit of each database that a target reaches. */
const parCible = (interventions: readonly Situee[]): Map<string, Map<string, Intervention>> => {
  const visites = new Map<string, Map<string, Intervention>>();
  for (const { base, doc } of interventions)
    for (const { genre, id } of ciblesLues(doc)) {
      const cle = `${genre} ${id}`;
      const connues = visites.get(cle);
      if (connues) connues.set(base, doc);
      else visites.set(cle, new Map([[base, doc]]));
    }
  return visites;
};

/** What other databases hold of these visits and theirs has not, by database. */
const lireManquantes = async (
  { vue, regard }: Monde,
  jours: readonly DateCivile[],
  interventions: readonly Situee[],
): Promise<Map<string, Copie[]>> => {
  const manquantes = new Map<string, Copie[]>();
  const bases = basesAntennes();
  const lues = await Promise.all(bases.map((base) => vue.lire(base, 'correction', jours)));
  if (lues.every((l) => l.length === 0)) return manquantes;
  await Promise.all(bases.map((base) => vue.lireDe(base, 'verdict', jours, [])));
  const voulues = parCible(interventions);
  for (const [n, de] of bases.entries())
    for (const c of lues[n] ?? []) {
      const { genre, id } = cibleDe(c);
      for (const [vers, visite] of voulues.get(`${genre} ${id}`) ?? []) {
        if (vers === de || vue.connu(vers, 'correction', c._id) || regard?.estClos(vers, visite._id)) continue;
        const verdict = vue.connu(de, 'verdict', idVerdict(c.date, c.id));
        // One that waits, or was refused, is its antenna's to know.
        if (!verdict || !estPrise(verdict)) continue;
        const siennes = manquantes.get(vers) ?? [];
        manquantes.set(vers, [...siennes, { correction: sansRev<Correction>(c), verdict: sansRev<Verdict>(verdict) }]);
      }
    }
  return manquantes;
};

/**
 * [CO-7, CL-1] What was decided of a visit goes with it into the database of the antenna that it is of now, where it is judged, watched
 * and told to Millésime; the former one keeps its own. A copy says by its `antenne` where it was typed. Before the visit is written
 * there: who reads it finds them.
 */
export const porterCorrections = async (
  monde: Monde,
  jours: readonly DateCivile[],
  interventions: readonly Situee[],
): Promise<void> => {
  const { magasin, vue, regard } = monde;
  for (const [base, copies] of await lireManquantes(monde, jours, interventions)) {
    // One whose verdict a copy of the database did not show yet stayed behind: the second look finds it.
    for (const { correction: c } of copies) regard?.ecarts.set(`${base} ${c._id}`, { base, id: c._id });
    if (regard?.ecrire === false) continue;
    const ecrits = new Map<string, Correction | Verdict>(
      copies.flatMap(({ correction: c, verdict: v }) => [[c._id, c] as const, [v._id, v] as const]),
    );
    // The verdict first: without it, the judge of that antenna would refuse the correction, as typed in another one.
    const verdicts = await deposerLot(
      magasin,
      base,
      copies.map((x) => x.verdict),
    );
    const corrections = await deposerEtNoter(
      magasin,
      base,
      copies.map((x) => x.correction),
    );
    for (const d of [...verdicts, ...corrections]) {
      const doc = ecrits.get(d.id);
      // A conflict: another process has done it, and the feed will say so.
      if (doc && 'rev' in d) vue.ecrit(base, d.id, { ...doc, _rev: d.rev });
    }
  }
};
