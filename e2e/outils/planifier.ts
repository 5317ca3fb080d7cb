import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Antenne } from '#shared/contrats/commun';
import { dateParis, debutDuJour, epochMs, instantDe, localParis, moisDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { heureFichier } from './inventer';
import { avecLignes } from './lignes';
import type { ServiceEssai } from './service';

type Prevue = { id: string; usager: { id: string }; aide: { id: string }; de: number; a: number };

type Lue = { date: string; usagerId: string; visite?: { debut: Instant } };
/** What is planned later than that is of no call of now [AP-6]. */
const PLUS_TARD_MS = 3 * 3_600_000;

/**
 * The usagers of an antenna who have a visit that day, before now or soon: a call for another would be of that one. On some days nearly
 * all of them have one.
 */
export const visitesLeJour = async (
  service: ServiceEssai,
  antenne: Antenne,
  jour: DateCivile,
): Promise<ReadonlySet<string>> => {
  const lues = await service.lire<Lue>('interventions', { antenne, mois: moisDe(jour) });
  const bientot = instantDe(Date.now() + PLUS_TARD_MS);
  const duJour = lues.filter((v) => v.date === jour && (v.visite === undefined || v.visite.debut < bientot));
  return new Set(duJour.map((v) => v.usagerId));
};

/** So many minutes ago; just after midnight, as early in the day as may be: what is of the day before is on no screen of today. */
export const ilYA = (minutes: number): number => {
  const maintenant = Date.now();
  return Math.max(maintenant - minutes * 60_000, epochMs(debutDuJour(dateParis(instantDe(maintenant)))) + 60_000);
};

/** Visits added to the month's file, as Millésime would send it again. */
export const planifier = async (service: ServiceEssai, visites: readonly Prevue[]): Promise<void> => {
  const mois = localParis(instantDe(Date.now())).slice(0, 7);
  const fichier = `PLANNING_${mois.replace('-', '')}.csv`;
  const planning = readFileSync(join(service.dossier, 'millesime', fichier), 'latin1');
  const lignes = visites.map((v) =>
    [v.id, v.usager.id, v.aide.id, heureFichier(instantDe(v.de)), heureFichier(instantDe(v.a)), 'AD'].join(';'),
  );
  const vers = mkdtempSync(join(service.dossier, 'planning-'));
  writeFileSync(join(vers, fichier), avecLignes(planning, lignes), 'latin1');
  await service.commande('importer', vers);
};
