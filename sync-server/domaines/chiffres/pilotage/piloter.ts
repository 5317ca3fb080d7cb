import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import {
  compterMois,
  idJourPilotage,
  idMoisPilotage,
  type JourPilotage,
  type MoisPilotage,
  REGLE_PILOTAGE,
} from '#shared/pilotage/agregats';
import type { Exclusions } from '#shared/pilotage/lignes';
import { ajouterJours, ajouterMois, dateParis, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema, type Instant, type Mois, moisSchema } from '#shared/temps/types';
import { lireCles, lireIds, lirePlage, lireUn, plageDuType } from '../../../ports/documents';
import { autour, joursEntre } from '../../pointages/monde/chantier';
import { type Ecart, ecrireDerives, identiques } from '../../pointages/monde/ecrire-derives';
import { type Changements, idsDe, type Monde, type Transition } from '../../pointages/monde/monde';
import { creerVue, dateDeId } from '../../pointages/monde/vue';
import { type Dites, lireDites } from './piloter-ailleurs';
import { joursAutrementSuivis } from './piloter-dispenses';
import { type Fige, lireExclusions, lireFige } from './piloter-figes';
import { compterJours } from './piloter-jours';

const PAR_DATE: ReadonlySet<string> = new Set(['intervention', 'verdict', 'attente', 'appel']);
const AUTRES: ReadonlySet<string> = new Set(['absence', 'sanstele', 'cloture']);
/** What counting depends on: the statuses of the hour, and which corrections still apply. */
const PARAMETRES: ReadonlySet<string> = new Set(['dureeMax', 'motifs']);
/** Months counted in a minute at most: a punch does not wait for a history to be counted. */
const MOIS_PAR_MINUTE = 24;
/** Months of which what was told is kept in mind: the open ones and the last. */
const MOIS_DITS = 3;
/** Days whose hour may have come while nobody ran. */
const ECHEANCES_J = 62;

/** Of the days that wait, one of the last month: what is looked at first. */
const derniere = (cles: readonly string[]): string | undefined =>
  cles.reduce<string | undefined>((a, b) => (a === undefined || b.slice(-10) > a.slice(-10) ? b : a), undefined);

const typeDe = (id: string): string => id.slice(0, id.indexOf(':'));
const ANTENNES = new Map(CODES_ANTENNES.map((a) => [baseAntenne(a), a]));

export type Piloter = Transition & {
  /** What the clock alone makes. */
  minute: () => Promise<void>;
  /** Counts one more month of what waits; false where nothing does. */
  poursuivre: () => Promise<boolean>;
  /** Counts months again from nothing, and puts right what differs: how many documents did. */
  recompter: (mois: readonly Mois[]) => Promise<number>;
};

/**
 * Keeps what the dashboards read: each antenna's days and months, counted again where something that they are counted from has
 * changed. `memoire`: the days that wait, so that a long work (a first start, a history taken over) goes on after a stop.
 */
export const creerPiloter = (monde: Monde, memoire: Map<string, string>): Piloter => {
  const dispenses = new Map<string, Promise<Exclusions>>();
  const dites = new Map<Mois, Promise<Dites>>();
  let figee: { cle: string; fige: Fige | undefined } | undefined;
  let echeances: Map<string, Instant> | undefined;
  let anciensMarques = false;

  const marquer = (base: string, jours: Iterable<DateCivile>): void => {
    for (const j of jours) memoire.set(`${base} ${j}`, '');
  };
  const joursStockes = async (base: string, depuis: DateCivile): Promise<DateCivile[]> =>
    (await lireIds(monde.magasin, base, { debut: idJourPilotage(depuis), fin: plageDuType('pilotage-jour').fin })).map(
      dateDeId,
    );

  const dispensesDe = (base: string): Promise<Exclusions> => {
    const lues = dispenses.get(base) ?? lireExclusions(monde, base).then((d) => d.dispenses);
    dispenses.set(base, lues);
    return lues;
  };
  const figeDe = async (antenne: Antenne, mois: Mois): Promise<Fige | undefined> => {
    const cle = `${antenne} ${mois}`;
    if (figee?.cle !== cle) figee = { cle, fige: await lireFige(monde, antenne, mois) };
    return figee.fige;
  };

  const ditesDe = (mois: Mois): Promise<Dites> => {
    const connues = dites.get(mois);
    if (connues) return connues;
    if (dites.size >= MOIS_DITS) dites.clear();
    const lues = lireDites(monde, mois);
    dites.set(mois, lues);
    return lues;
  };
  /** [CL-1] The plan of a visit that another antenna told is counted there. */
  const marquerOuDite = async (base: string, id: string): Promise<void> => {
    const date = dateDeId(id);
    const dite = (await ditesDe(moisDe(date))).get(id.slice(`intervention:${date}:`.length));
    if (dite && baseAntenne(dite.antenne) !== base) marquer(baseAntenne(dite.antenne), [date]);
  };

  const marquerDispenses = async (base: string, ids: readonly string[]): Promise<void> => {
    dispenses.delete(base);
    figee = undefined;
    marquer(base, await joursAutrementSuivis(monde, base, ids));
  };

  const marquerParametres = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const [, cle = '', depuis] = id.split(':');
      const debut = dateCivileSchema.safeParse(depuis).data;
      if (!PARAMETRES.has(cle) || debut === undefined) continue;
      // A call in the night is of the day before; a correction is judged by the motifs of its visit's date.
      for (const base of ANTENNES.keys()) marquer(base, await joursStockes(base, ajouterJours(debut, -1)));
    }
  };

  const marquerTout = async (changements: Changements): Promise<void> => {
    for (const [base, lignes] of changements) {
      if (base === BASE_CENTRALE) {
        await marquerParametres(lignes.map((l) => l.id));
        continue;
      }
      for (const { id } of lignes) {
        const type = typeDe(id);
        if (type === 'intervention') await marquerOuDite(base, id);
        if (PAR_DATE.has(type))
          marquer(base, type === 'verdict' ? autour([dateDeId(id)], MARGE_CORRECTION_J) : [dateDeId(id)]);
        const mois = type === 'cloture' ? moisSchema.safeParse(id.slice('cloture:'.length)).data : undefined;
        if (mois !== undefined) {
          figee = undefined;
          dites.delete(mois);
          // What it told may be another's by now.
          for (const b of ANTENNES.keys()) marquer(b, joursEntre(premierJour(mois), dernierJour(mois)));
        }
      }
      const dits = [...idsDe(lignes, 'absence'), ...idsDe(lignes, 'sanstele')];
      if (dits.length > 0) await marquerDispenses(base, dits);
    }
  };

  /** An upgrade may count otherwise: what was counted by other definitions waits with the rest, the last month first. */
  const marquerAnciens = async (): Promise<void> => {
    for (const base of ANTENNES.keys()) {
      const mois = await lirePlage<MoisPilotage>(monde.magasin, base, plageDuType('pilotage-mois'));
      const anciens = new Set(mois.filter((m) => m.regle !== REGLE_PILOTAGE).map((m) => m.mois));
      const [premier] = [...anciens].sort();
      const jours = premier === undefined ? [] : await joursStockes(base, premierJour(premier));
      marquer(
        base,
        jours.filter((j) => anciens.has(moisDe(j))),
      );
    }
    anciensMarques = true;
  };

  const lireEcheances = async (): Promise<Map<string, Instant>> => {
    const depuis = idJourPilotage(ajouterJours(dateParis(monde.horloge()), -ECHEANCES_J));
    const lues = new Map<string, Instant>();
    for (const base of ANTENNES.keys()) {
      const plage = { debut: depuis, fin: plageDuType('pilotage-jour').fin };
      for (const j of await lirePlage<JourPilotage>(monde.magasin, base, plage))
        if (j.prochaine !== undefined) lues.set(`${base} ${j.date}`, j.prochaine);
    }
    return lues;
  };

  /** Writes what differs; what could not be, because another process wrote it meanwhile, is counted again. */
  const ecrire = async (ecarts: readonly Ecart[]): Promise<{ changes: number; conflits: boolean }> => {
    const differents = ecarts.filter((e) =>
      e.existant && e.voulu ? !identiques(e.existant, e.voulu) : e.existant !== e.voulu,
    );
    return { changes: differents.length, conflits: (await ecrireDerives(monde, differents)).length > 0 };
  };

  /** Some days of one month of an antenna, then that month; how many documents changed, and whether all could be written. */
  const compterGroupe = async (
    lecteur: Monde,
    base: string,
    jours: readonly DateCivile[],
  ): Promise<{ changes: number; conflits: boolean }> => {
    const antenne = ANTENNES.get(base);
    const [premier] = jours;
    if (antenne === undefined || premier === undefined) return { changes: 0, conflits: false };
    const mois = moisDe(premier);
    const comptes = await compterJours(lecteur, {
      antenne,
      jours,
      dispenses: await dispensesDe(base),
      fige: await figeDe(antenne, mois),
      dites: await ditesDe(mois),
      maintenant: monde.horloge(),
    });
    const ids = jours.map(idJourPilotage);
    const lus = await lireCles<JourPilotage>(monde.magasin, base, ids);
    const deJours = await ecrire(
      jours.map((j, n) => ({ base, id: idJourPilotage(j), existant: lus[n], voulu: comptes.get(j) })),
    );
    for (const [j, compte] of comptes) {
      if (compte?.prochaine === undefined) echeances?.delete(`${base} ${j}`);
      else echeances?.set(`${base} ${j}`, compte.prochaine);
    }
    const tous = await lirePlage<JourPilotage>(monde.magasin, base, {
      debut: idJourPilotage(premierJour(mois)),
      fin: idJourPilotage(premierJour(ajouterMois(mois, 1))),
    });
    const deMois = await ecrire([
      {
        base,
        id: idMoisPilotage(mois),
        existant: await lireUn<MoisPilotage>(monde.magasin, base, idMoisPilotage(mois)),
        voulu: compterMois(antenne, mois, tous),
      },
    ]);
    return { changes: deJours.changes + deMois.changes, conflits: deJours.conflits || deMois.conflits };
  };

  const poursuivre = async (): Promise<boolean> => {
    const [base, date] = derniere([...memoire.keys()])?.split(' ') ?? [];
    if (base === undefined || date === undefined) return false;
    const debut = `${base} ${date.slice(0, 7)}`;
    const cles = [...memoire.keys()].filter((k) => k.startsWith(debut)).sort();
    const { conflits } = await compterGroupe(
      monde,
      base,
      cles.map((k) => dateCivileSchema.parse(k.slice(base.length + 1))),
    );
    if (!conflits) for (const k of cles) memoire.delete(k);
    monde.vue.alleger();
    return true;
  };

  return {
    nom: 'piloter',
    memoire,
    concerne: (base, id) =>
      base === BASE_CENTRALE
        ? id.startsWith('parametre:')
        : ANTENNES.has(base) && (PAR_DATE.has(typeDe(id)) || AUTRES.has(typeDe(id))),
    traiter: async (changements) => {
      await marquerTout(changements);
      await poursuivre();
      return new Set<string>();
    },
    poursuivre,
    minute: async () => {
      if (!anciensMarques) await marquerAnciens();
      echeances ??= await lireEcheances();
      const maintenant = monde.horloge();
      for (const [cle, quand] of echeances) if (quand <= maintenant) memoire.set(cle, '');
      for (let n = 0; n < MOIS_PAR_MINUTE && (await poursuivre()); n++);
    },
    recompter: async (mois) => {
      dispenses.clear();
      dites.clear();
      figee = undefined;
      // What is kept in memory is what is checked too: all is read again.
      const neuf: Monde = { ...monde, vue: creerVue(monde.magasin) };
      let n = 0;
      for (const m of mois)
        for (const base of ANTENNES.keys()) {
          n += (await compterGroupe(neuf, base, joursEntre(premierJour(m), dernierJour(m)))).changes;
          neuf.vue.alleger();
        }
      return n;
    },
  };
};
