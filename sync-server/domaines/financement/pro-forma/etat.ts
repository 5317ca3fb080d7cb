import type { Antenne } from '#shared/contrats/commun';
import type { ProForma } from '#shared/contrats/financement/pro-forma';
import { idCloture } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { type EtatProForma, etatDuProForma } from '#shared/domain/prefacturation/pro-forma';
import type { Mois } from '#shared/temps/types';
import { antennesAClore } from '../../../store/lectures/antennes-a-clore';
import type { Magasin } from '../../../store/lire';
import { lireSur, plageSure } from '../../../store/types';

/**
 * A month is read once closed, hence not before it began: what was said earlier is of others. Whole: a refusal that is left out would
 * let the files leave.
 */
const lireProFormas = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<ProForma[]> =>
  (await plageSure(m, 'proforma', { antenne }, { de: mois })).filter((p) => p.mois === mois);

export type EtatAntenne = EtatProForma & { antenne: Antenne; close: boolean };

/** [CL-6] What each antenna of the month says of its pro forma; ATTENTE too where the month is not closed. */
export const etatProForma = async (m: Magasin, mois: Mois): Promise<EtatAntenne[]> => {
  const duMois = await antennesAClore(m, mois);
  const toutes = await Promise.all(
    codesAntennes().map(async (antenne) => {
      const cloture = await lireSur(m, 'cloture', idCloture(mois), { antenne });
      return {
        antenne,
        close: cloture !== undefined,
        ...etatDuProForma(await lireProFormas(m, antenne, mois), cloture?.empreinte),
      };
    }),
  );
  return toutes.filter((e) => e.close || duMois.includes(e.antenne));
};
