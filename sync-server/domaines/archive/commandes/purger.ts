import type { Purge } from '#shared/contrats/exploitation/conservation';
import { dateEntiere, moisEnMots } from '#shared/mots/dates';
import { horlogeSysteme } from '../../../ports/horloge';
import { auteur, avecMagasin, type ContexteCli, rendre } from '../../../socle/cli/contexte';
import { fichiersAPurger } from '../conservation/fichiers';
import { lirePurges } from '../conservation/journal';
import { purger } from '../conservation/purger';
import { dossierArchive } from './archiver';

const enTexte =
  (aBlanc: boolean) =>
  (p: Purge): string[] => [
    `Gardés : interventions depuis le ${dateEntiere(p.limites.INTERVENTIONS)}, dossiers depuis le ${dateEntiere(p.limites.DOSSIERS)}, relevés depuis ${moisEnMots(p.limites.RELEVES)}.`,
    ...(p.annoncees ?? p.lignes).map(
      (l) => `  ${l.base} : ${l.nombre} × ${l.genre}${l.debut ? `, du ${l.debut} au ${l.fin ?? l.debut}` : ''}`,
    ),
    ...(p.retenus > 0 ? [`  Retenus par un gel : ${p.retenus}.`] : []),
    p.annoncees
      ? p.acheveePar
        ? `Coupée avant sa fin : de ce qu’elle allait effacer, ce qui restait l’a été par celle du ${p.acheveePar}.`
        : 'Pas achevée : de ce qu’elle allait effacer, une partie a pu l’être. Relancez « telegestion purger ».'
      : p.lignes.length === 0
        ? 'Rien à effacer.'
        : aBlanc
          ? 'Rien n’a été effacé (essai à blanc).'
          : 'Effacé, et les bases tassées.',
  ];

export const executer = async (c: ContexteCli): Promise<number> =>
  avecMagasin(c, async (magasin) => {
    if (c.options.journal === true)
      return rendre(c, { ok: true, valeur: await lirePurges(magasin) }, (l) =>
        l.length === 0
          ? ['Aucune purge n’a été faite.']
          : l.flatMap((p) => [`Purge du ${p.instant}, par ${p.auteur}`, ...enTexte(false)(p)]),
      );
    const aBlanc = c.options.aBlanc === true;
    const ports = { magasin, horloge: horlogeSysteme, dossier: dossierArchive(c), fichiers: fichiersAPurger(c.config) };
    return rendre(c, await purger(ports, { auteur: auteur(c), aBlanc }), enTexte(aBlanc));
  });
