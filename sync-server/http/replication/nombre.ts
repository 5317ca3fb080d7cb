import type { Refus } from '#shared/contrats/commun';
import { cibleDe } from '#shared/domain/intervention/cibles';
import type { Saisie } from './regles-envoi';

/** Corrections of one visit that are taken of one sending: many times what somebody types of it offline in days. */
export const PAR_CIBLE_MAX = 100;

const TROP: Refus = {
  code: 'TROP_DE_CORRECTIONS',
  message: `Cet envoi porte plus de ${PAR_CIBLE_MAX} corrections de la même visite. Relisez la visite, puis refaites celle-ci si elle manque.`,
};

/**
 * The refusals of what goes beyond, by place: each correction of a visit is judged against all the others, and the work of thousands is
 * that of the whole service.
 */
export const enTropGrandNombre = (saisies: readonly Saisie[]): (Refus | undefined)[] => {
  const nombres = new Map<string, number>();
  return saisies.map((s) => {
    if (s.type !== 'correction') return undefined;
    const { genre, id } = cibleDe(s);
    const cle = `${genre}:${id}`;
    const nombre = (nombres.get(cle) ?? 0) + 1;
    nombres.set(cle, nombre);
    return nombre > PAR_CIBLE_MAX ? TROP : undefined;
  });
};
