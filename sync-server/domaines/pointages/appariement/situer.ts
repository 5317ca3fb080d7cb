import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import type { RaisonAttente } from '#shared/contrats/pointages/derives';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { estFermee } from '#shared/domain/antenne/registre';
import { antenneAu, antenneDeLAide } from '#shared/domain/cloture/antenne';
import { usagerDe } from '#shared/domain/pointage/attribuer';
import { rattacheLe } from '#shared/domain/pointage/numeros';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Annuaire } from '../monde/annuaire';

/** Where a punch or a failed call stands: whom it is for (and since when by its number), or why it waits; and the antenna that one side tells [PT-5]. */
export type Situation = { usagerId?: string; rattacheLe?: Instant; raison?: RaisonAttente; antenne?: Antenne };

type Repertoire = Pick<Annuaire, 'usager' | 'intervenant' | 'numeros'>;

const usagerConnuDe = (a: Repertoire, p: Pointage | Appel): string | undefined => {
  const id = usagerDe(p, p.numeroAppelant === undefined ? VIDE : a.numeros(p.numeroAppelant));
  return id !== undefined && a.usager(id) ? id : undefined;
};
const VIDE = { usagersDe: () => [], rattachements: [], antenneDe: () => undefined };

/** [PT-5] Hers on that day, which has the usagers whom she went to; where it is closed, the one that she has. */
const antenneDAide = (aide: Intervenant, date: DateCivile, aujourdhui: DateCivile): Antenne => {
  const siennes = antenneDeLAide(aide, date);
  return estFermee(siennes, aujourdhui) ? aide.antenne : siennes;
};

/** Depends on the directory as it stands, not on the order of events: told again, it says the same. */
export const situer = (a: Repertoire, p: Pointage | Appel, aujourdhui: DateCivile): Situation => {
  const usagerId = usagerConnuDe(a, p);
  const usager = usagerId === undefined ? undefined : a.usager(usagerId);
  const aide = p.intervenantId === undefined ? undefined : a.intervenant(p.intervenantId);
  const jour = dateParis(p.instant);
  const antenne = usager ? antenneAu(usager, jour) : aide && antenneDAide(aide, jour, aujourdhui);
  const situation: Situation = {};
  if (usagerId !== undefined) situation.usagerId = usagerId;
  if (usagerId !== undefined && p.usagerId === undefined && p.numeroAppelant !== undefined) {
    const { rattachements } = a.numeros(p.numeroAppelant);
    const depuis = rattacheLe(rattachements, p.numeroAppelant, usagerId, jour);
    if (depuis !== undefined) situation.rattacheLe = depuis;
  }
  if (antenne !== undefined) situation.antenne = antenne;
  if (p.type === 'pointage' && !(usager && aide)) {
    situation.raison = aide ? 'USAGER_INCONNU' : usager ? 'INTERVENANT_INCONNU' : 'USAGER_ET_INTERVENANT_INCONNUS';
  }
  return situation;
};
