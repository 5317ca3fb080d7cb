import { INSECABLE } from '#shared/espaces';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import type { CompteMinutes, Taux } from '../../contrats/exploitation/disponibilite';
import {
  CAUSES,
  CAUSES_PANNE,
  type CausePanne,
  type EssaiExterieur,
  ISSUES_ESSAI,
  type MesureExterieure,
  RAISONS_EXTERIEURES,
} from '../../contrats/exploitation/sonde-exterieure';
import { tauxDe } from './bilan';
import { causeDe, type PanneTelephone } from './exterieure';
import { pourcent } from './mots';

const essais = (n: number): string => pluriel(n, 'appel d’essai', 'appels d’essai');
const fraction = (f: Taux['plancher']): string => `${pluriel(f.reussies, 'réussi')} sur ${essais(f.sur)}`;

/** [RG] [DI-3] As the rate of the minutes is said: what it is at the least first, where some were not made. */
export const phraseEssais = (c: CompteMinutes): string => {
  const { mesurees, plancher } = tauxDe(c);
  const taux = pourcent(mesurees);
  if (taux === undefined) return 'Aucun appel d’essai par l’opérateur n’a encore de réponse';
  const tete =
    c.nonMesurees === 0
      ? `${taux} (${fraction(mesurees)})`
      : `${pourcent(plancher)} au moins (${fraction(plancher)}), ${taux} de ceux qui ont été faits (${fraction(mesurees)})`;
  return [
    tete,
    ...(c.maintenance > 0 ? [`${essais(c.maintenance)} en maintenance prévue`] : []),
    ...(c.nonMesurees > 0 ? [pluriel(c.nonMesurees, 'appel d’essai non fait', 'appels d’essai non faits')] : []),
  ].join(' ; ');
};

/** « 2 de notre côté, 1 chez l’opérateur »; nothing where none failed. */
export const phraseCauses = (parCause: MesureExterieure['parCause']): string =>
  CAUSES.flatMap((c) => (parCause[c] > 0 ? [`${nombreEntier(parCause[c])}${INSECABLE}${CAUSES_PANNE[c]}`] : [])).join(
    ', ',
  );

/** « chez l’opérateur, sur le numéro » */
export const direCauses = (causes: readonly CausePanne[]): string => causes.map((c) => CAUSES_PANNE[c]).join(', ');

/** What an outage of the telephone was, by each measure. */
export const detailPanne = (p: PanneTelephone): string =>
  [
    ...(p.minutes > 0 ? [`${pluriel(p.minutes, 'minute')} de service en échec à notre porte`] : []),
    ...(p.essais > 0
      ? [
          `${essais(p.essais)} en échec par l’opérateur : ${p.raisons.map((r) => RAISONS_EXTERIEURES[r].mots).join(' ; ')}`,
        ]
      : []),
  ].join(' ; ');

/** « réussi, confirmé en 21 secondes », « en échec, chez l’opérateur : … » */
export const direEssai = (e: EssaiExterieur): string =>
  e.issue === 'ECHEC'
    ? `${ISSUES_ESSAI.ECHEC}, ${CAUSES_PANNE[causeDe(e)]} : ${RAISONS_EXTERIEURES[e.raison ?? 'JAMBE_PERDUE'].mots}`
    : `${ISSUES_ESSAI[e.issue]}${e.secondes === undefined ? '' : `, confirmé en ${pluriel(e.secondes, 'seconde')}`}`;
