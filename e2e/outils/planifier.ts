import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Antenne } from '#shared/contrats/commun';
import { instantDe, localParis, moisDe } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { ServiceEssai } from './service';

type Prevue = { id: string; usager: { id: string }; aide: { id: string }; de: number; a: number };

const heureFichier = (ms: number): string => {
  const l = localParis(instantDe(ms));
  return `${l.slice(8, 10)}/${l.slice(5, 7)}/${l.slice(0, 4)} ${l.slice(11, 16)}`;
};

/** The usagers of an antenna who have a visit that day: a call for another would be of that one. */
export const visitesLeJour = async (
  service: ServiceEssai,
  antenne: Antenne,
  jour: DateCivile,
): Promise<ReadonlySet<string>> => {
  const lues = await service.lire<{ date: string; usagerId: string }>(
    'interventions',
    ...['--antenne', antenne, '--mois', moisDe(jour)],
  );
  return new Set(lues.flatMap((v) => (v.date === jour ? [v.usagerId] : [])));
};

/** Visits added to the month's file, as Millésime would send it again. */
export const planifier = async (service: ServiceEssai, visites: readonly Prevue[]): Promise<void> => {
  const mois = localParis(instantDe(Date.now())).slice(0, 7);
  const fichier = `PLANNING_${mois.replace('-', '')}.csv`;
  const planning = readFileSync(join(service.dossier, 'millesime', fichier), 'latin1').trimEnd();
  const lignes = visites.map((v) =>
    [v.id, v.usager.id, v.aide.id, heureFichier(v.de), heureFichier(v.a), 'AD'].join(';'),
  );
  const vers = join(service.dossier, 'planning');
  mkdirSync(vers);
  const avec = planning.replace(
    /#FIN;(\d+)$/,
    (_, n: string) => `${lignes.join('\r\n')}\r\n#FIN;${Number(n) + lignes.length}`,
  );
  writeFileSync(join(vers, fichier), `${avec}\r\n`, 'latin1');
  await service.commande('importer', vers);
};
