import type { Gel } from '#shared/contrats/exploitation/conservation';
import { dateEtHeure } from '#shared/mots/dates';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  ErreurUsage,
  lireMois,
  option,
  rendre,
} from '../../../socle/cli/contexte';
import { dossierRelevesRepris } from '../../dossiers';
import { leverGel, lireGels, poserGel } from '../conservation/gels';
import { connaitreObjet } from '../conservation/objets-gel';
import { dossierArchive } from './archiver';

const objetDe = (c: ContexteCli): Gel['objet'] => {
  const [usagerId, mois] = [option(c, 'usager'), option(c, 'mois')];
  if ((usagerId === undefined) === (mois === undefined))
    throw new ErreurUsage('Donnez un usager (--usager) ou un mois (--mois), l’un ou l’autre.');
  return mois === undefined ? { usagerId: usagerId ?? '' } : { mois: lireMois(mois) };
};

const enTexte = (g: Gel, nom?: string): string => {
  const qui = nom === undefined ? '' : ` (${nom})`;
  const quoi = 'mois' in g.objet ? `mois ${g.objet.mois}` : `usager ${g.objet.usagerId}${qui}`;
  const leve = g.leve ? ` Levé le ${dateEtHeure(g.leve.instant)} par ${g.leve.auteur} : ${g.leve.motif}` : '';
  return `${quoi} : gelé le ${dateEtHeure(g.instant)} par ${g.auteur} : ${g.motif}${leve}`;
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const action = argument(c, 0, 'l’action : poser, lever ou lister');
  if (!['poser', 'lever', 'lister'].includes(action))
    throw new ErreurUsage(`Action « ${action} » inconnue : poser, lever ou lister.`);
  return avecMagasin(c, async (magasin) => {
    if (action === 'lister')
      return rendre(c, { ok: true, valeur: await lireGels(magasin) }, (l) =>
        l.length === 0 ? ['Aucun gel.'] : l.map((g) => enTexte(g)),
      );
    const ports = { magasin, horloge: horlogeSysteme };
    const commande = { objet: objetDe(c), motif: option(c, 'motif') ?? '', auteur: auteur(c) };
    if (action === 'lever') return rendre(c, await leverGel(ports, commande), (g) => [enTexte(g)]);
    const lieux = { magasin, dossier: dossierArchive(c), relevesRepris: dossierRelevesRepris(c.config.DATA_DIR) };
    const connu = await connaitreObjet(lieux, commande.objet);
    if (!connu.ok && c.options.memeInconnu !== true) return rendre(c, connu, () => []);
    const nom = connu.ok ? connu.valeur.nom : undefined;
    return rendre(c, await poserGel(ports, commande), (g) => [enTexte(g, nom)]);
  });
};
