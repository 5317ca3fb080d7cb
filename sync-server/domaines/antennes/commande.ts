import type { AntenneStockee } from '#shared/contrats/exploitation/antenne';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateEntiere } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { horlogeSysteme } from '../../ports/horloge';
import {
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  ErreurUsage,
  lireDate,
  option,
  optionRequise,
  rendre,
} from '../../socle/cli/contexte';
import type { Magasin } from '../../store/lire';
import {
  type Acte,
  annulerFermeture,
  creerAntenne,
  fermerAntenne,
  listerAntennes,
  renommerAntenne,
  type Saisie,
} from './antennes';

/** A day to come has closed nothing yet. */
const direFermee = (le: DateCivile): string =>
  `${le > dateParis(horlogeSysteme()) ? 'ferme le' : 'est fermée depuis le'} ${dateEntiere(le)}`;

const direAntenne = (a: AntenneStockee): string => {
  const arrondissements = a.arrondissements.length > 0 ? `, arrondissements ${a.arrondissements.join(', ')}` : '';
  const etat = a.fermeeLe === undefined ? '' : `, ${direFermee(a.fermeeLe)}`;
  return `${a.code} : ${a.libelle}${arrondissements}${etat}`;
};

const lireSaisie = (c: ContexteCli): Saisie => {
  const nombres = option(c, 'arrondissements')
    ?.split(',')
    .map((n) => Number(n.trim()));
  const lignes = option(c, 'adresse')
    ?.split('|')
    .map((l) => l.trim());
  return {
    code: codeDe(c),
    libelle: option(c, 'nom'),
    arrondissements: nombres,
    adresse: lignes && [lignes[0] ?? '', lignes.slice(1).join(', ')],
  };
};

const codeDe = (c: ContexteCli): string => argument(c, 1, 'le code de l’antenne').toUpperCase();

const acteDe = (c: ContexteCli, magasin: Magasin): Acte => ({ magasin, horloge: horlogeSysteme, auteur: auteur(c) });

const ACTIONS: Record<string, (c: ContexteCli, m: Magasin) => Promise<number>> = {
  lister: async (c, m) =>
    rendre(c, { ok: true, valeur: await listerAntennes(m, horlogeSysteme) }, (r) => r.map(direAntenne)),
  creer: async (c, m) => {
    const le = option(c, 'le');
    return rendre(
      c,
      await creerAntenne(acteDe(c, m), { ...lireSaisie(c), ouverteLe: le === undefined ? undefined : lireDate(le) }),
      (a) => [
        `Antenne créée. ${direAntenne(a)}. Donnez-la à ses comptes, puis aux usagers et aux aides dans Millésime.`,
      ],
    );
  },
  renommer: async (c, m) => rendre(c, await renommerAntenne(acteDe(c, m), lireSaisie(c)), (a) => [direAntenne(a)]),
  fermer: async (c, m) => {
    const le = lireDate(optionRequise(c, 'le'));
    const demande = { code: codeDe(c), le, lointaine: c.options.lointaine === true };
    return rendre(c, await fermerAntenne(acteDe(c, m), demande), ({ antenne, comptes, avant }) => [
      `${libelleAntenne(antenne.code)} ${direFermee(le)}${avant === undefined ? '' : `, et non plus le ${dateEntiere(avant)}`} : ce qu’elle a reste lisible.`,
      ...(comptes.length === 0
        ? []
        : [
            `${pluriel(comptes.length, 'compte l’a', 'comptes l’ont')} encore, à prévenir : ${comptes.map((x) => x.identifiant).join(', ')}.`,
          ]),
    ]);
  },
  'annuler-fermeture': async (c, m) =>
    rendre(c, await annulerFermeture(acteDe(c, m), { code: codeDe(c) }), (a) => [
      `Fermeture annulée. ${direAntenne(a)}. Elle reste ouverte.`,
    ]),
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const nom = argument(c, 0, `une action (${Object.keys(ACTIONS).join(', ')})`);
  const action = Object.hasOwn(ACTIONS, nom) ? ACTIONS[nom] : undefined;
  if (!action) throw new ErreurUsage(`Action « ${nom} » inconnue : ${Object.keys(ACTIONS).join(', ')}.`);
  return avecMagasin(c, (m) => action(c, m));
};
