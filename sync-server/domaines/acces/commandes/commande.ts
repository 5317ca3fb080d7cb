import type { CompteMontre } from '#shared/contrats/acces/administration';
import type { AccesMagasin } from '../../../ports/documents';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  ErreurUsage,
  option,
  optionRequise,
  rendre,
} from '../../../socle/cli/contexte';
import { type Acte, changerMotDePasse, creerCompte, desactiverCompte, listerComptes } from '../comptes';
import { lireMotDePasse } from './mot-de-passe-lu';

const enLigne = (c: CompteMontre): string =>
  [c.identifiant, c.nom, c.role, c.antennes.join(' '), c.responsable ? 'responsable' : '', c.actif ? '' : 'désactivé']
    .filter((t) => t !== '')
    .join(' | ');

const annoncer = (r: { compte: CompteMontre; motDePasse?: string }): string[] => [
  enLigne(r.compte),
  ...(r.motDePasse === undefined ? [] : [`Mot de passe, montré une seule fois : ${r.motDePasse}`]),
];

const acte = (c: ContexteCli): Acte => ({ auteur: auteur(c), horloge: horlogeSysteme });

type Action = (c: ContexteCli, m: AccesMagasin) => Promise<number>;

const ACTIONS: Record<string, Action> = {
  creer: async (c, m) =>
    rendre(
      c,
      await creerCompte(m, acte(c), {
        identifiant: argument(c, 1, 'l’identifiant du compte'),
        nom: optionRequise(c, 'nom'),
        role: optionRequise(c, 'role').toUpperCase(),
        antennes: (option(c, 'antennes') ?? '')
          .split(',')
          .map((a) => a.trim().toUpperCase())
          .filter((a) => a !== ''),
        responsable: c.options.responsable === true,
        motDePasse: lireMotDePasse(c),
      }),
      annoncer,
    ),
  desactiver: async (c, m) =>
    rendre(c, await desactiverCompte(m, acte(c), argument(c, 1, 'l’identifiant du compte')), (r) => [enLigne(r)]),
  'mot-de-passe': async (c, m) =>
    rendre(
      c,
      await changerMotDePasse(m, acte(c), argument(c, 1, 'l’identifiant du compte'), lireMotDePasse(c)),
      annoncer,
    ),
  lister: async (c, m) => rendre(c, { ok: true, valeur: await listerComptes(m) }, (r) => r.map(enLigne)),
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const nom = argument(c, 0, 'une action (creer, desactiver, mot-de-passe, lister)');
  const action = Object.hasOwn(ACTIONS, nom) ? ACTIONS[nom] : undefined;
  if (!action) throw new ErreurUsage(`Action « ${nom} » inconnue : ${Object.keys(ACTIONS).join(', ')}.`);
  return avecMagasin(c, (m) => action(c, m));
};
