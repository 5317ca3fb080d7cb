import { dateExiste, dateParis } from '#shared/temps/paris';
import type { AccesMagasin } from '../ports/documents';
import { horlogeSysteme } from '../ports/horloge';
import { ecrireParametre, listerParametres } from '../use-cases/parametres';
import {
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  ErreurUsage,
  option,
  optionRequise,
  rendre,
} from './contexte';

const ACTIONS: Record<string, (c: ContexteCli, m: AccesMagasin) => Promise<number>> = {
  lire: async (c, m) => {
    const date = option(c, 'depuis') ?? dateParis(horlogeSysteme());
    if (!dateExiste(date)) throw new ErreurUsage(`« ${date} » n’est pas une date : écrivez AAAA-MM-JJ.`);
    return rendre(c, await listerParametres(m, date, c.arguments[1]), (r) =>
      r.map((p) => `${p.cle} = ${JSON.stringify(p.valeur)} (${p.unite}) : ${p.sens}`),
    );
  },
  ecrire: async (c, m) =>
    rendre(
      c,
      await ecrireParametre(m, horlogeSysteme, {
        cle: argument(c, 1, 'la clé du paramètre'),
        valeur: argument(c, 2, 'sa valeur'),
        depuis: optionRequise(c, 'depuis'),
        auteur: auteur(c),
      }),
      (p) => [`${p.cle} = ${JSON.stringify(p.valeur)} à partir du ${p.depuis}. Les mois clos ne changent pas.`],
    ),
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const nom = argument(c, 0, 'une action (lire, ecrire)');
  const action = Object.hasOwn(ACTIONS, nom) ? ACTIONS[nom] : undefined;
  if (!action) throw new ErreurUsage(`Action « ${nom} » inconnue : ${Object.keys(ACTIONS).join(', ')}.`);
  return avecMagasin(c, (m) => action(c, m));
};
