import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { serviesEnsemble, type TelephonesDe } from '#shared/domain/appariement/chevauchement';
import { parInstant } from '#shared/domain/appariement/ordre';
import { sansRemplacees } from '#shared/domain/pointage/attentes';
import { ajouterA } from '#shared/listes';
import { ajouterJours, dateParis, debutDuJour, epochMs, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { idVisiteDe } from './departs';
import { ouvrirNumeros } from './numeros';

// [AL-7] The calls by which an aide is known to have left, or to have come: those of her other visits, and those that wait for an usager.

/** A departure that was awaited at that hour; `intervenantId`: whose, where it is not who is planned. */
type Depart = Pick<MessageAstreinte, 'antenne' | 'alerteId' | 'depuis' | 'heure'> & {
  intervenantId?: string | undefined;
};

/** `chez`: where it was made; without, it waits for its usager. */
type Appel = {
  id: string;
  instant: Instant;
  sens: 'ARRIVEE' | 'DEPART';
  numero: string | undefined;
  chez?: Lue;
};
type Lue = { antenne: Antenne; i: Intervention };

/** Until when her next call is looked for. */
const JOURS = 2;

type Lecture = { visites: Map<string, Intervention>; appels: Map<string, Appel[]> };

const lire = async (m: Magasin, jours: { de: DateCivile; a: DateCivile }): Promise<Lecture> => {
  const visites = new Map<string, Intervention>();
  const appels = new Map<string, Appel[]>();
  const noter = (aide: string, a: Appel): void => ajouterA(appels, aide, a);
  for (const antenne of codesAntennes()) {
    for (const i of await plageType(m, 'intervention', { antenne }, jours)) {
      visites.set(`${antenne} ${i._id}`, i);
      for (const [sens, p] of [['ARRIVEE', i.arrivee] as const, ['DEPART', i.depart] as const])
        if (p)
          noter(i.intervenantId, {
            ...{ id: p.id, instant: p.instant, sens, numero: p.numeroAppelant },
            chez: { antenne, i },
          });
    }
    for (const a of sansRemplacees(await plageType(m, 'attente', { antenne }, jours)))
      if (a.intervenantId !== undefined)
        noter(a.intervenantId, { id: a.pointageId, instant: a.instant, sens: a.sens, numero: a.numeroAppelant });
  }
  for (const siens of appels.values()) siens.sort(parInstant);
  return { visites, appels };
};

/** Her calls are hers of this visit no more from the middle of it on: before, one may be of the visit before, said late. */
const milieuDe = ({ arrivee }: Intervention, heure: Instant): Instant | undefined =>
  arrivee && instantDe((epochMs(arrivee.instant) + epochMs(heure)) / 2);

type Foyers = {
  telephones: TelephonesDe;
  /** Nobody else has the telephone of this home: who arrives somewhere has left it. */
  estSeul: (visite: Intervention) => boolean;
};

/**
 * A call that says nothing of her leaving, whatever its hour: her own arrival and what came before it, be it after the planned end; and
 * once she has come that late, the departure that she had forgotten of the visit before.
 */
const estDAvant = ({ instant, sens, chez }: Appel, { arrivee }: Intervention, heure: Instant): boolean => {
  if (!arrivee) return false;
  if (instant <= arrivee.instant) return true;
  const avant = chez?.i.arrivee !== undefined && chez.i.arrivee.instant < arrivee.instant;
  return arrivee.instant > heure && sens === 'DEPART' && avant;
};

/**
 * Whether a call made before the planned end says that she has left already: one of another home, or one that waits for its usager, who
 * may be of the other of a couple.
 */
const estPartie = (a: Appel, visite: Intervention, heure: Instant, { telephones, estSeul }: Foyers): boolean => {
  const { arrivee } = visite;
  const milieu = milieuDe(visite, heure);
  if (!arrivee || !milieu) return false;
  const tard = a.instant > milieu;
  // Made from this home, it says where she is, whomever it names.
  const dIci = a.numero !== undefined && telephones(visite.usagerId, visite.date).includes(a.numero);
  if (!a.chez) return tard && (a.sens === 'DEPART' || (!dIci && estSeul(visite)));
  const { i } = a.chez;
  // The departure that she had forgotten of the visit before says nothing of this one.
  const apres = i.arrivee !== undefined && i.arrivee.instant > arrivee.instant;
  if (a.sens === 'DEPART' && !apres && !tard) return false;
  return i.usagerId !== visite.usagerId && !dIci && !serviesEnsemble(i, visite, telephones);
};

type AppelDepuis = { quoi: 'AILLEURS' | 'ATTENTE'; instant: Instant };

/**
 * When the aide of each of these departures first called, once she had come, after the hour that she was awaited at, of whatever visit and
 * antenna, or before it from another home than this one: she has left.
 */
export const lireAppelsAilleurs = async (
  m: Magasin,
  departs: readonly Depart[],
  maintenant: Instant,
): Promise<(d: Depart) => AppelDepuis | undefined> => {
  const jours = departs.map((d) => d.depuis).sort();
  const [de, dernier] = [jours[0], jours.at(-1)];
  if (de === undefined || dernier === undefined) return () => undefined;
  const [a = dernier] = [ajouterJours(dernier, JOURS), dateParis(maintenant)].sort();
  const { visites, appels } = await lire(m, { de, a });
  const deDepart = ({ antenne, alerteId, depuis, heure, intervenantId }: Depart) => {
    const visite = visites.get(`${antenne} ${idVisiteDe(depuis, alerteId)}`);
    const limite = debutDuJour(ajouterJours(depuis, JOURS + 1));
    const siens = (appels.get(intervenantId ?? visite?.intervenantId ?? '') ?? []).filter((x) => x.instant < limite);
    return { visite, heure, siens };
  };
  const chez = departs.flatMap((d): Lue[] => {
    const { visite, heure, siens } = deDepart(d);
    if (!visite?.arrivee) return [];
    const depuis = visite.arrivee.instant;
    const avant = siens.filter((x) => x.instant > depuis && x.instant <= heure);
    return avant.length === 0 ? [] : [{ antenne: d.antenne, i: visite }, ...avant.flatMap((x) => x.chez ?? [])];
  });
  const numeros = ouvrirNumeros(m);
  const telephones = await numeros.telephones(chez.map(({ antenne, i }) => ({ antenne, usagerId: i.usagerId })));
  const aPlusieurs = new Set<Intervention>();
  for (const d of departs) {
    const { visite, heure, siens } = deDepart(d);
    const milieu = visite && milieuDe(visite, heure);
    if (!milieu || !siens.some((x) => !x.chez && x.sens === 'ARRIVEE' && x.instant > milieu && x.instant <= heure))
      continue;
    const { usagerId, date } = visite;
    if ((await numeros.partages(telephones(usagerId, date), date)).size > 0) aPlusieurs.add(visite);
  }
  const foyers: Foyers = { telephones, estSeul: (visite) => !aPlusieurs.has(visite) };
  return (d) => {
    const { visite, heure, siens } = deDepart(d);
    const depuis = visite ? siens.filter((x) => !estDAvant(x, visite, heure)) : siens;
    const trouve = depuis.find((x) => x.instant > heure || (visite && estPartie(x, visite, heure, foyers)));
    return trouve && { quoi: trouve.chez ? 'AILLEURS' : 'ATTENTE', instant: trouve.instant };
  };
};
