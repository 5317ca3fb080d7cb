import { idVerdict } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { estPrise } from '#shared/domain/correction/prise';
import type { DateCivile } from '#shared/temps/types';
import { appareiller } from '../appariement/appareiller';
import { estPointage, prendrePointages } from '../appariement/prendre';
import { autour, type ChantierOuvert, ouvrirChantier } from '../monde/chantier';
import { basesPointagesDe, usagerDeCreation } from '../monde/jour-usager';
import type { Monde } from '../monde/monde';
import { dateDeId } from '../monde/vue';
import { noterVus, proposer } from '../numeros/propositions';

const MARGE_J = 3;

/** All that was punched or failed on some days, as if the feed said it now; the numbers seen. */
const reprendrePointages = async (
  monde: Monde,
  jours: readonly DateCivile[],
  chantier: ChantierOuvert,
): Promise<Set<string>> => {
  const numeros = new Set<string>();
  for (const base of basesPointagesDe(jours)) {
    const siens = jours.filter((j) => base.endsWith(j.slice(0, 4)));
    const lus = [...(await monde.vue.lire(base, 'pointage', siens)), ...(await monde.vue.lire(base, 'appel', siens))];
    const lignes = lus.map((p) => ({ id: p._id, rev: p._rev, seq: '', supprime: false }));
    for (const n of await prendrePointages(monde, base, lignes, chantier)) numeros.add(n);
    for (const n of await noterVus(monde, lus.filter(estPointage))) numeros.add(n);
  }
  return numeros;
};

/** Everyone who has something on those days: planned, derived, or created. */
const ouvrirTous = async (monde: Monde, jours: readonly DateCivile[], chantier: ChantierOuvert): Promise<void> => {
  for (const base of basesAntennes()) {
    const visites = await monde.vue.lire(base, 'visite', jours);
    const parId = new Map(visites.map((v) => [v.id, v]));
    for (const v of visites) for (const x of v.versions) chantier.ajouter(x.usagerId, dateDeId(v._id));
    for (const i of await monde.vue.lire(base, 'intervention', jours)) chantier.ajouter(i.usagerId, i.date);
    const prises = new Set((await monde.vue.lire(base, 'verdict', jours)).filter(estPrise).map((v) => v._id));
    for (const c of await monde.vue.lire(base, 'correction', jours)) {
      const prise = c.nature === 'CREATION' && prises.has(idVerdict(c.date, c.id));
      const usagerId = prise ? usagerDeCreation(c, parId) : undefined;
      if (usagerId !== undefined) chantier.ajouter(usagerId, c.date);
    }
  }
};

/**
 * [FL-2] Derives some days again from what the store has now, nothing of what is kept of them being believed. What differs is told by
 * `monde.regard`, and written unless that one only looks.
 */
export const revoirJours = async (monde: Monde, jours: readonly DateCivile[]): Promise<void> => {
  for (const base of [...basesAntennes(), ...basesPointagesDe(autour(jours, MARGE_J))])
    monde.vue.oublierJours(base, autour(jours, MARGE_J));
  const chantier = ouvrirChantier();
  const numeros = await reprendrePointages(monde, jours, chantier);
  await ouvrirTous(monde, jours, chantier);
  const voulus = new Set(jours);
  const borne = new Map(
    [...chantier.jours].map(([id, siens]) => [id, new Set([...siens].filter((j) => voulus.has(j)))] as const),
  );
  await appareiller(monde, borne);
  await proposer(monde, numeros);
};
