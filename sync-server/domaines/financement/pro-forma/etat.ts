import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import type { ProForma } from '#shared/contrats/financement/pro-forma';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { type EtatProForma, etatDuProForma } from '#shared/domain/prefacturation/pro-forma';
import type { Mois } from '#shared/temps/types';
import { type AccesMagasin, lirePlage, lireUn, plageDuType } from '../../../ports/documents';

/** A month is read once closed, hence not before it began: what was said earlier is of others. */
const lireProFormas = async (m: AccesMagasin, antenne: Antenne, mois: Mois): Promise<ProForma[]> =>
  (
    await lirePlage<ProForma>(m, baseAntenne(antenne), { ...plageDuType('proforma'), debut: `proforma:${mois}` })
  ).filter((p) => p.mois === mois);

export type EtatAntenne = EtatProForma & { antenne: Antenne; close: boolean };

/** [CL-6] What each antenna says of its pro forma of the month; ATTENTE too where the month is not closed. */
export const etatProForma = (m: AccesMagasin, mois: Mois): Promise<EtatAntenne[]> =>
  Promise.all(
    CODES_ANTENNES.map(async (antenne) => {
      const cloture = await lireUn<{ empreinte: string }>(m, baseAntenne(antenne), idCloture(mois));
      return {
        antenne,
        close: cloture !== undefined,
        ...etatDuProForma(await lireProFormas(m, antenne, mois), cloture?.empreinte),
      };
    }),
  );
