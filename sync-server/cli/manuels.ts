import { horlogeSysteme } from '../ports/horloge';
import { imprimerManuels } from '../use-cases/imprimer-manuels';
import { type ContexteCli, optionRequise, rendre } from './contexte';

export const executer = async (c: ContexteCli): Promise<number> => {
  const vers = optionRequise(c, 'vers');
  const fichiers = await imprimerManuels(vers, horlogeSysteme);
  return rendre(c, { ok: true, valeur: { fichiers } }, (r) => r.fichiers.map((f) => `${vers}/${f}`));
};
