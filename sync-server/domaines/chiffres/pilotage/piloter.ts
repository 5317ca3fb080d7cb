import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idUsager } from '#shared/contrats/ids';
import { antenneDeBase, basesAntennes, estBaseDuService } from '#shared/domain/antenne/bases';
import { compterMois, idJourPilotage, idMoisPilotage, REGLE_PILOTAGE } from '#shared/pilotage/agregats';
import { ajouterJours, ajouterMois, dateParis, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { deFront } from '../../../socle/de-front';
import { lireIds, plageDuType } from '../../../store/lire';
import { clesType, lireType, plageType } from '../../../store/types';
import {
  creerVue,
  dateDeId,
  type Ecart,
  ecrireDerives,
  identiques,
  joursEntre,
  type Monde,
  type Transition,
} from '../../pointages';
import { joursAutrementSuivis } from './piloter-dispenses';
import { compterJours } from './piloter-jours';
import { ouvrirLectures } from './piloter-lectures';
import {
  cleDe,
  concerne,
  type Effet,
  type Evenement,
  naitre,
  type Pas,
  passer,
  prochainsLots,
} from './piloter-machine';

/** Months counted in a minute at most: a punch does not wait for a history to be counted. */
const MOIS_PAR_MINUTE = 24;
/** Of as many antennas: one is read or written while the other is counted. */
const MOIS_DE_FRONT = 2;
/** Days whose hour may have come while nobody ran. */
const ECHEANCES_J = 62;

export type Piloter = Transition & {
  /** What the clock alone makes. */
  minute: () => Promise<void>;
  /** Counts a few more months of what waits, each of another antenna; how many. */
  poursuivre: () => Promise<number>;
  /** Counts months again from nothing, and puts right what differs: how many documents did. */
  recompter: (mois: readonly Mois[]) => Promise<number>;
  /** [FL-2] Counts days again, with what the second look has read of them. */
  revoir: (jours: readonly DateCivile[]) => Promise<void>;
};

/** The days kept of an antenna, from one on. */
const joursGardes = async ({ magasin }: Monde, base: string, depuis: DateCivile): Promise<DateCivile[]> =>
  (await lireIds(magasin, base, { debut: idJourPilotage(depuis), fin: plageDuType('pilotage-jour').fin })).map(
    dateDeId,
  );

/** The kept days of the months that are open, in which some of these usagers were visited. */
const joursVisites = async ({ magasin }: Monde, base: string, idsUsagers: readonly string[]): Promise<DateCivile[]> => {
  const voulus = new Set(idsUsagers);
  const ouverts = (await plageType(magasin, 'pilotage-mois', { base })).filter((m) => m.clos === undefined);
  const jours: DateCivile[] = [];
  for (const { mois } of ouverts)
    for (const j of await plageType(
      magasin,
      'pilotage-jour',
      { base },
      { de: premierJour(mois), avant: premierJour(ajouterMois(mois, 1)) },
    ))
      if (j.lignes.some((l) => l.fait !== undefined && voulus.has(idUsager(l.usagerId)))) jours.push(j.date);
  return jours;
};

const lireAnciens = async (monde: Monde, base: string): Promise<DateCivile[]> => {
  const mois = await plageType(monde.magasin, 'pilotage-mois', { base });
  const anciens = new Set(mois.filter((m) => m.regle !== REGLE_PILOTAGE).map((m) => m.mois));
  const [premier] = [...anciens].sort();
  const jours = premier === undefined ? [] : await joursGardes(monde, base, premierJour(premier));
  return jours.filter((j) => anciens.has(moisDe(j)));
};

const lireEcheances = async (monde: Monde): Promise<Map<string, Instant>> => {
  const depuis = ajouterJours(dateParis(monde.horloge()), -ECHEANCES_J);
  const lues = new Map<string, Instant>();
  for (const base of basesAntennes()) {
    for (const j of await plageType(monde.magasin, 'pilotage-jour', { base }, { de: depuis }))
      if (j.prochaine !== undefined) lues.set(cleDe(base, j.date), j.prochaine);
  }
  return lues;
};

type Ecriture = { changes: number; conflits: boolean };

/** Writes what differs; what could not be, because another process wrote it meanwhile, is counted again. */
const ecrire = async (monde: Monde, ecarts: readonly Ecart[]): Promise<Ecriture> => {
  const differents = ecarts.filter((e) =>
    e.existant && e.voulu ? !identiques(e.existant, e.voulu) : e.existant !== e.voulu,
  );
  return { changes: differents.length, conflits: (await ecrireDerives(monde, differents)).length > 0 };
};

/** A month of an antenna, from the days that are kept of it, and of the one before its first. */
const ecrireMois = async (monde: Monde, antenne: Antenne, mois: Mois): Promise<Ecriture> => {
  const base = baseAntenne(antenne);
  const premier = premierJour(mois);
  const gardes = await plageType(
    monde.magasin,
    'pilotage-jour',
    { base },
    { de: ajouterJours(premier, -1), avant: premierJour(ajouterMois(mois, 1)) },
  );
  const veille = gardes.find((j) => j.date < premier);
  const jours = gardes.filter((j) => j.date >= premier);
  const id = idMoisPilotage(mois);
  const existant = await lireType(monde.magasin, 'pilotage-mois', id, { base });
  return ecrire(monde, [{ base, id, existant, voulu: compterMois(antenne, mois, jours, veille) }]);
};

/**
 * Keeps what the dashboards read: each antenna's days and months, counted again where something that they are counted from has
 * changed. Which days those are is said by the machine (`piloter-machine.ts`); this reads, counts and writes. `memoire`: the days that
 * wait, so that a long work (a first start, a history taken over) goes on after a stop.
 */
export const creerPiloter = (monde: Monde, memoire: Map<string, string>): Piloter => {
  const lectures = ouvrirLectures(monde);
  let pilote = naitre(memoire.keys());

  const retenir = (suite: Pas): readonly Effet[] => {
    pilote = suite.pilote;
    for (const cle of memoire.keys()) if (!pilote.attente.has(cle)) memoire.delete(cle);
    for (const cle of pilote.attente) memoire.set(cle, '');
    return suite.effets;
  };

  /** What an effect gives back; undefined: it only forgets, or found nothing. */
  const faire = async (e: Effet): Promise<Evenement | undefined> => {
    switch (e.faire) {
      case 'OUBLIER_DISPENSES':
        lectures.oublierDispenses(e.base);
        return undefined;
      case 'OUBLIER_CLOTURE':
        lectures.oublierCloture(e.mois);
        return undefined;
      case 'OUBLIER_FINANCEURS':
        lectures.oublierFinanceurs();
        return undefined;
      case 'LIRE_VISITES_DE':
        return { quoi: 'A_COMPTER', base: e.base, jours: await joursVisites(monde, e.base, e.ids) };
      case 'LIRE_OU_DITE': {
        const date = dateDeId(e.id);
        const dite = (await lectures.dites(moisDe(date))).get(e.id.slice(`intervention:${date}:`.length));
        const base = dite && baseAntenne(dite.antenne);
        return base === undefined || base === e.base ? undefined : { quoi: 'A_COMPTER', base, jours: [date] };
      }
      case 'LIRE_AUTREMENT_SUIVIS':
        return { quoi: 'A_COMPTER', base: e.base, jours: await joursAutrementSuivis(monde, e.base, e.ids) };
      case 'LIRE_GARDES':
        return { quoi: 'A_COMPTER', base: e.base, jours: await joursGardes(monde, e.base, e.depuis) };
      case 'LIRE_ANCIENS':
        return { quoi: 'A_COMPTER', base: e.base, jours: await lireAnciens(monde, e.base) };
      case 'LIRE_ECHEANCES':
        return { quoi: 'LUES', echeances: await lireEcheances(monde), maintenant: monde.horloge() };
    }
  };

  const suivre = async (evenement: Evenement): Promise<void> => {
    for (const effet of retenir(passer(pilote, evenement))) {
      const suite = await faire(effet);
      if (suite) await suivre(suite);
    }
  };

  /** Some days of one month of an antenna, then that month; how many documents changed, and whether all could be written. */
  const compter = async (lecteur: Monde, base: string, jours: readonly DateCivile[]): Promise<Ecriture> => {
    const antenne = antenneDeBase(base);
    const [premier] = jours;
    if (antenne === undefined || premier === undefined) return { changes: 0, conflits: false };
    for (const j of jours) monde.derives.add(j);
    const mois = moisDe(premier);
    const comptes = await compterJours(lecteur, {
      antenne,
      jours,
      dispenses: await lectures.dispenses(base),
      financeurs: await lectures.financeurs(),
      fige: await lectures.fige(antenne, mois),
      dites: await lectures.dites(mois),
      maintenant: monde.horloge(),
    });
    const lus = await clesType(monde.magasin, 'pilotage-jour', jours.map(idJourPilotage), { base });
    const deJours = await ecrire(
      monde,
      jours.map((j, n) => ({ base, id: idJourPilotage(j), existant: lus[n], voulu: comptes.get(j) })),
    );
    await suivre({ quoi: 'COMPTES', base, prochaines: new Map([...comptes].map(([j, c]) => [j, c?.prochaine])) });
    const ecrites = [deJours, await ecrireMois(monde, antenne, mois)];
    // What rang after midnight of its last day is of the next month.
    if (jours.includes(dernierJour(mois))) ecrites.push(await ecrireMois(monde, antenne, ajouterMois(mois, 1)));
    return { changes: ecrites.reduce((n, x) => n + x.changes, 0), conflits: ecrites.some((x) => x.conflits) };
  };

  const poursuivre = async (): Promise<number> => {
    const lots = prochainsLots(pilote, MOIS_DE_FRONT);
    const comptes = await deFront(MOIS_DE_FRONT, lots, ({ base, jours }) => compter(monde, base, jours));
    for (const [n, lot] of lots.entries()) if (!comptes[n]?.conflits) await suivre({ quoi: 'ECRITS', ...lot });
    monde.vue.alleger();
    return lots.length;
  };

  return {
    nom: 'piloter',
    memoire,
    suit: estBaseDuService,
    concerne,
    traiter: async (changements) => {
      for (const [base, lignes] of changements) await suivre({ quoi: 'CHANGES', base, lignes });
      await poursuivre();
      return new Set<string>();
    },
    poursuivre,
    minute: async () => {
      await suivre({ quoi: 'MINUTE', maintenant: monde.horloge() });
      for (let n = 0, k = -1; k !== 0 && n < MOIS_PAR_MINUTE; n += k) k = await poursuivre();
    },
    revoir: async (jours) => {
      lectures.oublier();
      for (const mois of new Set(jours.map(moisDe)))
        for (const base of basesAntennes())
          await compter(
            monde,
            base,
            jours.filter((j) => moisDe(j) === mois),
          );
    },
    recompter: async (mois) => {
      lectures.oublier();
      // What is kept in memory is what is checked too: all is read again.
      const neuf: Monde = { ...monde, vue: creerVue(monde.magasin) };
      let n = 0;
      for (const m of mois)
        for (const base of basesAntennes()) {
          n += (await compter(neuf, base, joursEntre(premierJour(m), dernierJour(m)))).changes;
          neuf.vue.alleger();
        }
      return n;
    },
  };
};
