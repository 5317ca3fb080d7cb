import type { Cloture } from '../../contrats/cloture/cloture';
import type { Refus } from '../../contrats/commun';
import type { DecisionProForma, ProForma } from '../../contrats/financement/pro-forma';
import type { Instant } from '../../temps/types';

export type EtatProForma = {
  etat: DecisionProForma | 'ATTENTE';
  motif?: string | undefined;
  auteur?: string | undefined;
  instant?: Instant | undefined;
};

/** [CL-6] What stands of an antenna's pro forma: the latest word on that closing, by instant, then id. */
export const etatDuProForma = (connus: readonly ProForma[], empreinte: string | undefined): EtatProForma => {
  const [dernier] = connus
    .filter((p) => p.empreinte === empreinte)
    .sort((a, b) => (a.instant === b.instant ? (a.id < b.id ? 1 : -1) : a.instant < b.instant ? 1 : -1));
  if (!dernier) return { etat: 'ATTENTE' };
  const { decision, motif, auteur, instant } = dernier;
  return { etat: decision, motif, auteur, instant };
};

/** The same words on the form and on the server. */
export const MOTIF_DE_REFUS: Refus = {
  code: 'MOTIF',
  message: 'Un refus dit pourquoi : écrivez le motif, puis recommencez.',
};

/** [CL-6] Why this word on a pro forma is not taken, in order of what to fix first. */
export const jugerProForma = (
  p: ProForma,
  c: { peutCloturer: boolean; cloture: Pick<Cloture, 'empreinte'> | undefined },
): Refus | undefined => {
  if (!c.peutCloturer)
    return {
      code: 'ROLE',
      message:
        'Le pro forma est validé par un responsable de l’antenne ou par le service central. Adressez-vous à eux.',
    };
  if (!c.cloture)
    return {
      code: 'MOIS_OUVERT',
      message: 'Ce mois n’est pas clos : clôturez-le, puis relisez son pro forma avant de le valider.',
    };
  if (p.empreinte !== c.cloture.empreinte)
    return {
      code: 'EMPREINTE',
      message: 'Ce n’est pas le pro forma de cette clôture. Rechargez la page, relisez-le, puis recommencez.',
    };
  return p.decision === 'REFUSE' && p.motif === undefined ? MOTIF_DE_REFUS : undefined;
};
