import { INSECABLE } from '#shared/espaces';
import type { VisiteFigee } from '../../contrats/cloture/cloture';
import type { ModeArrondi } from '../../contrats/commun';
import type { Etape } from '../../contrats/financement/prefacturation';
import { changementDHeure, heure } from '../../mots/dates';
import { pluriel } from '../../mots/nombres';
import { minuscule } from '../../mots/textes';
import { ecartMinutes } from '../../temps/paris';
import type { Minutes } from '../../temps/types';
import { appliquerRegle, arrondir, type RegleArrondi } from '../duree/duree-retenue';

export const min = (n: number): string => `${n}${INSECABLE}min`;

const MODES: Record<ModeArrondi, string> = {
  INFERIEUR: 'inférieur',
  PROCHE: 'le plus proche',
  SUPERIEUR: 'supérieur',
};

const enMots = (r: RegleArrondi): string =>
  [
    ...(r.tolerance > 0 ? [`tolérance de ${min(r.tolerance)}`] : []),
    ...(r.plafondPrevu ? ['jamais plus que prévu'] : []),
    r.pas === 1 ? 'minutes réelles' : `arrondi au multiple de ${min(r.pas)} ${MODES[r.mode]}`,
  ].join(', ');

export type RegleNommee = RegleArrondi & {
  /** Whose rule; absent: no prise en charge is eligible, the default holds. */
  financeur?: string | undefined;
};

/** The planned duration that makes the rule give what was retained; `prevu`: as the plan is known now. */
const prevuQuiExplique = (v: VisiteFigee, ecoule: number, prevu: Minutes | undefined, r: RegleArrondi): number[] =>
  [prevu, undefined].filter((p) => appliquerRegle(ecoule, p, r) === v.duree).flatMap((p) => p ?? []);

const siArrondi = (avant: number, apres: number): string[] =>
  avant === apres ? [] : [`${min(avant)} s’arrondissent à ${min(apres)}`];

/** [DU-2] In the order of the rule: tolerance, cap, rounding; only what changed something is said. */
const applique = (v: VisiteFigee, ecoule: number, prevu: Minutes | undefined, r: RegleArrondi): string => {
  const [plan] = prevuQuiExplique(v, ecoule, prevu, r);
  if (plan === undefined && appliquerRegle(ecoule, undefined, r) !== v.duree)
    return `comparée à la durée prévue${prevu === undefined ? '' : ' à la clôture, changée depuis'}, elle donne ${min(v.duree)}`;
  const dits: string[] = [];
  let n = ecoule;
  if (plan !== undefined) {
    const ecart = Math.abs(n - plan);
    if (ecart > 0 && ecart <= r.tolerance) {
      dits.push(`${min(ecart)} d’écart avec les ${min(plan)} prévues, dans la tolérance : ${min(plan)}`);
      n = plan;
    }
    if (r.plafondPrevu && n > plan) {
      dits.push(`pas plus que les ${min(plan)} prévues`);
      n = plan;
    }
  }
  dits.push(...siArrondi(n, arrondir(n, r.pas, r.mode)));
  return dits.length > 0 ? dits.join(', puis ') : `rien ne change : ${min(v.duree)}`;
};

/** [DU-1, DU-2, DU-4] From the retained hours to the billed minutes. */
export const expliquerDuree = (v: VisiteFigee, prevu: Minutes | undefined, r: RegleNommee): Etape[] => {
  const ecoule = ecartMinutes(v.debut, v.fin);
  const change = changementDHeure(v.debut, v.fin);
  return [
    {
      regle: 'DU-1',
      texte: `Heures retenues : de ${heure(v.debut)} à ${heure(v.fin)}, soit ${pluriel(ecoule, 'min écoulée', 'min écoulées')}${change ? ` (${minuscule(change)})` : ''}.`,
    },
    {
      regle: 'DU-2',
      texte: `${r.financeur ? `Règle de ${r.financeur}` : 'Règle par défaut, aucune prise en charge ne valant ce jour-là'} (${enMots(r)}) : ${applique(v, ecoule, prevu, r)}.`,
    },
    ...(v.minutesComplementaires > 0
      ? [
          {
            regle: 'DU-4',
            texte: `${pluriel(v.minutesComplementaires, 'min complémentaire s’ajoute', 'min complémentaires s’ajoutent')} sans arrondi : ${pluriel(v.duree + v.minutesComplementaires, 'min facturée', 'min facturées')}.`,
          },
        ]
      : []),
  ];
};
