import type { BrutFige, EtatFige, VisiteFigee } from '../../contrats/cloture/cloture';
import { HEURES_POUR_LA_DASES, type LigneDasesBrute } from '../../formats/dases-brutes/dases-brutes';
import { type LigneDasesCorrigee, VISITE_POUR_LA_DASES } from '../../formats/dases-corrigees/dases-corrigees';
import { ajouterA, garder } from '../../listes';
import { minutes } from '../../temps/types';
import { colonnesBrut, colonnesServiceFait, trierParCles } from '../cloture/colonnes';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { type PartDases, partsDases } from './parts';

/** A closed month of an antenna, as it was frozen. */
export type MoisFige = { etats: readonly EtatFige[]; financeurs: Pick<TableFinanceurs, 'au'> };

/** A visit that the DASES may know, for one of the prises en charge that pay it. */
export type VisiteDases = { etat: Pick<EtatFige, 'usager'>; visite: VisiteFigee; part: PartDases; seule: boolean };

/** In the order of the files. */
export const ordonnerVisites = (visites: readonly VisiteDases[]): VisiteDases[] =>
  trierParCles([...visites], ({ visite: v, part }) => [
    v.usagerId,
    v.debut,
    v.intervenantId,
    v.fin,
    v.interventionId,
    part.numeroPec,
  ]);

/** [CL-5] Visits of all antennas, once for each prise en charge, in the order of the files. */
export const visitesDases = (mois: readonly MoisFige[]): VisiteDases[] =>
  ordonnerVisites(
    mois.flatMap(({ etats, financeurs }) =>
      etats.flatMap((etat) =>
        etat.visites.flatMap((visite) => {
          const parts = partsDases(visite, { prises: etat.prisesEnCharge, financeurs });
          return parts.map((part) => ({ etat, visite, part, seule: parts.length === 1 }));
        }),
      ),
    ),
  );

/** Minutes billed for the whole visit, whoever pays them. */
const facturees = (v: VisiteFigee): number => v.parts.reduce((n, p) => n + p.minutes, 0);

export const lignesCorrigees = (visites: readonly VisiteDases[]): LigneDasesCorrigee[] =>
  visites.map(({ visite: v, part }) => ({
    numero_pec: part.numeroPec,
    dispositif: part.dispositif,
    ...garder(colonnesServiceFait(v), VISITE_POUR_LA_DASES),
    minutes_financees: part.minutes === facturees(v) ? undefined : minutes(part.minutes),
  }));

const ligneBrute = (b: BrutFige, part: PartDases): LigneDasesBrute => ({
  numero_pec: part.numeroPec,
  dispositif: part.dispositif,
  ...garder(colonnesBrut(b), HEURES_POUR_LA_DASES),
});

/**
 * [CL-5] The raw hours behind those visits, and no others: what gave no visit of the month (incomplete, deleted, moved to another
 * month) is paid by nobody this month.
 */
export const lignesBrutes = (mois: readonly MoisFige[], visites: readonly VisiteDases[]): LigneDasesBrute[] => {
  const payees = new Map<string, PartDases[]>();
  for (const { visite, part } of visites) {
    ajouterA(payees, visite.interventionId, part);
  }
  const lignes = mois.flatMap(({ etats }) =>
    etats.flatMap((e) =>
      e.bruts.flatMap((b) =>
        (payees.get(b.interventionId) ?? []).map((part) => ({ id: b.interventionId, ligne: ligneBrute(b, part) })),
      ),
    ),
  );
  return trierParCles(lignes, ({ id, ligne: l }) => [
    l.id_millesime,
    l.arrivee ?? '',
    l.id_intervenant,
    l.depart ?? '',
    id,
    l.numero_pec,
  ]).map(({ ligne }) => ligne);
};
