import type { Antenne } from '#shared/contrats/commun';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { lecteurParametres, type Parametres } from '#shared/contrats/exploitation/parametre';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { lecteurVues, type Vues } from '#shared/domain/alerte/acquittements';
import { heuresDe } from '#shared/domain/antenne/heures';
import { codesAntennes, estFermee } from '#shared/domain/antenne/registre';
import { echeanceDe, etatEcheance } from '#shared/domain/cloture/echeance';
import { estOuvert } from '#shared/temps/ouvres';
import {
  ajouterJours,
  ajouterMois,
  dateParis,
  debutDuJour,
  epochMs,
  instantDe,
  moisDe,
  premierJour,
} from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import { chacun } from '../../socle/chacun';
import { antennesAClore } from '../../store/lectures/antennes-a-clore';
import { lireParametres } from '../../store/lectures/connus';
import { premierMoisDIntervention } from '../../store/lectures/mois';
import { anterieursOuverts } from '../../store/lectures/mois-a-clore';
import { lirePresents, type Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { destinatairesDuDigest } from '../acces';
import { attendEncore, lireAppelsAilleurs, suivreDoute } from '../astreinte';
import { type AClore, composerDepart, composerDigest } from './courriels';
import { exceptionsDuJour } from './exceptions-du-jour';

type PortsAlertes = {
  magasin: Magasin;
  horloge: Horloge;
  courrier: Pick<Courrier, 'envoyer'>;
  /** Address of the extranet, for the links. */
  extranet: () => string;
  /** A mail that could not be prepared: its code, for the technical log. */
  noter: (code: string) => void;
};

const vuesDe = async (m: Magasin, base: string): Promise<Vues> =>
  lecteurVues(await plageType(m, 'acquittement', { base }));

type Depart = { antenne: Antenne; alerte: Alerte };
const cleDepart = ({ antenne, alerte: { _id, instant } }: Depart): string => `${antenne} ${_id} ${instant}`;

/** What this service has done already: it is not looked at again. */
type Faits = { departs: Set<string>; digests: Map<Antenne, DateCivile> };

/** The late departures of an antenna whose offices are closed, and that no manager has seen: one seen is in good hands. */
const departsNonVus = async (m: Magasin, antenne: Antenne, aujourdhui: DateCivile): Promise<Depart[]> => {
  const base = baseAntenne(antenne);
  // A visit may have begun the day before.
  const jours = { de: ajouterJours(aujourdhui, -1), avant: ajouterJours(aujourdhui, 1) };
  const departs = (await plageType(m, 'alerte', { base }, jours)).filter((a) => a.genre === 'DEPART_EN_RETARD');
  if (departs.length === 0) return [];
  const vues = await vuesDe(m, base);
  return departs.flatMap((alerte) => (vues(alerte) ? [] : [{ antenne, alerte }]));
};

/** Those of an aide who has called since are over, as the watch judges it. */
const sansAppelDepuis = async (m: Magasin, departs: readonly Depart[], maintenant: Instant): Promise<Depart[]> => {
  const attendus = departs.map((d) => {
    const { _id: alerteId, depuis, instant, intervenantId } = d.alerte;
    return { ...d, alerteId, depuis, heure: instant ?? debutDuJour(depuis), intervenantId };
  });
  const appels = await lireAppelsAilleurs(m, attendus, maintenant);
  return attendus.filter((d) => appels(d) === undefined);
};

/**
 * [AL-5] Out of the opening hours of its antenna, tells whoever is on call of each late departure, once for each: its mail is named
 * by the visit. What may be a punch on its way waits as a text message does, then is told as one to be checked.
 */
const prevenirAstreinte = async (
  p: PortsAlertes,
  { departs: dits }: Faits,
  lireDoute: () => Promise<Instant | undefined>,
): Promise<number> => {
  const maintenant = p.horloge();
  const aujourdhui = dateParis(maintenant);
  const parametres = lecteurParametres(await lireParametres(p.magasin))(aujourdhui);
  const { astreinte, veilleRemonte } = parametres;
  if (astreinte.length === 0) return 0;
  const incertain = await lireDoute();
  if (attendEncore(incertain, maintenant, parametres)) return 0;
  const dire = async (d: Depart): Promise<number> => {
    const { antenne, alerte } = d;
    const perimeLe = instantDe(epochMs(maintenant) + veilleRemonte * 3_600_000);
    const quoi = { alerte, doute: incertain !== undefined, perimeLe };
    const r = await p.courrier.envoyer(composerDepart(antenne, quoi, { a: astreinte, extranet: p.extranet() }));
    if (r.ok) dits.add(cleDepart(d));
    else p.noter(r.refus.code);
    return Number(r.ok);
  };
  return chacun(codesAntennes(), async (antenne) => {
    if (estOuvert(maintenant, heuresDe(parametres, antenne))) return 0;
    const departs = (await departsNonVus(p.magasin, antenne, aujourdhui)).filter((d) => !dits.has(cleDepart(d)));
    return chacun(await sansAppelDepuis(p.magasin, departs, maintenant), dire);
  });
};

/** [CL-4] Last month, of an antenna that was closed before it and has late corrections to tell with it. */
const aDireEncore = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<Mois[]> => {
  if (!estFermee(antenne, premierJour(mois)) || !(await antennesAClore(m, mois)).includes(antenne)) return [];
  return (await lirePresents(m, baseAntenne(antenne), [idCloture(mois)])).size > 0 ? [] : [mois];
};

/** [CL-1] The past months of an antenna that are to be closed, where the day to close them by is near or past. */
const lireMoisAClore = (
  m: Magasin,
  aujourdhui: DateCivile,
  parametresAu: (d: DateCivile) => Parametres,
): ((antenne: Antenne) => Promise<AClore[]>) => {
  // Of all antennas together: read once.
  let premier: ReturnType<typeof premierMoisDIntervention> | undefined;
  return async (antenne) => {
    premier ??= premierMoisDIntervention(m);
    const ceMois = moisDe(aujourdhui);
    const ouverts = new Set([
      ...(await anterieursOuverts(m, antenne, ceMois, await premier)),
      ...(await aDireEncore(m, antenne, ajouterMois(ceMois, -1))),
    ]);
    return [...ouverts]
      .map((mois) => ({ mois, echeance: echeanceDe(mois, antenne, parametresAu) }))
      .filter(({ echeance }) => etatEcheance(echeance, aujourdhui) !== 'LOINTAINE');
  };
};

/** [AL] The morning's mail of an antenna to those who want it; how many were prepared, undefined where it was refused. */
const envoyerDigest = async (
  p: PortsAlertes,
  antenne: Antenne,
  { maintenant, a, aClore }: { maintenant: Instant; a: readonly string[]; aClore: readonly AClore[] },
): Promise<number | undefined> => {
  const base = baseAntenne(antenne);
  const alertes = await plageType(p.magasin, 'alerte', { base });
  const hier = ajouterJours(dateParis(maintenant), -1);
  const exceptions = await exceptionsDuJour(p.magasin, antenne, hier, maintenant);
  const courriel = composerDigest(
    antenne,
    { alertes, vues: await vuesDe(p.magasin, base), exceptions, aClore },
    { a, extranet: p.extranet(), maintenant },
  );
  if (!courriel) return 0;
  const r = await p.courrier.envoyer(courriel);
  if (r.ok) return 1;
  p.noter(r.refus.code);
  return undefined;
};

/** [AL] Each antenna's, once a day: of one that was looked at already that day, what came up since is tomorrow's. */
const envoyerDigests = async (p: PortsAlertes, { digests }: Faits): Promise<number> => {
  const maintenant = p.horloge();
  const aujourdhui = dateParis(maintenant);
  const parametresAu = lecteurParametres(await lireParametres(p.magasin));
  const comptes = await plageType(p.magasin, 'compte', {});
  const moisAClore = lireMoisAClore(p.magasin, aujourdhui, parametresAu);
  return chacun(codesAntennes(), async (antenne) => {
    const a = destinatairesDuDigest(antenne, parametresAu(aujourdhui), comptes);
    if (a.length === 0 || digests.get(antenne) === aujourdhui) return 0;
    const n = await envoyerDigest(p, antenne, { maintenant, a, aClore: await moisAClore(antenne) });
    if (n !== undefined) digests.set(antenne, aujourdhui);
    return n ?? 0;
  });
};

export type SuiviAlertes = {
  /** What the clock makes, then who must be told at once; how many were. */
  minute: () => Promise<number>;
  /** The mails of the morning. */
  matin: () => Promise<number>;
};

/** `battre`: settled once the alerts are those of the hour; `sur`: whether all that was punched has come as far as them. */
export const suivreAlertes = (
  p: PortsAlertes & { battre: () => Promise<void>; sur: () => Promise<boolean> },
): SuiviAlertes => {
  const lireDoute = suivreDoute(p);
  const faits: Faits = { departs: new Set(), digests: new Map() };
  return {
    minute: async () => {
      await p.battre();
      return prevenirAstreinte(p, faits, lireDoute);
    },
    matin: () => envoyerDigests(p, faits),
  };
};
