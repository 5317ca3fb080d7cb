import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import { facturerFaite } from '#shared/domain/ventilation/facturer';
import type { TableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { compterJour, type JourPilotage } from '#shared/pilotage/agregats';
import type { DureeDe, Exclusions } from '#shared/pilotage/lignes';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { plageType } from '../../../store/types';
import { autour, joursEntre, type Monde } from '../../pointages';
import { type Dites, diteAilleurs, lireParties } from './piloter-ailleurs';
import type { Fige } from './piloter-figes';

const JOURS_PAR_LECTURE = 8;

type Demande = {
  antenne: Antenne;
  jours: readonly DateCivile[];
  dispenses: Exclusions;
  financeurs: Pick<TableFinanceurs, 'au'>;
  fige: Fige | undefined;
  dites: Dites;
  maintenant: Instant;
};

/** What a month has little of is read at once for all its days: pieces of it then find it in memory. What waits is given back. */
const devancer = async ({ magasin, vue }: Monde, base: string, jours: readonly DateCivile[]): Promise<Attente[]> => {
  const [premier, dernier] = [jours[0], jours.at(-1)];
  if (premier === undefined || dernier === undefined) return [];
  const larges = joursEntre(ajouterJours(premier, -MARGE_CORRECTION_J), ajouterJours(dernier, MARGE_CORRECTION_J));
  for (const type of ['correction', 'verdict', 'appel'] as const) await vue.lire(base, type, larges);
  return plageType(magasin, 'attente', { base }, { de: premier, avant: ajouterJours(dernier, 1) });
};

const lireMorceau = async (monde: Monde, base: string, jours: readonly DateCivile[]) => {
  const larges = autour(jours, MARGE_CORRECTION_J);
  return {
    interventions: await monde.vue.lire(base, 'intervention', jours),
    // Only those that the server has judged: what waits is counted with its verdict.
    corrections: suivreCorrections(
      await monde.vue.lire(base, 'correction', larges),
      await monde.vue.lire(base, 'verdict', larges),
    ).filter((s) => s.verdict),
    echecs: await monde.vue.lire(base, 'appel', jours),
  };
};

/** Some days of a month of an antenna, counted from nothing. */
export const compterJours = async (
  monde: Monde,
  { antenne, jours, dispenses, financeurs, fige, dites, maintenant }: Demande,
): Promise<Map<DateCivile, JourPilotage | undefined>> => {
  // [DU-2] By the usager's prises en charge as they are now: what a closing would retain.
  const dureeDe: DureeDe = (r) =>
    facturerFaite(r, monde.annuaire.usager(r.usagerId)?.prisesEnCharge ?? [], financeurs).duree;
  const contexte = { maintenant, parametresAu: monde.annuaire.parametresAu };
  const comptes = new Map<DateCivile, JourPilotage | undefined>();
  const base = baseAntenne(antenne);
  const attentes = await devancer(monde, base, jours);
  for (let i = 0; i < jours.length; i += JOURS_PAR_LECTURE) {
    const morceau = jours.slice(i, i + JOURS_PAR_LECTURE);
    const lus = await lireMorceau(monde, base, morceau);
    // [CL-4] What came after a closing leaves with the next one, and changes nothing of what was planned here.
    const corrections = indexerCorrections(
      fige ? lus.corrections.filter((s) => s.verdict?.decision !== 'TARDIVE') : lus.corrections,
    );
    for (const date of morceau) {
      const siennes = lus.interventions.filter((x) => x.date === date);
      const retenues = siennes.map((x) => retenir(x, corrections(x), contexte));
      const jour = compterJour(
        {
          antenne,
          date,
          retenues,
          attentes: attentes.filter((a) => a.date === date),
          echecs: lus.echecs.filter((a) => dateParis(a.instant) === date),
          dispenses: fige?.dispenses ?? dispenses,
          dureeDe,
          fige,
          diteAilleurs: diteAilleurs(antenne, dites, fige),
          parties: await lireParties(monde, { antenne, date, fige }, siennes),
        },
        contexte,
      );
      comptes.set(date, jour);
    }
  }
  return comptes;
};
