import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ecrireFichier } from '#shared/formats/codec-ecriture';
import { type LignePlanning, PLANNING } from '#shared/formats/planning/planning';
import { type LignePointage, POINTAGES } from '#shared/formats/pointages/pointages';
import { ajouterJours, ajouterMois, instantsDeLocal, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { ServiceEssai } from './service';

type Usager = { id: string; antennes: { antenne: string }[] };
type Intervenant = { id: string; antenne: string; dateFin?: string };

const lire = <T>(service: ServiceEssai, quoi: string): Promise<T[]> => service.lire<T>(quoi, '--antenne', 'EST');

const aParis = (local: string): Instant => {
  const [i] = instantsDeLocal(local);
  if (!i) throw new Error(`pas d’instant pour ${local}`);
  return i;
};

/**
 * A month of EST, before those that the service was given, in which visits of an hour, from 9 h on, lack their departure, and
 * some have no punch at all: `parJour` a day, of one aide and several usagers, two at once where they are more than two.
 */
export const importerDepartsManquants = async (
  service: ServiceEssai,
  { sansDepart, sansPointage, parJour = 2 }: { sansDepart: number; sansPointage: number; parJour?: number },
): Promise<Mois> => {
  const mois = ajouterMois(service.moisPasse, -1);
  const usagers = (await lire<Usager>(service, 'usagers')).filter((u) => u.antennes.length === 1).slice(0, parJour);
  const aide = (await lire<Intervenant>(service, 'intervenants')).find((i) => i.antenne === 'EST' && !i.dateFin);
  if (usagers.length < 2 || !aide) throw new Error('deux usagers et une aide attendus');
  const visites: LignePlanning[] = [];
  const pointages: LignePointage[] = [];
  for (let k = 0; k < sansDepart + sansPointage; k++) {
    const jour = ajouterJours(premierJour(mois), Math.floor(k / parJour));
    const rang = k % parJour;
    const usager = usagers[rang % usagers.length]?.id ?? '';
    const heure = String(9 + (parJour > 2 ? Math.floor(rang / 2) : 2 * rang)).padStart(2, '0');
    visites.push({
      id_planning: `M${k}`,
      id_millesime: usager,
      id_intervenant: aide.id,
      debut: aParis(`${jour}T${heure}:00:00`),
      fin: aParis(`${jour}T${heure}:59:00`),
      code_prestation: 'AD',
    });
    if (k >= sansDepart) continue;
    pointages.push({
      id_pointage: `N${k}`,
      instant: aParis(`${jour}T${heure}:01:10`),
      sens: 'ARRIVEE',
      id_intervenant: aide.id,
      id_millesime: usager,
      numero_appelant: undefined,
    });
  }
  const dossier = join(service.dossier, 'manquants');
  mkdirSync(dossier);
  const compact = mois.replace('-', '');
  writeFileSync(join(dossier, `PLANNING_${compact}.csv`), ecrireFichier(PLANNING, visites));
  writeFileSync(join(dossier, `POINTAGES_${compact}.csv`), ecrireFichier(POINTAGES, pointages));
  await service.commande('importer', dossier);
  return mois;
};
