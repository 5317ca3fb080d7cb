import type { Refus } from '#shared/contrats/commun';
import { cibleDe } from '#shared/domain/intervention/cibles';
import type { Saisie } from './regles-envoi';

/** Of what is judged against all that is like it, what is taken of one sending: many times what somebody types of it offline in days. */
export const PAR_CIBLE_MAX = 100;

const TROP_DE_CORRECTIONS: Refus = {
  code: 'TROP_DE_CORRECTIONS',
  message: `Cet envoi porte plus de ${PAR_CIBLE_MAX} corrections de la même visite. Relisez la visite, puis refaites celle-ci si elle manque.`,
};
const TROP_DE_GESTES: Refus = {
  code: 'TROP_DE_GESTES',
  message: `Cet envoi porte plus de ${PAR_CIBLE_MAX} gestes sur le même numéro. Relisez à qui est ce numéro, puis refaites celui-ci s’il manque.`,
};
const TROP_D_ABSENCES: Refus = {
  code: 'TROP_D_ABSENCES',
  message: `Cet envoi porte plus de ${PAR_CIBLE_MAX} absences du même usager. Relisez ses absences, puis refaites celle-ci si elle manque.`,
};

/** What a row is judged against, and its refusal where a sending has too many of it. */
const compteDe = (s: Saisie): { cle: string; trop: Refus } | undefined => {
  if (s.type === 'rattachement') return { cle: `numero:${s.numero}`, trop: TROP_DE_GESTES };
  if (s.type === 'absence') return { cle: `absence:${s.usagerId}`, trop: TROP_D_ABSENCES };
  if (s.type !== 'correction') return undefined;
  const { genre, id } = cibleDe(s);
  return { cle: `${genre}:${id}`, trop: TROP_DE_CORRECTIONS };
};

/**
 * The refusals of what goes beyond, by place: each correction of a visit, gesture on a number, absence of a usager is judged against all
 * the others, and the work of thousands is that of the whole service.
 */
export const enTropGrandNombre = (saisies: readonly Saisie[]): (Refus | undefined)[] => {
  const nombres = new Map<string, number>();
  return saisies.map((s) => {
    const compte = compteDe(s);
    if (!compte) return undefined;
    const nombre = (nombres.get(compte.cle) ?? 0) + 1;
    nombres.set(compte.cle, nombre);
    return nombre > PAR_CIBLE_MAX ? compte.trop : undefined;
  });
};
