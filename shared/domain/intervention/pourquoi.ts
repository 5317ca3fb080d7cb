import type { Intervention, MotifAppariement, StatutRetenu } from '../../contrats/corrections/intervention';

/** [AP-7] Why a visit stands as it does, in sentences: of one that is to come, that nobody has called yet is no reason. */
export const pourquoi = (
  { explication }: Pick<Intervention, 'explication'>,
  statut: StatutRetenu,
): MotifAppariement[] => (statut === 'PREVUE' ? explication.filter((m) => m.regle !== 'AP-7') : explication);
