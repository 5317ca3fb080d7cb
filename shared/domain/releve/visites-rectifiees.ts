import type { VisiteFigee } from '../../contrats/cloture/cloture';
import type { Complement, VisiteComplementaire } from '../../contrats/cloture/complement';
import { comparer } from '../appariement/ordre';
import { serviceFaitChange } from '../cloture/complement';

const parPrise = (v: VisiteFigee | undefined): string => {
  const sommes = new Map<string, number>();
  for (const p of v?.parts ?? []) {
    const cle = JSON.stringify([p.codeFinanceur, p.numeroPec ?? null]);
    sommes.set(cle, (sommes.get(cle) ?? 0) + p.minutes);
  }
  return JSON.stringify([...sommes].filter(([, n]) => n > 0).sort(([a], [b]) => comparer(a, b)));
};

/** Whether a reader sees a change: one of hours, or of who pays them, and not of the month alone whose cap they use [FI-6]. */
const seVoit = (v: VisiteComplementaire): boolean => serviceFaitChange(v) || parPrise(v.ancien) !== parPrise(v.nouveau);

/** Its visits that the statement shows, oldest month first; none: it has nothing to rectify. */
export const visitesRectifiees = (c: Pick<Complement, 'visites'> | undefined): VisiteComplementaire[] =>
  (c?.visites ?? [])
    .filter(seVoit)
    .map((v) => ({ v, cle: [v.moisOrigine, (v.nouveau ?? v.ancien)?.debut ?? ''] }))
    .sort((a, b) => comparer(a.cle[0] ?? '', b.cle[0] ?? '') || comparer(a.cle[1] ?? '', b.cle[1] ?? ''))
    .map(({ v }) => v);
