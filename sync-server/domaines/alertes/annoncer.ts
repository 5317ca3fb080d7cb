import type { Antenne } from '#shared/contrats/commun';
import { lecteurParametres, type Parametres } from '#shared/contrats/exploitation/parametre';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { lecteurVues, type Vues } from '#shared/domain/alerte/acquittements';
import { heuresDe } from '#shared/domain/antenne/heures';
import { codesAntennes, estFermee } from '#shared/domain/antenne/registre';
import { echeanceDe, etatEcheance } from '#shared/domain/cloture/echeance';
import { estOuvert } from '#shared/temps/ouvres';
import { ajouterJours, ajouterMois, dateParis, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import type { Courrier } from '../../ports/courriel';
import type { Horloge } from '../../ports/horloge';
import { antennesAClore } from '../../store/lectures/antennes-a-clore';
import { lireParametres } from '../../store/lectures/connus';
import { premierMoisDIntervention } from '../../store/lectures/mois';
import { anterieursOuverts } from '../../store/lectures/mois-a-clore';
import { lirePresents, type Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { destinatairesDuDigest } from '../acces';
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

/**
 * [AL-5] Out of the opening hours of its antenna, tells whoever is on call of each late departure, once for each: its mail is named
 * by the visit. One that a manager has seen is in good hands.
 */
const prevenirAstreinte = async (p: PortsAlertes): Promise<number> => {
  const maintenant = p.horloge();
  const aujourdhui = dateParis(maintenant);
  const parametres = lecteurParametres(await lireParametres(p.magasin))(aujourdhui);
  const { astreinte } = parametres;
  if (astreinte.length === 0) return 0;
  let n = 0;
  for (const antenne of codesAntennes()) {
    if (estOuvert(maintenant, heuresDe(parametres, antenne))) continue;
    const base = baseAntenne(antenne);
    // A visit may have begun the day before.
    const jours = { de: ajouterJours(aujourdhui, -1), avant: ajouterJours(aujourdhui, 1) };
    const departs = (await plageType(p.magasin, 'alerte', { base }, jours)).filter(
      (a) => a.genre === 'DEPART_EN_RETARD',
    );
    if (departs.length === 0) continue;
    const vues = await vuesDe(p.magasin, base);
    for (const a of departs) {
      if (vues(a)) continue;
      const r = await p.courrier.envoyer(composerDepart(antenne, a, { a: astreinte, extranet: p.extranet() }));
      if (r.ok) n++;
      else p.noter(r.refus.code);
    }
  }
  return n;
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

/** [AL] The morning's mail of each antenna to those who want it, once a day; how many were prepared. */
const envoyerDigests = async (p: PortsAlertes): Promise<number> => {
  const maintenant = p.horloge();
  const aujourdhui = dateParis(maintenant);
  const parametresAu = lecteurParametres(await lireParametres(p.magasin));
  const comptes = await plageType(p.magasin, 'compte', {});
  const moisAClore = lireMoisAClore(p.magasin, aujourdhui, parametresAu);
  let n = 0;
  for (const antenne of codesAntennes()) {
    const a = destinatairesDuDigest(antenne, parametresAu(aujourdhui), comptes);
    if (a.length === 0) continue;
    const base = baseAntenne(antenne);
    const alertes = await plageType(p.magasin, 'alerte', { base });
    const hier = ajouterJours(aujourdhui, -1);
    const exceptions = await exceptionsDuJour(p.magasin, antenne, hier, maintenant);
    const aClore = await moisAClore(antenne);
    const courriel = composerDigest(
      antenne,
      { alertes, vues: await vuesDe(p.magasin, base), exceptions, aClore },
      { a, extranet: p.extranet(), maintenant },
    );
    if (!courriel) continue;
    const r = await p.courrier.envoyer(courriel);
    if (r.ok) n++;
    else p.noter(r.refus.code);
  }
  return n;
};

export type SuiviAlertes = {
  /** What the clock makes, then who must be told at once; how many were. */
  minute: () => Promise<number>;
  /** The mails of the morning. */
  matin: () => Promise<number>;
};

/** `battre`: settled once the alerts are those of the hour. */
export const suivreAlertes = (p: PortsAlertes & { battre: () => Promise<void> }): SuiviAlertes => ({
  minute: async () => {
    await p.battre();
    return prevenirAstreinte(p);
  },
  matin: () => envoyerDigests(p),
});
