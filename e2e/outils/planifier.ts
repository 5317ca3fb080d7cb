import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantDe, localParis } from '#shared/temps/paris';
import type { ServiceEssai } from './service';

type Prevue = { id: string; usager: { id: string }; aide: { id: string }; de: number; a: number };

const heureFichier = (ms: number): string => {
  const l = localParis(instantDe(ms));
  return `${l.slice(8, 10)}/${l.slice(5, 7)}/${l.slice(0, 4)} ${l.slice(11, 16)}`;
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
