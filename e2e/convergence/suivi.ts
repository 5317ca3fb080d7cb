import { SANS_TELEGESTION } from '#shared/domain/alerte/dispenses';
import { parInstant } from '#shared/domain/appariement/ordre';
import { marquesDe } from '#shared/domain/pointage/sans-telegestion';
import type { EtatDepot } from '../../app/_donnees/depot/etat-depot';
import { type Ligne, saisiesDuType } from '../../app/_donnees/depot/lignes';
import { vuesDe } from '../../app/_ecrans/alertes/vues';
import { USAGERS } from './monde';

/** Alerts of which something was said, whether they are over or not. */
const alertesDites = (e: EtatDepot): string[] => [...new Set(saisiesDuType(e, 'acquittement').map((a) => a.alerteId))];

/** The alerts, who has seen each, and which usagers are « sans télégestion »: the same on all ends. */
export const vueSuivi = (e: EtatDepot): Record<string, unknown> => {
  const vues = vuesDe(e);
  const marques = saisiesDuType(e, 'sanstele');
  return {
    ...Object.fromEntries(e.alertes),
    ...Object.fromEntries(alertesDites(e).map((_id) => [`vue de ${_id}`, vues({ _id })])),
    ...Object.fromEntries(USAGERS.map((u) => [`marques de ${u}`, marquesDe(marques, u)])),
  };
};

/** An alert is seen by the first of those that nobody took back since: nothing that was said of it is lost. */
const dementisVues = (e: EtatDepot): string[] => {
  const vues = vuesDe(e);
  const dits = saisiesDuType(e, 'acquittement');
  return alertesDites(e).flatMap((_id) => {
    const siens = dits.filter((a) => a.alerteId === _id);
    const reprise = siens
      .filter((a) => a.annule)
      .sort(parInstant)
      .at(-1);
    const [voulu] = siens.filter((a) => !reprise || parInstant(a, reprise) > 0).sort(parInstant);
    return vues({ _id })?._id === voulu?._id
      ? []
      : [`${_id} : vue selon ${vues({ _id })?._id ?? 'personne'}, au lieu de ${voulu?._id ?? 'personne'}`];
  });
};

/** [PT-7] A visit is excused by a mark that nobody typed over, and by nothing else; and the server raises no alert of it. */
const dementisMarques = (e: EtatDepot, lignes: readonly Ligne[]): string[] => {
  const marques = saisiesDuType(e, 'sanstele');
  const marquee = ({ retenue: { usagerId }, date }: Ligne): boolean =>
    marques.some(
      (m) =>
        m.usagerId === usagerId &&
        m.depuis <= date &&
        date <= (m.jusqua ?? date) &&
        !marques.some((n) => n.usagerId === usagerId && n.depuis === m.depuis && parInstant(n, m) > 0),
    );
  const attendues = new Set(
    [...e.alertes.values()].flatMap((a) => (a.genre === 'VISITE_NON_COMMENCEE' ? (a.interventionId ?? []) : [])),
  );
  return lignes.flatMap((l) => {
    const absente = l.dispense !== undefined && l.dispense !== SANS_TELEGESTION;
    const dite = l.dispense ?? 'attendue par téléphone';
    return [
      ...(absente || marquee(l) === (l.dispense === SANS_TELEGESTION) ? [] : [`${l.id} : ${dite}, contre les marques`]),
      ...(l.dispense !== undefined && attendues.has(l.retenue.intervention.id)
        ? [`${l.id} : ${dite}, et une alerte l’attend`]
        : []),
    ];
  });
};

/** What does not hold of it, where all ends agree. */
export const dementisSuivi = (e: EtatDepot, lignes: readonly Ligne[]): string[] => [
  ...dementisVues(e),
  ...dementisMarques(e, lignes),
];
