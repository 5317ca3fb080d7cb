import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { clesType, plageType } from '../../store/types';
import { type Ecart, ecrireDerives, type Monde } from '../pointages';
import { cleDe } from './alerter-etat';

const ESSAIS_MAX = 20;
const PAR_LECTURE = 1_000;

type Voulue = { base: string; id: string; voulu: Alerte | undefined };

/** What changes of the alerts, gathered over one round. */
export type ChangementsAlertes = {
  voulues: Map<string, Voulue>;
  /** What a part of the state said, and what it says now. */
  remplacer: (base: string, avant: readonly Alerte[], apres: readonly Alerte[]) => void;
};

export const ouvrirChangements = (): ChangementsAlertes => {
  const voulues: ChangementsAlertes['voulues'] = new Map();
  return {
    voulues,
    remplacer: (base, avant, apres) => {
      const anciennes = new Map(avant.map((a) => [a._id, JSON.stringify(a)]));
      for (const a of apres) {
        if (anciennes.get(a._id) !== JSON.stringify(a)) voulues.set(cleDe(base, a._id), { base, id: a._id, voulu: a });
        anciennes.delete(a._id);
      }
      for (const id of anciennes.keys()) voulues.set(cleDe(base, id), { base, id, voulu: undefined });
    },
  };
};

/** Writes the alerts that changed, deletes those whose fact is over. */
export const ecrireAlertes = async (monde: Monde, voulues: readonly Voulue[], essai = 0): Promise<void> => {
  if (essai === ESSAIS_MAX) throw new Error('alertes : écritures concurrentes sans fin');
  const ecarts: Ecart[] = [];
  for (const base of basesAntennes()) {
    const siennes = voulues.filter((v) => v.base === base);
    for (let i = 0; i < siennes.length; i += PAR_LECTURE) {
      const lot = siennes.slice(i, i + PAR_LECTURE);
      const lues = await clesType(
        monde.magasin,
        'alerte',
        lot.map((v) => v.id),
        { base },
      );
      ecarts.push(...lot.map((v, n) => ({ ...v, existant: lues[n] })));
    }
  }
  const conflits = new Set((await ecrireDerives(monde, ecarts)).map((c) => cleDe(c.base, c.id)));
  if (conflits.size > 0)
    await ecrireAlertes(
      monde,
      voulues.filter((v) => conflits.has(cleDe(v.base, v.id))),
      essai + 1,
    );
};

/** After all was computed from nothing: what is stored and is no longer a fact goes too. */
export const ecrireToutesLesAlertes = async (monde: Monde, { voulues }: ChangementsAlertes): Promise<void> => {
  const toutes = new Map(voulues);
  for (const base of basesAntennes()) {
    for (const { _id: id } of await plageType(monde.magasin, 'alerte', { base }))
      if (!toutes.has(cleDe(base, id))) toutes.set(cleDe(base, id), { base, id, voulu: undefined });
  }
  await ecrireAlertes(monde, [...toutes.values()]);
};
