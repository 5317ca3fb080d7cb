import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Antenne } from '#shared/contrats/commun';
import { instantDe, localParis, moisDe } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { heureFichier } from './inventer';
import { avecLignes } from './lignes';
import type { ServiceEssai } from './service';

type Prevue = { id: string; usager: { id: string }; aide: { id: string }; de: number; a: number };

/** The usagers of an antenna who have a visit that day: a call for another would be of that one. */
export const visitesLeJour = async (
  service: ServiceEssai,
  antenne: Antenne,
  jour: DateCivile,
): Promise<ReadonlySet<string>> => {
  const lues = await service.lire<{ date: string; usagerId: string }>('interventions', { antenne, mois: moisDe(jour) });
  return new Set(lues.flatMap((v) => (v.date === jour ? [v.usagerId] : [])));
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
