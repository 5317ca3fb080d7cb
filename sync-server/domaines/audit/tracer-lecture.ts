import type { Session } from '#shared/contrats/acces/compte';
import { aLeDroit } from '#shared/droits/droits';
import { lireCle } from '#shared/etats/cle';
import type { DemandeEtat, DetailEtat, TableauEtat } from '#shared/etats/contrat';
import type { Horloge } from '../../ports/horloge';
import type { Magasin } from '../../store/lire';
import { ENTREES } from './entrees/table';
import { tracer } from './tracer';

/** The usagers whom a state, or what is behind a row of it, shows. */
export const usagersDuTableau = (t: Pick<TableauEtat, 'lignes'>): ReadonlySet<string> =>
  new Set(t.lignes.flatMap((l) => lireCle(l.cle)?.usager ?? []));
export const usagersDuDetail = (d: Pick<DetailEtat, 'lignes'>): ReadonlySet<string> =>
  new Set(d.lignes.flatMap((l) => l.usagerId ?? []));

/**
 * A state that shows usagers is a reading of their files: one entry a reading, whoever reads; an auditor's is noted whatever it shows.
 */
export const tracerLecture = async (
  { magasin, horloge }: { magasin: Magasin; horloge: Horloge },
  qui: Pick<Session, 'identifiant' | 'role'>,
  d: DemandeEtat,
  montres: ReadonlySet<string>,
): Promise<void> => {
  const usagers = d.usager === undefined ? montres : new Set([...montres, d.usager]);
  if (usagers.size === 0 && !aLeDroit(qui, 'consulter')) return;
  const lue = ENTREES.CONSULTATION.ecrire.etat(d, usagers);
  await tracer(magasin, { instant: horloge(), auteur: qui.identifiant, ...lue });
};
