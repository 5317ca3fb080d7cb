import type { RaisonSansTelegestion, SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import { jugerMarque } from '#shared/domain/pointage/sans-telegestion';
import { dateExiste, dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { type Signature, signee } from '../../../_ui/actes/signature';

export type MarqueTapee = { raison: RaisonSansTelegestion; depuis: string; jusqua: string };
export type ErreursMarque = Partial<Record<'depuis' | 'jusqua' | 'formulaire', string>>;

export const composerMarque = (
  t: MarqueTapee,
  usagerId: string,
  s: Signature,
): { ok: true; marque: SansTelegestion } | { ok: false; erreurs: ErreursMarque } => {
  if (!dateExiste(t.depuis)) return { ok: false, erreurs: { depuis: 'Choisissez le premier jour.' } };
  if (t.jusqua !== '' && !dateExiste(t.jusqua))
    return { ok: false, erreurs: { jusqua: 'Choisissez le dernier jour, ou laissez vide.' } };
  const refus = jugerMarque({ depuis: t.depuis, jusqua: t.jusqua === '' ? undefined : t.jusqua });
  if (refus) return { ok: false, erreurs: { jusqua: refus.message } };
  const date = dateParis(s.maintenant);
  return {
    ok: true,
    marque: {
      ...signee('sanstele', date, s),
      usagerId,
      raison: t.raison,
      depuis: t.depuis,
      ...(t.jusqua === '' ? {} : { jusqua: t.jusqua as DateCivile }),
    },
  };
};
