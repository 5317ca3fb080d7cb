import type { VisitePrevue } from '../../contrats/corrections/intervention';
import { dateEntiere } from '../../mots/dates';

/** « absente du planning de Millésime depuis le 24 novembre 2026 »: a planned visit that is no longer in its file, which closes nothing. */
export const absenteDuPlanning = ({
  visite,
}: {
  visite?: Pick<VisitePrevue, 'absenteDepuis'> | undefined;
}): string | undefined =>
  visite?.absenteDepuis === undefined
    ? undefined
    : `absente du planning de Millésime depuis le ${dateEntiere(visite.absenteDepuis)}`;
