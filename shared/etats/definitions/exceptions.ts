import { EXCEPTIONS } from '../../domain/exception/exceptions';
import { grouperPar } from '../../listes';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat, ValeurEtat } from '../contrat';
import type { Calcul, Etat, Matiere, VisiteSituee } from '../matiere';
import * as p from '../parametres';
import { parNom, valeurTaux } from './activite';

/** [AL-6] Whether a visit was retained with something out of the ordinary. */
export const estEnException = (v: Pick<VisiteSituee, 'anomalies'>): boolean =>
  EXCEPTIONS.some((e) => v.anomalies.includes(e));

const compter = (visites: readonly VisiteSituee[]): Record<string, ValeurEtat> => {
  const [courtes, tardives, anticipes] = EXCEPTIONS.map((e) => visites.filter((v) => v.anomalies.includes(e)).length);
  const exceptions = visites.filter(estEnException).length;
  return {
    ...{ courtes: courtes ?? 0, tardives: tardives ?? 0, anticipes: anticipes ?? 0 },
    ...{ exceptions, visites: visites.length, taux: valeurTaux(exceptions, visites.length) },
  };
};

const calculer = ({ demande, visites, nomUsager, nomIntervenant }: Matiere): Calcul => {
  const vue = demande.vue === 'usager' ? 'usager' : 'intervenant';
  const qui = (v: VisiteSituee): string => (vue === 'usager' ? v.usagerId : v.intervenantId);
  const dire = vue === 'usager' ? nomUsager : nomIntervenant;
  const lignes = [...grouperPar(visites, qui)].flatMap(([id, siennes]): LigneEtat[] => {
    if (!siennes.some(estEnException)) return [];
    return [{ cle: ecrireCle({ [vue]: id }), valeurs: { [vue]: dire(id), ...compter(siennes) }, detail: true }];
  });
  const nom = (l: LigneEtat): [string, string] => [String(l.valeurs[vue]), l.cle];
  return {
    colonnes: [vue, 'courtes', 'tardives', 'anticipes', 'exceptions', 'visites', 'taux'],
    lignes: lignes.sort((x, y) => parNom(nom(x), nom(y))),
    totaux: compter(visites),
    graphique: undefined,
  };
};

/** [AL-6] The rate with its numerator and its denominator beside it. */
export const EXCEPTIONS_VISITES: Etat = {
  id: 'exceptions',
  titre: 'Visites hors de l’ordinaire',
  description:
    'Les visites retenues qui sont bien plus courtes que prévu, dont l’arrivée est tardive ou le départ anticipé, au-delà de ce que disent les paramètres : combien, et sur combien de visites. Une visite peut en avoir plusieurs ; elle est comptée une fois dans le taux.',
  periodes: p.TOUTES_PERIODES,
  parametres: [p.presentation({ intervenant: 'Par aide à domicile', usager: 'Par usager' }), p.USAGER, p.INTERVENANT],
  colonnes: [
    c.INTERVENANT,
    c.USAGER,
    c.nombre('courtes', 'Plus courtes que prévu'),
    c.nombre('tardives', 'Arrivées tardives'),
    c.nombre('anticipes', 'Départs anticipés'),
    c.nombre('exceptions', 'Visites hors de l’ordinaire'),
    c.VISITES,
    c.taux('taux', 'Part des visites'),
  ],
  besoins: () => ['visites'],
  calculer,
};
