import { clesType } from '../../../store/types';
import type { Chantier } from '../monde/chantier';
import { basesPointagesDe } from '../monde/jour-usager';
import { type Changements, idsDe, type Monde } from '../monde/monde';
import { noterVus } from './propositions';

/** [PT-8] Whether the punches of these usagers show a number of theirs is looked at again, on the days that are reopened. */
export const revoirVus = async (
  monde: Monde,
  usagers: ReadonlySet<string>,
  chantier: Chantier,
): Promise<Set<string>> => {
  const numeros = new Set<string>();
  const jours = [...new Set([...usagers].flatMap((id) => [...(chantier.get(id) ?? [])]))].sort();
  for (let i = 0; i < jours.length; i += 31) {
    const lot = jours.slice(i, i + 31);
    for (const base of basesPointagesDe(lot)) {
      const lus = await monde.vue.lire(
        base,
        'pointage',
        lot.filter((j) => base.endsWith(j.slice(0, 4))),
      );
      const siens = lus.filter((p) => p.usagerId !== undefined && usagers.has(p.usagerId));
      for (const n of await noterVus(monde, siens)) numeros.add(n);
    }
    monde.vue.alleger();
  }
  return numeros;
};

/** [PT-8] The numbers to look at again since the directory has changed; undefined: all. */
export const numerosRevus = async (monde: Monde, changements: Changements): Promise<Set<string> | undefined> => {
  const numeros = new Set<string>();
  for (const [base, lignes] of changements) {
    if (lignes.some((l) => /^(usager|intervenant|parametre):/.test(l.id))) return undefined;
    for (const r of await clesType(monde.magasin, 'rattachement', idsDe(lignes, 'rattachement'), { base }))
      if (r) numeros.add(r.numero);
  }
  return numeros;
};
