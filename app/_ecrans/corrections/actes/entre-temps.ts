import { DEFINITIONS } from '#shared/domain/correction/natures/table';
import type { Retenue } from '#shared/domain/types';
import { heure } from '#shared/mots/dates';
import type { Noms } from '../../../_donnees/depot/noms-personnes';
import { valeursEnMots } from '../../../_ui/actes/resume';
import type { Saisie } from '../correction/valeurs';

/**
 * [CO-4] What a form opened on `ouverte` is made on top of, once the visit has become `actuelle`: what its author saw. A
 * correction refused since then carries nothing: what it was itself based on stands in its place.
 */
export const baseVue = (ouverte: Retenue, actuelle: Retenue): string[] => {
  const refusees = new Map(
    actuelle.corrections.flatMap((c) => (c.etat === 'REFUSEE' ? [[c.correction.id, c.correction.base] as const] : [])),
  );
  const base = new Set<string>();
  const vus = new Set<string>();
  const pile = [...ouverte.base];
  for (let id = pile.pop(); id !== undefined; id = pile.pop()) {
    if (vus.has(id)) continue;
    vus.add(id);
    const dessous = refusees.get(id);
    if (dessous) pile.push(...dessous);
    else base.add(id);
  }
  return [...base];
};

const COTES = [
  ['arrivee', 'arrivée'],
  ['depart', 'départ'],
] as const;

const pointeeDepuis = (cote: 'arrivee' | 'depart', ouverte: Retenue, actuelle: Retenue) => {
  const p = actuelle.intervention[cote];
  return p && p.id !== ouverte.intervention[cote]?.id ? p : undefined;
};

/** [CO-2] An hour that the form proposed by itself is withdrawn once a call gives that side: the call stands, save against what is typed. */
export const laisserPointees = (s: Saisie, proposees: Saisie, ouverte: Retenue, actuelle: Retenue): Saisie => {
  const retirees = COTES.filter(([c]) => s[c] === proposees[c] && pointeeDepuis(c, ouverte, actuelle));
  return { ...s, ...Object.fromEntries(retirees.map(([c]) => [c, ''])) };
};

const direPointages = (ouverte: Retenue, actuelle: Retenue, quoi: 'heures' | 'correction'): string | undefined => {
  const venus = COTES.flatMap(([cote, mot]) => {
    const p = pointeeDepuis(cote, ouverte, actuelle);
    return p ? [`${mot} à ${heure(p.instant)}`] : [];
  });
  if (venus.length === 0) return undefined;
  const suite =
    quoi === 'heures' ? 'une heure tapée ici en tiendrait lieu' : 'vérifiez que votre correction convient encore';
  return `La visite vient d’être pointée (${venus.join(', ')}) : ${suite}. Fermez pour repartir de là.`;
};

/**
 * [CO-4] Said in the form that is open while another corrects the same visit, or a call of its aide comes. `quoi`: what the form is
 * about to add.
 */
export const entreTemps = (
  ouverte: Retenue,
  actuelle: Retenue,
  quoi: 'heures' | 'correction',
  nommer: (identifiant: string) => string = (identifiant) => identifiant,
  noms?: Noms,
): string | undefined => {
  const connues = new Set(ouverte.corrections.map((c) => c.correction.id));
  const neuves = actuelle.corrections.flatMap(({ correction: c, etat }) =>
    etat === 'REFUSEE' || connues.has(c.id) ? [] : [c],
  );
  const derniere = neuves.at(-1);
  if (!derniere) return direPointages(ouverte, actuelle, quoi);
  const auteurs = [...new Set(neuves.map((c) => nommer(c.auteur)))];
  const plusieurs = auteurs.length > 1;
  const dites = valeursEnMots(derniere, noms);
  const detail = dites.length > 0 ? dites.join(', ') : DEFINITIONS[derniere.nature].mots.resume.toLocaleLowerCase('fr');
  const fait = `${auteurs.join(' et ')} ${plusieurs ? 'viennent' : 'vient'} de corriger cette visite (${detail})`;
  // It cannot be added to: CO-3 would refuse.
  if (ouverte.supprimee !== actuelle.supprimee) return `${fait}. Fermez pour repartir de là.`;
  const suite = quoi === 'heures' ? 'vos heures s’y ajouteront' : 'votre correction s’y ajoutera';
  return `${fait} : ${suite} en conflit. Fermez pour repartir ${plusieurs ? 'des leurs' : 'de la sienne'}.`;
};
