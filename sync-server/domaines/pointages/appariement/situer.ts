import type { Antenne } from '#shared/contrats/commun';
import type { RaisonAttente } from '#shared/contrats/pointages/derives';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { usagerDe } from '#shared/domain/pointage/attribuer';
import { rattacheLe } from '#shared/domain/pointage/numeros';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Annuaire } from '../monde/annuaire';

/** Where a punch or a failed call stands: whom it is for (and since when by its number), or why it waits; and the antenna that one side tells [PT-5]. */
export type Situation = { usagerId?: string; rattacheLe?: Instant; raison?: RaisonAttente; antenne?: Antenne };

type Repertoire = Pick<Annuaire, 'usager' | 'intervenant' | 'numeros'>;

const usagerConnuDe = (a: Repertoire, p: Pointage | Appel): string | undefined => {
  const id = usagerDe(p, p.numeroAppelant === undefined ? VIDE : a.numeros(p.numeroAppelant));
  return id !== undefined && a.usager(id) ? id : undefined;
};
const VIDE = { usagersDe: () => [], rattachements: [], antenneDe: () => undefined };

/** Depends on the directory as it stands, not on the order of events: told again, it says the same. */
export const situer = (a: Repertoire, p: Pointage | Appel): Situation => {
  const usagerId = usagerConnuDe(a, p);
  const usager = usagerId === undefined ? undefined : a.usager(usagerId);
  const aide = p.intervenantId === undefined ? undefined : a.intervenant(p.intervenantId);
  const antenne = usager ? antenneAu(usager, dateParis(p.instant)) : aide?.antenne;
  const situation: Situation = {};
  if (usagerId !== undefined) situation.usagerId = usagerId;
  if (usagerId !== undefined && p.usagerId === undefined && p.numeroAppelant !== undefined) {
    const { rattachements } = a.numeros(p.numeroAppelant);
    const depuis = rattacheLe(rattachements, p.numeroAppelant, usagerId, dateParis(p.instant));
    if (depuis !== undefined) situation.rattacheLe = depuis;
  }
  if (antenne !== undefined) situation.antenne = antenne;
  if (p.type === 'pointage' && !(usager && aide)) {
    situation.raison = aide ? 'USAGER_INCONNU' : usager ? 'INTERVENANT_INCONNU' : 'USAGER_ET_INTERVENANT_INCONNUS';
  }
  return situation;
};
