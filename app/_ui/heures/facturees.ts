import type { PriseEnCharge, Usager } from '#shared/contrats/dossiers/dossiers';
import { estFaite } from '#shared/domain/intervention/faite';
import { facturerFaite } from '#shared/domain/ventilation/facturer';
import type { TableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { type VisiteAVentiler, ventilerMois } from '#shared/domain/ventilation/ventiler';
import { moisParis } from '#shared/temps/paris';
import { type Minutes, type Mois, minutes } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';

/** What a visit done will be billed, and takes of its usager's plans. */
const aVentiler = (
  { retenue: r }: Ligne,
  prises: readonly PriseEnCharge[],
  table: TableFinanceurs,
): VisiteAVentiler | undefined => (estFaite(r) ? facturerFaite(r, prises, table).visite : undefined);

/** Billed minutes of visits, whosever they are. */
export const minutesFacturees = (
  lignes: readonly Ligne[],
  usagers: ReadonlyMap<string, Usager>,
  table: TableFinanceurs,
): number =>
  lignes.reduce(
    (n, l) => n + (aVentiler(l, usagers.get(l.retenue.usagerId)?.prisesEnCharge ?? [], table)?.facturees ?? 0),
    0,
  );

/** What a month has taken of each prise en charge, by its number; what none covers is under ''. */
export type Utilise = ReadonlyMap<string, Minutes>;

/**
 * [FI-1, FI-2] The usager's visits done in that month, split as the closing will; provisional: those of this antenna only, and
 * without the hours that an APA plan may still have from the months before [FI-6].
 */
export const utiliseDuMois = (
  usager: Usager,
  lignes: readonly Ligne[],
  mois: Mois,
  table: TableFinanceurs,
): Utilise => {
  const visites = lignes.flatMap((l) => {
    const v = aVentiler(l, usager.prisesEnCharge, table);
    return v && moisParis(v.debut) === mois ? [v] : [];
  });
  const parts = ventilerMois({
    mois,
    visites,
    prisesEnCharge: usager.prisesEnCharge,
    financeurs: table,
    report: { depuis: mois, mois: 0, premierMois: undefined, consommes: () => 0 },
  });
  const utilise = new Map<string, Minutes>();
  for (const p of [...parts.values()].flat()) {
    const cle = p.numeroPec ?? '';
    utilise.set(cle, minutes((utilise.get(cle) ?? 0) + p.minutes));
  }
  return utilise;
};
