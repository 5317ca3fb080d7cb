import type { Intervention } from '#shared/contrats/corrections/intervention';
import { dateEntiere } from '#shared/domain/releve/mots';

/** « absente du planning de Millésime depuis le 24 novembre 2026 »: a planned visit that is no longer in its file, which closes nothing. */
export const absenteDuPlanning = ({ visite }: Pick<Intervention, 'visite'>): string | undefined =>
  visite?.absenteDepuis === undefined
    ? undefined
    : `absente du planning de Millésime depuis le ${dateEntiere(visite.absenteDepuis)}`;
