import { isDeepStrictEqual } from 'node:util';
import { garderVersion, versionEnsemble } from '#shared/domain/correction/garder';
import { contenuDe } from '#shared/domain/intervention/contestee';
import type { Contenu } from '#shared/domain/types';
import type { Alea } from '#shared/testing/alea';
import { contexteDe } from '../../app/_donnees/depot/lignes';
import { autresDe, composerSuite } from '../../app/_ui/actes/enregistrer';
import { lignesDuPoste, signature } from './gestes';
import type { PosteSimule } from './poste';
import type { Service } from './service';

/** What was chosen, by visit. */
export type Choix = Map<string, Contenu>;

/** [CO-4] Settles on one PC all that is in conflict there, as the panel does; gives what must be retained from then on. */
export const trancherTout = async (poste: PosteSimule, service: Service, alea: Alea): Promise<Choix> => {
  const choix: Choix = new Map();
  for (const ligne of lignesDuPoste(poste.etat(), service.horloge)) {
    const { conflit, intervention } = ligne.retenue;
    const ensemble = versionEnsemble(ligne.retenue);
    const version = alea.parmi([...(conflit?.versions ?? []), ...(ensemble ? [ensemble] : [])]);
    if (!version) continue;
    const contexte = contexteDe(poste.etat(), service.horloge());
    const suite = composerSuite(
      ligne,
      garderVersion(version, ligne.retenue, contexte),
      autresDe(poste.etat(), intervention),
      contexte,
      () => signature(poste),
    );
    if (!suite.ok) throw new Error(`${ligne.id} : ${suite.refus.message}`);
    await poste.enregistrer(suite.corrections);
    choix.set(ligne.id, contenuDe(version));
  }
  return choix;
};

/** What of it does not hold on a PC. */
export const dementis = (choix: Choix, poste: PosteSimule, service: Service): string[] => {
  const lignes = new Map(lignesDuPoste(poste.etat(), service.horloge).map((l) => [l.id, l.retenue]));
  return [...choix].flatMap(([id, voulu]) => {
    const r = lignes.get(id);
    if (!r) return [`${poste.nom} : ${id} tranchée, et disparue`];
    if (r.conflit) return [`${poste.nom} : ${id} tranchée, encore en conflit : ${r.conflit.phrase}`];
    const obtenu = contenuDe(r);
    return isDeepStrictEqual(obtenu, voulu)
      ? []
      : [`${poste.nom} : ${id} tranchée pour ${JSON.stringify(voulu)}, retenue ${JSON.stringify(obtenu)}`];
  });
};
