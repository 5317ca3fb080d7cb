import type { RaisonSansTelegestion, SansTelegestion } from '#shared/contrats/sans-telegestion';
import { comparer } from '#shared/domain/appariement/ordre';
import { dateExiste, dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { type Signature, signee } from '../correction/signature';

export type MarqueTapee = { raison: RaisonSansTelegestion; depuis: string; jusqua: string };
export type ErreursMarque = Partial<Record<'depuis' | 'jusqua' | 'formulaire', string>>;

/** [PT-7] The marks of an usager that stand: the last word on each start, by start. */
export const marquesDe = (marques: readonly SansTelegestion[], usagerId: string): SansTelegestion[] => {
  const parDebut = new Map<DateCivile, SansTelegestion>();
  for (const m of [...marques].sort((a, b) => comparer(a.instant, b.instant) || comparer(a.id, b.id)))
    if (m.usagerId === usagerId) parDebut.set(m.depuis, m);
  return [...parDebut.values()].sort((a, b) => comparer(a.depuis, b.depuis));
};

/** The mark in force on a date. */
export const marqueAu = (marques: readonly SansTelegestion[], date: DateCivile): SansTelegestion | undefined =>
  marques.findLast((m) => m.depuis <= date && (m.jusqua === undefined || date <= m.jusqua));

export const composerMarque = (
  t: MarqueTapee,
  usagerId: string,
  s: Signature,
): { ok: true; marque: SansTelegestion } | { ok: false; erreurs: ErreursMarque } => {
  if (!dateExiste(t.depuis)) return { ok: false, erreurs: { depuis: 'Choisissez le premier jour.' } };
  if (t.jusqua !== '' && !dateExiste(t.jusqua))
    return { ok: false, erreurs: { jusqua: 'Choisissez le dernier jour, ou laissez vide.' } };
  if (t.jusqua !== '' && t.jusqua < t.depuis)
    return { ok: false, erreurs: { jusqua: 'La fin doit être le premier jour, ou après.' } };
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
