import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import { suivi } from '../acces/etat';
import { appeler, envoyer } from '../serveur/api';

type Lecteur<T> = { parse: (recu: unknown) => T };

/** The links of one kind that an antenna gives to people, below `racine`: read what is given, give one, take it back. */
export const liensDonnes = <L, D>(racine: string, lu: Lecteur<L>, donne: Lecteur<D>) => {
  const chemin = (s: Sujet): string => `${racine}/${s.genre.toLowerCase()}/${encodeURIComponent(s.id)}`;
  return {
    lire: async (s: Sujet): Promise<L> => lu.parse(await suivi(appeler(chemin(s)))),
    donner: async (s: Sujet): Promise<D> => donne.parse(await suivi(envoyer(chemin(s), {}))),
    retirer: async (s: Sujet): Promise<void> => {
      await suivi(appeler(chemin(s), { method: 'DELETE' }));
    },
  };
};
